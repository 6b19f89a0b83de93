/**
 * A loop through the server: one connection sends a tone and a moving picture, another receives them back.
 * No device is opened, so nobody is asked for permission; what is tested is the network.
 */
import { post } from '@/api/client'
import type { ConnectionTest, LoopOffer, TestRelay } from '@/api/types'

import { MediaConnection, type LineState } from './connection'
import { audioContext } from './levels'
import { LineReporter, type StatsRow } from './report'

/** Straight by one protocol, or through the relays of the server and no other way. */
export type Way = 'udp' | 'tcp' | 'turn'

export interface LoopResult {
  /** Both halves were connected by this protocol. */
  readonly connected: boolean
  readonly audio: boolean
  readonly video: boolean
  readonly roundTripMs: number | null
  /** Lost share of what came back, 0 to 1. */
  readonly lost: number | null
}

const CONNECT_MS = 7_000
const MEASURE_MS = 5_000
const STEP_MS = 100
const NOTHING: LoopResult = { connected: false, audio: false, video: false, roundTripMs: null, lost: null }

/** Leave the candidates of one protocol in a description. */
export function onlyBy(protocol: 'udp' | 'tcp', sdp: string): string {
  return sdp.split('\r\n').filter(line => !line.startsWith('a=candidate:') || line.split(' ')[2]?.toLowerCase() === protocol).join('\r\n')
}

/** What came back, from a stats report of the receiving half. */
export function receivedOf(rows: Iterable<StatsRow & { packetsReceived?: number, packetsLost?: number, framesReceived?: number }>): Omit<LoopResult, 'connected' | 'roundTripMs'> {
  let lost = 0
  let received = 0
  let audio = false
  let video = false
  for (const row of rows) {
    if (row.type !== 'inbound-rtp') continue
    received += row.packetsReceived ?? 0
    lost += Math.max(0, row.packetsLost ?? 0)
    if (row.kind === 'audio') audio ||= (row.packetsReceived ?? 0) > 0
    else video ||= (row.framesReceived ?? 0) > 0
  }
  return { audio, video, lost: received === 0 ? null : lost / (lost + received) }
}

/** Run one loop; never throws. `media` false only connects the sending half. Null when there are no relays to try. */
export async function runLoop(by: Way, media: boolean): Promise<LoopResult | null> {
  const source = media ? new TestSource() : null
  let test: string | null = null
  const halves: Half[] = []
  try {
    const begun = await post<ConnectionTest>('/api/connection-tests')
    test = begun.test
    if (by === 'turn' && begun.relays.length === 0) return null
    const path = `/api/connection-tests/${encodeURIComponent(begun.test)}`
    const way: { back: LoopOffer | null } = { back: null }
    const sender = new Half(async (version, sdp) => {
      way.back = await post<LoopOffer>(`${path}/answer`, { version, sdp })
    })
    halves.push(sender)
    await source?.feed(sender)
    await sender.apply(begun.offer, by, begun.relays)
    if (!await sender.connected()) return NOTHING
    if (!media || way.back === null) return { ...NOTHING, connected: true, roundTripMs: await sender.roundTrip() }
    const receiver = new Half((version, sdp) => post(`${path}/complete`, { version, sdp }))
    halves.push(receiver)
    await receiver.apply(way.back, by, begun.relays)
    if (!await receiver.connected()) return NOTHING
    await pause(MEASURE_MS)
    return { connected: true, ...receivedOf(await receiver.rows()), roundTripMs: await sender.roundTrip() ?? await receiver.roundTrip() }
  }
  catch {
    return NOTHING
  }
  finally {
    for (const half of halves) half.close()
    source?.stop()
    if (test !== null) await post(`/api/connection-tests/${encodeURIComponent(test)}/end`).catch(() => undefined)
  }
}

class Half {
  readonly connection: MediaConnection
  #line: LineState = 'idle'

  constructor(answer: (version: number, sdp: string) => Promise<void>) {
    this.connection = new MediaConnection({
      answer,
      tracks: () => undefined,
      line: (state) => {
        this.#line = state
      },
    })
  }

  async apply(offer: LoopOffer, by: Way, relays: readonly TestRelay[]): Promise<void> {
    await this.connection.apply({
      version: offer.version,
      sdp: by === 'turn' ? offer.sdp : onlyBy(by, offer.sdp),
      tracks: offer.tracks.map(track => ({ ...track, identity: 'loop' })),
      fresh: true,
      ice_servers: by === 'turn' ? relays : [],
      relay_only: by === 'turn',
    })
  }

  async connected(): Promise<boolean> {
    for (let waited = 0; waited < CONNECT_MS && this.#line !== 'failed'; waited += STEP_MS) {
      if (this.#line === 'connected') return true
      await pause(STEP_MS)
    }
    return this.#line === 'connected'
  }

  async rows(): Promise<readonly StatsRow[]> {
    const report = await this.connection.statistics()
    return report === null ? [] : [...report.values() as Iterable<StatsRow>]
  }

  async roundTrip(): Promise<number | null> {
    return new LineReporter().read(await this.rows()).round_trip_ms ?? null
  }

  close(): void {
    this.connection.close()
  }
}

/** A tone nobody hears and a picture nobody sees. */
class TestSource {
  readonly #tone: OscillatorNode | null
  readonly #tracks: { mic: MediaStreamTrack | null, camera: MediaStreamTrack | null }
  readonly #timer: ReturnType<typeof setInterval>

  constructor() {
    const context = audioContext()
    const destination = context?.createMediaStreamDestination() ?? null
    this.#tone = context?.createOscillator() ?? null
    if (destination !== null) this.#tone?.connect(destination)
    this.#tone?.start()
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 360
    const brush = canvas.getContext('2d')
    let step = 0
    this.#timer = setInterval(() => {
      step += 1
      if (brush === null) return
      brush.fillStyle = `hsl(${step % 360} 60% 50%)`
      brush.fillRect(step * 8 % 640, 0, 80, 360)
    }, 66)
    this.#tracks = {
      mic: destination?.stream.getAudioTracks()[0] ?? null,
      camera: typeof canvas.captureStream === 'function' ? canvas.captureStream(15).getVideoTracks()[0] ?? null : null,
    }
  }

  async feed(half: Half): Promise<void> {
    await half.connection.setLocal('mic', this.#tracks.mic)
    await half.connection.setLocal('camera', this.#tracks.camera)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#tone?.stop()
    this.#tracks.mic?.stop()
    this.#tracks.camera?.stop()
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
