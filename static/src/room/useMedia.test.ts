import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { FakePeer } from '@/media/fixtures/peer'
import { FakeWire, OK } from '@/protocol/fixtures/wire'
import type { RoomView, Switch } from '@/protocol/messages'

import { aMember, aView, inLobby } from '@/protocol/fixtures/views'
import { useMedia } from './useMedia'
import { useRoom } from './useRoom'

class LocalTrack extends EventTarget {
  enabled = true
  readyState = 'live'
  contentHint = ''
  onended: (() => void) | null = null
  constructor(readonly kind: string) {
    super()
  }

  stop(): void {
    this.readyState = 'ended'
  }
}

const peers: FakePeer[] = []

function aBrowser(fail: Record<string, string> = {}): void {
  vi.stubGlobal('RTCPeerConnection', function RTCPeerConnection(configuration: RTCConfiguration) {
    const peer = new FakePeer(configuration)
    peers.push(peer)
    return peer
  })
  const getUserMedia = ({ audio }: MediaStreamConstraints): Promise<unknown> => {
    const kind = audio === undefined ? 'video' : 'audio'
    const name = fail[kind]
    if (name !== undefined) return Promise.reject(Object.assign(new Error(name), { name }))
    const track = new LocalTrack(kind)
    return Promise.resolve({ getTracks: () => [track] })
  }
  Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: Object.assign(new EventTarget(), { getUserMedia }) })
}

function offerOf(...identities: string[]) {
  const tracks = identities.map((identity, index) => ({ mid: String(index + 3), identity, source: 'camera' }))
  const sdp = ['0,1,2', ...tracks.map(track => track.mid)].join(',')
  return { version: 1, sdp, tracks, fresh: true, ice_servers: [], relay_only: false }
}

function entered() {
  const wire = new FakeWire()
  wire.answer = name => Promise.resolve(name === 'media_connect' ? { ...OK, offer: offerOf() } : OK)
  const room = useRoom()
  const media = useMedia()
  room.enter({ ticket: () => Promise.resolve('ticket'), open: wire.open })
  wire.happen('connect')
  let seq = 0
  async function show(view: RoomView): Promise<void> {
    seq += 1
    wire.happen('update', { previous: seq - 1, event: null, view: { ...view, seq } })
    await vi.advanceTimersByTimeAsync(0)
    if (peers.at(-1)?.connectionState === 'new') peers.at(-1)?.become('connected')
  }
  return { wire, room, media, show }
}

function withMic(mic: Switch): RoomView {
  const view = aView()
  return { ...view, me: { ...view.me, mic } }
}

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  peers.length = 0
  aBrowser()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the media connection', () => {
  it('is not asked for in the lobby', async () => {
    const { wire, show } = entered()

    await show(inLobby())

    expect(wire.messages('media_connect')).toEqual([])
  })

  it('is opened as soon as the person is let in, before the meeting begins', async () => {
    const { wire, show } = entered()
    await show(inLobby())

    await show({ ...inLobby(), members: [aMember('li', { place: 'lobby', admitted: true })] })

    expect(wire.messages('media_connect')).toHaveLength(1)
    expect(wire.messages('media_answer')).toHaveLength(1)
  })

  it('outlives being sent back: the server forwards nothing of it', async () => {
    const { wire, show } = entered()
    await show(aView())

    await show(inLobby())
    await show(aView())

    expect(peers.map(peer => peer.closed)).toEqual([false])
    expect(wire.messages('media_connect')).toHaveLength(1)
  })

  it('that the browser calls interrupted has the socket opened again at once when that is dead too', async () => {
    const { wire, show } = entered()
    await show(aView())
    wire.answer = name => name === 'sync' ? Promise.reject(new Error('timeout')) : new Promise(() => undefined)

    peers[0]?.become('disconnected')
    await vi.advanceTimersByTimeAsync(0)

    expect(wire.connects).toBe(2)
  })

  it('stops the layers of the camera that nobody needs', async () => {
    const { wire, show } = entered()
    await show(aView())

    wire.happen('media_wanted', { source: 'camera', layers: 1 })
    await vi.advanceTimersByTimeAsync(0)

    expect(peers[0]?.at('1')?.sender.encodings.map(one => one.active)).toEqual([true, false, false])
  })

  it('survives a lost socket: the same page keeps its packets', async () => {
    const { wire, show } = entered()
    await show(aView())

    wire.happen('disconnect', 'transport close')
    wire.happen('connect')
    await vi.advanceTimersByTimeAsync(0)

    expect(wire.messages('media_connect')).toHaveLength(1)
    expect(peers.map(peer => peer.closed)).toEqual([false])
  })

  it('survives a lost socket, and what the server may have missed of the pictures in sight is told again', async () => {
    const { wire, show } = entered()
    wire.answer = name => Promise.resolve(name === 'media_connect' ? { ...OK, offer: offerOf('wang') } : OK)
    await show(aView())
    await vi.advanceTimersByTimeAsync(2_000)
    const before = wire.messages('media_shown')

    wire.happen('disconnect', 'transport close')
    wire.happen('connect')
    await vi.advanceTimersByTimeAsync(2_000)

    expect(before).toHaveLength(1)
    expect(wire.messages('media_shown')).toEqual([...before, ...before])
    expect(wire.messages('media_connect')).toHaveLength(1)
  })

  it('asks for new ICE credentials when its line fails', async () => {
    const { wire, show } = entered()
    await show(aView())

    peers[0]?.become('disconnected')
    await vi.advanceTimersByTimeAsync(2_000)

    expect(wire.messages('media_restart')).toHaveLength(1)
  })

  it('is begun anew when it has failed for good', async () => {
    const { wire, show } = entered()
    await show(aView())

    peers[0]?.become('failed')
    await vi.advanceTimersByTimeAsync(0)

    expect(wire.messages('media_connect')).toHaveLength(2)
  })
})

describe('another network', () => {
  it('is met with new ICE credentials before the browser has noticed', async () => {
    const { wire, show } = entered()
    await show(aView())

    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(0)

    expect(wire.messages('media_restart')).toHaveLength(1)
    expect(peers.map(peer => peer.closed)).toEqual([false])
  })

  it('that left the socket dead too is met once the socket is back', async () => {
    const { wire, show } = entered()
    await show(aView())
    const usual = wire.answer
    wire.answer = () => Promise.reject(new Error('timeout'))
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(0)
    wire.answer = usual
    const before = wire.messages('media_restart').length

    wire.happen('connect')
    await vi.advanceTimersByTimeAsync(0)

    expect(wire.messages('media_restart').length).toBe(before + 1)
    expect(peers.map(peer => peer.closed)).toEqual([false])
  })

  it('that new credentials do not lead through gets a new connection, and then the advice to load the page', async () => {
    const { wire, media, show } = entered()
    await show(aView())

    peers[0]?.become('disconnected')
    await vi.advanceTimersByTimeAsync(8_000)
    expect(wire.messages('media_restart')).toHaveLength(2)
    expect(wire.messages('media_connect')).toHaveLength(2)
    expect(media.stuck).toBe(false)
    await vi.advanceTimersByTimeAsync(7_000)

    expect(media.stuck).toBe(true)
  })
})

describe('the microphone', () => {
  it('says "turning on" until the server confirms', async () => {
    const { media, show } = entered()
    await show(withMic('off'))

    await media.turnOn('mic')
    expect(media.mic).toBe('turning_on')
    expect(media.micTrack?.enabled).toBe(false)

    await show(withMic('on'))
    expect(media.mic).toBe('on')
    expect(media.micTrack?.enabled).toBe(true)
  })

  it('is silent at once when the person switches it off', async () => {
    const { media, show } = entered()
    await show(withMic('off'))
    await media.turnOn('mic')
    await show(withMic('on'))

    void media.turnOff('mic')

    expect(media.micTrack?.enabled).toBe(false)
  })

  it('closed by the host stays off after the host lifts it', async () => {
    const { media, show } = entered()
    await show(withMic('off'))
    await media.turnOn('mic')
    await show(withMic('on'))

    await show(withMic('host_muted'))
    expect(media.mic).toBe('host_muted')
    await show(withMic('off'))

    expect(media.mic).toBe('off')
    expect(media.micTrack?.enabled).toBe(false)
  })

  it('that is refused leaves the person listening, with the reason', async () => {
    aBrowser({ audio: 'NotAllowedError' })
    const { wire, media, show } = entered()
    await show(aView())

    expect(await media.turnOn('mic')).toBe(false)

    expect(media.micProblem).toBe('refused')
    expect(media.mic).toBe('unavailable')
    expect(wire.messages('media_state').every(state => !('mic' in state && state.mic === true))).toBe(true)
  })
})

describe('a telephone call', () => {
  const aCall = async (fail: Record<string, string>) => {
    const entry = entered()
    await entry.show(withMic('off'))
    await entry.media.turnOn('mic')
    await entry.show(withMic('on'))
    aBrowser(fail)
    entry.media.micTrack?.onended?.(new Event('ended'))
    await vi.advanceTimersByTimeAsync(0)
    return entry
  }

  it('that holds the microphone gives it back when it is over', async () => {
    const { media } = await aCall({ audio: 'NotReadableError' })
    expect(media.mic).toBe('unavailable')
    aBrowser()

    await vi.advanceTimersByTimeAsync(3_000)

    expect(media.micTrack?.readyState).toBe('live')
    expect(media.mic).toBe('on')
  })

  it('does not open a microphone that the person has switched off meanwhile', async () => {
    const { media } = await aCall({ audio: 'NotReadableError' })
    await media.turnOff('mic')
    aBrowser()

    await vi.advanceTimersByTimeAsync(10_000)

    expect(media.micTrack).toBeNull()
  })

  it('that leaves the microphone silent is followed by another microphone', async () => {
    const { media, show } = entered()
    await show(withMic('off'))
    await media.turnOn('mic')
    const before = media.micTrack as unknown as { muted: boolean, onmute: () => void }
    before.muted = true

    before.onmute()
    await vi.advanceTimersByTimeAsync(2_000)

    expect(media.micTrack).not.toBe(before)
    expect(media.micTrack?.readyState).toBe('live')
  })
})

describe('the camera', () => {
  it('goes dark for good when switched off', async () => {
    const { media, show } = entered()
    await show(aView())
    await media.turnOn('camera')
    const track = media.cameraTrack

    await media.turnOff('camera')

    expect(track?.readyState).toBe('ended')
    expect(peers[0]?.at('1')?.sender.track).toBeNull()
  })

  it('that a call took away is opened again', async () => {
    const { media, show } = entered()
    await show(aView())
    await media.turnOn('camera')
    const before = media.cameraTrack

    before?.onended?.(new Event('ended'))
    await vi.advanceTimersByTimeAsync(0)

    expect(media.cameraTrack).not.toBeNull()
    expect(media.cameraTrack).not.toBe(before)
  })
})

describe('a device that the check was still opening when the room was entered', () => {
  const late = (kind: string) => new LocalTrack(kind) as unknown as MediaStreamTrack

  it('goes on into the room where there is none yet', async () => {
    const { media, show } = entered()
    const take = media.heir()
    await show(withMic('on'))
    const track = late('audio')

    take('mic', track)

    expect(media.micTrack).toBe(track)
    expect(track).toMatchObject({ readyState: 'live', enabled: true })
  })

  it('does not speak for a person who has muted meanwhile', async () => {
    const { wire, media, show } = entered()
    const take = media.heir()
    await show(withMic('off'))
    await media.turnOn('mic')
    await media.turnOff('mic')
    const told = wire.messages('media_state').length
    const track = late('audio')

    take('mic', track)

    expect(track.readyState).toBe('ended')
    expect(media.micTrack?.enabled).toBe(false)
    expect(wire.messages('media_state')).toHaveLength(told)
  })

  it('does not speak for a person whom the host has muted and freed meanwhile', async () => {
    const { media, show } = entered()
    const take = media.heir()
    await show(withMic('host_muted'))
    await show(withMic('off'))
    const track = late('audio')

    take('mic', track)

    expect(track.readyState).toBe('ended')
    expect(media.micTrack).toBeNull()
  })

  it('does not replace the one the room has opened itself', async () => {
    const { media, show } = entered()
    const take = media.heir()
    await show(aView())
    await media.turnOn('camera')
    const own = media.cameraTrack
    const track = late('video')

    take('camera', track)

    expect(track.readyState).toBe('ended')
    expect(media.cameraTrack).toBe(own)
    expect(own?.readyState).toBe('live')
  })

  it.each(['mic', 'camera'] as const)('is closed when everything was let go of: the %s', async (source) => {
    const { media, show } = entered()
    const take = media.heir()
    await show(aView())
    media.release()
    const track = late(source)

    take(source, track)

    expect(track.readyState).toBe('ended')
    expect([media.micTrack, media.cameraTrack]).toEqual([null, null])
  })
})

describe('a device that the browser gives only after everything was let go of', () => {
  async function whileAsking() {
    const entry = entered()
    await entry.show(aView())
    let allow = (): void => undefined
    const track = new LocalTrack('video')
    Object.assign(navigator.mediaDevices, {
      getUserMedia: () => new Promise(resolve => void (allow = () => resolve({ getTracks: () => [track] }))),
    })
    const turning = entry.media.turnOn('camera')
    entry.media.release()
    return { ...entry, track, turning, allow: () => allow() }
  }

  it('is closed at once', async () => {
    const { media, track, turning, allow } = await whileAsking()

    allow()

    expect(await turning).toBe(false)
    expect(track.readyState).toBe('ended')
    expect(media.cameraTrack).toBeNull()
  })

  it('is used when the person has come back by then', async () => {
    const { media, track, turning, allow } = await whileAsking()
    await media.turnOn('camera')

    allow()

    expect(await turning).toBe(true)
    expect(track.readyState).toBe('live')
  })
})

it('a shown screen ends with the place it was shown in', async () => {
  const { media, show } = entered()
  Object.assign(navigator.mediaDevices, {
    getDisplayMedia: () => Promise.resolve({ getTracks: () => [new LocalTrack('video')] }),
  })
  await show(aView())
  await media.turnOn('screen')
  const showing = { ...aView(), me: { ...aView().me, screen: true } }
  await show(showing)
  const track = media.screenTrack

  await show({ ...showing, me: { ...showing.me, place: 'caucus', screen: false } })

  expect(track?.readyState).toBe('ended')
  expect(media.sharing).toBe(false)
})

it('letting go stops every device', async () => {
  const { media, show } = entered()
  await show(aView())
  await media.turnOn('mic')
  await media.turnOn('camera')
  const tracks = [media.micTrack, media.cameraTrack]

  media.release()

  expect(tracks.map(track => track?.readyState)).toEqual(['ended', 'ended'])
})
