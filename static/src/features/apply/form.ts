/** The application on the phone: its steps, what a field may hold, and what one step still lacks. */

import type { ApplicationForm, AuthorityKind, CaseType, FillerForm, PartyForm, Plain, Standing } from '@/api/types'
import type { TextKey } from '@/locales'

export const STEPS = ['what', 'you', 'employer', 'work', 'money', 'arbitration', 'materials', 'send'] as const
export type StepName = typeof STEPS[number]

const LABOUR: readonly Plain[] = [
  'unpaid_wages', 'overtime', 'unlawful_dismissal', 'severance', 'no_written_contract', 'work_injury', 'social_insurance',
  'annual_leave', 'relationship', 'platform_work', 'past_retirement', 'non_compete', 'other',
]

/** Disputes of people engaged by a public institution with it (法释〔2003〕13号 art. 3). */
const PERSONNEL: readonly Plain[] = ['public_dismissal', 'public_resignation', 'public_engagement']

/** Everything a clerk may choose from. */
export const PLAIN: readonly Plain[] = [...LABOUR, ...PERSONNEL]

/** What somebody applies about: a labour or a personnel dispute, or a kind of case that a court takes besides. */
export type Matter = CaseType | 'personnel'

/** What can be ticked; of other kinds of case it is told in words. */
export const TICKED: Partial<Record<Matter, readonly Plain[]>> = { labour: LABOUR, personnel: PERSONNEL }

/** What the form says it is about; nothing ticked is a labour dispute. */
export function matterOf(form: ApplicationForm): Matter {
  if (form.case_type !== 'labour') return form.case_type
  return form.claims.length > 0 && form.claims.every(claim => PERSONNEL.includes(claim.plain)) ? 'personnel' : 'labour'
}

/** The form about another matter: what was ticked for the one before, and arbitration where there is none, is left out. */
export function about(form: ApplicationForm, matter: Matter): ApplicationForm {
  const isWork = matter === 'labour' || matter === 'personnel'
  const claims = form.claims.filter(claim => TICKED[matter]?.includes(claim.plain))
  const fresh = { ...form, case_type: matter === 'personnel' ? 'labour' as const : matter, accused_detained: matter === 'incidental_civil' ? false : null, excluded: null, claims }
  return isWork ? { ...fresh, parties: facing(form.parties) } : {
    ...fresh, arbitration: null, award_number: '', finality: null, known_on: null, employment: null, employment_ended_on: null,
    parties: form.parties.map(party => ({ ...party, award_received: null, award_proof: '' })),
  }
}

/** The sides of a dispute about work: workers face an employer, and an employer workers. */
function facing(parties: readonly PartyForm[]): PartyForm[] {
  const others = parties.some(party => party.side === 'applicant' && party.standing === 'employer') ? 'worker' as const : 'employer' as const
  return parties.map(party => (party.side === 'respondent' && party.standing !== others ? { ...party, standing: others, id_number: '' } : party))
}

/** The step that asks for what is missing; whatever the form does not know is looked at from its beginning. */
const ASKED_AT: Readonly<Record<string, StepName>> = {
  'intake.name_missing': 'you', 'intake.filler_name_missing': 'you', 'intake.id_number_missing': 'you', 'intake.id_number_wrong': 'you', 'intake.phone_missing': 'you',
  'intake.service_address_missing': 'you', 'intake.respondent_missing': 'employer', 'intake.place_missing': 'employer',
  'intake.facts_missing': 'work', 'intake.arbitration_unanswered': 'arbitration', 'intake.award_number_missing': 'arbitration',
  'intake.award_date_missing': 'arbitration', 'intake.award_proof_missing': 'arbitration', 'intake.consent_missing': 'send',
}

/** Where the form is opened for what is missing: at the first of its steps that asks for some of it. */
export function firstAsked(form: ApplicationForm | null, codes: readonly string[]): StepName {
  const asked = codes.map(code => ASKED_AT[code] ?? 'what')
  return stepsOf(form).find(step => asked.includes(step)) ?? 'what'
}

/** What a step is called: a dispute about no work is with somebody who is no employer. */
export const stepWord = (form: ApplicationForm | null, step: StepName): TextKey =>
  step === 'employer' && form && (form.case_type !== 'labour' || isEmployers(form)) ? 'apply.other.name' : `apply.${step}.name`

/** The steps of the form: only disputes about work go through arbitration. */
export const stepsOf = (form: ApplicationForm | null): readonly StepName[] =>
  STEPS.filter(step => step !== 'arbitration' || !form || form.case_type === 'labour')

/** Claims that are about no money. */
export const WITHOUT_MONEY: ReadonlySet<Plain> = new Set(['relationship'])

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

/** How many people or units of the other side the phone takes; more are entered at the counter. */
export const MOST_OTHERS = 5

export const applicantOf = (form: ApplicationForm | null): PartyForm | undefined => form?.parties.find(party => party.side === 'applicant')

export const othersOf = (form: ApplicationForm | null): readonly PartyForm[] => form?.parties.filter(party => party.side === 'respondent') ?? []

/** Whether an employer applies, about work: the other side are workers then. */
export const isEmployers = (form: ApplicationForm | null): boolean => form?.case_type === 'labour' && applicantOf(form)?.standing === 'employer'

/** The form as another kind of applicant: its number is another one, and about work the other side is what the applicant is not. */
export function asApplicant(form: ApplicationForm, standing: Standing): ApplicationForm {
  const fresh = form.case_type === 'labour' && standing === 'employer' ? { employment: null, employment_ended_on: null, known_on: null } : {}
  const parties = form.parties.map(party => (party.side === 'applicant' ? { ...party, standing, id_number: '', representative: '' } : party))
  return { ...form, ...fresh, parties: form.case_type === 'labour' ? facing(parties) : parties }
}

/** The form with one more on the other side. */
export function withOther(form: ApplicationForm): ApplicationForm {
  const others = othersOf(form)
  if (others.length >= MOST_OTHERS) return form
  const fresh: PartyForm = {
    key: crypto.randomUUID(), side: 'respondent', standing: others[0]?.standing ?? 'employer', name: '', id_number: '', phone: '', email: '', prefers_email: false, address: '',
    service_address: '', representative: '', origin: 'mainland', award_received: null, award_proof: '', consent: null, consent_channel: null, identity_seen: '',
  }
  return { ...form, parties: [...form.parties, fresh] }
}

/** The form with one less. */
export const without = (form: ApplicationForm, key: string): ApplicationForm => ({ ...form, parties: form.parties.filter(party => party.key !== key) })

/** The form with the names that the server gave to parties it was sent: what is typed meanwhile belongs to these. */
export function renamed(form: ApplicationForm, sent: ApplicationForm, kept: ApplicationForm): ApplicationForm {
  const names = new Map(sent.parties.map((party, at) => [party.key, kept.parties[at]?.key ?? party.key]))
  return { ...form, parties: form.parties.map(party => ({ ...party, key: names.get(party.key) ?? party.key })) }
}

/** By what right somebody fills the application in for another. */
export const FILLERS: readonly AuthorityKind[] = ['relative', 'guardian', 'lawyer', 'citizen']

/** The form filled in by somebody else, or by the party again: what was answered is for the party to answer. */
export function filledBy(form: ApplicationForm, filler: FillerForm | null): ApplicationForm {
  const me = applicantOf(form)
  const asked = me && filler ? withParty(form, me.key, { consent: null, consent_channel: null }) : form
  return { ...asked, filler }
}

/** The form with one party changed. */
export function withParty(form: ApplicationForm, key: string, change: Partial<PartyForm>): ApplicationForm {
  return { ...form, parties: form.parties.map(party => (party.key === key ? { ...party, ...change } : party)) }
}

/** The form with a claim added or taken away. */
export function withClaim(form: ApplicationForm, plain: Plain): ApplicationForm {
  const there = form.claims.some(claim => claim.plain === plain)
  return {
    ...form,
    claims: there
      ? form.claims.filter(claim => claim.plain !== plain)
      : [...form.claims, { plain, amount: null, words: '' }],
  }
}
