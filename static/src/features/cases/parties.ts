/** The two sides of a case as its heading names them. */

import type { CaseView, PartyView, SessionSummary, Side } from '@/api/types'

export interface NamedSide {
  readonly name: string
  /** How many the title names on this side, when they are too many to be read one by one; else 1. */
  readonly count: number
  /** Agents and further people, with what they are: the first few. */
  readonly others: string
  /** How many there are beyond those. */
  readonly more: number
}

/** Whom the side consists of in the title "甲 与 乙": the title names organisations, the parties name people. */
const titled = (title: string): readonly [string, string] => {
  const [applicant = title, respondent = ''] = title.split(/\s+(?:与|诉|v\.?)\s+/u)
  return [applicant, respondent]
}

const NAMED = 3

/** Whom a title names on one side: each of a few, the first of many and how many they are. */
export function grouped(name: string): Pick<NamedSide, 'name' | 'count'> {
  const all = name.split('、')
  return all.length > NAMED ? { name: all[0] ?? name, count: all.length } : { name, count: 1 }
}

function sideOf(parties: readonly PartyView[], side: Side, names: string): NamedSide {
  const { name, count } = grouped(names)
  const people = parties.filter(person => person.side === side && person.name !== name)
  return {
    name: name || (people[0]?.name ?? ''),
    count,
    others: people.slice(0, NAMED).map(person => (person.title ? `${person.name} ${person.title}` : person.name)).join('；'),
    more: Math.max(0, people.length - NAMED),
  }
}

export function partiesOf(view: CaseView): { applicant: NamedSide, respondent: NamedSide } {
  const [applicant, respondent] = titled(view.title)
  return {
    applicant: sideOf(view.parties, 'applicant', applicant),
    respondent: sideOf(view.parties, 'respondent', respondent),
  }
}

/** Whoever is in the case and has no link to a session; whoever interprets is named first. */
export function uninvited(people: readonly PartyView[], session: Pick<SessionSummary, 'participants'>): readonly PartyView[] {
  const invited = new Set(session.participants.map(person => person.identity))
  const outside = people.filter(person => !invited.has(person.identity))
  return [...outside.filter(person => person.role === 'interpreter'), ...outside.filter(person => person.role !== 'interpreter')]
}
