/** Values of an entry in words, field by field, in the order of the form. */

import type { EntryKind, ProfileView, RosterEntry } from '@/api/types'
import type { TextKey } from '@/locales'

type Say = (key: TextKey, named?: Record<string, unknown>) => string

const SHARED = ['name', 'kinds', 'skills', 'speciality', 'fee', 'regions', 'level', 'pool', 'max_open', 'phone'] as const
const OF_KIND = {
  organisation: [...SHARED, 'type', 'code', 'address', 'head', 'contact', 'e_seal'],
  mediator: [
    ...SHARED, 'mediator_kind', 'gender', 'born_on', 'id_number', 'education', 'qualification', 'languages', 'origin', 'training',
    'may_preside', 'declared',
  ],
} as const

export type FieldName = (typeof OF_KIND)[EntryKind][number]

export const fieldsOf = (kind: EntryKind): readonly FieldName[] => OF_KIND[kind]

/** Fields that anyone reads on the public roster. */
const PUBLIC: readonly FieldName[] = ['name', 'type', 'mediator_kind', 'kinds', 'skills', 'speciality', 'fee', 'level']

/** What the public roster shows anew once the change is confirmed. */
export const publicChanges = (held: Pick<RosterEntry, 'kind' | 'changed'>): readonly FieldName[] =>
  fieldsOf(held.kind).filter(field => PUBLIC.includes(field) && held.changed.includes(field))

const WORDS = { kinds: 'disputes', skills: 'skills', pool: 'pools', fee: 'fees', level: 'levels', type: 'types', mediator_kind: 'mediatorKinds', gender: 'genders', origin: 'origins' } as const

/** One field in words; an empty one is a dash. */
export function valueOf(view: ProfileView, field: FieldName, say: Say, any: (key: string) => string): string {
  const dash = say('roster.none')
  if (field === 'phone' || field === 'id_number' || field === 'born_on') return (view.private?.[field] ?? '') || dash
  const value = view.profile[field]
  if (field in WORDS) {
    const codes = Array.isArray(value) ? value as readonly string[] : value === null ? [] : [value as string]
    return codes.map(code => any(`roster.${WORDS[field as keyof typeof WORDS]}.${code}`)).join(say('common.and')) || dash
  }
  if (field === 'regions') return view.profile.regions.join(say('common.and')) || say('roster.everywhere')
  if (typeof value === 'boolean') return say(value ? 'roster.yes' : 'roster.no')
  return String(value ?? '') || dash
}
