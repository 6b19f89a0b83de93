import { describe, expect, test } from 'vitest'

import type { CaseSearch } from '@/api/cases'

import { CASE_STATES } from '../console/states'
import { conditionsOf, culprit, queryOf, routeQuery, STAGE_CODES, STAGES, without } from './search'

const NOTHING: CaseSearch = { query: '', state: [], source: undefined, cause: '', organisation: '', due: undefined, dueFrom: '', dueTo: '', rule: undefined, receivedFrom: '', receivedTo: '', workersFrom: undefined, owes: undefined, mine: false, order: 'received', page: 1 }
const EVERYTHING: CaseSearch = {
  query: '李秀兰', state: ['scheduled', 'agreed'], source: 'entrusted', cause: '追索劳动报酬纠纷',
  organisation: '老城区调解中心', due: 'week', dueFrom: '2026-04-01', dueTo: '2026-04-30', rule: 'SUE_15D', receivedFrom: '2026-01-01', receivedTo: '2026-03-31', workersFrom: 10, owes: 'hand_over', mine: true, order: 'due', page: 3,
}

describe('the search in the address', () => {
  test('comes back as it was written', () => {
    expect(queryOf(routeQuery(EVERYTHING) as Record<string, string>)).toEqual(EVERYTHING)
  })

  test('leaves out what makes no sense', () => {
    expect(queryOf({ query: '  ', state: 'lost', source: 'x', due: 'someday', owes: 'money', order: 'colour', page: '-4' })).toEqual(NOTHING)
    expect(queryOf({ query: ['a', 'b'], state: ['agreed', 'lost', null], page: '1.5' })).toEqual({ ...NOTHING, query: 'a', state: ['agreed'] })
  })

  test('knows no days that are none or end before they begin, and no number of workers that narrows nothing', () => {
    expect(queryOf({ received_from: '2026-02-30', received_to: 'today', due_from: '1999-01-01', rule: 'SOME_DAY', workers_from: '1' })).toEqual(NOTHING)
    expect(queryOf({ received_from: '2026-04-02', received_to: '2026-04-01', workers_from: '2.5' })).toEqual(NOTHING)
    expect(queryOf({ due_to: '2026-04-01' })).toEqual({ ...NOTHING, dueTo: '2026-04-01' })
  })

  test('keeps the first page, the usual order and empty conditions out of the address', () => {
    expect(routeQuery(NOTHING)).toEqual({})
  })
})

describe('conditions', () => {
  test('are dropped one by one, from the first page', () => {
    const left = conditionsOf(EVERYTHING).reduce(without, EVERYTHING)

    expect(conditionsOf(EVERYTHING)).toHaveLength(13)
    expect(left).toEqual({ ...NOTHING, order: 'due' })
  })
})

describe('stages', () => {
  test('hold every state once', () => {
    expect(STAGE_CODES.flatMap(stage => [...STAGES[stage]]).sort()).toEqual([...CASE_STATES].sort())
  })

  test('are one condition, dropped at once', () => {
    const asked = { ...NOTHING, state: CASE_STATES.filter(one => one === 'returned' || one === 'received'), page: 2 }

    const [condition, ...others] = conditionsOf(asked)

    expect([condition, others]).toEqual([{ kind: 'stage', stage: 'intake' }, []])
    expect(condition && without(asked, condition)).toEqual(NOTHING)
  })

  test('with a state more or less are states again', () => {
    expect(conditionsOf({ ...NOTHING, state: ['received', 'filed'] }).map(one => one.kind)).toEqual(['state', 'state'])
  })
})

describe('when nothing is found', () => {
  test('the condition is named without which most are found', async () => {
    const count = (search: CaseSearch) => Promise.resolve(search.query === '' ? 2 : search.due === undefined ? 7 : 0)

    expect(await culprit({ ...EVERYTHING, state: [] }, count)).toMatchObject({ condition: { kind: 'due' }, found: 7 })
  })

  test('several states are one condition', async () => {
    const asked = { ...NOTHING, state: EVERYTHING.state }

    const found = await culprit(asked, search => Promise.resolve(search.state.length ? 0 : 200))

    expect(found?.search).toEqual(NOTHING)
  })

  test('no condition is blamed when none alone is to blame', async () => {
    expect(await culprit(EVERYTHING, () => Promise.resolve(0))).toBeNull()
    expect(await culprit(NOTHING, () => Promise.reject(new Error('not asked')))).toBeNull()
  })
})
