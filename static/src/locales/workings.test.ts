import { describe, expect, it } from 'vitest'

import { workings } from './fixtures/workings'
import { workingInEnglish } from './workings'

const CHINESE = /[\u4e00-\u9fa5]/

describe('workings', () => {
  it.each(workings)('says in English %s', line => expect(workingInEnglish(line)).not.toMatch(CHINESE))

  it.each([
    ['在线调解规则 第二十四条第一款：2026-03-06 起 30 日，当日不计', 'Online Mediation Rules, art. 24(1): 30 days from 2026-03-06, that day not counted'],
    ['跳过放假：4月4日–4月6日、10月8日', 'Holidays skipped: 4 Apr–6 Apr, 8 Oct'],
    ['民事诉讼法 第二百四十六条：2026-03-06 起 1 年，当日不计', 'Civil Procedure Law, art. 246: 1 year from 2026-03-06, that day not counted'],
    ['2026-04-07 24:00 届满', 'Ends on 2026-04-07 at 24:00'],
  ])('tells %s', (written, told) => expect(workingInEnglish(written)).toBe(told))

  it('leaves a line that it does not know as it stands', () => expect(workingInEnglish('另一句话')).toBe('另一句话'))
})
