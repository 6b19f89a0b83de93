/** The two sides of a case as its heading names them. */

import type { CaseView, PartyView, SideCode } from '@/api/types'

export interface Side {
  readonly name: string
  /** Agents and further people, with what they are. */
  readonly others: string
}

/** Whom the side consists of in the title "甲 与 乙": the title names organisations, the parties name people. */
const titled = (title: string): readonly [string, string] => {
  const [applicant = title, respondent = ''] = title.split(/\s+(?:与|诉|v\.?)\s+/u)
  return [applicant, respondent]
}

function sideOf(parties: readonly PartyView[], side: SideCode, name: string): Side {
  const people = parties.filter(person => person.side === side && person.name !== name)
  return {
    name: name || (people[0]?.name ?? ''),
    others: people.map(person => (person.title ? `${person.name} ${person.title}` : person.name)).join('；'),
  }
}

export function partiesOf(view: CaseView): { applicant: Side, respondent: Side } {
  const [applicant, respondent] = titled(view.title)
  return {
    applicant: sideOf(view.parties, 'applicant', applicant),
    respondent: sideOf(view.parties, 'respondent', respondent),
  }
}
