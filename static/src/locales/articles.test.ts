import { describe, expect, it } from 'vitest'

import { inEnglish, numberOf } from './articles'

describe('articles', () => {
  it.each([
    ['在线调解规则 第二十四条第二款', 'Online Mediation Rules, art. 24(2)'],
    ['洛中法〔2023〕4号 第四条', 'Luoyang Intermediate Court [2023] No. 4, art. 4'],
    ['民事诉讼法 第二百四十六条', 'Civil Procedure Law, art. 246'],
    ['劳动争议调解仲裁法 第十条', 'Labour Dispute Mediation and Arbitration Law, art. 10'],
  ])('tells %s in English', (written, told) => expect(inEnglish(written)).toBe(told))

  it('leaves what it does not know as it stands, so that it can be looked up', () => {
    expect(inEnglish('某条例 第三条')).toBe('某条例 第三条')
    expect(inEnglish('30 日')).toBe('30 日')
  })

  it.each([['十', 10], ['二十', 20], ['一百', 100], ['三百七十二', 372], ['一百零五', 105], ['七', 7]])('counts %s as %i', (written, counted) => expect(numberOf(written)).toBe(counted))
})
