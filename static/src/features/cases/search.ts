/** What is looked for in the list of cases, to and from the address. */

import type { LocationQuery, LocationQueryRaw } from 'vue-router'

import type { CaseQuery } from '@/api/cases'

import { CASE_STATES } from '../console/states'

/** Rows of one page, as the server cuts them. */
export const PAGE = 50

const first = (value: LocationQuery[string] | undefined): string =>
  (Array.isArray(value) ? value[0] : value) ?? ''

/** Read the address; what makes no sense in it is left out. */
export function queryOf(query: LocationQuery): CaseQuery {
  const page = Number(first(query['page']))
  const state = CASE_STATES.find(one => one === first(query['state']))
  return {
    query: first(query['query']).trim() || undefined,
    state,
    page: Number.isInteger(page) && page > 1 ? page : undefined,
  }
}

/** Write the address; the first page and empty conditions are not in it. */
export function routeQuery(asked: CaseQuery): LocationQueryRaw {
  return {
    ...(asked.query ? { query: asked.query } : {}),
    ...(asked.state ? { state: asked.state } : {}),
    ...(asked.page && asked.page > 1 ? { page: String(asked.page) } : {}),
  }
}
