import { describe, expect, it } from 'vitest'

import type { LimitationDayView } from '@/api/types'

import { countedFrom } from './limitation'

const on = (event: LimitationDayView['event']): LimitationDayView => ({
  event, starts_on: '2026-08-18', nominal: '2027-08-18', due: '2027-08-18', article: '', trace: [], provisional: false, is_over: false,
})

describe('the limitation', () => {
  it('counts every claim from the day of knowing where that is the only day', () => {
    expect(countedFrom(on('known'), { days: [on('known')], exempt: false })).toBe('known')
  })

  it('tells pay and the other claims apart where each has its day', () => {
    const days = [on('employment_ended'), on('known')]
    expect(days.map(one => countedFrom(one, { days, exempt: false }))).toEqual(['employment_ended', 'known_other'])
  })

  it('says which claims the day is for while pay is not limited yet', () => {
    expect(countedFrom(on('known'), { days: [on('known')], exempt: true })).toBe('known_other')
  })
})
