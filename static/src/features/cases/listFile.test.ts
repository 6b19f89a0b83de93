import { describe, expect, test } from 'vitest'

import type { CaseSummary, NextDue } from '@/api/types'

import { cell, listFile } from './listFile'

const say = (key: string, named: Record<string, unknown> = {}) => [key.split('.').at(-1), ...Object.values(named)].join(' ')

const DUE: NextDue = {
  key: 'term', rule: 'MEDIATE_30D', who: '', nominal_on: '2026-04-05', due_on: '2026-04-07', provisional: true, stopped: false,
  article: '在线调解规则 第24条', working_left: null,
}
const CASE: CaseSummary = {
  serial: 'LY2026-000128', title: '甲、乙、丙、丁 与 某"快餐",有限公司', cause: '追索劳动报酬纠纷', state: 'scheduled',
  received_at: '2026-03-23T16:30:00Z', mediator: '王调解员', organisation: null, handler: { id: 'a', name: '何书记员' },
  source: 'entrusted', next_session_at: '2026-04-07T01:00:00Z', next_due: DUE, owed: null,
}

describe('the file of a page', () => {
  test('begins with the mark of UTF-8 and holds a row a case, with whole days of Beijing', () => {
    const [head, row, rest] = listFile([CASE], say).split('\r\n')

    expect(head).toBe('\uFEFFdue,nominal,note,serial,received,applicant,respondent,cause,state,handler,organisation,mediator,next,session,law')
    expect(row).toBe('2026-04-07,2026-04-05,provisional,LY2026-000128,2026-03-24,crowd 甲 4,"某""快餐"",有限公司",追索劳动报酬纠纷,scheduled,何书记员,,王调解员,MEDIATE_30D ,2026-04-07 9:00,在线调解规则 第24条')
    expect(rest).toBe('')
  })

  test('says that a clock stands still, and what is next without it', () => {
    const row = listFile([{ ...CASE, next_due: { ...DUE, stopped: true } }], say).split('\r\n')[1]

    expect(row).toContain(',stopped,LY2026')
    expect(row).toContain(',scheduled,2026-04-07 9:00')
  })

  test('says what is to be done at once, with its article, though no day is set for it', () => {
    const owed = { what: 'report', since: '2026-04-01', article: '在线调解规则 第二十一条' } as const
    const row = listFile([{ ...CASE, state: 'ended', next_due: null, owed }], say).split('\r\n')[1]

    expect(row).toMatch(/^,,now,LY2026/u)
    expect(row).toContain(',report,2026-04-07 9:00,在线调解规则 第二十一条')
  })

  test('is a head alone without cases', () => {
    expect(listFile([], say).split('\r\n')).toHaveLength(2)
  })
})

describe('a cell', () => {
  test.each(['=1+1', '+86', '-2+3', '@SUM(A1)', '\t=1', '\r=1', ' =cmd', '＝1', '\n+1'])('that would be computed (%j) is text', (given) => {
    expect(cell(given).replace(/^"/u, '')).toMatch(/^'/u)
  })

  test.each(['追索劳动报酬', '2026-04-07', 'LY2026-000128', 'a=b', ''])('that is harmless (%j) stays as it is', (given) => {
    expect(cell(given)).toBe(given)
  })

  test('cannot end its row or the next column', () => {
    expect(cell('甲",=1\r\n乙')).toBe('"甲"",=1\r\n乙"')
  })
})
