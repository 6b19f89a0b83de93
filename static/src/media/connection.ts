/**
 * One RTCPeerConnection towards the server.
 *
 * The server always offers. Mids 0, 1 and 2 are this person's microphone, camera and screen; every other mid
 * is listed in the offer with its owner. Offers are applied one after another; when several wait, only the
 * newest counts. The answer carries the version of its offer.
 */
import type { OfferMessage, OfferedTrackMessage } from '@/protocol/messages'

import { prefersH264, putH264First } from './codecs'
import { ALL, encode, type Part } from './encodings'
import { FEW_FRAMES, type Share } from './thrift'
import { receivedOf } from './pulse'
import { takenInOf, type StatsRow } from './report'
import { withRepairOfSound } from './repair'
import type { TakenIn } from './silence'

export type Source = OfferedTrackMessage['source']
export type LineState = 'idle' | 'connecting' | 'connected' | 'interrupted' | 'failed'

export interface RemoteTrack {
  readonly identity: string
  readonly source: Source
  readonly track: MediaStreamTrack
}

export interface ConnectionListener {
  answer: (version: number, sdp: string) => Promise<void>
  tracks: (tracks: readonly RemoteTrack[]) => void
  line: (state: LineState) => void
}

/** Order of the receiving m-lines in every offer. */
const SENT: readonly Source[] = ['mic', 'camera', 'screen']

/** The mid of this person's own `source`. */
export const midOf = (source: Source): string => String(SENT.indexOf(source))

const LINES: Readonly<Partial<Record<RTCPeerConnectionState, LineState>>> = {
  new: 'connecting',
  connecting: 'connecting',
  connected: 'connected',
  disconnected: 'interrupted',
  failed: 'failed',
}

/** The peer connection ended before it answered: browsers leave what was asked of it open for ever. */
class EndedError extends Error {}

export class MediaConnection {
  readonly #listener: ConnectionListener
  readonly #createPeer: (configuration: RTCConfiguration) => RTCPeerConnection
  readonly #prefersH264: Promise<boolean>
  readonly #local = new Map<Source, MediaStreamTrack>()
  /** How many layers of a source somebody needs, where it is not all. */
  readonly #wanted = new Map<Source, number>()
  /** How much of the camera the line carries. */
  #share: Share = 'whole'
  #peer: RTCPeerConnection | null = null
  /** One change of encodings after another: a browser refuses what was read before the last one. */
  #encoding: Promise<unknown> = Promise.resolve()
  /** Ends the waits for what was asked of the present peer connection. */
  readonly #waits = new Set<() => void>()
  #offered: readonly OfferedTrackMessage[] = []
  #waiting: OfferMessage | null = null
  #working = false
  #version = 0
  /** ICE credentials of the server in the last offer, by their name. */
  #fragment: string | undefined

  constructor(
    listener: ConnectionListener,
    createPeer = (configuration: RTCConfiguration) => new RTCPeerConnection(configuration),
    prefers = prefersH264(),
  ) {
    this.#listener = listener
    this.#createPeer = createPeer
    this.#prefersH264 = prefers
  }

  /** Whether there is a peer connection that still has a chance. */
  get usable(): boolean {
    return this.#peer !== null && this.#peer.connectionState !== 'failed' && this.#peer.connectionState !== 'closed'
  }

  /** Apply an offer; returns when it, or a newer one, is answered, or the connection is closed meanwhile. */
  async apply(offer: OfferMessage): Promise<void> {
    const fresh = offer.fresh || this.#waiting?.fresh === true
    this.#waiting = { ...offer, fresh }
    if (this.#working) return
    this.#working = true
    try {
      for (let next = this.#take(); next !== null; next = this.#take()) await this.#answer(next)
    }
    finally {
      this.#working = false
    }
  }

  /** Send `track` as `source` from now on; null sends nothing. Never throws: a connection that refuses has failed. */
  async setLocal(source: Source, track: MediaStreamTrack | null): Promise<void> {
    if (track === null) this.#local.delete(source)
    else this.#local.set(source, track)
    const sender = this.#sender(source)
    if (sender === undefined) return
    try {
      await this.#untilEnd(sender.replaceTrack(track))
    }
    catch (error) {
      // Another connection takes what is kept here with its first offer.
      if (!(error instanceof EndedError)) this.#listener.line('failed')
    }
  }

  /** Send only the lowest `layers` of a source from now on; null sends all. Never throws. */
  async want(source: Source, layers: number | null): Promise<void> {
    if (layers === null) this.#wanted.delete(source)
    else this.#wanted.set(source, layers)
    await this.#encodeAnew(source)
  }

  /** Send so much of the camera from now on. Never throws. */
  async share(share: Share): Promise<void> {
    this.#share = share
    await this.#encodeAnew('camera')
  }

  /** Whether packets go to and fro as the browser sees it. */
  get connected(): boolean {
    return this.#peer?.connectionState === 'connected'
  }

  /** How much has come so far, over all paths. */
  async received(): Promise<number> {
    const report = await this.statistics()
    return report === null ? 0 : receivedOf(report.values() as Iterable<{ type: string }>)
  }

  /** What the browser measured; null while there is no connection. Never throws. */
  async statistics(): Promise<RTCStatsReport | null> {
    if (this.#peer === null) return null
    return await this.#untilEnd(this.#peer.getStats()).catch(() => null)
  }

  /** What the browser took in of the microphone so far; null where it does not say. Never throws. */
  async takenIn(): Promise<TakenIn | null> {
    const sender = this.#sender('mic')
    if (sender === undefined) return null
    const report = await this.#untilEnd(sender.getStats()).catch(() => null)
    return report === null ? null : takenInOf(report.values() as Iterable<StatsRow>)
  }

  /** Close the connection; local tracks stay the caller's. */
  close(): void {
    const peer = this.#peer
    this.#peer = null
    this.#offered = []
    this.#waiting = null
    this.#version = 0
    this.#wanted.clear()
    if (peer === null) return
    peer.onconnectionstatechange = null
    peer.ontrack = null
    peer.close()
    for (const end of this.#waits) end()
    this.#listener.tracks([])
    this.#listener.line('idle')
  }

  #take(): OfferMessage | null {
    const next = this.#waiting
    this.#waiting = null
    return next
  }

  async #answer(offer: OfferMessage): Promise<void> {
    try {
      await this.#next(offer)
    }
    catch (error) {
      if (!(error instanceof EndedError)) throw error
    }
  }

  /** The outcome of `work`, or `EndedError` as soon as the peer connection is closed. */
  async #untilEnd<Answer>(work: Promise<Answer>): Promise<Answer> {
    let end = (): void => undefined
    const ended = new Promise<never>((_, reject) => {
      end = () => reject(new EndedError())
    })
    this.#waits.add(end)
    try {
      return await Promise.race([work, ended])
    }
    finally {
      this.#waits.delete(end)
    }
  }

  async #next(offer: OfferMessage): Promise<void> {
    if (offer.fresh || this.#peer === null) this.#begin(offer)
    else if (offer.version <= this.#version) return
    const peer = this.#peer
    if (peer === null) return
    const fragment = fragmentOf(offer.sdp)
    // Credentials for relays run out, and a search for another path needs fresh ones. Not otherwise: a browser
    // that is given other servers begins a search of its own, which the server knows nothing of.
    if (!offer.fresh && fragment !== this.#fragment) peer.setConfiguration(waysOf(offer))
    this.#fragment = fragment
    this.#version = offer.version
    const answer = await this.#untilEnd(this.#agree(peer, offer))
    this.#offered = offer.tracks
    this.#report(peer)
    await this.#listener.answer(offer.version, withRepairOfSound(peer.localDescription?.sdp ?? answer.sdp ?? ''))
  }

  async #agree(peer: RTCPeerConnection, offer: OfferMessage): Promise<RTCSessionDescriptionInit> {
    await peer.setRemoteDescription({ type: 'offer', sdp: offer.sdp })
    await this.#attach(peer)
    const answer = await peer.createAnswer()
    await peer.setLocalDescription(answer)
    return answer
  }

  #begin(offer: OfferMessage): void {
    this.close()
    const peer = this.#createPeer(waysOf(offer))
    this.#peer = peer
    peer.onconnectionstatechange = () => {
      const line = LINES[peer.connectionState]
      if (line !== undefined) this.#listener.line(line)
    }
    peer.ontrack = () => this.#report(peer)
    this.#listener.line('connecting')
  }

  async #attach(peer: RTCPeerConnection): Promise<void> {
    for (const source of SENT) {
      const transceiver = this.#transceiver(peer, source)
      if (transceiver === undefined) continue
      if (transceiver.direction !== 'sendonly') transceiver.direction = 'sendonly'
      if (source === 'camera' && await this.#prefersH264) putH264First(transceiver)
      const track = this.#local.get(source) ?? null
      if (transceiver.sender.track !== track) await transceiver.sender.replaceTrack(track)
      await this.#encode(transceiver.sender, source)
    }
  }

  async #encode(sender: RTCRtpSender, source: Source): Promise<void> {
    const before = this.#encoding
    const change = before.then(() => encode(sender, source, this.#part(source)))
    this.#encoding = this.#untilEnd(change).catch(() => undefined)
    await this.#encoding
  }

  async #encodeAnew(source: Source): Promise<void> {
    const sender = this.#sender(source)
    if (sender !== undefined) await this.#encode(sender, source)
  }

  #part(source: Source): Part {
    const part = { ...ALL, layers: this.#wanted.get(source) ?? null }
    if (source !== 'camera' || this.#share === 'whole') return part
    return this.#share === 'few' ? { ...part, frames: FEW_FRAMES } : { ...part, layers: 0 }
  }

  #transceiver(peer: RTCPeerConnection, source: Source): RTCRtpTransceiver | undefined {
    const mid = midOf(source)
    return peer.getTransceivers().find(transceiver => transceiver.mid === mid)
  }

  #sender(source: Source): RTCRtpSender | undefined {
    return this.#peer === null ? undefined : this.#transceiver(this.#peer, source)?.sender
  }

  #report(peer: RTCPeerConnection): void {
    const byMid = new Map(peer.getTransceivers().map(transceiver => [transceiver.mid, transceiver]))
    const tracks = this.#offered.flatMap(({ mid, identity, source }) => {
      const track = byMid.get(mid)?.receiver.track
      return track === undefined ? [] : [{ identity, source, track }]
    })
    this.#listener.tracks(tracks)
  }
}

function fragmentOf(sdp: string): string | undefined {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1]
}

/** How media may travel: straight, or through the relays the server named. */
function waysOf(offer: OfferMessage): RTCConfiguration {
  return {
    bundlePolicy: 'max-bundle',
    iceServers: offer.ice_servers.map(({ urls, username, credential }) => ({ urls: [...urls], username, credential })),
    iceTransportPolicy: offer.relay_only ? 'relay' : 'all',
  }
}
