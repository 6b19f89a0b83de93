import { describe, expect, test } from 'vitest'

import { conditionsOf, queryOf } from './conditions'

describe('conditions of the audit log', () => {
  test('are read from the address and written into it again', () => {
    const query = { kind: 'case', serial: 'LY2026-000128', actor: '周', since: '2026-03-01', until: '2026-03-31' }

    expect(queryOf('case', conditionsOf(query))).toEqual(query)
  })

  test('that say nothing are not in the address', () => {
    expect(queryOf(undefined, conditionsOf({ serial: ' ', before: '9' }))).toEqual({})
  })

  test('that no day can be narrow nothing', () => {
    expect(conditionsOf({ since: 'yesterday', until: ['2026-03-01'] })).toMatchObject({ since: '', until: '' })
  })
})
