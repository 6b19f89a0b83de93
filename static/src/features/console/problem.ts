/** From an error to words: by its stable code, else by its kind. */

import type { ApiError } from '@/api/problem'

/** The parts of the words that name problems. */
const PARTS = ['console', 'terms', 'people', 'keeping', 'support', 'delivery', 'access'] as const
const STATUSES = new Set([401, 403, 404, 409, 410, 422, 429])

/** Facts that are codes, several with commas between them: under which words each is found. */
const WORDS_OF: Readonly<Record<string, string>> = { papers: 'people.power.paper', state: 'console.caseState' }

/** What is known of a refusal, in words: codes among the facts are named. */
export const problemFacts = (error: Pick<ApiError, 'fields'>, any: (key: string) => string, has: (key: string) => boolean): Record<string, string> =>
  Object.fromEntries(Object.entries(error.fields).map(([fact, value]) => [fact, inWords(value, WORDS_OF[fact], any, has)]))

function inWords(value: string, words: string | undefined, any: (key: string) => string, has: (key: string) => boolean): string {
  if (!words) return value
  return value.split(',').map(code => (has(`${words}.${code}`) ? any(`${words}.${code}`) : code)).join(any('common.and'))
}

/** The key of the words for an error; `has` tells which keys exist. */
export function problemKey(error: Pick<ApiError, 'code' | 'status'>, has: (key: string) => boolean): string {
  const byCode = PARTS.map(part => `${part}.problem.${error.code}`).find(key => has(`${key}.title`))
  if (byCode) return byCode
  if (STATUSES.has(error.status)) return `console.problem.status.s${error.status}`
  return `console.problem.status.${error.status >= 500 ? 's500' : 'other'}`
}
