import { describe, expect, it } from 'vitest'

import type { AuthorityView, CasePeople, CasePerson, StepAnswerView } from '@/api/types'

import { askedOf, correctionOf, faultsOf, isAsking, missingPapers, noProof, onlyFull, proofBody, proofFault, represented, stepCell, sumOf, unproven, type CellKind, type ProofText } from './people'

const said = (changes: Partial<StepAnswerView>): StepAnswerView => ({
  step: 'e_signature', answer: null, at: null, channel: null, recorded_by: null, withdrawn: false, ...changes,
})

const person = (changes: Partial<CasePerson> = {}): CasePerson => ({
  identity: 'min', name: '张敏', side: 'applicant', role: 'agent', title: '代理人（女儿）', kind: 'person', standing: 'usual', origin: 'mainland',
  phone: '139****3316', email: '', prefers_email: false, id_number: '410*', identity_seen: '', linked_to: 'li', absence: null, named_first: null, version: 0, consents: [], ...changes,
})

const authority = (changes: Partial<AuthorityView> = {}): AuthorityView => ({
  id: 'a1', agent: 'min', principal: 'li', kind: 'relative', matters: '代为参加调解', powers: [], papers: [], files: [], seen: null, missing_papers: [],
  signed_on: '2026-03-01', until: null, stands: true, may_settle: false, revoked_at: null, version: 0, ...changes,
})

const people = (changes: Partial<CasePeople> = {}): CasePeople => ({
  serial: 'LY2026-000128', people: [], authorities: [], uncovered: [], withdrawals: [], contacts: [], wording: '2026-11', awarded: false, withdrawal_notice_hours: 24, efforts: { days: 2, ways: 2, parties: [], bar: null }, ...changes,
})

describe('the consent matrix', () => {
  it('is summed up for a phone with what is missing first, and says not applicable only when nothing arises', () => {
    const cells = (...kinds: CellKind[]) => kinds.map(kind => ({ kind, at: null, waiting: false }))
    expect(sumOf(cells('yes', 'open', 'na', 'yes', 'no'))).toEqual([['open', 1], ['no', 1], ['yes', 2]])
    expect(sumOf(cells('na', 'na'))).toEqual([['na', 2]])
  })

  it('tells a no from a yes that was taken back', () => {
    const no = person({ consents: [said({ answer: false })] })
    const back = person({ consents: [said({ answer: false, withdrawn: true })] })
    expect(stepCell(people(), no, 'e_signature').kind).toBe('no')
    expect(stepCell(people(), back, 'e_signature').kind).toBe('back')
  })

  it('does not call a question open that cannot arise for an agent without the power', () => {
    expect(stepCell(people({ authorities: [authority()] }), person(), 'e_signature').kind).toBe('na')
    expect(stepCell(people({ authorities: [authority({ powers: ['sign'] })] }), person(), 'e_signature').kind).toBe('open')
    expect(stepCell(people(), person({ role: 'party' }), 'e_signature').kind).toBe('open')
  })

  it('asks an employer itself only while nobody acts for it', () => {
    const firm = person({ identity: 'firm', role: 'party', kind: 'employer' })
    expect(stepCell(people(), firm, 'online_mediation').kind).toBe('open')
    expect(stepCell(people({ authorities: [authority({ principal: 'firm' })] }), firm, 'online_mediation').kind).toBe('na')
  })

  it('shows what was answered even where the question would not arise', () => {
    const agent = person({ consents: [said({ answer: true, at: '2026-03-12T02:00:00Z' })] })
    expect(stepCell(people({ authorities: [authority()] }), agent, 'e_signature')).toEqual({ kind: 'yes', at: '2026-03-12T02:00:00Z', waiting: false })
  })

  it('keeps a yes standing while a late withdrawal waits', () => {
    const agent = person({ consents: [said({ answer: true })] })
    const waiting = people({
      withdrawals: [{ id: 'w', identity: 'min', step: 'e_signature', reason: '', asked_at: '', state: 'asked', decided_at: null, decision: '' }],
    })
    expect(stepCell(waiting, agent, 'e_signature')).toMatchObject({ kind: 'yes', waiting: true })
  })
})

describe('papers and powers', () => {
  it('names what is missing for each kind', () => {
    expect(missingPapers('lawyer', ['authority'])).toEqual(['licence', 'firm_letter'])
    expect(missingPapers('guardian', ['identity', 'relation', 'capacity'])).toEqual(['relation', 'capacity'])
    expect(missingPapers('guardian', ['identity'], [{ paper: 'relation', material: 'm1' }, { paper: 'capacity', material: 'm2' }])).toEqual([])
  })

  it('warns of full authority that names no power', () => {
    expect(onlyFull('全权代理', [])).toBe(true)
    expect(onlyFull('全权代理', ['settle'])).toBe(false)
    expect(onlyFull('代为参加调解', [])).toBe(false)
  })
})

describe('what is typed about a person', () => {
  it('refuses what the server would refuse, and lets numbers stay', () => {
    expect(faultsOf({ name: ' ', phone: 'call me', email: 'li@', number: '12', seen: '' }, false, true)).toEqual({ name: true, phone: true, email: true, number: true })
    expect(faultsOf({ name: '李秀兰', phone: '', email: '', number: '', seen: '' }, true, false)).toEqual({ name: false, phone: false, email: false, number: false })
    expect(faultsOf({ name: '李秀兰', phone: '', email: '', number: '', seen: '' }, false, false)).toEqual({ name: false, phone: true, email: false, number: true })
    expect(faultsOf({ name: '李秀兰', phone: '', email: 'li@example.org', number: '', seen: '' }, false, false).phone).toBe(false)
  })

  it('sends only the numbers that were typed', () => {
    expect(correctionOf({ name: ' 李秀兰 ', phone: '', email: '', number: '', seen: '' }, false, { version: 3, title: '申请人', standing: 'usual', origin: 'mainland' }))
      .toEqual({ version: 3, name: '李秀兰', title: '申请人', standing: 'usual', origin: 'mainland' })
  })
})

describe('asking the other side', () => {
  it('ends with the case', () => {
    expect(isAsking('accepted')).toBe(true)
    expect(isAsking('to_appoint')).toBe(true)
    expect(isAsking('ended')).toBe(false)
    expect(isAsking('received')).toBe(false)
  })
})

describe('the workers of a case of ten or more', () => {
  const worker = (identity: string) => person({ identity, name: identity, role: 'party', linked_to: null })
  const acts = (principal: string, changes: Partial<AuthorityView> = {}) => authority({ id: principal, agent: 'one', principal, kind: 'representative', ...changes })
  const group = people({
    people: ['one', 'two', 'three', 'four'].map(worker),
    authorities: [acts('two', { seen: { by: '陈书记员', on: '2026-03-02' } }), acts('three', { missing_papers: ['authority'] }), acts('four', { revoked_at: '2026-03-03T00:00:00Z', stands: false })],
  })

  it('are one line each, which says what stands in for their name or that nothing does', () => {
    expect(represented(group).map(({ worker: { name }, state }) => [name, state])).toEqual([['one', 'self'], ['two', 'written'], ['three', 'missing'], ['four', 'none']])
    expect(unproven(group).map(one => one.principal)).toEqual(['three'])
  })

  it('have shown their authority only with a file, or with who saw it on a day that has come', () => {
    const today = '2026-03-02'
    const seen = { ...noProof('陈书记员', today), way: 'seen' } as const
    const bad: ProofText[] = [noProof('', today), { ...seen, way: 'file' }, { ...seen, by: ' ' }, { ...seen, on: '2026-03-03' }]
    expect(bad.map(one => proofFault(one, today))).toEqual([true, true, true, true])
    const good: ProofText[] = [seen, { ...seen, way: 'later' }, { ...seen, way: 'file', file: 'm1' }]
    expect(good.map(one => proofFault(one, today))).toEqual([false, false, false])
    expect(proofBody(seen)).toEqual({ file: null, seen: { by: '陈书记员', on: today } })
    expect(proofBody({ ...seen, way: 'later' })).toEqual({ file: null, seen: null })
  })
})

describe('the asking of each respondent', () => {
  const zhou = person({ identity: 'zhou', name: '周经理', side: 'respondent', role: 'party', linked_to: null })
  const other = person({ identity: 'other', name: '派遣公司', side: 'respondent', role: 'party', linked_to: null })
  const agent = person({ identity: 'agent', side: 'respondent', linked_to: 'zhou' })
  const effort = (identity: string, ground: 'asking_over' | null = null) => ({ identity, name: identity, ground, asked_until: '2026-04-10', bar: null })
  const asked = (changes: Partial<CasePeople>) => Object.fromEntries(askedOf(people({
    people: [zhou, other, agent], efforts: { days: 2, ways: 2, parties: [effort('zhou'), effort('other')], bar: null }, ...changes,
  })).map(one => [one.party.identity, one.state]))
  const contact = (identity: string, outcome: 'reached' | 'no_answer') => ({ identity, at: '', channel: 'telephone' as const, number: '', outcome, note: '', by: '' })

  it('stands for each apart, and who reached an agent reached the party', () => {
    expect(asked({ contacts: [contact('agent', 'reached'), contact('other', 'no_answer')] })).toEqual({ zhou: 'reached', other: 'open' })
  })

  it('tells who may be recorded as unreachable from who mediates or dropped out', () => {
    const agreed = { ...zhou, consents: [said({ step: 'online_mediation', answer: true })] }
    const gone = { ...other, absence: 'refused' as const }
    expect(asked({ people: [agreed, gone] })).toEqual({ zhou: 'agreed', other: 'refused' })
    expect(asked({ efforts: { days: 2, ways: 2, parties: [effort('zhou', 'asking_over'), effort('other')], bar: null } })).toEqual({ zhou: 'ready', other: 'open' })
  })
})
