/** Clocks in words. The dates and the working come from the server; nothing of the law is worked out here. */

import type { ClockShown } from '@/api/types'
import type { Language, TextKey } from '@/locales'

import { onDay } from './days'

type Say = (key: TextKey, named?: Record<string, unknown>) => string

export const nameOf = (clock: ClockShown, t: Say): string =>
  clock.key.startsWith('limitation_pay')
    ? t('terms.limitationPay', { who: clock.who })
    : t(`terms.rule.${clock.deadline.rule}`, { n: clock.count, who: clock.who })

export const isUnderWay = (clock: ClockShown): boolean => clock.state === 'running' || clock.state === 'stopped'

/** How a chip looks: `today` and `over` are coloured, a stopped or finished clock is quiet. */
export function lookOf(clock: ClockShown): 'plain' | 'today' | 'over' | 'off' | 'done' {
  if (clock.state === 'stopped') return 'off'
  if (clock.state === 'done') return 'done'
  if (clock.state === 'passed') return 'over'
  return clock.remaining === 0 ? 'today' : 'plain'
}

/** The line below the date: what is left, or how it ended. */
export function restOf(clock: ClockShown, t: Say, language: Language, now: string): string {
  if (clock.state === 'stopped') return clock.remaining === null ? t('terms.stoppedPlain') : t('terms.stopped', { n: Math.max(clock.remaining, 0) })
  if (clock.state === 'done') return t('terms.doneOn', { day: onDay(clock.done_on ?? clock.deadline.due_on, language, now) })
  if (clock.state === 'passed' && clock.done_on) return t('terms.doneLate', { day: onDay(clock.deadline.due_on, language, now), done: onDay(clock.done_on, language, now) })
  if (clock.state === 'passed') return t('terms.passedOn', { day: onDay(clock.deadline.due_on, language, now) })
  if (clock.remaining === 0) return t('terms.today')
  return t(clock.unit === 'working_days' ? 'terms.leftWorking' : 'terms.left', { n: clock.remaining ?? 0 })
}
