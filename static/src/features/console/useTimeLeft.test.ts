import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'

import { useTimeLeft } from './useTimeLeft'

const MINUTE = 60_000

interface Asked { readonly byItself: boolean }

let asked: Asked[]
let answers: { seconds: number, at_most: number }[]
let scope: ReturnType<typeof effectScope>

function watching() {
  scope = effectScope()
  const found = scope.run(() => useTimeLeft())
  if (!found) throw new Error('no watch')
  return found
}

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  answers = []
  vi.stubGlobal('fetch', (_: string, init: { headers: Record<string, string> }) => {
    asked.push({ byItself: 'X-By-Itself' in init.headers })
    return Promise.resolve(new Response(JSON.stringify(answers.shift() ?? { seconds: 1_800, at_most: 40_000 })))
  })
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('nothing is said while the end is far, and it is asked again when it would be near', async () => {
  answers = [{ seconds: 1_800, at_most: 40_000 }, { seconds: 120, at_most: 38_000 }]
  const { left } = watching()
  await vi.advanceTimersByTimeAsync(27 * MINUTE)
  expect([left.value, asked.length]).toEqual([null, 1])

  await vi.advanceTimersByTimeAsync(MINUTE)

  expect([left.value, asked.length]).toEqual([120, 2])
  expect(asked[1]?.byItself).toBe(true)
})

test('who stays says so to the server, and reads nothing more', async () => {
  answers = [{ seconds: 100, at_most: 40_000 }, { seconds: 1_800, at_most: 39_000 }]
  const { left, stay } = watching()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(left.value).toBe(95)

  stay()
  await vi.advanceTimersByTimeAsync(MINUTE)

  expect(left.value).toBeNull()
  expect(asked.at(-1)?.byItself).toBe(false)
})

test('whoever goes on in another tab, or is in a room, is not asked any longer', async () => {
  answers = [{ seconds: 100, at_most: 40_000 }, { seconds: 1_790, at_most: 39_900 }]
  const { left } = watching()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(left.value).toBe(90)

  await vi.advanceTimersByTimeAsync(10_000)

  expect(left.value).toBeNull()
})

test('who moved a hand since the last request is there, also on a page that sends nothing', async () => {
  answers = [{ seconds: 1_800, at_most: 40_000 }]
  const { left } = watching()
  await vi.advanceTimersByTimeAsync(MINUTE)
  document.dispatchEvent(new Event('keydown', { bubbles: true }))

  await vi.advanceTimersByTimeAsync(27 * MINUTE)

  expect([left.value, asked.at(-1)?.byItself]).toEqual([null, false])
})

test('an end that nothing puts off is said once', async () => {
  const near = { seconds: 110, at_most: 110 }
  answers = [near, near, near, near]
  const { left, last, stay } = watching()
  await vi.advanceTimersByTimeAsync(0)
  expect([left.value, last.value]).toEqual([110, true])

  stay()
  await vi.advanceTimersByTimeAsync(20_000)

  expect(left.value).toBeNull()
})
