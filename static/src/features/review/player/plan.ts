/** What there is to play: the files of a sitting laid on one clock, and the stretches where nothing plays. */

/** A stretch of the review clock, in milliseconds. */
export interface Stretch {
  readonly at: number
  readonly length: number
}

/** One playable file of one source of one seat. */
export interface Segment extends Stretch {
  /** Unique in the sitting. */
  readonly key: string
  readonly seat: string
  readonly source: 'mic' | 'camera' | 'screen'
  readonly url: string
  readonly gaps: readonly Stretch[]
}

/** Media is fetched this long before it is due, so that its first picture is there in time. */
const PRELOAD_MS = 10_000

/** A closed file is kept this long, so that a short step back does not fetch it again. */
const KEEP_MS = 2_000

/** Sound and picture of one person begin this far apart at most. */
const SOON_MS = 1_500

export const endOf = (stretch: Stretch): number => stretch.at + stretch.length

/** Tell whether the instant lies in the stretch; the end does not belong to it. */
export function covers(stretch: Stretch, at: number): boolean {
  return at >= stretch.at && at < endOf(stretch)
}

/** Tell whether the segment has media at the instant: inside the file and outside its gaps. */
export function hasMedia(segment: Segment, at: number): boolean {
  return covers(segment, at) && !segment.gaps.some((gap) => covers(gap, at))
}

/** Tell whether the segment begins within moments: its first picture may stand already, as nobody starts to the millisecond. */
export const comesSoon = (segment: Segment, at: number): boolean => segment.at > at && segment.at - at <= SOON_MS

/** The segments whose elements must exist at the instant: playing, soon due or just over. */
export function segmentsNear(segments: readonly Segment[], at: number): Segment[] {
  return segments.filter((segment) => at >= segment.at - PRELOAD_MS && at < endOf(segment) + KEEP_MS)
}

/**
 * Stretches a viewer is carried over: sealed or paused, and without media of anybody.
 *
 * Media inside such a stretch wins: what was recorded is never skipped.
 */
export function skippable(closed: readonly Stretch[], segments: readonly Segment[]): Stretch[] {
  const merged = merge(closed)
  return merged.flatMap((stretch) => subtract(stretch, merge(segments.filter((segment) => overlaps(segment, stretch)))))
}

/**
 * Where a jump to `wanted` lands, coming from `from`.
 *
 * A jump into a skipped stretch goes over it in the direction of the jump.
 */
export function landing(wanted: number, from: number, skipped: readonly Stretch[], length: number): number {
  const target = Math.min(Math.max(wanted, 0), length)
  const hit = skipped.find((stretch) => covers(stretch, target))
  if (!hit) return target
  const before = hit.at - 1_000
  return target < from && before >= 0 ? before : Math.min(endOf(hit), length)
}

function overlaps(a: Stretch, b: Stretch): boolean {
  return a.at < endOf(b) && b.at < endOf(a)
}

function merge(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = []
  for (const stretch of [...stretches].sort((a, b) => a.at - b.at)) {
    const last = merged.at(-1)
    if (last && stretch.at <= endOf(last)) {
      merged[merged.length - 1] = { at: last.at, length: Math.max(endOf(last), endOf(stretch)) - last.at }
    } else {
      merged.push({ at: stretch.at, length: stretch.length })
    }
  }
  return merged
}

function subtract(stretch: Stretch, taken: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = []
  let at = stretch.at
  for (const part of taken) {
    if (part.at > at) left.push({ at, length: part.at - at })
    at = Math.max(at, endOf(part))
  }
  if (at < endOf(stretch)) left.push({ at, length: endOf(stretch) - at })
  return left
}
