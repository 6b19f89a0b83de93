import { describe, expect, it } from 'vitest'

import type { CaseEnding, CasePeople, CaseView } from '@/api/types'

import { papersOf } from './papers'

const person = (identity: string, read: string | null) => ({ identity, role: 'party', notice_acknowledged_at: read })
const view = (state: string, ...people: readonly object[]): CaseView =>
  ({ state, sessions: [{ summary: { state: 'scheduled', participants: people }, outcome: null, recordings: [] }] }) as unknown as CaseView
const people = (authorities: readonly object[], ...answers: readonly (boolean | null)[]): CasePeople =>
  ({ authorities, people: answers.map(answer => ({ consents: [{ step: 'e_service', answer }] })) }) as unknown as CasePeople
const ending = (effect: object | null): CaseEnding => ({ effect, agreed_in: [] }) as unknown as CaseEnding

const stand = (of: ReturnType<typeof papersOf>, key: string) => {
  const found = of.find(one => one.key === key)
  return found && [found.word, found.tone, found.count]
}

describe('the papers of a case', () => {
  it('are none while nothing was done, and none of them counts', () => {
    const lines = papersOf({ state: 'accepted', sessions: [] } as unknown as CaseView, people([]), ending(null))

    expect(lines.map(one => one.word)).toEqual(['none', 'none', 'none', 'none', 'none'])
    expect(lines.reduce((sum, one) => sum + one.count, 0)).toBe(0)
  })

  it('wait while somebody invited has not read the notice, who is invited twice counting once', () => {
    const some = view('scheduled', person('li', '2026-03-17T01:00:00Z'), person('zhou', null), person('li', null))

    const notice = papersOf(some, null, null)[0]
    expect([notice?.word, notice?.n, notice?.of]).toEqual(['noticeSome', 1, 2])
    expect(stand(papersOf(view('scheduled', person('li', '2026-03-17T01:00:00Z')), null, null), 'notice')).toEqual(['notice', 'jade', 1])
  })

  it('say of authorities first what is missing, and leave out what is over', () => {
    const whole = { stands: true, missing_papers: [], may_settle: true }

    expect(stand(papersOf(view('accepted'), people([whole, { ...whole, missing_papers: ['identity'] }]), null), 'authority')).toEqual(['papersMissing', 'amber', 2])
    expect(stand(papersOf(view('accepted'), people([whole, { ...whole, stands: false }]), null), 'authority')).toEqual(['settle', 'jade', 1])
    expect(stand(papersOf(view('accepted'), people([{ ...whole, may_settle: false }]), null), 'authority')).toEqual(['general', 'plain', 1])
  })

  it('do not count an agreement before it has effect, nor a no to electronic service', () => {
    expect(stand(papersOf(view('agreed'), null, ending(null)), 'agreement')).toEqual(['unsigned', 'amber', 0])
    expect(stand(papersOf(view('in_force'), null, ending({ effective_at: '2026-04-01T01:00:00Z' })), 'agreement')).toEqual(['force', 'jade', 1])
    expect(stand(papersOf(view('accepted'), people([], false, null), null), 'service')).toEqual(['none', 'plain', 0])
    expect(stand(papersOf(view('accepted'), people([], true, false), null), 'service')).toEqual(['service', 'jade', 1])
  })
})
