import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { Regain, REGAIN_MS, type Taken } from './regain'

function aRegain(held: boolean) {
  const opened: Taken[] = []
  const call = { held }
  const regain = new Regain((source) => {
    opened.push(source)
    return Promise.resolve(call.held)
  })
  return { regain, opened, call }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('what was not taken away is left alone', async () => {
  const { regain, opened } = aRegain(false)

  regain.tryAll()
  await vi.advanceTimersByTimeAsync(REGAIN_MS)

  expect(opened).toEqual([])
})

it('microphone and camera that a call holds are both tried until it is over', async () => {
  const { regain, opened, call } = aRegain(true)
  regain.took('mic')
  regain.took('camera')
  regain.tryAll()
  await vi.advanceTimersByTimeAsync(REGAIN_MS)
  expect(opened).toEqual(['mic', 'camera', 'mic', 'camera'])

  call.held = false
  await vi.advanceTimersByTimeAsync(5 * REGAIN_MS)

  expect(opened).toEqual(['mic', 'camera', 'mic', 'camera', 'mic', 'camera'])
})

it('what is not wanted any more is not opened', async () => {
  const { regain, opened } = aRegain(true)
  regain.took('mic')
  await regain.tryNow('mic')

  regain.forget('mic')
  await vi.advanceTimersByTimeAsync(5 * REGAIN_MS)

  expect(opened).toEqual(['mic'])
})
