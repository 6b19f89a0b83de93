/** What is to be done next in a case, as the list of cases says it. */

import type { CaseSummary } from '@/api/types'
import type { TextKey } from '@/locales'

import { isOurs, sentenceOf } from '../terms/due'

type Say = (key: TextKey, named?: Record<string, unknown>) => string

/** What the reader owes at once, else what the next last day of the desk asks for, else what the state says. */
export function nextStep(one: CaseSummary, t: Say): string {
  if (one.owed) return t(`desk.owed.what.${one.owed.what}`)
  return one.next_due && isOurs(one.next_due) ? sentenceOf(one.next_due, t) : t(`desk.list.next.${one.state}`)
}

/** The last day beside it, where the next step is another thing, and the articles of both. */
export function lawOf(one: CaseSummary, t: Say, article: (name: string) => string): string {
  const due = one.next_due
  const beside = due && (one.owed || !isOurs(due)) ? sentenceOf(due, t) : ''
  return [one.owed && article(one.owed.article), beside, due && article(due.article)].filter(Boolean).join(' · ')
}
