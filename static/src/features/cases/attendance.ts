/** From stretches of presence to the line of the record: joined, left, dropped, returned, caucus. */

import type { AttendanceStretch } from '@/api/types'

export interface Attendance {
  /** First entry into the room; null when the person never came in. */
  readonly joined: string | null
  /** End of the last presence; null while still in, or never in. */
  readonly left: string | null
  readonly stillIn: boolean
  readonly presentMs: number
  /** Each time the line dropped; `until` null means the person did not return. */
  readonly drops: readonly AttendanceStretch[]
  readonly caucuses: readonly AttendanceStretch[]
}

const INSIDE = new Set<AttendanceStretch['kind']>(['present', 'caucus'])

const ms = (stretch: AttendanceStretch): number =>
  stretch.until === null ? 0 : new Date(stretch.until).getTime() - new Date(stretch.since).getTime()

export function summarise(stretches: readonly AttendanceStretch[]): Attendance {
  const inside = stretches.filter(stretch => INSIDE.has(stretch.kind)).sort((a, b) => a.since.localeCompare(b.since))
  const stillIn = inside.some(stretch => stretch.until === null)
  const ends = inside.flatMap(stretch => (stretch.until === null ? [] : [stretch.until])).sort()
  return {
    joined: inside[0]?.since ?? null,
    left: stillIn ? null : ends.at(-1) ?? null,
    stillIn,
    presentMs: inside.reduce((sum, stretch) => sum + ms(stretch), 0),
    drops: stretches.filter(stretch => stretch.kind === 'dropped'),
    caucuses: stretches.filter(stretch => stretch.kind === 'caucus'),
  }
}
