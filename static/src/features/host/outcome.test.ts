import { describe, expect, it } from 'vitest'

import { emptyForm, missingOf, orderOf, type OutcomeForm } from './outcome'

function aForm(given: Partial<OutcomeForm>): OutcomeForm {
  return { ...emptyForm(), ...given }
}

describe('what is missing', () => {
  it.each([
    ['kind', {}],
    ['terms', { kind: 'settled' }],
    ['terms', { kind: 'partly_settled', terms: '  ' }],
    ['ending', { kind: 'not_settled', reason: '说明' }],
    ['reason', { kind: 'not_settled', ending: 'term_over' }],
    ['reasonShort', { kind: 'not_settled', ending: 'other', reason: '太短' }],
    ['reason', { kind: 'adjourned' }],
    [null, { kind: 'settled', terms: '付清工资' }],
    [null, { kind: 'not_settled', ending: 'term_over', reason: '期限届满' }],
    [null, { kind: 'adjourned', reason: '等待材料' }],
  ] as const)('is %s', (missing, form) => {
    expect(missingOf(aForm(form))).toBe(missing)
  })
})

describe('the order', () => {
  it('carries only what belongs to the outcome chosen last', () => {
    const order = orderOf(aForm({ kind: 'settled', terms: ' 付清 ', ending: 'other', reason: '先前写的', next: '2026-04-01T09:30' }))

    expect(order).toEqual({
      kind: 'settled', ending_code: null, terms: '付清', reason: null, next_session_at: null, came: null,
    })
  })

  it.each(['on_site', 'hybrid'] as const)('says of a meeting %s who came, also that nobody did', (mode) => {
    expect(orderOf(aForm({ kind: 'settled', terms: '付清', came: ['li'] }), mode).came).toEqual({ people: ['li'] })
    expect(orderOf(aForm({ kind: 'adjourned', reason: '等待材料' }), mode).came).toEqual({ people: [] })
  })

  it('reads the next date as Beijing time', () => {
    const order = orderOf(aForm({ kind: 'adjourned', reason: '等待材料', next: '2026-04-01T09:30' }))

    expect(order.next_session_at).toBe('2026-04-01T01:30:00.000Z')
  })
})
