import { describe, expect, test } from 'vitest'

import { safeNext } from './account'

describe('the way back after sign-in', () => {
  test('leads to a page of this app with everything in its address', () => {
    expect(safeNext('/cases?query=李&page=2')).toBe('/cases?query=李&page=2')
  })

  test('never leads elsewhere', () => {
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '', undefined, ['/cases']]) {
      expect(safeNext(next)).toBeNull()
    }
  })

  test('never leads back to sign-in', () => {
    expect(safeNext('/sign-in?next=/cases')).toBeNull()
  })
})
