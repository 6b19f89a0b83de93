import { expect, it } from 'vitest'

import type { ClockShown } from '@/api/types'
import type { TextKey } from '@/locales'

import { restOf } from './clocks'

const clock = (changes: Partial<ClockShown>): ClockShown =>
  ({ key: 'appoint', state: 'passed', unit: 'working_days', remaining: null, done_on: null, deadline: { due_on: '2026-04-09' }, ...changes }) as ClockShown
const key = (name: TextKey): string => name
const said = (changes: Partial<ClockShown>): string => restOf(clock(changes), key, 'zh-CN', '2026-04-20T09:00:00+08:00')

it('tells what was done in time from what was done late and from what was never done', () => {
  expect(said({ state: 'done', done_on: '2026-04-08' })).toBe('terms.doneOn')
  expect(said({ done_on: '2026-04-10' })).toBe('terms.doneLate')
  expect(said({})).toBe('terms.passedOn')
})
