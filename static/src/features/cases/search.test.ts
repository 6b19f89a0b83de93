import { describe, expect, test } from 'vitest'

import { queryOf, routeQuery } from './search'

describe('the search in the address', () => {
  test('comes back as it was written', () => {
    const asked = { query: '李秀兰', state: 'agreed', page: 3 } as const

    expect(queryOf(routeQuery(asked) as Record<string, string>)).toEqual(asked)
  })

  test('leaves out what makes no sense', () => {
    expect(queryOf({ query: '  ', state: 'lost', page: '-4' })).toEqual({ query: undefined, state: undefined, page: undefined })
    expect(queryOf({ query: ['a', 'b'], page: '1.5' })).toEqual({ query: 'a', state: undefined, page: undefined })
  })

  test('keeps the first page and empty conditions out of the address', () => {
    expect(routeQuery({ query: '', state: undefined, page: 1 })).toEqual({})
  })
})
