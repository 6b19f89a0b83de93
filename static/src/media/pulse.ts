/**
 * Whether anything still comes over the line. Browsers need five seconds or more to notice that an address is dead;
 * the server reports to every sender several times a second, so two silent seconds after lively ones say the same.
 */

export type Beat = 'beats' | 'doubtful' | 'silent' | 'unsure'

/** Milliseconds between two measurements. */
export const PULSE_MS = 500
/** Measurements in a row that must have found something before silence means anything. */
const LIVELY = 4
/** Silent measurements after which it is worth asking elsewhere, so that the answer is there when silence is sure. */
const DOUBTFUL = 2
const SILENT = 4

interface Row { readonly type: string, readonly bytesReceived?: number, readonly responsesReceived?: number }

/** How much has come over all paths of a connection, in octets and answers to checks. */
export function receivedOf(rows: Iterable<Row>): number {
  let received = 0
  for (const row of rows) {
    if (row.type === 'candidate-pair') received += (row.bytesReceived ?? 0) + (row.responsesReceived ?? 0)
  }
  return received
}

export class Pulse {
  #received = 0
  #lively = 0
  #silent = 0

  /** Take a measurement; to be called every `PULSE_MS`. */
  take(received: number): Beat {
    if (received < this.#received) this.reset()
    if (received > this.#received) {
      this.#received = received
      this.#lively += 1
      this.#silent = 0
      return 'beats'
    }
    this.#silent += 1
    const meant = this.#lively >= LIVELY
    if (this.#silent < SILENT) return meant && this.#silent === DOUBTFUL ? 'doubtful' : 'unsure'
    if (!meant) this.#lively = 0
    return meant ? 'silent' : 'unsure'
  }

  /** Begin anew: another connection, or nothing was measured for a while. */
  reset(): void {
    this.#received = 0
    this.#lively = 0
    this.#silent = 0
  }
}
