/** The sections of the console and who has which: at most six a role, the first is the page it begins with. */

import type { RoleCode } from '@/api/types'

export const SECTIONS = {
  today: { name: 'today', word: 'console.nav.today' },
  cases: { name: 'cases', word: 'console.nav.cases' },
  intake: { name: 'intake', word: 'console.nav.intake' },
  calendar: { name: 'calendar', word: 'console.nav.calendar' },
} as const

export type Section = keyof typeof SECTIONS

const OF_ROLE: Readonly<Record<RoleCode, readonly Section[]>> = {
  party: [],
  agent: [],
  mediator: ['today', 'cases'],
  clerk: ['cases', 'intake', 'today'],
  judge: ['cases', 'today'],
  organisation: ['cases', 'intake', 'today'],
  labour_office: [],
  court_admin: ['calendar'],
  auditor: [],
}

/** The sections of a role, in the order of the header. */
export const sectionsOf = (role: RoleCode): readonly Section[] => OF_ROLE[role]

/** The page a role begins with: a mediator with the day, a court with its cases. */
export const landing = (role: RoleCode): Section => OF_ROLE[role][0] ?? 'today'
