/** How one element gets back to the clock: let it be, nudge its speed, or seek. */

/** Below this nobody notices: lips and voice seem together (EBU R37 allows 40 ms early). */
const TOLERATED_MS = 40

/** A nudge goes on until it is this close, so that two elements do not rest at opposite ends of what is tolerated. */
const CLOSE_MS = 10

/** Above this a nudge would take too long to hear. */
const SEEK_MS = 150

/** A nudge changes the speed by at most this share, which is not heard as a change of pitch. */
export const MAX_NUDGE = 0.08

/** A nudge aims to be back within this time. */
const RECOVERY_MS = 1_500

/** Two seeks of one element are at least this far apart, so that a slow disk is not flooded. */
export const SEEK_PAUSE_MS = 1_000

export type Correction =
  | { readonly kind: 'rate'; readonly rate: number }
  | { readonly kind: 'seek' }

/**
 * Correct an element that stands `drift` milliseconds after the clock (negative: it is late).
 *
 * `sinceSeek` is the time since its last seek; `nudged` tells that it is being brought back already.
 */
export function correction(drift: number, rate: number, sinceSeek: number, nudged = false): Correction {
  const distance = Math.abs(drift)
  if (distance <= (nudged ? CLOSE_MS : TOLERATED_MS)) return { kind: 'rate', rate }
  if (distance > SEEK_MS && sinceSeek >= SEEK_PAUSE_MS) return { kind: 'seek' }
  const nudge = Math.min(distance / RECOVERY_MS, MAX_NUDGE)
  return { kind: 'rate', rate: rate * (drift < 0 ? 1 + nudge : 1 - nudge) }
}
