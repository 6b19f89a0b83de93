import { afterEach, describe, expect, it, vi } from 'vitest'

import { capture, captureBoth, inAppBrowser, problemOf } from './devices'

function fault(name: string): Error {
  return Object.assign(new Error(name), { name })
}

function aStream(...kinds: string[]): MediaStream {
  const tracks = kinds.map(kind => ({ kind }))
  return {
    getTracks: () => tracks,
    getAudioTracks: () => tracks.filter(track => track.kind === 'audio'),
    getVideoTracks: () => tracks.filter(track => track.kind === 'video'),
  } as unknown as MediaStream
}

function withDevices(getUserMedia: (constraints: MediaStreamConstraints) => Promise<MediaStream>): void {
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia, enumerateDevices: () => Promise.resolve([]) } })
}

afterEach(() => void vi.unstubAllGlobals())

describe('the reason of a failure', () => {
  it.each([
    ['NotAllowedError', 'refused'], ['NotReadableError', 'busy'], ['NotFoundError', 'absent'],
    ['OverconstrainedError', 'absent'], ['TypeError', 'unsupported'], ['SomethingNew', 'unknown'],
  ])('%s is %s', (name, problem) => {
    expect(problemOf(fault(name)).problem).toBe(problem)
  })

  it('keeps the name the browser gave, for the staff', async () => {
    withDevices(() => Promise.reject(fault('NotReadableError')))

    expect(await capture('mic')).toEqual({ ok: false, problem: 'busy', name: 'NotReadableError' })
  })

  it('is an insecure page where the browser hides its devices', async () => {
    vi.stubGlobal('navigator', {})
    vi.stubGlobal('isSecureContext', false)

    expect(await capture('camera')).toMatchObject({ ok: false, problem: 'insecure' })
  })
})

it('a remembered device that is gone is replaced by any other', async () => {
  withDevices(({ audio }) => typeof audio === 'object' && 'deviceId' in audio
    ? Promise.reject(fault('OverconstrainedError'))
    : Promise.resolve(aStream('audio')))

  expect(await capture('mic', 'gone')).toMatchObject({ ok: true })
})

it('both devices are asked for with one question', async () => {
  const ask = vi.fn(() => Promise.resolve(aStream('audio', 'video')))
  withDevices(ask)

  const both = await captureBoth()

  expect(both.mic.ok && both.camera.ok).toBe(true)
  expect(ask).toHaveBeenCalledTimes(1)
})

it('without a camera the microphone still works, and the reason is the camera’s own', async () => {
  withDevices(({ video }) => video === undefined ? Promise.resolve(aStream('audio')) : Promise.reject(fault('NotFoundError')))

  const both = await captureBoth()

  expect(both.mic.ok).toBe(true)
  expect(both.camera).toMatchObject({ ok: false, problem: 'absent' })
})

it.each([
  ['Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50', 'wechat'],
  ['Mozilla/5.0 (iPhone) DingTalk/7.0', 'other'],
  ['Mozilla/5.0 (iPhone) Version/17.0 Mobile Safari/604.1', null],
])('%s is recognised', (agent, expected) => {
  expect(inAppBrowser(agent)).toBe(expected)
})
