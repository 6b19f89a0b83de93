/** What the last day of a rule after an agreement is about. */
import type { OwnDay } from '@/api/types'

export type OwnDayKind = 'objection' | 'enforcement'

export const kindOfDay = (rule: OwnDay['deadline']['rule']): OwnDayKind => rule === 'CONFIRM_OBJECT_15D' ? 'objection' : 'enforcement'
