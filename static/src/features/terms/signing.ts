/** Who may sign for a party at a moment; the periods come from the server, which checks again. */

import type { SigningBar, SignerShown } from '@/api/types'

const instant = (at: string): number => new Date(at).getTime()

/** Why this person may not sign at `at`; null when nothing speaks against it. */
export function barAt(one: SignerShown, at: string): SigningBar | null {
  const when = instant(at)
  const holds = one.bars.find(bar => (bar.since === null || instant(bar.since) <= when) && (bar.until === null || when < instant(bar.until)))
  return holds?.why ?? null
}

/** What tells one line of the list from another: a person may act by several authorities. */
export const keyOf = (one: SignerShown): string => (one.authority ? `${one.person}:${one.authority}` : one.person)

/** Who may sign for a party at `at`, and who may not. */
export function signersOf(all: readonly SignerShown[], party: string, at: string): { may: SignerShown[], mayNot: SignerShown[] } {
  const mine = all.filter(one => one.party === party)
  return { may: mine.filter(one => barAt(one, at) === null), mayNot: mine.filter(one => barAt(one, at) !== null) }
}
