/** What the browser measured of its line, in the few figures a person on the telephone can use. */

export interface LineFigures {
  /** Round trip of the chosen path in milliseconds. */
  readonly roundTripMs: number | null
  /** Lost share of received packets, 0 to 1, since the beginning. */
  readonly lost: number
  readonly framesDecoded: number
  readonly audioPackets: number
}

interface Row {
  readonly type: string
  readonly kind?: string
  readonly nominated?: boolean
  readonly currentRoundTripTime?: number
  readonly packetsLost?: number
  readonly packetsReceived?: number
  readonly framesDecoded?: number
}

/** Sum up a stats report. */
export function lineFigures(rows: Iterable<Row>): LineFigures {
  let roundTripMs: number | null = null
  let lost = 0
  let received = 0
  let framesDecoded = 0
  let audioPackets = 0
  for (const row of rows) {
    if (row.type === 'candidate-pair' && row.nominated === true && row.currentRoundTripTime !== undefined) {
      roundTripMs = Math.round(row.currentRoundTripTime * 1000)
    }
    if (row.type !== 'inbound-rtp') continue
    lost += Math.max(0, row.packetsLost ?? 0)
    received += row.packetsReceived ?? 0
    framesDecoded += row.framesDecoded ?? 0
    if (row.kind === 'audio') audioPackets += row.packetsReceived ?? 0
  }
  return { roundTripMs, lost: lost + received === 0 ? 0 : lost / (lost + received), framesDecoded, audioPackets }
}
