import { describe, expect, test } from 'vitest'

import type { TimelineEntry } from '@/api/types'

import { courseDays, entryIcon } from './course'

const entry = (at: string, kind: string, tone: TimelineEntry['tone'] = 'plain'): TimelineEntry =>
  ({ at, kind, actor: '王调解员', text: kind, tone })

describe('the history of a case', () => {
  test('is cut into days of the official time, not of the browser', () => {
    // 23:30 and 00:30 of two days in China, one day in UTC.
    const days = courseDays([entry('2026-11-22T16:30:00Z', 'b'), entry('2026-11-22T15:30:00Z', 'a')], 'all')

    expect(days.map(day => day.entries.map(one => one.kind))).toEqual([['b'], ['a']])
  })

  test('shows only what is asked for, without empty days', () => {
    const entries = [entry('2026-11-22T02:00:00Z', 'a'), entry('2026-11-21T02:00:00Z', 'b', 'clock')]

    expect(courseDays(entries, 'clock').map(day => day.key)).toEqual(['2026-11-21'])
    expect(courseDays(entries, 'consent')).toEqual([])
  })

  test('shows waiting and consent by their tone, the rest by what it is about', () => {
    expect([
      entryIcon(entry('', 'session.concluded', 'waiting')), entryIcon(entry('', 'session.concluded', 'consent')),
      entryIcon(entry('', 'invitation.opened')), entryIcon(entry('', 'consent.answered')), entryIcon(entry('', 'unheard.of')),
    ]).toEqual(['clock', 'check', 'send', 'ban', 'doc'])
  })
})
