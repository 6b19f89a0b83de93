import { describe, expect, test } from 'vitest'

import { rosterQueryOf, rosterRouteQuery } from './looks'

describe('the conditions of the roster', () => {
  test('survive in the address', () => {
    const asked = { query: '王', state: 'listed', skill: 'injury', fee: 'charged', level: 'region', kind: 'mediator', court: '老城区人民法院', waiting: true, page: 2 } as const

    expect(rosterQueryOf(rosterRouteQuery(asked) as Record<string, string>)).toEqual(asked)
  })

  test('that make no sense are left out', () => {
    expect(rosterQueryOf({ state: 'nothing', skill: ['x'], kind: 'dog', fee: 'much', level: 'moon', page: '0', waiting: 'maybe' })).toEqual({})
  })

  test('that are empty are not written', () => {
    expect(rosterRouteQuery({ query: '', page: 1, waiting: undefined })).toEqual({})
  })
})
