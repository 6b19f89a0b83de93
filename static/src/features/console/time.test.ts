import { describe, expect, test } from 'vitest'

import { clockSeconds, clockTime, day, dayLong, dayShort, dayTiny, moment, spanWords, startWords, timecode } from './time'

const AT = '2026-03-18T01:30:05Z'
const NOW = '2026-03-18T01:02:00Z'

const say = (key: string, named: Record<string, unknown> = {}) => `${key.split('.').at(-1) ?? ''} ${Object.values(named).join(' ')}`.trim()

describe('time in words', () => {
  test('is the official time of China wherever the browser is', () => {
    expect([clockTime(AT), clockSeconds(AT), moment(AT, 'zh-CN', NOW)]).toEqual(['9:30', '9:30:05', '3月18日 9:30'])
  })

  test('names days as people do', () => {
    expect([dayLong(AT, 'zh-CN'), dayShort(AT, 'zh-CN', NOW), dayTiny(AT, 'zh-CN')]).toEqual(['3月18日 星期三', '3月18日 周三', '3/18'])
    expect([dayLong(AT, 'en'), dayShort(AT, 'en', NOW), dayTiny(AT, 'en')]).toEqual(['Wednesday, 18 March', 'Wed 18 Mar', '18 Mar'])
  })

  test('names the year only when it is another one', () => {
    expect(day('2025-12-31T15:59:00Z', 'zh-CN', NOW)).toBe('2025年12月31日')
    expect(day('2025-12-31T16:00:00Z', 'zh-CN', NOW)).toBe('1月1日')
  })

  test('writes midnight as 0:00', () => {
    expect(clockTime('2026-03-17T16:00:00Z')).toBe('0:00')
  })

  test('writes positions of a recording', () => {
    expect([0, 59_999, 60_000, 5_502_000].map(timecode)).toEqual(['0:00:00', '0:00:59', '0:01:00', '1:31:42'])
  })

  test('writes lengths from seconds to days', () => {
    expect([38_000, 18 * 60_000, 60 * 60_000, 109 * 60_000, 72 * 3_600_000].map(ms => spanWords(ms, say)))
      .toEqual(['seconds 38', 'minutes 18', 'hours 1', 'hoursMinutes 1 49', 'days 3'])
  })

  test('says how far a start is', () => {
    const start = new Date(AT).getTime()

    expect([start - 28 * 60_000, start - 30_000, start + 5 * 60_000].map(now => startWords(AT, now, say)))
      .toEqual(['before minutes 28', 'at', 'after minutes 5'])
  })
})
