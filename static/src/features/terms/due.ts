/** A last day as lists show it: how far it is, and in which group it stands. Counting days, not law. */

import type { Language, TextKey } from '@/locales'

import { onDayShort } from './days'

type Say = (key: TextKey, named?: Record<string, unknown>) => string

/** What a list knows of a period; its working is asked for when somebody wants it. */
export interface Due {
  readonly key: string
  readonly rule: string
  readonly who: string
  readonly nominal_on: string
  readonly due_on: string
  readonly provisional: boolean
  readonly stopped: boolean
  /** Working days up to it, negative once it is over, where the period is counted in them. */
  readonly working_left: number | null
}

/** Last days of a party, by which nobody at the desk has anything to do. */
const OF_A_PARTY: ReadonlySet<string> = new Set(['SUE_15D', 'SET_ASIDE_30D', 'SUE_ANNULLED_15D', 'CONFIRM_OBJECT_15D', 'ARB_LIMIT_1Y', 'ENFORCE_2Y'])

/** Whether the day says what the desk has to do next: it runs, and is not a party's own. */
export const isOurs = (due: Pick<Due, 'rule' | 'stopped'>): boolean => !due.stopped && !OF_A_PARTY.has(due.rule)

/** What is to be done by the day. The court's days at intake begin with taking the case on. */
export const sentenceOf = (due: Pick<Due, 'key' | 'rule' | 'who'>, t: Say): string =>
  (due.key === 'take_on' ? t('desk.list.next.received') : t(`desk.rule.${due.rule}` as TextKey, { who: due.who }))

export const URGENCIES = ['over', 'today', 'week', 'later'] as const

export type Urgency = typeof URGENCIES[number]

const DAY_MS = 86_400_000

/** Days from `today` to `on`, both as 2026-04-07; negative when it has passed. */
export const daysTo = (on: string, today: string): number => Math.round((Date.parse(on) - Date.parse(today)) / DAY_MS)

/** The day in Beijing of an instant, as 2026-04-07. */
export const beijingDay = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)

/** Where a last day stands; the week ends with its Sunday, and a clock that stands still is never overdue. */
export function urgencyOf(due: Pick<Due, 'due_on' | 'stopped'>, today: string): Urgency {
  if (due.stopped) return 'later'
  const left = daysTo(due.due_on, today)
  if (left < 0) return 'over'
  if (left === 0) return 'today'
  const toSunday = (7 - new Date(today).getUTCDay()) % 7
  return left <= toSunday ? 'week' : 'later'
}

/** A weekend after the last day is no working day over: it is counted as days then. */
const late = (left: number, working: number | null, t: Say): string =>
  (working ? t('desk.due.overWorking', { n: -working }) : t('desk.due.over', { n: -left }))

/** The line below the date, in the unit of the rule: as the case page and the desk of referrals say it. */
export function restOf(due: Pick<Due, 'due_on' | 'stopped' | 'working_left'>, today: string, t: Say): string {
  if (due.stopped) return t('desk.due.stopped')
  const left = daysTo(due.due_on, today)
  if (left < 0) return late(left, due.working_left, t)
  if (left === 0) return t('desk.due.today')
  return due.working_left === null ? t('desk.due.left', { n: left }) : t('desk.due.leftWorking', { n: due.working_left })
}

export const dateOf = (due: Pick<Due, 'due_on'>, language: Language, now: number): string =>
  onDayShort(due.due_on, language, now)
