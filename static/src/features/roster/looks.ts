/** From codes of the roster to looks, and what is asked of the list, to and from the address. */

import type { LocationQuery, LocationQueryRaw } from 'vue-router'

import type { RosterQuery } from '@/api/roster'
import type { EntryState, Fee, RosterLevel, Skill } from '@/api/types'
import type { IconName } from '@/ui/icons'

import type { Tone } from '../console/states'

export const ENTRY_LOOKS: Readonly<Record<EntryState, { tone: Tone, icon: IconName }>> = {
  draft: { tone: 'plain', icon: 'pen' },
  reported: { tone: 'brand', icon: 'send' },
  under_review: { tone: 'amber', icon: 'clock' },
  listed: { tone: 'jade', icon: 'check' },
  returned: { tone: 'plain', icon: 'redo' },
  change_pending: { tone: 'amber', icon: 'clock' },
  stopped: { tone: 'plain', icon: 'pause' },
}

export const ENTRY_STATES = Object.keys(ENTRY_LOOKS) as EntryState[]

export const SKILLS: readonly Skill[] = [
  'remuneration', 'compensation', 'relationship', 'contract', 'injury', 'social_insurance', 'non_compete', 'dispatch',
  'part_time_work', 'new_employment', 'women', 'personnel',
]

export const FEES: readonly Fee[] = ['free', 'charged']

export const LEVELS: readonly RosterLevel[] = ['court', 'region', 'nation']

const first = (value: LocationQuery[string] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? ''

/** Read the address; what makes no sense in it is left out. */
export function rosterQueryOf(query: LocationQuery): RosterQuery {
  const page = Number(first(query['page']))
  const kind = first(query['kind'])
  return {
    query: first(query['query']).trim() || undefined,
    state: ENTRY_STATES.find(one => one === first(query['state'])),
    skill: SKILLS.find(one => one === first(query['skill'])),
    fee: FEES.find(one => one === first(query['fee'])),
    level: LEVELS.find(one => one === first(query['level'])),
    kind: kind === 'organisation' || kind === 'mediator' ? kind : undefined,
    court: first(query['court']).trim() || undefined,
    waiting: first(query['waiting']) === 'true' || undefined,
    page: Number.isInteger(page) && page > 1 ? page : undefined,
  }
}

/** Write the address; empty conditions and the first page are not in it. */
export function rosterRouteQuery(asked: RosterQuery): LocationQueryRaw {
  const kept = Object.entries(asked).filter(([name, value]) => value && !(name === 'page' && value === 1))
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
}
