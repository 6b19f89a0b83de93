import { describe, expect, it } from 'vitest'

import { numberFault, typingFault } from './idNumber'

const TODAY = new Date('2026-04-07T02:00:00Z')
const PERSON = { employer: false, origin: 'mainland' } as const
const COMPANY = { employer: true, origin: 'taiwan' } as const

describe('an identity number while it is typed', () => {
  it.each([
    ['11010519491231002X', null], ['110105 19491231 002x', null], ['990000199001010017', null], ['', null],
    ['990000199001010018', 'check'], ['990000199002300010', 'date'], ['990000202604080019', 'date'], ['9900001990010100X7', 'signs'], ['99000019900101001', 'length'],
  ] as const)('says of %s what is wrong with it', (number, fault) => {
    expect(numberFault(number, PERSON, TODAY)).toBe(fault)
  })

  it.each([
    ['91350100M000100Y43', null], ['91990000MA00000X06', null], ['91350100M000100Y44', 'code_check'], ['91350100M0001O0Y43', 'code_signs'], ['91350100M000100Y4', 'code_length'],
  ] as const)('says of the code %s what is wrong with it, wherever the capital comes from', (code, fault) => {
    expect(numberFault(code, COMPANY, TODAY)).toBe(fault)
  })

  it('lets papers of other places pass, which have no check sign', () => {
    expect(numberFault('A123456(7)', { employer: false, origin: 'hong_kong_macao' }, TODAY)).toBeNull()
    expect(numberFault('E/1', { employer: false, origin: 'foreign' }, TODAY)).toBe('paper')
  })

  it('finds no fault in what is only too short yet', () => {
    expect(typingFault('11010519', PERSON, TODAY)).toBeNull()
    expect(typingFault('9135', COMPANY, TODAY)).toBeNull()
    expect(typingFault('1101051949123100211', PERSON, TODAY)).toBe('length')
    expect(typingFault('990000199001010018', PERSON, TODAY)).toBe('check')
  })
})
