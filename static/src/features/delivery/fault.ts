/** Why a fact did not arrive, as a code to quote. */

import type { UndeliveredFact } from '@/api/types'

export const codeOf = (fact: Pick<UndeliveredFact, 'fault'>): string => `delivery.${fact.fault}`

/** The words for a fact, none for one of a later program. */
export const factKey = (name: string, has: (key: string) => boolean): string | null =>
  has(`delivery.fact.${name}`) ? `delivery.fact.${name}` : null
