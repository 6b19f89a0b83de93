/** What staff ticked for each party, as the server takes it: only those who were asked. */

import type { PartySays } from '@/api/types'

import type { Said } from './ConcurrenceFields.vue'

/** `at` is a moment ago: what was said came before it was written down, and clocks differ. */
export function saysOf(says: Readonly<Record<string, Said>>, now = Date.now()): PartySays[] {
  const at = new Date(now - 60_000).toISOString()
  return Object.entries(says).flatMap(([identity, said]) => (
    said.agrees === null ? [] : [{ identity, agrees: said.agrees, form: said.form, at }]
  ))
}
