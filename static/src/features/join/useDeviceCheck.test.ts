import { effectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { useDeviceCheck } from './useDeviceCheck'

/** A browser that asks its person for camera and microphone, and waits for the answer. */
function anAskingBrowser() {
  const tracks = { mic: { stop: vi.fn<() => void>() }, camera: { stop: vi.fn<() => void>() } }
  let allow = (): void => undefined
  const getUserMedia = vi.fn<() => Promise<unknown>>(() => new Promise((resolve) => {
    allow = () => resolve({ getAudioTracks: () => [tracks.mic], getVideoTracks: () => [tracks.camera] })
  }))
  const devices = Object.assign(new EventTarget(), { getUserMedia, enumerateDevices: () => Promise.resolve([]) })
  Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: devices })
  return { tracks, getUserMedia, allow: () => allow() }
}

beforeEach(() => vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no line'))))
afterEach(() => vi.unstubAllGlobals())

describe('devices that the browser is still asking about when the check ends', () => {
  it('go on into the room when they are allowed', async () => {
    const browser = anAskingBrowser()
    const check = effectScope().run(useDeviceCheck)
    const started = check?.start()
    await vi.waitFor(() => expect(browser.getUserMedia).toHaveBeenCalled())
    const taken: unknown[] = []

    check?.handOver((source, track) => taken.push([source, track]))
    expect(taken).toEqual([])
    browser.allow()
    await started

    expect(taken).toEqual(expect.arrayContaining([['mic', browser.tracks.mic], ['camera', browser.tracks.camera]]))
  })

  it('are closed when nobody wants them any more', async () => {
    const browser = anAskingBrowser()
    const scope = effectScope()
    const check = scope.run(useDeviceCheck)
    const started = check?.start()
    await vi.waitFor(() => expect(browser.getUserMedia).toHaveBeenCalled())

    scope.stop()
    browser.allow()
    await started

    expect(browser.tracks.mic.stop).toHaveBeenCalled()
    expect(browser.tracks.camera.stop).toHaveBeenCalled()
  })
})
