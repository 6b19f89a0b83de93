import { describe, expect, it } from 'vitest'

import type { SignerBar, SignerShown } from '@/api/types'

import { barAt, keyOf, signersOf } from './signing'

const AT = '2026-04-07T15:00:00+08:00'
const signer = (person: string, bars: readonly SignerBar[] = [], authority: string | null = null): SignerShown => ({
  party: 'li', person, name: person, authority, kind: authority ? 'relative' : null, missing: [], bars,
})

describe('who may sign for a party', () => {
  it('is told from the moment of the signature, up to the last instant of an authority', () => {
    const expired = signer('min', [{ why: 'expired', since: AT, until: null }])
    expect(barAt(expired, AT)).toBe('expired')
    expect(barAt(expired, '2026-04-07T06:59:59Z')).toBeNull()
    const later = signer('min', [{ why: 'not_yet', since: null, until: AT }])
    expect(barAt(later, AT)).toBeNull()
    expect(barAt(later, '2026-04-07T06:59:59Z')).toBe('not_yet')
  })

  it('leaves the parties apart, and each authority of a person a line of its own', () => {
    const all = [signer('li'), signer('min', [{ why: 'no_settle', since: null, until: null }], 'a1'), signer('min', [], 'a2'), { ...signer('zhou'), party: 'zhou' }]
    const found = signersOf(all, 'li', AT)
    expect(found.may.map(keyOf)).toEqual(['li', 'min:a2'])
    expect(found.mayNot.map(keyOf)).toEqual(['min:a1'])
  })
})
