import { describe, expect, test } from 'vitest'

import type { AccessLine } from '@/api/types'

import { conditionsOf, contentOf, queryOf, rowsOf, toneOf } from './accessWords'

const any = (key: string, facts: Record<string, unknown> = {}): string => `${key}(${Object.values(facts).join('|')})`
const has = (key: string): boolean => key.endsWith('refusedOf.open')

describe('a line of the access log', () => {
  test('says how many agreed when recording began', () => {
    expect(contentOf({ kind: 'started', facts: { agreed: '3', not_agreed: '1' }, watched: null }, any, has)).toBe('access.log.consents(3|1)')
    expect(contentOf({ kind: 'started', facts: {}, watched: null }, any, has)).toBe('')
  })

  test('says from where to where somebody watched, or that nothing was played', () => {
    const watched = { from_ms: 0, to_ms: 60_000, lasted_ms: 60_000 }
    expect(contentOf({ kind: 'opened', facts: {}, watched }, any, has)).toMatch(/^access\.log\.watched\(0:00:00\|0:01:00/)
    expect(contentOf({ kind: 'opened', facts: {}, watched: null }, any, has)).toBe('access.log.notPlayed()')
  })

  test('names the certificate of what was deleted, and nothing where there is none', () => {
    expect(contentOf({ kind: 'deleted', facts: { certificate: 'a6c6' }, watched: null }, any, has)).toBe('access.log.certificate(a6c6)')
    expect(contentOf({ kind: 'deleted', facts: {}, watched: null }, any, has)).toBe('')
  })

  test('shows the code of a refusal that has no word yet', () => {
    expect(contentOf({ kind: 'refused', facts: { of: 'open', code: 'moon.full' }, watched: null }, any, has)).toContain('moon.full')
  })

  test('is red where somebody was refused and plain where there is nothing to see', () => {
    expect([toneOf('refused'), toneOf('paused')]).toEqual(['red', ''])
  })
})

describe('conditions of the access log', () => {
  test('are read from the address and written into it again', () => {
    const query = { kind: 'opened', account: 'judge1', purpose: 'complaint', since: '2026-03-01', until: '2026-03-31' }
    expect(queryOf(conditionsOf(query, ['complaint']))).toEqual(query)
  })

  test('that are not there narrow nothing', () => {
    expect(queryOf(conditionsOf({ kind: 'danced', purpose: 'fun', since: 'soon', until: ['x'] }, ['complaint']))).toEqual({})
  })
})

describe('rows of the access log', () => {
  const line = (number: number, over: Partial<AccessLine> = {}): AccessLine => ({
    number, at: `2026-11-27T13:39:${String(number).padStart(2, '0')}+08:00`, kind: 'read', account: 'judge', who: '周法官', role: 'judge', house: '法院', origin: '',
    purpose: 'confirmation_review', reason: '审查申请', facts: { track: `t${number}` }, watched: null, digest: '', ...over,
  })

  test('put the tracks one person read one after the other into one, with when it began', () => {
    const [row, ...rest] = rowsOf([line(9), line(8), line(7)])
    expect(rest).toEqual([])
    expect(row).toMatchObject({ line: { number: 9 }, since: line(7).at, tracks: ['t9', 't8', 't7'] })
  })

  test('never join what another person read, or read for another reason, or did otherwise', () => {
    const apart = [line(9), line(8, { account: 'clerk' }), line(7, { reason: '投诉' }), line(6, { kind: 'opened' }), line(5, { kind: 'opened' })]
    expect(rowsOf(apart).map(row => row.line.number)).toEqual([9, 8, 7, 6, 5])
  })
})
