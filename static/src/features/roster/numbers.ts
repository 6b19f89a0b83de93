/** The full numbers of an entry as the window lists them: what is true, and what waits for the court where it differs. */

import type { EntryKind, EntryNumbers } from '@/api/types'
import type { useText } from '@/locales'

import type { Revealed } from '../people/people'

type Say = ReturnType<typeof useText>['t']

export function numbersOf(found: EntryNumbers, kind: EntryKind, t: Say): readonly Revealed[] {
  const lines: Revealed[] = []
  for (const which of ['live', 'proposed'] as const) {
    const numbers = found[which]
    if (!numbers) continue
    const waits = which === 'proposed' && found.live
    const aside = waits ? t('common.aside', { what: t('roster.panel.waits') }) : ''
    const add = (id: string, word: string, value: string, before: string | undefined, copy: string): void => {
      if (!waits || value !== before) lines.push({ id: waits ? `new-${id}` : id, word: word + aside, value, copy })
    }
    add('phone', t('people.sheet.phone'), numbers.phone, found.live?.phone, t('people.reveal.copyPhone'))
    if (kind === 'mediator') add('number', t('people.sheet.number'), numbers.id_number, found.live?.id_number, t('people.reveal.copyNumber'))
  }
  return lines
}
