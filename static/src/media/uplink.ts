/** What becomes of the camera on its way out, as the browser counts it. */
import { Thrift, type Share, type Uplink } from './thrift'

const EVERY_MS = 1_000

interface Row {
  readonly type: string
  readonly mid?: string
  readonly rid?: string
  readonly active?: boolean
  readonly targetBitrate?: number
  readonly bytesSent?: number
  readonly framesSent?: number
  readonly id?: string
  readonly selected?: boolean
  readonly selectedCandidatePairId?: string
}

/** By which way packets go, as the browser names it: another name is another line. Null where it does not say. */
export function wayOf(rows: Iterable<Row>): string | null {
  const all = [...rows]
  return all.find(row => row.selectedCandidatePairId)?.selectedCandidatePairId
    ?? all.find(row => row.type === 'candidate-pair' && row.selected === true)?.id ?? null
}

/** Reads one stats report after another, about a second apart. */
export class UplinkReader {
  readonly #mid: string
  #before: { readonly at: number, readonly bytes: number, readonly frames: number } | null = null

  /** `mid` is that of the camera. */
  constructor(mid: string) {
    this.#mid = mid
  }

  /** What became of the camera since the last call; null when nothing is sent or it is the first. `now` in ms. */
  read(rows: Iterable<Row>, now: number): Uplink | null {
    const row = [...rows].find(one => one.type === 'outbound-rtp' && one.mid === this.#mid && (one.rid ?? 'q') === 'q')
    const before = this.#before
    const { bytesSent: bytes = 0, framesSent: frames = 0 } = row ?? {}
    this.#before = row === undefined || row.active === false ? null : { at: now, bytes, frames }
    if (before === null || this.#before === null || now <= before.at || frames < before.frames) return null
    const seconds = (now - before.at) / 1_000
    return {
      allowed: row?.targetBitrate ?? null,
      sent: (bytes - before.bytes) * 8 / seconds,
      frames: (frames - before.frames) / seconds,
    }
  }
}

export interface Watched {
  /** Whether the camera is to be sent, and there is a connection. */
  readonly sends: () => boolean
  readonly statistics: () => Promise<Iterable<Row>>
  /** The line carries another share of the camera than before. */
  readonly carries: (share: Share) => void
}

/** Decide every second how much of the camera the line carries. In another network nothing is known of that yet. */
export function watchUplink(mid: string, watched: Watched): void {
  const thrift = new Thrift()
  const reader = new UplinkReader(mid)
  let way: string | null = null

  async function look(): Promise<void> {
    const before = thrift.share
    if (watched.sends()) follow(await watched.statistics())
    else thrift.reset()
    if (thrift.share !== before) watched.carries(thrift.share)
  }

  function follow(rows: Iterable<Row>): void {
    const all = [...rows]
    const now = wayOf(all)
    const uplink = reader.read(all, performance.now())
    if (way !== null && now !== null && now !== way) thrift.reset()
    else thrift.decide(uplink)
    way = now ?? way
  }

  setInterval(() => void look(), EVERY_MS)
}
