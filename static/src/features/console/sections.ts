/** The sections of the console and who has which: at most six a role, the first is the page it begins with. */

import type { Role } from '@/api/types'

export const SECTIONS = {
  today: { name: 'today', word: 'console.nav.today' },
  cases: { name: 'cases', word: 'console.nav.cases' },
  intake: { name: 'intake', word: 'console.nav.intake' },
  calendar: { name: 'calendar', word: 'console.nav.calendar' },
  referrals: { name: 'referrals', word: 'console.nav.referrals' },
  roster: { name: 'roster', word: 'console.nav.roster' },
  causes: { name: 'causes', word: 'console.nav.causes' },
  accounts: { name: 'accounts', word: 'console.nav.accounts' },
  register: { name: 'register', word: 'console.nav.register' },
  figures: { name: 'figures', word: 'console.nav.figures' },
  audit: { name: 'audit', word: 'console.nav.audit' },
  complaints: { name: 'complaints', word: 'console.nav.complaints' },
  operations: { name: 'operations', word: 'console.nav.operations' },
  alarms: { name: 'alarms', word: 'console.nav.alarms' },
  recordings: { name: 'recordings', word: 'console.nav.recordings' },
  workers: { name: 'workers', word: 'console.nav.workers' },
  support: { name: 'support', word: 'console.nav.support' },
  retention: { name: 'retention', word: 'console.nav.retention' },
  settings: { name: 'settings', word: 'console.nav.settings' },
} as const

export type Section = keyof typeof SECTIONS

const OF_ROLE: Readonly<Record<Role, readonly Section[]>> = {
  party: [],
  agent: [],
  interpreter: [],
  mediator: ['today', 'cases', 'referrals', 'roster'],
  clerk: ['cases', 'intake', 'referrals', 'today', 'roster', 'figures'],
  judge: ['cases', 'today', 'register', 'roster'],
  organisation: ['cases', 'referrals', 'intake', 'today', 'roster', 'figures'],
  labour_office: ['roster', 'figures'],
  court_admin: ['roster', 'complaints', 'calendar', 'causes', 'accounts', 'figures'],
  auditor: ['audit', 'support', 'retention'],
  operator: ['operations', 'alarms', 'recordings', 'workers', 'support', 'settings'],
}

/** The sections of a role, in the order of the header. */
export const sectionsOf = (role: Role): readonly Section[] => OF_ROLE[role]

/** The page a role begins with: a mediator with the day, a court with its cases. */
export const landing = (role: Role): Section => OF_ROLE[role][0] ?? 'today'
