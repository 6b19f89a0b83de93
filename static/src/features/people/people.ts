/** The people of a case as the matrix shows them: which answer stands in which cell, what a paper still lacks. */

import { FILED, PAPERS } from '@/api/rules'
import type {
  AuthorityKindCode, AuthorityView, CasePeople, CasePerson, CaseState, CaseView, PaperCode, PaperFile, PersonCorrected, PowerCode, Purpose, SideCode,
  StepAnswerView, StepCode,
} from '@/api/types'

export type Column = StepCode | 'recording'
export type CellKind = 'yes' | 'no' | 'open' | 'back' | 'na'

export interface Cell {
  readonly kind: CellKind
  readonly at: string | null
  /** They want to take it back and somebody has to decide. */
  readonly waiting: boolean
}

export const COLUMNS: readonly Column[] = [
  'online_mediation', 'separate_sessions', 'evidence_exchange', 'recording', 'e_service', 'e_signature', 'confirmation',
]
export const SIDES: readonly SideCode[] = ['applicant', 'respondent', 'neutral']
export const POWERS: readonly PowerCode[] = ['settle', 'admit', 'waive', 'change', 'receive', 'sign']
export const KINDS: readonly AuthorityKindCode[] = ['lawyer', 'relative', 'citizen', 'guardian', 'representative']

/** Steps an agent takes only with a power that is written; without it the question does not arise. */
const NEEDS: Partial<Record<StepCode, PowerCode>> = { e_service: 'receive', e_signature: 'sign', confirmation: 'settle' }

/** While mediation goes on and people are asked. */
const ASKED_IN: ReadonlySet<CaseState> = new Set<CaseState>([
  'accepted', 'asking', 'scheduled', 'in_mediation', 'on_site', 'appraisal',
])

export const isAsking = (state: CaseState): boolean => ASKED_IN.has(state)

export const onlyFull = (matters: string, powers: readonly PowerCode[]): boolean =>
  /全权|full/iu.test(matters) && powers.length === 0

/** Papers that are noted by a tick. */
export const tickedPapers = (kind: AuthorityKindCode): PaperCode[] => PAPERS[kind].filter(paper => !FILED[kind].includes(paper))

/** What an authority still needs; some papers count only as files of the case. */
export const missingPapers = (kind: AuthorityKindCode, papers: readonly PaperCode[], files: readonly PaperFile[] = []): PaperCode[] =>
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
export function stepCell(case_: CasePeople, person: CasePerson, step: StepCode): Cell {
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

function arises(case_: CasePeople, person: CasePerson, step: StepCode): boolean {
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

export const nameOf = (case_: CasePeople, identity: string): string =>
  case_.people.find(person => person.identity === identity)?.name ?? ''

export const groupsOf = (case_: CasePeople) => SIDES
  .map(side => ({ side, people: case_.people.filter(person => person.side === side) }))
  .filter(group => group.people.length > 0)

/** Numbers as the server takes them when staff saw the paper. */
const WRITTEN = /^[0-9A-Za-z()\u4e00-\u9fff-]{5,30}$/u
const PHONE = /^[0-9+-]{5,20}$/u

export interface PersonText { name: string, phone: string, number: string, seen: string }

/** Which fields the server would refuse; with `kept` numbers may stay empty. `wrong`: the number cannot be right. */
export function faultsOf({ name, phone, number, seen }: PersonText, kept: boolean, wrong: boolean): Record<Exclude<keyof PersonText, 'seen'>, boolean> {
  const left = (text: string): boolean => kept && text === ''
  const bad = seen.trim() === '' ? number === '' || wrong : !WRITTEN.test(number)
  return { name: name.trim() === '', phone: !left(phone) && !PHONE.test(phone), number: !left(number) && bad }
}

/** A correction with the numbers that were typed; those left empty stay. */
export const correctionOf = (text: PersonText, rest: Pick<PersonCorrected, 'version' | 'title' | 'standing' | 'origin'>): PersonCorrected => ({
  ...rest, name: text.name.trim(), ...(text.phone && { phone: text.phone }), ...(text.number && { id_number: text.number }),
  ...(text.seen.trim() && { identity_seen: text.seen.trim() }),
})
