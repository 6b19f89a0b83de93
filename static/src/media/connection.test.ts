import { expect, it } from 'vitest'

import type { OfferMessage } from '@/protocol/messages'

import { MediaConnection, type LineState, type RemoteTrack } from './connection'
import { aTrack, FakePeer } from './fixtures/peer'

function anOffer(version: number, given: Partial<OfferMessage> = {}): OfferMessage {
  return { version, sdp: '0,1,2', tracks: [], fresh: version === 1, ice_servers: [], relay_only: false, ...given }
}

function aConnection() {
  const peers: FakePeer[] = []
  const answers: { version: number, sdp: string }[] = []
  const lines: LineState[] = []
  let tracks: readonly RemoteTrack[] = []
  const connection = new MediaConnection({
    answer: (version, sdp) => {
      answers.push({ version, sdp })
      return Promise.resolve()
    },
    tracks: (now) => {
      tracks = now
    },
    line: state => void lines.push(state),
  }, (configuration) => {
    const peer = new FakePeer(configuration)
    peers.push(peer)
    return peer as unknown as RTCPeerConnection
  })
  return { connection, peers, answers, lines, tracks: () => tracks, last: () => peers.at(-1) }
}

it('an offer is answered with its own version', async () => {
  const media = aConnection()

  await media.connection.apply(anOffer(7, { fresh: true }))

  expect(media.answers).toEqual([{ version: 7, sdp: 'answer to 0,1,2' }])
})

it('the relays of an offer are used, and renewed when another path is looked for, without another connection', async () => {
  const media = aConnection()
  const relay = (username: string) => [{ urls: ['turn:192.0.2.1:3478'], username, credential: 'c' }]
  const lines = (fragment: string): string => `0,1,2\r\na=ice-ufrag:${fragment}\r\n`

  await media.connection.apply(anOffer(1, { sdp: lines('one'), ice_servers: relay('first'), relay_only: true }))
  expect(media.last()?.configuration)
    .toEqual({ bundlePolicy: 'max-bundle', iceServers: relay('first'), iceTransportPolicy: 'relay' })
  await media.connection.apply(anOffer(2, { sdp: lines('one'), ice_servers: relay('second') }))
  expect(media.last()?.configuration.iceServers).toEqual(relay('first'))
  await media.connection.apply(anOffer(3, { sdp: lines('two'), ice_servers: relay('third') }))

  expect(media.peers.map(peer => peer.configuration.iceServers)).toEqual([relay('third')])
})

it('own sources go to mids zero, one and two, and only outwards', async () => {
  const media = aConnection()
  await media.connection.setLocal('mic', aTrack('mic'))
  await media.connection.setLocal('screen', aTrack('screen'))

  await media.connection.apply(anOffer(1, { sdp: '0,1,2,3' }))

  const peer = media.last()
  expect(['0', '1', '2'].map(mid => peer?.at(mid)?.sender.track?.id ?? null)).toEqual(['mic', null, 'screen'])
  expect(['0', '1', '2', '3'].map(mid => peer?.at(mid)?.direction)).toEqual(['sendonly', 'sendonly', 'sendonly', 'recvonly'])
})

it('a source switched on later goes out without another offer', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1))

  await media.connection.setLocal('camera', aTrack('camera'))

  expect(media.last()?.at('1')?.sender.track?.id).toBe('camera')
  expect(media.answers).toHaveLength(1)
})

it('a remote track belongs to whom the offer names', async () => {
  const media = aConnection()

  await media.connection.apply(anOffer(1, {
    sdp: '0,1,2,3,4',
    tracks: [{ mid: '3', identity: 'zhao', source: 'mic' }, { mid: '4', identity: 'wang', source: 'screen' }],
  }))

  expect(media.tracks().map(({ identity, source, track }) => [identity, source, track.id]))
    .toEqual([['zhao', 'mic', 'remote-3'], ['wang', 'screen', 'remote-4']])
})

it('a track that the next offer no longer names is gone', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1, { sdp: '0,1,2,3', tracks: [{ mid: '3', identity: 'zhao', source: 'mic' }] }))

  await media.connection.apply(anOffer(2, { sdp: '0,1,2,3' }))

  expect(media.tracks()).toEqual([])
})

it('of several waiting offers only the newest is answered', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1))
  let open = (): void => undefined
  const peer = media.last()
  if (peer !== undefined) peer.gate = new Promise(resolve => void (open = resolve))
  const first = media.connection.apply(anOffer(2))
  const others = [media.connection.apply(anOffer(3)), media.connection.apply(anOffer(4))]

  open()
  await Promise.all([first, ...others])

  expect(media.answers.map(answer => answer.version)).toEqual([1, 2, 4])
})

it('an offer older than the one answered is ignored', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(5, { fresh: true }))

  await media.connection.apply(anOffer(4))

  expect(media.answers.map(answer => answer.version)).toEqual([5])
})

it('a fresh offer closes the old connection and keeps what is sent', async () => {
  const media = aConnection()
  await media.connection.setLocal('mic', aTrack('mic'))
  await media.connection.apply(anOffer(1))

  await media.connection.apply(anOffer(2, { fresh: true }))

  expect(media.peers.map(peer => peer.closed)).toEqual([true, false])
  expect(media.last()?.at('0')?.sender.track?.id).toBe('mic')
})

it('closing takes every remote track away', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1, { sdp: '0,1,2,3', tracks: [{ mid: '3', identity: 'zhao', source: 'mic' }] }))

  media.connection.close()

  expect(media.tracks()).toEqual([])
  expect(media.last()?.closed).toBe(true)
  expect(media.connection.usable).toBe(false)
})

it('an offer that cannot be applied leaves the connection able to take the next', async () => {
  const media = aConnection()
  await expect(media.connection.apply(anOffer(1, { sdp: 'broken' }))).rejects.toThrow('broken')

  await media.connection.apply(anOffer(2, { fresh: true }))

  expect(media.answers.map(answer => answer.version)).toEqual([2])
})

const active = (peer: FakePeer | undefined): boolean[] =>
  peer?.at('1')?.sender.encodings.map(one => one.active ?? true) ?? []

it('a layer nobody needs is stopped, stays so over the next offer, and is sent again at once when it is needed', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1))

  await media.connection.want('camera', 2)
  const stopped = active(media.last())
  await media.connection.apply(anOffer(2))
  const later = active(media.last())
  await media.connection.want('camera', null)

  expect([stopped, later, active(media.last())]).toEqual([[true, true, false], [true, true, false], [true, true, true]])
})

it('a camera switched on anew while nobody needs all of it begins with what is needed', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1))
  await media.connection.want('camera', 1)

  await media.connection.setLocal('camera', aTrack('camera'))

  expect(active(media.last())).toEqual([true, false, false])
})

it('another connection sends everything until it is told otherwise', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1))
  await media.connection.want('camera', 0)

  await media.connection.apply(anOffer(2, { fresh: true }))

  expect(active(media.last())).toEqual([true, true, true])
})

it('two wishes at once end as the last of them', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1))

  await Promise.all([media.connection.want('camera', 0), media.connection.want('camera', 2)])

  expect(active(media.last())).toEqual([true, true, false])
})

const NEVER = new Promise<never>(() => undefined)

it('a connection closed while it takes an offer leaves the next one to be taken', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1))
  const peer = media.last()
  if (peer !== undefined) peer.gate = NEVER
  const pending = media.connection.apply(anOffer(2))

  media.connection.close()
  await pending
  await media.connection.apply(anOffer(3, { fresh: true }))

  expect(media.answers.map(answer => answer.version)).toEqual([1, 3])
})

it('a source switched on while the connection goes is sent by the next one', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1))
  const sender = media.last()?.at('0')?.sender
  if (sender !== undefined) sender.replaceTrack = () => NEVER
  const pending = media.connection.setLocal('mic', aTrack('mic'))

  await media.connection.apply(anOffer(2, { fresh: true }))
  await pending

  expect(media.last()?.at('0')?.sender.track?.id).toBe('mic')
  expect(media.lines).not.toContain('failed')
})

it('a source that a living connection refuses makes the line one to be begun anew', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1))
  const sender = media.last()?.at('1')?.sender
  if (sender !== undefined) sender.replaceTrack = () => Promise.reject(new Error('refused'))

  await media.connection.setLocal('camera', aTrack('camera'))

  expect(media.lines.at(-1)).toBe('failed')
})

it('figures that are asked for while the connection goes are none', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1))
  const peer = media.last()
  if (peer !== undefined) peer.statistics = NEVER
  const pending = media.connection.statistics()

  media.connection.close()

  expect(await pending).toBeNull()
})

it('figures that the browser refuses are none', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1))
  const peer = media.last()
  if (peer !== undefined) peer.statistics = Promise.reject(new Error('refused'))

  expect(await media.connection.statistics()).toBeNull()
})

it('the state of the line is told in words of its own', async () => {
  const media = aConnection()
  await media.connection.apply(anOffer(1))

  media.last()?.become('connected')
  media.last()?.become('disconnected')
  media.last()?.become('failed')

  expect(media.lines.slice(-3)).toEqual(['connected', 'interrupted', 'failed'])
  expect(media.connection.usable).toBe(false)
})
