/** The people of a case as the matrix shows them: which answer stands in which cell, what a paper still lacks. */

import { isEmail } from '@/api/email'
import { FILED, PAPERS } from '@/api/rules'
import type {
  AuthorityKind, AuthorityView, CasePeople, CasePerson, CaseState, CaseView, Paper, PaperFile, PartyEffort, PersonCorrected, Power, Purpose, Side,
  Sighting, StepAnswerView, ConsentStep,
} from '@/api/types'

export type Column = ConsentStep | 'recording'
export type CellKind = 'yes' | 'no' | 'open' | 'back' | 'na'

export interface Cell {
  readonly kind: CellKind
  readonly at: string | null
  /** They want to take it back and somebody has to decide. */
  readonly waiting: boolean
}

/** A number shown in full: `id` names it for tests, `copy` is what its button says. */
export interface Revealed {
  readonly id: string
  readonly word: string
  readonly value: string
  readonly copy?: string
}

export const COLUMNS: readonly Column[] = [
  'online_mediation', 'separate_sessions', 'evidence_exchange', 'recording', 'e_service', 'e_signature', 'confirmation',
]
export const SIDES: readonly Side[] = ['applicant', 'respondent', 'neutral']
export const POWERS: readonly Power[] = ['settle', 'admit', 'waive', 'change', 'receive', 'sign']
/** Kinds recorded one by one; workers choose a representative together. */
export const KINDS: readonly AuthorityKind[] = ['lawyer', 'relative', 'citizen', 'guardian']

/** Steps an agent takes only with a power that is written; without it the question does not arise. */
const NEEDS: Partial<Record<ConsentStep, Power>> = { e_service: 'receive', e_signature: 'sign', confirmation: 'settle' }

/** While people are asked: by the desk before anybody mediates, then by whoever mediates. The server says which of them. */
const ASKED_IN: ReadonlySet<CaseState> = new Set<CaseState>([
  'to_appoint', 'accepted', 'asking', 'scheduled', 'in_mediation', 'on_site', 'appraisal',
])

export const isAsking = (state: CaseState): boolean => ASKED_IN.has(state)

export const onlyFull = (matters: string, powers: readonly Power[]): boolean =>
  /全权|full/iu.test(matters) && powers.length === 0

/** Papers that are noted by a tick. */
export const tickedPapers = (kind: AuthorityKind): Paper[] => PAPERS[kind].filter(paper => !FILED[kind].includes(paper))

/** What an authority still needs; some papers count only as files of the case. */
export const missingPapers = (kind: AuthorityKind, papers: readonly Paper[], files: readonly PaperFile[] = []): Paper[] =>
  PAPERS[kind].filter(paper => !files.some(one => one.paper === paper) && (FILED[kind].includes(paper) || !papers.includes(paper)))

/** The newest answer to a purpose that is asked for each session; undefined when the person was never invited. */
export function sessionAnswer(view: CaseView, person: CasePerson, purpose: Purpose) {
  const newest = [...view.sessions].sort((a, b) => b.summary.number - a.summary.number)
  for (const session of newest) {
    const found = session.summary.participants.find(one => one.identity === person.identity)
    if (found) return found.consents.find(one => one.purpose === purpose) ?? null
  }
  return undefined
}

/** What a person's cell says for a step. A question that does not arise for them is not an open one. */
export function stepCell(case_: CasePeople, person: CasePerson, step: ConsentStep): Cell {
  const waiting = case_.withdrawals.some(one => one.state === 'asked' && one.identity === person.identity && one.step === step)
  const said = person.consents.find(one => one.step === step)
  if (typeof said?.answer !== 'boolean') return { kind: arises(case_, person, step) ? 'open' : 'na', at: null, waiting }
  return { kind: kindOf(said), at: said.at, waiting }
}

export function recordingCell(view: CaseView, person: CasePerson): Cell {
  const said = sessionAnswer(view, person, 'recording')
  if (said === undefined) return { kind: 'na', at: null, waiting: false }
  if (typeof said?.answer !== 'boolean') return { kind: 'open', at: null, waiting: false }
  return { kind: said.answer ? 'yes' : 'no', at: said.answered_at, waiting: false }
}

/** How often each kind of answer is among `cells`, what is missing first; questions that do not arise only when nothing else does. */
export function sumOf(cells: readonly Cell[]): [CellKind, number][] {
  const counted = (['open', 'no', 'back', 'yes'] as const)
    .map((kind): [CellKind, number] => [kind, cells.filter(cell => cell.kind === kind).length])
    .filter(([, n]) => n > 0)
  return counted.length > 0 ? counted : [['na', cells.length]]
}

function kindOf(said: StepAnswerView): CellKind {
  if (said.answer) return 'yes'
  return said.withdrawn ? 'back' : 'no'
}

function arises(case_: CasePeople, person: CasePerson, step: ConsentStep): boolean {
  // Whoever interprets is asked nothing but whether they may be recorded.
  if (person.role === 'interpreter') return false
  const standing = case_.authorities.filter(one => one.stands)
  // An employer is a name: whoever acts for it answers.
  if (person.kind === 'employer') return !standing.some(one => one.principal === person.identity)
  const power = NEEDS[step]
  if (person.role !== 'agent' || power === undefined) return true
  return standing.some(one => one.agent === person.identity && (one.kind === 'guardian' || one.powers.includes(power)))
}

/** What is known of a person about whom they act for, in the order it was recorded. */
export const authoritiesOf = (case_: CasePeople, person: CasePerson): readonly AuthorityView[] =>
  case_.authorities.filter(one => one.stands && one.agent === person.identity)

/** The workers who apply: of ten or more some may act for the others. */
export const workersOf = (case_: CasePeople): readonly CasePerson[] =>
  case_.people.filter(one => one.side === 'applicant' && one.role === 'party' && one.kind === 'person')

/** How the written authority of a worker stands: `self` acts for others and signs in person, `agent` has another who acts for them alone, `none` nobody. */
export type Written = 'written' | 'missing' | 'self' | 'agent' | 'none'

export interface Represented { readonly worker: CasePerson, readonly authority: AuthorityView | null, readonly state: Written }

const chosen = (case_: CasePeople): readonly AuthorityView[] =>
  case_.authorities.filter(one => one.kind === 'representative' && one.revoked_at === null)

/** Every worker with whoever acts for them, one line each; one who chose two has two. */
export function represented(case_: CasePeople): readonly Represented[] {
  const all = chosen(case_)
  const acts = (worker: CasePerson): boolean => all.some(one => one.stands && one.agent === worker.identity)
  const alone = (worker: CasePerson): Represented => {
    const agent = case_.authorities.find(one => one.stands && one.principal === worker.identity) ?? null
    if (agent) return { worker, authority: agent, state: 'agent' }
    return { worker, authority: null, state: acts(worker) ? 'self' : 'none' }
  }
  return workersOf(case_).flatMap((worker): Represented[] => {
    const mine = all.filter(one => one.principal === worker.identity)
    if (!mine.length) return [alone(worker)]
    return mine.map(authority => ({ worker, authority, state: authority.missing_papers.length ? 'missing' : 'written' }))
  })
}

/** Authorities of workers whose paper nobody has shown. */
export const unproven = (case_: CasePeople): readonly AuthorityView[] => chosen(case_).filter(one => one.missing_papers.length > 0)

export const WAYS = ['file', 'seen', 'later'] as const

/** How a written authority is shown, as it is filled in. */
export interface ProofText { readonly way: typeof WAYS[number] | '', readonly file: string, readonly by: string, readonly on: string }

export const noProof = (by: string, on: string): ProofText => ({ way: '', file: '', by, on })

export function proofFault({ way, file, by, on }: ProofText, today: string): boolean {
  if (way === 'file') return !file
  return way === 'seen' ? !by.trim() || !on || on > today : way === ''
}

export const proofBody = ({ way, file, by, on }: ProofText): { file: string | null, seen: Sighting | null } =>
  ({ file: way === 'file' ? file : null, seen: way === 'seen' ? { by: by.trim(), on } : null })

export const nameOf = (case_: CasePeople, identity: string): string =>
  case_.people.find(person => person.identity === identity)?.name ?? ''

/** With whom of the other side it goes on where this respondent does not mediate; nobody: the case ends. */
export function othersOf(case_: CasePeople, identity: string): readonly string[] {
  const party = partyOf(case_, identity)
  return case_.people
    .filter(one => one.side === 'respondent' && one.role === 'party' && one.standing !== 'third' && one.absence === null && one.identity !== party)
    .map(one => one.name)
}

/** The party whom a try or an answer is about: whoever gave it, or whom they came for. */
const partyOf = (case_: CasePeople, identity: string): string => {
  const asked = case_.people.find(person => person.identity === identity)
  return asked?.role === 'party' ? identity : asked?.linked_to ?? identity
}

/** How far the tries bear that a party cannot be reached; undefined for whoever mediates no more. */
export const effortOf = (case_: CasePeople, identity: string): PartyEffort | undefined =>
  case_.efforts.parties.find(one => one.identity === partyOf(case_, identity))

export type AskState = 'refused' | 'unreachable' | 'agreed' | 'reached' | 'ready' | 'open'

/** How the asking of each respondent stands, third persons apart. */
export const askedOf = (case_: CasePeople): readonly { readonly party: CasePerson, readonly state: AskState, readonly until: string | null }[] =>
  case_.people
    .filter(one => one.side === 'respondent' && one.role === 'party' && one.standing !== 'third')
    .map(party => ({ party, state: askStateOf(case_, party), until: effortOf(case_, party.identity)?.asked_until ?? null }))

function askStateOf(case_: CasePeople, party: CasePerson): AskState {
  if (party.absence) return party.absence
  if (party.consents.find(one => one.step === 'online_mediation')?.answer === true) return 'agreed'
  if (effortOf(case_, party.identity)?.ground) return 'ready'
  const last = case_.contacts.filter(one => partyOf(case_, one.identity) === party.identity).at(-1)
  return last?.outcome === 'reached' || last?.outcome === 'will_call_back' ? 'reached' : 'open'
}

export const groupsOf = (case_: CasePeople) => SIDES
  .map(side => ({ side, people: case_.people.filter(person => person.side === side) }))
  .filter(group => group.people.length > 0)

/** Numbers as the server takes them when staff saw the paper. */
const WRITTEN = /^[0-9A-Za-z()\u4e00-\u9fff-]{5,30}$/u
const PHONE = /^[0-9+-]{5,20}$/u

export interface PersonText { name: string, phone: string, email: string, number: string, seen: string }

/** Which fields the server would refuse; with `kept` numbers may stay empty. An address is enough without a telephone. */
export function faultsOf({ name, phone, email, number, seen }: PersonText, kept: boolean, wrong: boolean): Record<Exclude<keyof PersonText, 'seen'>, boolean> {
  const left = (text: string): boolean => kept && text === ''
  const bad = seen.trim() === '' ? number === '' || wrong : !WRITTEN.test(number)
  return { name: name.trim() === '', phone: !left(phone) && !(phone === '' && email !== '') && !PHONE.test(phone), email: email !== '' && !isEmail(email), number: !left(number) && bad }
}

/** A correction with the numbers that were typed; those left empty stay, unless the address is to be cleared. */
export const correctionOf = (text: PersonText, cleared: boolean, rest: Pick<PersonCorrected, 'version' | 'title' | 'standing' | 'origin' | 'prefers_email'>): PersonCorrected => ({
  ...rest, name: text.name.trim(), ...(text.phone && { phone: text.phone }), ...(cleared ? { email: '' } : text.email && { email: text.email }), ...(text.number && { id_number: text.number }),
  ...(text.seen.trim() && { identity_seen: text.seen.trim() }),
})
