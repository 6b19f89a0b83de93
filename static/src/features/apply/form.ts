/** The application on the phone: its steps, what a field may hold, and what one step still lacks. */

import type { ApplicationForm, PartyForm, PlainCode } from '@/api/types'

export const STEPS = ['what', 'you', 'employer', 'work', 'money', 'arbitration', 'materials', 'send'] as const
export type StepName = typeof STEPS[number]

export const PLAIN: readonly PlainCode[] = [
  'unpaid_wages', 'overtime', 'unlawful_dismissal', 'severance', 'no_written_contract', 'work_injury', 'social_insurance',
  'annual_leave', 'relationship', 'platform_work', 'past_retirement', 'non_compete', 'other',
]

/** Claims that are about no money. */
export const WITHOUT_MONEY: ReadonlySet<PlainCode> = new Set(['relationship'])

const MOBILE = /^1\d{10}$/
const MOST_YUAN = 100_000_000

export const isMobile = (text: string): boolean => MOBILE.test(text)

/** 分 from what a person typed as 元; null when it is empty, undefined when it is no sum. */
export function fen(typed: string): number | null | undefined {
  const text = typed.replaceAll(/[,，\s元]/g, '')
  if (text === '') return null
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(text)) return undefined
  const sum = Math.round(Number(text) * 100)
  return sum <= MOST_YUAN * 100 ? sum : undefined
}

/** 12,600 or 12,600.50 from 分. */
export function yuan(sum: number): string {
  return (sum / 100).toLocaleString('en-US', { minimumFractionDigits: sum % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 })
}

export const totalOf = (form: ApplicationForm): number =>
  form.claims.reduce((sum, claim) => sum + (claim.amount ?? 0), 0)

/** The form with one party changed. */
export function withParty(form: ApplicationForm, key: string, change: Partial<PartyForm>): ApplicationForm {
  return { ...form, parties: form.parties.map(party => (party.key === key ? { ...party, ...change } : party)) }
}

/** The form with a claim added or taken away. */
export function withClaim(form: ApplicationForm, plain: PlainCode): ApplicationForm {
  const there = form.claims.some(claim => claim.plain === plain)
  return {
    ...form,
    claims: there
      ? form.claims.filter(claim => claim.plain !== plain)
      : [...form.claims, { plain, amount: null, words: '' }],
  }
}
