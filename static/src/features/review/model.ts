/** A review as the player and the timeline need it. */

import type { Review, ReviewMark, ReviewSeat } from '@/api/types'

import { endOf, skippable, type Segment, type Stretch } from './player/plan'

/** Kinds of marks that are stretches of the sitting; every other kind is an event. */
const PHASES = ['joint', 'caucus', 'pause', 'interrupted'] as const

export type PhaseKind = (typeof PHASES)[number]

export interface Phase extends Stretch {
  readonly kind: PhaseKind
}

export interface Lane {
  readonly seat: ReviewSeat
  readonly spoken: readonly Stretch[]
  readonly gaps: readonly Stretch[]
  readonly absent: readonly Stretch[]
}

/** One line of the event list. A sealed stretch is told, and cannot be jumped to. */
export interface EventLine {
  readonly key: string
  readonly at: number
  readonly length: number
  readonly kind: string
  readonly identity: string | null
  readonly text: string
  readonly sealed: boolean
}

const stretch = (part: { at_ms: number, length_ms: number }): Stretch => ({ at: part.at_ms, length: part.length_ms })

const isPhase = (mark: ReviewMark): mark is ReviewMark & { kind: PhaseKind } =>
  (PHASES as readonly string[]).includes(mark.kind)

export function segmentsOf(review: Review): Segment[] {
  return review.seats.flatMap(seat => seat.tracks.flatMap(track => track.segments.map((file, index) => ({
    key: `${seat.identity}/${track.source}/${index}`,
    seat: seat.identity,
    source: track.source,
    url: file.url,
    at: file.at_ms,
    length: file.length_ms,
    gaps: file.gaps.map(stretch),
  }))))
}

export const phasesOf = (review: Review): Phase[] =>
  review.marks.filter(isPhase).filter(mark => mark.length_ms > 0).map(mark => ({ kind: mark.kind, ...stretch(mark) }))

/** Where nothing was recorded though it should have been: how often, and for how long in all. */
export function interruptionsOf(review: Review): { readonly times: number, readonly length: number } {
  const found = phasesOf(review).filter(phase => phase.kind === 'interrupted')
  return { times: found.length, length: found.reduce((sum, phase) => sum + phase.length, 0) }
}

/** What the player passes over: sealed and paused stretches without media of anybody. */
export const skippedOf = (review: Review): Stretch[] => skippable(
  phasesOf(review).filter(phase => phase.kind !== 'joint'), segmentsOf(review),
)

export function lanesOf(review: Review): Lane[] {
  const segments = segmentsOf(review)
  return review.seats.map((seat) => {
    const own = segments.filter(segment => segment.seat === seat.identity)
    return {
      seat,
      spoken: union(own),
      gaps: own.flatMap(segment => segment.gaps),
      absent: review.marks.filter(mark => mark.kind === 'absent' && mark.identity === seat.identity).map(stretch),
    }
  })
}

/** Everything that happened, in order; joint phases are the ground it happened on and are not listed. */
export function eventsOf(review: Review): EventLine[] {
  return review.marks
    .filter(mark => mark.kind !== 'joint')
    .map((mark, index) => ({
      key: `${mark.kind}/${index}`,
      at: mark.at_ms,
      length: mark.length_ms,
      kind: mark.kind,
      identity: mark.identity,
      text: mark.kind === 'caucus' ? '' : mark.text,
      sealed: mark.kind === 'caucus',
    }))
    .sort((a, b) => a.at - b.at)
}

/** The line the position stands at: the last one that has begun. */
export const currentEvent = (events: readonly EventLine[], at: number): EventLine | undefined =>
  events.filter(event => event.at <= at + 250).at(-1)

/** The next or previous line one may jump to. */
export function neighbourEvent(events: readonly EventLine[], at: number, direction: 1 | -1): EventLine | undefined {
  const open = events.filter(event => !event.sealed)
  // Going back within two seconds of an event means the one before it.
  return direction > 0 ? open.find(event => event.at > at + 250) : open.filter(event => event.at < at - 2_000).at(-1)
}

/** A step between ticks of the time axis, so that about eight fit. */
export function tickStep(length: number): number {
  const minute = 60_000
  const steps = [10_000, 30_000, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute]
  return steps.find(step => length / step <= 8) ?? 60 * minute
}

export function ticks(length: number): number[] {
  const step = tickStep(length)
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step)
}

function union(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = []
  for (const part of [...stretches].sort((a, b) => a.at - b.at)) {
    const last = joined.at(-1)
    if (last && part.at <= endOf(last) + 1_000) {
      joined[joined.length - 1] = { at: last.at, length: Math.max(endOf(last), endOf(part)) - last.at }
    } else {
      joined.push({ at: part.at, length: part.length })
    }
  }
  return joined
}
