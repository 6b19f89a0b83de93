/** Cases and the day's work. */

import { get, path, type CallOptions } from './client'
import type { CaseList, CaseState, CaseView, Today } from './types'

export interface CaseQuery {
  query?: string | undefined
  state?: CaseState | undefined
  page?: number | undefined
}

export const readToday = (options?: CallOptions): Promise<Today> => get(path('today'), options)

export function listCases(query: CaseQuery, options?: CallOptions): Promise<CaseList> {
  const asked = new URLSearchParams()
  if (query.query) asked.set('query', query.query)
  if (query.state) asked.set('state', query.state)
  if (query.page && query.page > 1) asked.set('page', String(query.page))
  const written = asked.toString()
  return get(path('cases') + (written && `?${written}`), options)
}

export const readCase = (serial: string, options?: CallOptions): Promise<CaseView> =>
  get(path('cases', serial), options)
