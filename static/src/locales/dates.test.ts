import { describe, expect, it } from 'vitest'

import { beijingInstant, useDates } from './dates'

const NINE_THIRTY_IN_LUOYANG = Date.parse('2026-03-18T01:30:00Z')

describe('dates', () => {
  it('tells the time of the court, wherever the device thinks it is', () => {
    expect(useDates().timeOfDay(NINE_THIRTY_IN_LUOYANG)).toMatch(/^0?9:30$/)
  })

  it('calls a sitting after midnight in Luoyang tomorrow, although it is the same day in London', () => {
    const evening = Date.parse('2026-03-18T15:30:00Z')
    const afterMidnight = Date.parse('2026-03-18T16:30:00Z')

    expect(useDates().nearDay(afterMidnight, evening)).not.toBe(useDates().nearDay(evening, evening))
  })

  it('reads a written date and time as Beijing time', () => {
    expect(beijingInstant('2026-03-18T09:30')).toBe('2026-03-18T01:30:00.000Z')
  })
})
