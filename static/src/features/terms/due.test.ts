import { describe, expect, test } from 'vitest'

import { beijingDay, daysTo, isOurs, restOf, sentenceOf, urgencyOf } from './due'

const WEDNESDAY = '2026-03-18'
const say = (key: string, named: Record<string, unknown> = {}) => `${key} ${Object.values(named).join()}`.trim()

describe('a last day in a list', () => {
  test.each([
    ['2026-03-17', 'over'], ['2026-03-18', 'today'], ['2026-03-19', 'week'], ['2026-03-22', 'week'], ['2026-03-23', 'later'],
  ])('%s seen on a Wednesday is %s', (due_on, urgency) => {
    expect(urgencyOf({ due_on, stopped: false }, WEDNESDAY)).toBe(urgency)
  })

  test('seen on a Sunday, tomorrow is of another week', () => {
    expect(urgencyOf({ due_on: '2026-03-23', stopped: false }, '2026-03-22')).toBe('later')
  })

  test('says what the desk does next only where it is not a day of a party, and runs', () => {
    const asked = (rule: string, stopped = false) => isOurs({ rule, stopped })
    expect([asked('APPOINT_3WD'), asked('APPOINT_3WD', true), asked('ARB_LIMIT_1Y'), asked('SUE_15D')]).toEqual([true, false, false, false])
  })

  test('says at intake that the case is to be taken on, and only then that somebody is to be appointed', () => {
    const asked = (key: string) => sentenceOf({ key, rule: 'APPOINT_3WD', who: '' }, say)
    expect([asked('take_on'), asked('appoint')]).toEqual(['desk.list.next.received', 'desk.rule.APPOINT_3WD'])
  })

  test('is never overdue while the clock stands still', () => {
    const due = { due_on: '2026-01-01', stopped: true, working_left: null }

    expect(urgencyOf(due, WEDNESDAY)).toBe('later')
    expect(restOf(due, WEDNESDAY, say)).toBe('desk.due.stopped')
  })

  test('counts days across the end of a month and of a year', () => {
    expect(daysTo('2026-04-01', '2026-03-31')).toBe(1)
    expect(daysTo('2025-12-31', '2026-01-01')).toBe(-1)
    expect(restOf({ due_on: '2026-03-16', stopped: false, working_left: null }, WEDNESDAY, say)).toBe('desk.due.over 2')
    expect(restOf({ due_on: '2026-03-13', stopped: false, working_left: -3 }, WEDNESDAY, say)).toBe('desk.due.overWorking 3')
    expect(restOf({ due_on: '2026-03-16', stopped: false, working_left: 0 }, WEDNESDAY, say)).toBe('desk.due.over 2')
  })

  test('says what is left in the unit of the rule, as the case page does', () => {
    const left = (working_left: number | null) => restOf({ due_on: '2026-03-23', stopped: false, working_left }, WEDNESDAY, say)
    expect([left(null), left(3)]).toEqual(['desk.due.left 5', 'desk.due.leftWorking 3'])
    expect(restOf({ due_on: WEDNESDAY, stopped: false, working_left: 0 }, WEDNESDAY, say)).toBe('desk.due.today')
  })

  test('a day begins at midnight in Beijing, wherever the browser is', () => {
    expect(beijingDay(Date.parse('2026-03-18T15:59:59Z'))).toBe('2026-03-18')
    expect(beijingDay(Date.parse('2026-03-18T16:00:00Z'))).toBe('2026-03-19')
  })
})
