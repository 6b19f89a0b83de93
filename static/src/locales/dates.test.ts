import { describe, expect, it } from 'vitest'

import { beijingInstant, useDates } from './dates'
import { useText } from './index'

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

  it('tells the year of a day only where it is another one, also inside the working of a deadline', () => {
    const thisYear = new Date().getFullYear()

    expect(useDates().dayOf('2031-01-06')).toMatch(/^2031年1月6日 周/)
    expect(useDates().inWords(`名义届满 ${thisYear}-06-15 不是工作日，顺延至 2031-01-06`)).toBe('名义届满 6月15日 不是工作日，顺延至 2031年1月6日')
  })

  it('writes a day in English as the console does: weekday, day, month', async () => {
    await useText().setLanguage('en')
    expect(useDates().dayOf('2031-01-06')).toBe('Mon 6 Jan 2031')
    await useText().setLanguage('zh-CN')
  })

  it('reads a written date and time as Beijing time', () => {
    expect(beijingInstant('2026-03-18T09:30')).toBe('2026-03-18T01:30:00.000Z')
  })
})
