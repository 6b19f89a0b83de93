import { afterEach, describe, expect, it, vi } from 'vitest'

import { prefersH264, putH264First } from './codecs'

/** Capabilities of a device whose chip encodes `chip`. */
function encoding(...chip: readonly string[]) {
  return {
    encodingInfo: ({ video }: MediaEncodingConfiguration) => Promise.resolve({
      supported: true, smooth: true, powerEfficient: chip.includes(video?.contentType ?? ''),
    } as MediaCapabilitiesEncodingInfo),
  }
}

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('H.264 is preferred', () => {
  it('by a phone whose chip encodes it and not VP8', async () => {
    expect(await prefersH264(encoding('video/H264'), true)).toBe(true)
  })

  it('by no phone whose chip encodes both or neither', async () => {
    expect(await prefersH264(encoding('video/H264', 'video/VP8'), true)).toBe(false)
    expect(await prefersH264(encoding(), true)).toBe(false)
  })

  it('by nothing with a mouse', async () => {
    expect(await prefersH264(encoding('video/H264'), false)).toBe(false)
  })

  it('by no browser that cannot tell', async () => {
    vi.stubGlobal('navigator', {})
    expect(await prefersH264(undefined, true)).toBe(false)
    expect(await prefersH264({ encodingInfo: () => Promise.reject(new TypeError('webrtc')) }, true)).toBe(false)
  })

  it('by no browser that does not answer within half a second: the first sound waits for it', async () => {
    vi.useFakeTimers()
    const answered = vi.fn<(prefers: boolean) => void>()
    void prefersH264({ encodingInfo: () => new Promise(() => undefined) }, true).then(answered)

    await vi.advanceTimersByTimeAsync(500)

    expect(answered).toHaveBeenCalledWith(false)
  })
})

describe('a line that is to be answered with H.264 first', () => {
  const codecs = ['video/VP8', 'video/rtx', 'video/H264', 'video/VP9'].map(mimeType => ({ mimeType, clockRate: 90_000 }))
  const lineOf = (setCodecPreferences: (codecs: RTCRtpCodec[]) => void) => ({ setCodecPreferences }) as RTCRtpTransceiver

  it('keeps all codecs and their order besides', () => {
    vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => ({ codecs }) })
    const order: string[] = []

    putH264First(lineOf(given => order.push(...given.map(({ mimeType }) => mimeType))))

    expect(order).toEqual(['video/H264', 'video/VP8', 'video/rtx', 'video/VP9'])
  })

  it('stays as it is where the browser refuses', () => {
    vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => null })

    expect(() => putH264First(lineOf(() => {
      throw new TypeError('refused')
    }))).not.toThrow()
  })
})
