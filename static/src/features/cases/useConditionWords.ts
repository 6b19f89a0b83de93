/** Conditions of the list in words. */

import { useText } from '@/locales'

import type { Condition } from './search'

export function useConditionWords() {
  const { t } = useText()
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
    }
  }
}
