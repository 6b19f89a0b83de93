import { afterEach, describe, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'

import { isNobodys } from '@/api/hands'
import { ApiError } from '@/api/problem'

import { useResource } from './useResource'

/** A resource whose answers are given by hand, in any order. */
function byHand(every?: number) {
  const asked: { answer: (value: string) => void, fail: (error: Error) => void, signal: AbortSignal }[] = []
  const scope = effectScope()
  const resource = scope.run(() => useResource(
    signal => new Promise<string>((answer, fail) => asked.push({ answer, fail, signal })),
    every === undefined ? {} : { every },
  ))
  if (!resource) throw new Error('no resource')
  return { asked, resource, leave: () => scope.stop() }
}

afterEach(() => vi.useRealTimers())

const settle = () => new Promise<void>(resolve => queueMicrotask(() => queueMicrotask(resolve)))

describe('something read from the server', () => {
  test('is loading until the first answer', async () => {
    const { asked, resource } = byHand()
    expect(resource.loading.value).toBe(true)

    asked[0]?.answer('first')
    await settle()

    expect([resource.loading.value, resource.data.value]).toEqual([false, 'first'])
  })

  test('keeps the last answer when reading again fails', async () => {
    const { asked, resource } = byHand()
    asked[0]?.answer('first')
    await settle()
    void resource.refresh()
    asked[1]?.fail(new ApiError(503, 'room.unavailable', 'R-1'))
    await settle()

    expect([resource.data.value, resource.problem.value?.reference]).toEqual(['first', 'R-1'])
  })

  test('is right again after the next good answer', async () => {
    const { asked, resource } = byHand()
    asked[0]?.fail(new ApiError(0, 'network.unreachable', null))
    await settle()
    void resource.refresh()
    asked[1]?.answer('now')
    await settle()

    expect([resource.data.value, resource.problem.value]).toEqual(['now', null])
  })

  test('never shows an answer to an older question', async () => {
    const { asked, resource } = byHand()
    void resource.refresh()
    asked[1]?.answer('new')
    asked[0]?.answer('old')
    await settle()

    expect(asked[0]?.signal.aborted).toBe(true)
    expect(resource.data.value).toBe('new')
  })

  test('shows a fault of the page as one, not as an answer', async () => {
    const { asked, resource } = byHand()
    asked[0]?.fail(new TypeError('undefined is not a function'))
    await settle()

    expect(resource.problem.value?.code).toBe('app.unexpected')
  })

  test('is read again while the page is looked at, and when one comes back to it', () => {
    vi.useFakeTimers()
    const { asked, leave } = byHand(15_000)
    vi.advanceTimersByTime(15_000)
    window.dispatchEvent(new Event('focus'))

    expect(asked).toHaveLength(3)
    leave()
  })

  test('asks nothing more once its page is left', () => {
    vi.useFakeTimers()
    const { asked, leave } = byHand(15_000)
    leave()
    vi.advanceTimersByTime(60_000)
    window.dispatchEvent(new Event('focus'))

    expect(asked).toHaveLength(1)
    expect(asked[0]?.signal.aborted).toBe(true)
  })
})

test('what is read again by the clock is nobody\'s request; what somebody asks for, or comes back to, is', async () => {
  vi.useFakeTimers()
  const { asked, resource, leave } = byHand(1_000)
  isNobodys(undefined)

  await vi.advanceTimersByTimeAsync(1_000)
  void resource.refresh()
  window.dispatchEvent(new Event('focus'))

  expect(asked.map(one => isNobodys(one.signal))).toEqual([false, true, false, false])
  leave()
})

const sources = import.meta.glob<string>(
  ['/src/features/**/*.{ts,vue}', '!/src/features/**/*.test.ts'], { query: '?raw', import: 'default', eager: true },
)
/** What else goes on by itself, and asks the server for nothing: clocks, the player's needle, the level of a microphone. */
const ASKS_NOTHING = [
  '/src/features/console/useNow.ts', '/src/features/console/useTimeLeft.ts', '/src/features/join/useDeviceCheck.ts',
  '/src/features/people/RevealDialog.vue', '/src/features/review/usePlayer.ts',
]

test('no page asks again by itself but through here, where a page left alone is signed out in the end', () => {
  const repeat = Object.entries(sources).filter(([, text]) => text.includes('setInterval(')).map(([path]) => path)

  expect(Object.keys(sources).length).toBeGreaterThan(100)
  expect(repeat.filter(path => path !== '/src/features/console/useResource.ts').sort()).toEqual(ASKS_NOTHING)
})
