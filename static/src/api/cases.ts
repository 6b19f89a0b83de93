/** Cases and the day's work. */

import { get, path, post, type CallOptions } from './client'
import type {
  CaseChoices, CaseList, CaseOrder, CasePage, CasesHandedOn, CaseSource, CaseState, CaseView, Colleague, DeadlineRule, DueCondition, Owed, Today,
} from './types'

/** What is looked for; empty conditions ask for all. */
export interface CaseSearch {
  readonly query: string
  readonly state: readonly CaseState[]
  readonly source: CaseSource | undefined
  /** The whole name; empty asks for all. */
  readonly cause: string
  readonly organisation: string
  readonly due: DueCondition | undefined
  /** Days such as 2026-04-07, both ends with them; empty is open. */
  readonly dueFrom: string
  readonly dueTo: string
  /** Which period ends. */
  readonly rule: DeadlineRule | undefined
  readonly receivedFrom: string
  readonly receivedTo: string
  /** The fewest workers. */
  readonly workersFrom: number | undefined
  /** What is owed at once, whoever owes it. */
  readonly owes: Owed | undefined
  /** Only those the reader has in hand. */
  readonly mine: boolean
  readonly order: CaseOrder
  readonly page: number
}

/** Days, period, number of workers and what is owed under the names of the interface; null is no condition. */
const spansOf = (search: CaseSearch) => ({
  due_from: search.dueFrom || null,
  due_to: search.dueTo || null,
  rule: search.rule ?? null,
  received_from: search.receivedFrom || null,
  received_to: search.receivedTo || null,
  workers_from: search.workersFrom ?? null,
  owes: search.owes ?? null,
})

export const readToday = (options?: CallOptions): Promise<Today> => get(path('today'), options)

export function listCases(search: CaseSearch, options?: CallOptions): Promise<CaseList> {
  const asked = new URLSearchParams()
  if (search.query) asked.set('query', search.query)
  for (const state of search.state) asked.append('state', state)
  if (search.source) asked.set('source', search.source)
  if (search.cause) asked.set('cause', search.cause)
  if (search.organisation) asked.set('organisation', search.organisation)
  if (search.due) asked.set('due', search.due)
  for (const [name, value] of Object.entries(spansOf(search))) if (value) asked.set(name, String(value))
  if (search.mine) asked.set('mine', 'true')
  if (search.order !== 'received') asked.set('order', search.order)
  if (search.page > 1) asked.set('page', String(search.page))
  const written = asked.toString()
  return get(path('cases') + (written && `?${written}`), options)
}

/** The page as it is now, for a file; the server keeps who took it. */
export const exportCases = (search: CaseSearch): Promise<CaseList> =>
  post(path('case-exports'), {
    query: search.query, state: search.state, source: search.source ?? null, cause: search.cause, organisation: search.organisation,
    due: search.due ?? null, ...spansOf(search), mine: search.mine, order: search.order, page: search.page,
  })

/** Who of the own desk can have a case in hand. */
export const readColleagues = (options?: CallOptions): Promise<readonly Colleague[]> => get(path('colleagues'), options)

export const handOn = (body: CasesHandedOn): Promise<void> => post(path('case-handlers'), body)

export const readChoices = (options?: CallOptions): Promise<CaseChoices> => get(path('case-choices'), options)

/** The case with its clocks, its people and its end: what every tab of its page shows. */
export const readCasePage = (serial: string, options?: CallOptions): Promise<CasePage> =>
  get(path('cases', serial, 'page'), options)

export const readCase = (serial: string, options?: CallOptions): Promise<CaseView> =>
  get(path('cases', serial), options)

/** Keep who put the summary of a case on paper, and when. */
export const notePrint = (serial: string): Promise<void> => post(path('cases', serial, 'prints'))
