import { describe, expect, test } from 'vitest'

import { ApiError } from '@/api/problem'

import { signInFault } from './fault'

const say = (key: string, named: Record<string, unknown> = {}) => `${key.split('.').at(-1) ?? ''} ${Object.values(named).join(' ')}`.trim()

describe('a refused sign-in', () => {
  test('says the same for a wrong account and a wrong password', () => {
    expect(signInFault(new ApiError(401, 'auth.wrong_credentials', 'R'), say)).toEqual({ title: 'wrongTitle', next: 'wrongText' })
  })

  test('says how long an account is locked', () => {
    const locked = new ApiError(401, 'auth.locked', 'R', null, {}, 840)

    expect(signInFault(locked, say)?.next).toBe('lockedText minutes 14')
    expect(signInFault(new ApiError(401, 'auth.locked', 'R'), say)?.next).toBe('lockedUnknown')
  })

  test('leaves everything else to the common words', () => {
    expect(signInFault(new ApiError(0, 'network.unreachable', null), say)).toBeNull()
  })
})
