/** What in an identity number cannot be right, told while it is typed; the server checks it again (GB 11643, GB 32100). */

import type { Origin } from './types'

export type NumberFault = 'length' | 'signs' | 'date' | 'check' | 'code_length' | 'code_signs' | 'code_check' | 'paper'

/** Whose number it is: an employer has its code wherever its capital comes from. */
export interface NumberOf { readonly employer: boolean, readonly origin: Origin }

const LENGTH = 18
const FIRST_YEAR = 1900
const CITIZEN = /^[1-9]\d{16}[\dX]$/
const CITIZEN_CHECKS = '10X98765432'
const CODE_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CODE = new RegExp(String.raw`^[${CODE_SIGNS}]{2}\d{6}[${CODE_SIGNS}]{10}$`)
const PAPER = /^[0-9A-Z()-]{5,30}$/

/** Faults of a number that may only not be whole yet. */
const SHORT: ReadonlySet<NumberFault> = new Set<NumberFault>(['length', 'code_length', 'paper'])

export const normalNumber = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase()

/** What is wrong with a number; null when nothing can be said, and for an empty one. */
export function numberFault(text: string, { employer, origin }: NumberOf, today: Date): NumberFault | null {
  const number = normalNumber(text)
  if (number === '') return null
  if (employer) return codeFault(number)
  if (origin !== 'mainland') return PAPER.test(number) ? null : 'paper'
  return citizenFault(number, today)
}

/** The same while somebody is still typing: what is too short yet is no fault. */
export function typingFault(text: string, of: NumberOf, today: Date): NumberFault | null {
  const fault = numberFault(text, of, today)
  return fault !== null && SHORT.has(fault) && normalNumber(text).length < LENGTH ? null : fault
}

function citizenFault(number: string, today: Date): NumberFault | null {
  if (number.length !== LENGTH) return 'length'
  if (!CITIZEN.test(number)) return 'signs'
  if (!isPastDay(number.slice(6, 14), today)) return 'date'
  return checkOf(number, 2, 11) === CITIZEN_CHECKS.indexOf(number.charAt(LENGTH - 1)) ? null : 'check'
}

function codeFault(code: string): NumberFault | null {
  if (code.length !== LENGTH) return 'code_length'
  if (!CODE.test(code)) return 'code_signs'
  const total = Array.from(code.slice(0, -1)).reduce((sum, sign, place) => sum + CODE_SIGNS.indexOf(sign) * power(3, place, 31), 0)
  return (31 - total % 31) % 31 === CODE_SIGNS.indexOf(code.charAt(LENGTH - 1)) ? null : 'code_check'
}

/** The remainder of the digits before the last, weighted from the right. */
function checkOf(number: string, base: number, modulus: number): number {
  const total = Array.from(number.slice(0, -1)).reduce((sum, sign, place) => sum + Number(sign) * power(base, LENGTH - 1 - place, modulus), 0)
  return total % modulus
}

function power(base: number, exponent: number, modulus: number): number {
  let found = 1
  for (let n = 0; n < exponent; n += 1) found = found * base % modulus
  return found
}

function isPastDay(digits: string, today: Date): boolean {
  const [year, month, day] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6))]
  const born = new Date(Date.UTC(year, month - 1, day))
  const exists = born.getUTCFullYear() === year && born.getUTCMonth() === month - 1 && born.getUTCDate() === day
  return exists && year >= FIRST_YEAR && born.getTime() <= today.getTime()
}
