import { describe, expect, test } from 'vitest'

import type { CaseView, PartyView, SessionSummary } from '@/api/types'

import { partiesOf, uninvited } from './parties'

const person = (name: string, side: PartyView['side'], title = ''): PartyView =>
  ({ identity: name, name, side, role: 'party', title, phone: '', id_number: '' })

const view = (title: string, parties: PartyView[]) => ({ title, parties }) as unknown as CaseView

describe('the sides of a case', () => {
  test('are named as the title names them, with the people beside', () => {
    const sides = partiesOf(view('李秀兰 与 洛阳某餐饮管理有限公司', [
      person('李秀兰', 'applicant'), person('张敏', 'applicant', '女儿'), person('周经理', 'respondent', '人事主管'),
    ]))

    expect(sides.applicant).toEqual({ name: '李秀兰', count: 1, others: '张敏 女儿', more: 0 })
    expect(sides.respondent).toEqual({ name: '洛阳某餐饮管理有限公司', count: 1, others: '周经理 人事主管', more: 0 })
  })

  test('name the first of many and count the rest', () => {
    const workers = ['甲', '乙', '丙', '丁', '戊'].map(name => person(name, 'applicant'))

    expect(partiesOf(view('甲 与 某公司', workers)).applicant).toEqual({ name: '甲', count: 1, others: '乙；丙；丁', more: 1 })
  })

  test('are the first and their number when the title names a crowd', () => {
    const workers = ['甲', '乙', '丙', '丁', '戊'].map(name => person(name, 'applicant'))

    expect(partiesOf(view('甲、乙、丙、丁、戊 与 某公司', workers)).applicant).toEqual({ name: '甲', count: 5, others: '乙；丙；丁', more: 1 })
    expect(partiesOf(view('甲、乙、丙 与 某公司', [])).applicant.name).toBe('甲、乙、丙')
  })

  test('fall back to the people when the title names one side only', () => {
    expect(partiesOf(view('李秀兰', [person('周经理', 'respondent')])).respondent.name).toBe('周经理')
  })
})

test('whoever has no link to a session is offered for it, who interprets first', () => {
  const signer = { ...person('何手语', 'neutral'), role: 'interpreter' as const }
  const session = (...names: string[]) => ({ participants: names.map(identity => ({ identity })) }) as unknown as SessionSummary
  const people = [person('李秀兰', 'applicant'), person('周经理', 'respondent'), signer]

  expect(uninvited(people, session('李秀兰')).map(one => one.name)).toEqual(['何手语', '周经理'])
  expect(uninvited(people, session('李秀兰', '何手语', '周经理'))).toEqual([])
})
