/** From a code to its look; the word comes from the locale. One map for every page. */

import type { CaseState, OutcomeKind, RecordingSummary, SessionState } from '@/api/types'
import type { IconName } from '@/ui/icons'

export type Tone = 'plain' | 'brand' | 'jade' | 'amber' | 'red'

interface Look {
  readonly tone: Tone
  readonly icon?: IconName
}

export const CASE_LOOKS: Readonly<Record<CaseState, Look>> = {
  scheduled: { tone: 'brand', icon: 'cal' },
  in_mediation: { tone: 'brand', icon: 'users' },
  agreed: { tone: 'jade', icon: 'check' },
  partly_agreed: { tone: 'jade', icon: 'check' },
  ended: { tone: 'plain', icon: 'doc' },
}

export const CASE_STATES = Object.keys(CASE_LOOKS) as CaseState[]

export const SESSION_LOOKS: Readonly<Record<SessionState, Look>> = {
  scheduled: { tone: 'brand' },
  open: { tone: 'jade' },
  concluded: { tone: 'plain' },
  adjourned: { tone: 'amber' },
  cancelled: { tone: 'plain' },
}

export const OUTCOME_LOOKS: Readonly<Record<OutcomeKind, Look>> = {
  settled: { tone: 'jade' },
  partly_settled: { tone: 'jade' },
  not_settled: { tone: 'plain' },
  adjourned: { tone: 'amber' },
}

export const RECORDING_LOOKS: Readonly<Record<RecordingSummary['state'], Look>> = {
  open: { tone: 'red', icon: 'rec' },
  sealing: { tone: 'amber', icon: 'clock' },
  sealed: { tone: 'jade', icon: 'lock' },
  failed: { tone: 'red', icon: 'alert' },
}
