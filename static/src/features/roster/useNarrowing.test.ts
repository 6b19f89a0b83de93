import { describe, expect, test } from 'vitest'

import { useNarrowing } from './useNarrowing'

const CANDIDATES = [
  { id: 'house', fee: 'free', level: 'court' },
  { id: 'paid', fee: 'charged', level: 'court' },
  { id: 'pool', fee: 'free', level: 'region' },
] as const

describe('a list of candidates', () => {
  test('is narrowed by fee and by kind of roster, both at once', () => {
    const { fee, level, shown } = useNarrowing(() => CANDIDATES, () => '')

    fee.value = 'free'
    expect(shown.value.map(one => one.id)).toEqual(['house', 'pool'])
    level.value = 'region'
    expect(shown.value.map(one => one.id)).toEqual(['pool'])
  })

  test('keeps the chosen one in sight whatever is asked for', () => {
    const { fee, shown } = useNarrowing(() => CANDIDATES, () => 'paid')

    fee.value = 'free'
    expect(shown.value.map(one => one.id)).toContain('paid')
  })

  test('offers only that in which its candidates differ', () => {
    const { fees, levels } = useNarrowing(() => CANDIDATES.filter(one => one.fee === 'free'), () => '')

    expect(fees.value).toEqual([])
    expect(levels.value).toEqual(['court', 'region'])
  })
})
