/** Conditions of the list in words. */

import { useText } from '@/locales'

import { useNow } from '../console/useNow'
import { onDayShort } from '../terms/days'
import type { Condition } from './search'

export function useConditionWords() {
  const { t, language } = useText()
  const { now } = useNow()

  /** Days from one to the other; an open end has words of its own. */
  function span(what: 'dueOn' | 'received', from: string, to: string): string {
    const [first, last] = [from, to].map(day => (day ? onDayShort(day, language.value, now.value) : ''))
    if (from === to) return t(`desk.list.${what}.on`, { day: first })
    if (!from) return t(`desk.list.${what}.until`, { day: last })
    return to ? t(`desk.list.${what}.between`, { from: first, to: last }) : t(`desk.list.${what}.since`, { day: first })
  }

  return (condition: Condition): string => {
    switch (condition.kind) {
      case 'text': return t('desk.list.text', { text: condition.text })
      case 'state': return t(`console.caseState.${condition.state}`)
      case 'stage': return t(`desk.list.stages.${condition.stage}`)
      case 'source': return t(`desk.list.sources.${condition.source}`)
      case 'cause':
      case 'organisation': return condition.name
      case 'mine': return t('desk.list.mine')
      case 'due': return t(`desk.list.due.${condition.due}`)
      case 'dueOn':
      case 'received': return span(condition.kind, condition.from, condition.to)
      case 'rule': return t(`desk.list.periods.${condition.rule}`)
      case 'owes': return t('desk.list.owesOf', { what: t(`desk.owed.what.${condition.what}`) })
      case 'workers': return t('desk.list.workers', { n: condition.from })
    }
  }
}
