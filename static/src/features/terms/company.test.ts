import { describe, expect, test } from 'vitest'

import type { AuthorityView, CasePerson } from '@/api/types'

import { nextAct, over, unasked } from './company'

const person = (identity: string, changes: Partial<CasePerson> = {}, answer: boolean | null = null): CasePerson => ({
  identity, name: identity, side: 'respondent', role: 'party', title: '', kind: 'natural', standing: 'full', origin: 'mainland', phone: '', email: '',
  prefers_email: false, id_number: '', identity_seen: '', linked_to: null, absence: null, version: 0,
  consents: [{ step: 'online_mediation', answer, at: null, channel: null, recorded_by: null, withdrawn: false }],
  ...changes,
} as CasePerson)

const authority = (changes: Partial<AuthorityView>): AuthorityView =>
  ({ agent: 'lin', principal: 'li', kind: 'lawyer', revoked_at: null, until: null, ...changes }) as AuthorityView

describe('the next step of whoever mediates', () => {
  test('is to ask, while one of the parties said neither yes nor no', () => {
    expect(nextAct([person('li', { side: 'applicant' }, true), person('zhou')])).toBe('ask')
  })

  test('is to set a time once everybody agreed, whoever stays away and every agent left aside', () => {
    const people = [person('li', { side: 'applicant' }, true), person('zhou', {}, true), person('wu', { absence: 'unreachable' as never }), person('lin', { role: 'agent' })]

    expect([nextAct(people), unasked(people)]).toEqual(['schedule', []])
  })

  test('is none of these once somebody declined', () => {
    expect(nextAct([person('li', {}, true), person('zhou', {}, false), person('wu')])).toBeNull()
  })
})

describe('an agent on the day of a session', () => {
  const people = [person('li', { side: 'applicant' }), person('lin', { role: 'agent' })]
  const gone = (...authorities: AuthorityView[]) => [...over({ people, authorities }, '2026-11-30')]

  test('acts for nobody when every authority was ended or is past its last day', () => {
    expect(gone(authority({ revoked_at: '2026-11-20T01:00:00Z' }), authority({ until: '2026-11-29' }))).toEqual(['lin'])
  })

  test('still acts on the last day, and by another authority that stands', () => {
    expect(gone(authority({ until: '2026-11-30' }))).toEqual([])
    expect(gone(authority({ revoked_at: '2026-11-20T01:00:00Z' }), authority({}))).toEqual([])
  })

  test('who never showed one may still do so', () => {
    expect(gone()).toEqual([])
  })
})
