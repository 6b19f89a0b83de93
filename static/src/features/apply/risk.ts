/** What a party reads where a suit would be refused: of the own suit in other words than of another applicant's. */
import type { SuitBar } from '@/api/types'
import type { useText } from '@/locales'

type Text = ReturnType<typeof useText>['t']

export interface RiskWords {
  readonly title: string
  readonly text: string
  readonly over: string
  readonly ended: string
}

export function wordsOfRisk(bar: SuitBar, isOwn: boolean, t: Text): RiskWords {
  // Whoever may not sue against a final award is the employer who applied, and is named so.
  if (bar === 'late' && !isOwn)
    return { title: t('apply.own.risk'), text: t('apply.own.riskText'), over: t('apply.own.riskOver'), ended: t('apply.own.riskEnded') }
  const key = isOwn && bar !== 'final' ? `mine.${bar}` as const : bar as 'lapsed' | 'final'
  return { title: t(`apply.own.${key}.risk`), text: t(`apply.own.${key}.text`), over: t(`apply.own.${key}.over`), ended: t(`apply.own.${key}.ended`) }
}
