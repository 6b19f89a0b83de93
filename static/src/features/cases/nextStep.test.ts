import { expect, test } from 'vitest'

import type { CaseSummary } from '@/api/types'

import { lawOf, nextStep } from './nextStep'

const say = (key: string) => key.split('.').at(-1) ?? ''
const same = (name: string) => name
const DUE = { key: 'confirmation', rule: 'JUDICIAL_CONFIRM_30D', who: '', nominal_on: '2026-04-05', due_on: '2026-04-07', provisional: false, stopped: false, working_left: null, article: '民事诉讼法 第二百零五条' }
const OWED = { what: 'hand_over', since: '2026-04-01', article: '特邀调解规定 第二十六条第二款' } as const
const ENDED = { state: 'ended', next_due: null, owed: null } as unknown as CaseSummary

test('what is owed at once is the next step, before a last day and before what the state says', () => {
  const both = { ...ENDED, owed: OWED, next_due: DUE }

  expect([nextStep(ENDED, say), nextStep({ ...ENDED, next_due: DUE }, say), nextStep(both, say)]).toEqual(['ended', 'JUDICIAL_CONFIRM_30D', 'hand_over'])
  expect(lawOf(both, say, same)).toBe('特邀调解规定 第二十六条第二款 · JUDICIAL_CONFIRM_30D · 民事诉讼法 第二百零五条')
})

test('an article stands alone beside its own step, and nothing where nothing is to be done by anybody', () => {
  expect(lawOf({ ...ENDED, owed: OWED }, say, same)).toBe('特邀调解规定 第二十六条第二款')
  expect(lawOf({ ...ENDED, next_due: DUE }, say, same)).toBe('民事诉讼法 第二百零五条')
  expect(lawOf(ENDED, say, same)).toBe('')
})
