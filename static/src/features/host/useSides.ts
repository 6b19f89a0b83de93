/** Words for the two sides. */
import { useText } from '@/locales'
import type { Side } from '@/protocol/messages'

export function useSides() {
  const { t } = useText()
  function sideName(side: Side): string {
    if (side === 'neutral') return t('common.neutralSide')
    return side === 'applicant' ? t('common.applicantSide') : t('common.respondentSide')
  }
  function otherSide(side: Side): 'applicant' | 'respondent' {
    return side === 'applicant' ? 'respondent' : 'applicant'
  }
  return { sideName, otherSide }
}
