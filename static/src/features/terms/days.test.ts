import { describe, expect, it } from 'vitest'

import { dayParts, fromLocal, readDays, toLocal, writeDays } from './days'

describe('days of a notice', () => {
  it('are read as it lists them, ranges within a month and across two', () => {
    expect(readDays(2026, '1-1…3 4-30~5-2').days).toEqual([
      '2026-01-01', '2026-01-02', '2026-01-03', '2026-04-30', '2026-05-01', '2026-05-02',
    ])
  })

  it('are read in Chinese too', () => {
    expect(readDays(2026, '10月1日至7日').days).toHaveLength(7)
  })

  it.each(['13-1', '2-30', '5-3…1', 'x', '1-1…'])('name the part that cannot be read: %s', (part) => {
    expect(readDays(2026, `1-1 ${part}`)).toEqual({ days: [], bad: part })
  })

  it('are written back as they were read', () => {
    const typed = '1-1…3 2-14 4-30…5-2'

    expect(writeDays(readDays(2026, typed).days)).toBe(typed)
  })
})

it('a day of the strip has its number and weekday wherever the reader is', () => {
  expect(dayParts('2026-04-07', 'zh-CN')).toMatchObject({ day: 7, weekday: '二' })
})

it('what is typed as a time is Beijing time', () => {
  expect(toLocal(fromLocal('2026-04-07T09:30'))).toBe('2026-04-07T09:30')
})
