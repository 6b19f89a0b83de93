/** Who of a case can be asked to a session: who was not asked yet whether to mediate, and which agents act for nobody. */

import type { CasePeople, CasePerson } from '@/api/types'

/** A party who takes part: neither an agent nor somebody who stays away. */
const takesPart = (person: CasePerson): boolean => person.role === 'party' && person.side !== 'neutral' && person.absence === null

const answered = (person: CasePerson) => person.consents.find(one => one.step === 'online_mediation')

/** The parties who neither agreed nor declined to mediate so far. */
export const unasked = (people: readonly CasePerson[]): readonly CasePerson[] =>
  people.filter(person => takesPart(person) && (answered(person)?.answer ?? null) === null)

/** Whether one of them does not mediate. */
export const someDeclined = (people: readonly CasePerson[]): boolean =>
  people.some(person => takesPart(person) && answered(person)?.answer === false)

/** The agents whose every authority is over on a day (`2026-11-30`): ended, or past its last day. As the server has it. */
export function over({ people, authorities }: Pick<CasePeople, 'people' | 'authorities'>, day: string): ReadonlySet<string> {
  const held = authorities.filter(one => one.kind !== 'representative')
  const stands = (agent: string) => held.some(one => one.agent === agent && one.revoked_at === null && (one.until === null || day <= one.until))
  return new Set(people.filter(({ identity, role }) => role === 'agent' && held.some(one => one.agent === identity) && !stands(identity)).map(one => one.identity))
}

/** What whoever mediates does next in a case that nobody meets in yet: ask the other side, or set a time. */
export function nextAct(people: readonly CasePerson[]): 'ask' | 'schedule' | null {
  if (someDeclined(people)) return null
  return unasked(people).length ? 'ask' : 'schedule'
}
