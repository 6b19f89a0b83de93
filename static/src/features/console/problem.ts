/** From an error to words: by its stable code, else by its kind. */

import type { ApiError } from '@/api/problem'

/** The parts of the words that name problems. */
const PARTS = ['console', 'terms', 'people', 'keeping'] as const
const STATUSES = new Set([401, 403, 404, 409, 410, 422, 429])

/** The key of the words for an error; `has` tells which keys exist. */
export function problemKey(error: ApiError, has: (key: string) => boolean): string {
  const byCode = PARTS.map(part => `${part}.problem.${error.code}`).find(key => has(`${key}.title`))
  if (byCode) return byCode
  if (STATUSES.has(error.status)) return `console.problem.status.s${error.status}`
  return `console.problem.status.${error.status >= 500 ? 's500' : 'other'}`
}
