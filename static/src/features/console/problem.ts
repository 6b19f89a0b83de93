/** From an error to words: by its stable code, else by its kind. */

import type { ApiError } from '@/api/problem'

const STATUSES = new Set([401, 403, 404, 409, 410, 422, 429])

/** The key of the words for an error; `has` tells which keys exist. */
export function problemKey(error: ApiError, has: (key: string) => boolean): string {
  const byCode = `console.problem.${error.code}`
  if (has(`${byCode}.title`)) return byCode
  if (STATUSES.has(error.status)) return `console.problem.status.s${error.status}`
  return `console.problem.status.${error.status >= 500 ? 's500' : 'other'}`
}
