/** What was recorded of arbitration after intake, in one sentence: it stands, whatever the form says. */
import type { RecordedAward } from '@/api/types'
import { useText } from '@/locales'
import { useDates } from '@/locales/dates'

export function useRecordedAward(): (recorded: RecordedAward) => string {
  const { t } = useText()
  const { dayOf } = useDates()
  return recorded => t('filing.recorded.text', {
    what: [
      t(`filing.arbitration.${recorded.arbitration}`),
      ...(recorded.number ? [recorded.number] : []),
      ...recorded.received.map(one => t('filing.recorded.received', { name: one.name, day: dayOf(one.on) })),
    ].join(t('filing.recorded.then')),
  })
}
