/** 经过: the lines of a case by day, newest first, filtered by what they mean. */

import type { TimelineEntry } from '@/api/types'
import type { IconName } from '@/ui/icons'

import { dayKey } from '../console/time'

export type CourseFilter = 'all' | 'clock' | 'consent'

export interface CourseDay {
  readonly key: string
  readonly at: string
  readonly entries: readonly TimelineEntry[]
}

const ICONS: readonly (readonly [prefix: string, icon: IconName])[] = [
  ['invitation', 'send'], ['consent', 'ban'], ['notice', 'check'], ['device', 'check'], ['identity', 'idc'],
  ['session', 'users'], ['recording', 'rec'], ['outcome', 'check'], ['case', 'idc'],
]

/** The icon of a line: waiting and consent speak by their tone, the others by what they are about (a plain consent is a no). */
export function entryIcon(entry: TimelineEntry): IconName {
  if (entry.tone === 'waiting') return 'clock'
  if (entry.tone === 'consent') return 'check'
  return ICONS.find(([prefix]) => entry.kind.startsWith(prefix))?.[1] ?? 'doc'
}

export function courseDays(entries: readonly TimelineEntry[], filter: CourseFilter): CourseDay[] {
  const days: { key: string, at: string, entries: TimelineEntry[] }[] = []
  for (const entry of entries) {
    if (filter !== 'all' && entry.tone !== filter) continue
    const key = dayKey(entry.at)
    const last = days.at(-1)
    if (last?.key === key) last.entries.push(entry)
    else days.push({ key, at: entry.at, entries: [entry] })
  }
  return days
}
