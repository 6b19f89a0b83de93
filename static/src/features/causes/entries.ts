/** What the entries of the list are today: to come, in force, over. */

import type { CauseEntryView } from '@/api/types'

export type Standing = 'ahead' | 'holds' | 'over'

/** Days as they come from the server, 2026-11-26: they compare as text. */
export function standingOf(entry: Pick<CauseEntryView, 'since' | 'until'>, today: string): Standing {
  if (entry.since > today) return 'ahead'
  return entry.until !== null && entry.until < today ? 'over' : 'holds'
}

/** By group, in the order of the list; what is over only when asked for. */
export function grouped(entries: readonly CauseEntryView[], today: string, withOver: boolean): readonly (readonly [string, readonly CauseEntryView[]])[] {
  const groups = new Map<string, CauseEntryView[]>()
  for (const entry of entries) {
    if (!withOver && standingOf(entry, today) === 'over') continue
    groups.set(entry.group, [...groups.get(entry.group) ?? [], entry])
  }
  return [...groups]
}
