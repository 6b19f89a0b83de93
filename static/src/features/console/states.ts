/** From a code to its look; the word comes from the locale. One map for every page. */

import type { CaseState, OutcomeKind, RecordingSummary, SentReminder, SessionState } from '@/api/types'
import type { IconName } from '@/ui/icons'

export type Tone = 'plain' | 'brand' | 'jade' | 'amber' | 'red'

interface Look {
  readonly tone: Tone
  readonly icon?: IconName
}

export const CASE_LOOKS: Readonly<Record<CaseState, Look>> = {
  received: { tone: 'plain', icon: 'doc' },
  returned: { tone: 'plain', icon: 'doc' },
  to_appoint: { tone: 'amber', icon: 'clock' },
  awaiting_acceptance: { tone: 'amber', icon: 'clock' },
  accepted: { tone: 'brand', icon: 'check' },
  asking: { tone: 'amber', icon: 'clock' },
  scheduled: { tone: 'brand', icon: 'cal' },
  in_mediation: { tone: 'brand', icon: 'users' },
  on_site: { tone: 'brand', icon: 'users' },
  suspended: { tone: 'amber', icon: 'clock' },
  appraisal: { tone: 'amber', icon: 'clock' },
  agreed: { tone: 'jade', icon: 'check' },
  partly_agreed: { tone: 'jade', icon: 'check' },
  in_force: { tone: 'jade', icon: 'check' },
  confirming: { tone: 'brand', icon: 'doc' },
  performing: { tone: 'jade', icon: 'check' },
  ended: { tone: 'plain', icon: 'doc' },
  handed_over: { tone: 'plain', icon: 'doc' },
  filed: { tone: 'plain', icon: 'doc' },
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
  erased: { tone: 'plain', icon: 'trash' },
}

export const MESSAGE_LOOKS: Readonly<Record<SentReminder['state'], Look>> = {
  queued: { tone: 'amber', icon: 'clock' },
  sent: { tone: 'jade', icon: 'check' },
  failed: { tone: 'red', icon: 'alert' },
  desk: { tone: 'amber', icon: 'phone' },
}
