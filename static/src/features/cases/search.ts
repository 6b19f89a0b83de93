/** What is looked for in the list of cases, to and from the address. */

import type { LocationQuery, LocationQueryRaw } from 'vue-router'

import type { CaseSearch } from '@/api/cases'
import type { CaseSource, CaseState, DeadlineRule, DueCondition, Owed } from '@/api/types'

import { CASE_STATES } from '../console/states'

/** Rows of one page, as the server cuts them. */
export const PAGE = 200

export const SOURCES: readonly CaseSource[] = ['entrusted', 'commissioned', 'organisation', 'judge']
export const DUES: readonly DueCondition[] = ['overdue', 'today', 'week']

/** What may be owed at once, in the order in which it comes. */
export const OWED: readonly Owed[] = ['report', 'hand_over', 'receipt', 'follow_up']

/** Periods of the procedure, in the order in which a case comes to them. */
export const PERIODS = [
  'PICK_2WD', 'APPOINT_3WD', 'ACCEPT_3WD', 'ACCEPT_5WD_LUOYANG', 'CONTACT_3WD', 'SUSPENSION_7D',
  'MEDIATE_30D', 'MEDIATE_EXT_30D', 'MEDIATE_15D_ORDINARY', 'MEDIATE_7D_SUMMARY', 'LABOUR_ORG_15D',
  'SUE_15D', 'SET_ASIDE_30D', 'SUE_ANNULLED_15D', 'JUDICIAL_CONFIRM_30D', 'ARB_REVIEW_15D', 'CONFIRM_OBJECT_15D',
  'ARB_LIMIT_1Y', 'ENFORCE_2Y',
] as const satisfies readonly DeadlineRule[]

/** As the server takes it: one worker is every case. */
export const FEWEST_WORKERS = 2
export const MOST_WORKERS = 10_000

/** How far cases are, as people speak of it. Every state is in one of them. */
export const STAGES = {
  intake: ['received', 'returned'],
  to_appoint: ['to_appoint'],
  awaiting: ['awaiting_acceptance'],
  going: ['accepted', 'asking', 'scheduled', 'in_mediation', 'on_site', 'suspended', 'appraisal'],
  agreed: ['agreed', 'partly_agreed', 'in_force', 'confirming', 'performing'],
  over: ['ended', 'handed_over', 'filed'],
} as const satisfies Record<string, readonly CaseState[]>
export type StageCode = keyof typeof STAGES
export const STAGE_CODES = Object.keys(STAGES) as readonly StageCode[]

/** The stage that these states make up; a stage of one state is called by that state. */
const stageOf = (states: readonly CaseState[]): StageCode | undefined =>
  (states.length > 1 ? STAGE_CODES.find(stage => STAGES[stage].length === states.length && states.every(one => (STAGES[stage] as readonly CaseState[]).includes(one))) : undefined)

/** One condition of the list, as a person would name and drop it. */
export type Condition =
  | { readonly kind: 'text', readonly text: string }
  | { readonly kind: 'state', readonly state: CaseState }
  | { readonly kind: 'stage', readonly stage: StageCode }
  | { readonly kind: 'source', readonly source: CaseSource }
  | { readonly kind: 'cause', readonly name: string }
  | { readonly kind: 'organisation', readonly name: string }
  | { readonly kind: 'due', readonly due: DueCondition }
  | { readonly kind: 'dueOn' | 'received', readonly from: string, readonly to: string }
  | { readonly kind: 'rule', readonly rule: DeadlineRule }
  | { readonly kind: 'workers', readonly from: number }
  | { readonly kind: 'owes', readonly what: Owed }
  | { readonly kind: 'mine' }

const all = (value: LocationQuery[string] | undefined): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap(one => (one ? [one] : []))

const first = (value: LocationQuery[string] | undefined): string => all(value)[0] ?? ''

/** A day that is one, such as 2026-04-07; else none. */
function dayIn(text: string): string {
  const noon = /^20\d\d-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T12:00:00Z`) : Number.NaN
  return !Number.isNaN(noon) && new Date(noon).toISOString().startsWith(text) ? text : ''
}

/** Days from one to the other, as far as they are days in this order. */
function span(from: string, to: string): readonly [string, string] {
  const [first, last] = [dayIn(from), dayIn(to)]
  return first && last && first > last ? ['', ''] : [first, last]
}

function workersIn(text: string): number | undefined {
  const found = Number(text)
  return Number.isInteger(found) && found >= FEWEST_WORKERS && found <= MOST_WORKERS ? found : undefined
}

/** Read the address; what makes no sense in it is left out. */
export function queryOf(query: LocationQuery): CaseSearch {
  const page = Number(first(query['page']))
  const states = all(query['state'])
  const [dueFrom, dueTo] = span(first(query['due_from']), first(query['due_to']))
  const [receivedFrom, receivedTo] = span(first(query['received_from']), first(query['received_to']))
  return {
    query: first(query['query']).trim(),
    state: CASE_STATES.filter(state => states.includes(state)),
    source: SOURCES.find(one => one === first(query['source'])),
    cause: first(query['cause']).trim(),
    organisation: first(query['organisation']).trim(),
    due: DUES.find(one => one === first(query['due'])),
    dueFrom,
    dueTo,
    rule: PERIODS.find(one => one === first(query['rule'])),
    receivedFrom,
    receivedTo,
    workersFrom: workersIn(first(query['workers_from'])),
    owes: OWED.find(one => one === first(query['owes'])),
    mine: first(query['mine']) === 'true',
    order: first(query['order']) === 'due' ? 'due' : 'received',
    page: Number.isInteger(page) && page > 1 ? page : 1,
  }
}

/** Write the address; the first page, the usual order and empty conditions are not in it. */
export function routeQuery(asked: CaseSearch): LocationQueryRaw {
  return {
    ...(asked.query ? { query: asked.query } : {}),
    ...(asked.state.length ? { state: [...asked.state] } : {}),
    ...(asked.source ? { source: asked.source } : {}),
    ...(asked.cause ? { cause: asked.cause } : {}),
    ...(asked.organisation ? { organisation: asked.organisation } : {}),
    ...(asked.due ? { due: asked.due } : {}),
    ...(asked.dueFrom ? { due_from: asked.dueFrom } : {}),
    ...(asked.dueTo ? { due_to: asked.dueTo } : {}),
    ...(asked.rule ? { rule: asked.rule } : {}),
    ...(asked.receivedFrom ? { received_from: asked.receivedFrom } : {}),
    ...(asked.receivedTo ? { received_to: asked.receivedTo } : {}),
    ...(asked.workersFrom ? { workers_from: String(asked.workersFrom) } : {}),
    ...(asked.owes ? { owes: asked.owes } : {}),
    ...(asked.mine ? { mine: 'true' } : {}),
    ...(asked.order === 'due' ? { order: asked.order } : {}),
    ...(asked.page > 1 ? { page: String(asked.page) } : {}),
  }
}

function statesOf(states: readonly CaseState[]): readonly Condition[] {
  const stage = stageOf(states)
  return stage ? [{ kind: 'stage', stage }] : states.map(state => ({ kind: 'state', state }))
}

/** The conditions in the order the filter bar shows them. */
export const conditionsOf = (asked: CaseSearch): readonly Condition[] => [
  ...(asked.query ? [{ kind: 'text', text: asked.query } as const] : []),
  ...(asked.mine ? [{ kind: 'mine' } as const] : []),
  ...(asked.due ? [{ kind: 'due', due: asked.due } as const] : []),
  ...(asked.dueFrom || asked.dueTo ? [{ kind: 'dueOn', from: asked.dueFrom, to: asked.dueTo } as const] : []),
  ...(asked.rule ? [{ kind: 'rule', rule: asked.rule } as const] : []),
  ...(asked.receivedFrom || asked.receivedTo ? [{ kind: 'received', from: asked.receivedFrom, to: asked.receivedTo } as const] : []),
  ...(asked.workersFrom ? [{ kind: 'workers', from: asked.workersFrom } as const] : []),
  ...(asked.owes ? [{ kind: 'owes', what: asked.owes } as const] : []),
  ...statesOf(asked.state),
  ...(asked.source ? [{ kind: 'source', source: asked.source } as const] : []),
  ...(asked.cause ? [{ kind: 'cause', name: asked.cause } as const] : []),
  ...(asked.organisation ? [{ kind: 'organisation', name: asked.organisation } as const] : []),
]

/** The search without one condition, from its first page. */
export function without(asked: CaseSearch, condition: Condition): CaseSearch {
  const begun = { ...asked, page: 1 }
  switch (condition.kind) {
    case 'text': return { ...begun, query: '' }
    case 'state': return { ...begun, state: asked.state.filter(one => one !== condition.state) }
    case 'stage': return { ...begun, state: [] }
    case 'source': return { ...begun, source: undefined }
    case 'cause': return { ...begun, cause: '' }
    case 'organisation': return { ...begun, organisation: '' }
    case 'due': return { ...begun, due: undefined }
    case 'dueOn': return { ...begun, dueFrom: '', dueTo: '' }
    case 'rule': return { ...begun, rule: undefined }
    case 'received': return { ...begun, receivedFrom: '', receivedTo: '' }
    case 'workers': return { ...begun, workersFrom: undefined }
    case 'owes': return { ...begun, owes: undefined }
    case 'mine': return { ...begun, mine: false }
  }
}

/**
 * The condition without which most cases are found, of those that help; null when none alone does.
 * `count` asks how many a search finds. States are one condition: dropping one of several leaves fewer, not more.
 */
export async function culprit(
  asked: CaseSearch, count: (search: CaseSearch) => Promise<number>,
): Promise<{ readonly condition: Condition, readonly search: CaseSearch, readonly found: number } | null> {
  const tried = conditionsOf(asked).filter((one, index, every) => one.kind !== 'state' || every.findIndex(other => other.kind === 'state') === index)
  const found = await Promise.all(tried.map(async (condition) => {
    const search = condition.kind === 'state' ? { ...asked, page: 1, state: [] } : without(asked, condition)
    return { condition, search, found: await count(search) }
  }))
  const best = found.sort((a, b) => b.found - a.found)[0]
  return best && best.found > 0 ? best : null
}
