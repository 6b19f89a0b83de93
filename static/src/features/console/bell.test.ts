import { beforeEach, expect, test } from 'vitest'

import type { Reminder } from '@/api/types'

import { keepSeen, lastSeen, newSince, placeOf } from './bell'

const reminder = (id: number): Reminder => ({ id, serial: 'LY2026-000128', kind: 'referral_day_1', text: '', at: '2026-03-18T01:00:00Z' })

beforeEach(() => localStorage.clear())

test('what came since the last look is new, in this browser and for this account alone', () => {
  const first = [reminder(2), reminder(1)]
  keepSeen('clerk', first)

  expect(newSince([reminder(3), ...first], lastSeen('clerk'))).toBe(1)
  expect(newSince(first, lastSeen('judge'))).toBe(2)
})

test('looking at nothing, or at old messages, forgets nothing', () => {
  keepSeen('clerk', [reminder(5)])
  keepSeen('clerk', [])
  keepSeen('clerk', [reminder(2)])

  expect(lastSeen('clerk')).toBe(5)
})

test('what is kept and makes no sense counts as never looked', () => {
  localStorage.setItem('mediation-room.bell.clerk', 'yesterday')

  expect(lastSeen('clerk')).toBe(0)
})

test('a message leads to what it asks, to its case, or to the cases in hand', () => {
  expect(placeOf({ ...reminder(1), serial: null, kind: 'complaint_made' })).toEqual({ name: 'complaints' })
  expect(placeOf({ ...reminder(1), serial: null, kind: 'fact_undelivered' })).toEqual({ name: 'delivery' })
  expect(placeOf({ ...reminder(1), serial: null, kind: 'support_asked' })).toEqual({ name: 'support' })
  expect(placeOf({ ...reminder(1), kind: 'deletion_asked' })).toEqual({ name: 'deletions' })
  expect(placeOf({ ...reminder(1), kind: 'deletion_answered' })).toEqual({ name: 'case', params: { serial: 'LY2026-000128', tab: 'access' } })
  expect(placeOf({ ...reminder(1), kind: 'referral_withdrawn' })).toEqual({ name: 'referrals' })
  expect(placeOf(reminder(1))).toEqual({ name: 'case', params: { serial: 'LY2026-000128' } })
  expect(placeOf({ ...reminder(1), serial: null, kind: 'case_handed_on' })).toEqual({ name: 'cases', query: { mine: 'true', order: 'due' } })
})
