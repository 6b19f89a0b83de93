import { expect, test } from 'vitest'

import type { CauseEntryView } from '@/api/types'

import { grouped, standingOf } from './entries'

const entry = (code: string, since: string, until: string | null): CauseEntryView => ({
  code, name: code, group: '劳动合同纠纷', since, until, plain: [], confirmed: true, note: '', version: 0, changed_by: '', changed_at: null,
})

test('an entry holds on its first and on its last day', () => {
  expect(standingOf(entry('a', '2026-01-01', null), '2026-01-01')).toBe('holds')
  expect(standingOf(entry('a', '2026-01-01', '2026-06-30'), '2026-06-30')).toBe('holds')
  expect(standingOf(entry('a', '2026-01-01', '2026-06-30'), '2026-07-01')).toBe('over')
  expect(standingOf(entry('a', '2026-01-02', null), '2026-01-01')).toBe('ahead')
})

test('what is over is shown only when it is asked for', () => {
  const list = [entry('a', '2021-01-01', '2025-12-31'), entry('a', '2026-01-01', null)]
  expect(grouped(list, '2026-11-26', false)).toEqual([['劳动合同纠纷', [list[1]]]])
  expect(grouped(list, '2026-11-26', true)[0]?.[1]).toHaveLength(2)
})
