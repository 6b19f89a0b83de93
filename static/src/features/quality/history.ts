/** The line of everyone over a session, in half-minutes: rows to draw, and the worst moments. Pure. */
import type { LineSample } from '@/api/types'

import { isLevel, worse, type Level } from './figures'

const HALF_MINUTE = 30_000
/** Cells a row may have; longer sessions are drawn in longer steps. */
const MOST_CELLS = 96
/** A break longer than this is left out of the rows. */
const LONG_BREAK = 600_000
const MOST_MOMENTS = 3

export interface Stretch {
  /** Milliseconds since the epoch; `until` is the end of its last half-minute. */
  readonly from: number
  readonly until: number
  /** The worst of the stretch; null where nobody measured. */
  readonly level: Level | null
  readonly loss: number | null
  readonly direction: 'up' | 'down'
  readonly roundTripMs: number | null
  readonly freezeMs: number
  readonly silent: boolean
}

export interface Row {
  readonly identity: string
  readonly cells: readonly Stretch[]
  readonly samples: readonly LineSample[]
  readonly moments: readonly Stretch[]
  readonly browser: string | null
  readonly system: string | null
}

const at = (sample: LineSample): number => new Date(sample.at).getTime()

/** One row a person, in the order in which they first came; all rows have the same times. */
export function rowsOf(samples: readonly LineSample[]): readonly Row[] {
  const spans = spansOf(samples.map(at))
  const people = [...new Set(samples.map(sample => sample.identity))]
  return people.map((identity) => {
    const own = samples.filter(sample => sample.identity === identity)
    const last = own.filter(sample => sample.browser !== null).at(-1)
    return {
      identity, samples: own, moments: momentsOf(own), browser: last?.browser ?? null, system: last?.system ?? null,
      cells: spans.map(([from, until]) => sumUp(own.filter(sample => at(sample) >= from && at(sample) < until), from, until)),
    }
  })
}

/** The times of the cells: without the long breaks in which nobody was there, and no more than a row can hold. */
function spansOf(times: readonly number[]): readonly (readonly [from: number, until: number])[] {
  const visits: [number, number][] = []
  for (const time of [...new Set(times)].sort((one, other) => one - other)) {
    const visit = visits.at(-1) ?? [0, -Infinity]
    if (time - visit[1] <= LONG_BREAK) visit[1] = time + HALF_MINUTE
    else visits.push([time, time + HALF_MINUTE])
  }
  const whole = visits.reduce((sum, [from, until]) => sum + until - from, 0)
  const step = HALF_MINUTE * Math.max(1, Math.ceil(whole / HALF_MINUTE / MOST_CELLS))
  return visits.flatMap(([from, until]) => Array.from(
    { length: Math.ceil((until - from) / step) },
    (_, index) => [from + index * step, Math.min(until, from + (index + 1) * step)] as const,
  ))
}

/** Stretches on the two worst steps, the worst first: a lost line, then the largest loss. */
export function momentsOf(own: readonly LineSample[]): readonly Stretch[] {
  const runs: [LineSample, ...LineSample[]][] = []
  for (const sample of own) {
    if (sample.level !== 'poor' && sample.level !== 'lost') continue
    const run = runs.at(-1)
    if (run?.[0].level === sample.level && at(sample) === endOf(run)) run.push(sample)
    else runs.push([sample])
  }
  return runs
    .map(run => sumUp(run, at(run[0]), endOf(run)))
    .sort((one, other) => rank(other) - rank(one))
    .slice(0, MOST_MOMENTS)
}

/** When the last half-minute of a run is over. */
const endOf = (run: readonly [LineSample, ...LineSample[]]): number => at(run.at(-1) ?? run[0]) + HALF_MINUTE

const rank = (stretch: Stretch): number => (stretch.level === 'lost' ? 2 : 0) + (stretch.loss ?? 0)

function sumUp(samples: readonly LineSample[], from: number, until: number): Stretch {
  const up = most(samples.map(sample => sample.uplink_loss))
  const down = most(samples.map(sample => sample.downlink_loss))
  const direction = (up ?? -1) > (down ?? -1) ? 'up' : 'down'
  return {
    from, until, direction,
    level: samples.map(sample => (isLevel(sample.level) ? sample.level : null)).reduce(worse, null),
    loss: direction === 'up' ? up : down,
    roundTripMs: most(samples.map(sample => sample.round_trip_ms)),
    freezeMs: samples.reduce((sum, sample) => sum + (sample.freeze_ms ?? 0), 0),
    silent: samples.some(sample => sample.mic_silent === true),
  }
}

function most(figures: readonly (number | null)[]): number | null {
  const known = figures.filter(figure => figure !== null)
  return known.length ? Math.max(...known) : null
}
