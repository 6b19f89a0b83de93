import { describe, expect, it } from 'vitest'

import type { ApplicationForm } from '@/api/types'

import { about, asApplicant, firstAsked, isEmployers, matterOf, renamed, stepsOf, stepWord, TICKED } from './form'

const form = (changes: Partial<ApplicationForm> = {}): ApplicationForm => ({
  case_type: 'labour', accused_detained: null, excluded: 'farm_hire', arbitration: 'awarded', award_number: '洛劳人仲案字〔2026〕57号', finality: 'final', known_on: null,
  employment: null, employment_ended_on: null, claims: [{ plain: 'unpaid_wages', amount: 100, words: '' }],
  parties: [{ key: 'a', award_received: '2026-03-14', award_proof: '签收' }], ...changes,
} as ApplicationForm)

describe('what an application is about', () => {
  it('leaves out what was ticked for another matter, and keeps arbitration between the two that go there', () => {
    const personnel = about(form(), 'personnel')
    expect([personnel.case_type, personnel.claims, personnel.excluded, personnel.arbitration]).toEqual(['labour', [], null, 'awarded'])
    expect(matterOf({ ...personnel, claims: [{ plain: 'public_dismissal', amount: null, words: '' }] })).toBe('personnel')
    expect(matterOf(form())).toBe('labour')
  })

  it('asks nothing of arbitration, and says nothing of an award, where no such way leads', () => {
    const civil = about(form(), 'civil')
    expect([civil.case_type, civil.arbitration, civil.award_number, civil.finality]).toEqual(['civil', null, '', null])
    expect(civil.parties.map(one => [one.award_received, one.award_proof])).toEqual([[null, '']])
    expect(stepsOf(civil)).not.toContain('arbitration')
    expect(stepsOf(about(civil, 'labour'))).toContain('arbitration')
    expect([matterOf(civil), TICKED.civil]).toEqual(['civil', undefined])
  })

  it('says that the accused is free only of a claim beside a criminal case', () => {
    expect(about(form(), 'incidental_civil').accused_detained).toBe(false)
    expect(about(about(form(), 'incidental_civil'), 'labour').accused_detained).toBeNull()
  })
})

describe('what is still missing', () => {
  it('is asked for at the first step that lacks something', () => {
    expect(firstAsked(form(), ['intake.facts_missing', 'intake.award_number_missing'])).toBe('work')
    expect(firstAsked(form(), ['intake.award_number_missing'])).toBe('arbitration')
    expect(firstAsked(form(), [])).toBe('what')
  })
})

describe('the sides', () => {
  const two = (): ApplicationForm => form({ parties: [{ key: 'a', side: 'applicant', standing: 'worker', id_number: '1' }, { key: 'b', side: 'respondent', standing: 'employer', id_number: '2' }] as unknown as ApplicationForm['parties'] })

  it('are turned round about work when an employer applies, and keep no number of another kind', () => {
    const turned = asApplicant(two(), 'employer')
    expect(turned.parties.map(one => [one.standing, one.id_number])).toEqual([['employer', ''], ['worker', '']])
    expect([isEmployers(turned), stepWord(turned, 'employer'), stepWord(two(), 'employer')]).toEqual([true, 'apply.other.name', 'apply.employer.name'])
    expect(asApplicant({ ...two(), case_type: 'civil' }, 'employer').parties[1]?.standing).toBe('employer')
  })

  it('face each other again when a dispute is said to be about work after all', () => {
    const civil = { ...two(), case_type: 'civil', parties: two().parties.map(one => ({ ...one, standing: 'worker' })) } as ApplicationForm
    expect(about(civil, 'labour').parties.map(one => one.standing)).toEqual(['worker', 'employer'])
  })

  it('keep what is typed while the server names a party that was added', () => {
    const sent = { ...two(), parties: [...two().parties, { key: 'made-up', side: 'respondent', name: '派遣' }] } as unknown as ApplicationForm
    const kept = { ...sent, parties: sent.parties.map(one => ({ ...one, key: one.key === 'made-up' ? 'id7' : one.key })) }
    const typed = { ...sent, parties: sent.parties.map(one => (one.key === 'made-up' ? { ...one, name: '派遣公司' } : one)) }
    expect(renamed(typed, sent, kept).parties.map(one => [one.key, one.name])).toEqual([['a', undefined], ['b', undefined], ['id7', '派遣公司']])
  })
})
