/** Cases and the day's work. */

import { get, path, post, type CallOptions } from './client'
import type {
  CaseChoices, CaseList, CaseOrder, CasesHandedOn, CaseSource, CaseState, CaseView, Colleague, DueCondition, Today,
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
  /** Only those the reader has in hand. */
  readonly mine: boolean
  readonly order: CaseOrder
  readonly page: number
}

export const readToday = (options?: CallOptions): Promise<Today> => get(path('today'), options)

export function listCases(search: CaseSearch, options?: CallOptions): Promise<CaseList> {
  const asked = new URLSearchParams()
  if (search.query) asked.set('query', search.query)
  for (const state of search.state) asked.append('state', state)
  if (search.source) asked.set('source', search.source)
  if (search.cause) asked.set('cause', search.cause)
  if (search.organisation) asked.set('organisation', search.organisation)
  if (search.due) asked.set('due', search.due)
  if (search.mine) asked.set('mine', 'true')
  if (search.order !== 'received') asked.set('order', search.order)
  if (search.page > 1) asked.set('page', String(search.page))
  const written = asked.toString()
  return get(path('cases') + (written && `?${written}`), options)
}

/** The page as it is now, for a file; the server keeps who took it. */
export const exportCases = (search: CaseSearch): Promise<CaseList> =>
  post(path('case-exports'), { ...search, source: search.source ?? null, due: search.due ?? null })

/** Who of the own desk can have a case in hand. */
export const readColleagues = (options?: CallOptions): Promise<readonly Colleague[]> => get(path('colleagues'), options)

export const handOn = (body: CasesHandedOn): Promise<void> => post(path('case-handlers'), body)

export const readChoices = (options?: CallOptions): Promise<CaseChoices> => get(path('case-choices'), options)

export const readCase = (serial: string, options?: CallOptions): Promise<CaseView> =>
  get(path('cases', serial), options)

/** Keep who put the summary of a case on paper, and when. */
export const notePrint = (serial: string): Promise<void> => post(path('cases', serial, 'prints'))
