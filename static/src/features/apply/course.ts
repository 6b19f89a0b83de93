/** Where one's own case stands, as five steps everybody understands. */
import type { CaseState } from '@/api/types'

export const STEPS = ['handed_in', 'mediator', 'time', 'talk', 'result'] as const

const STEP_OF: Readonly<Record<CaseState, number>> = {
  received: 0, returned: 0,
  to_appoint: 1, awaiting_acceptance: 1,
  accepted: 2, asking: 2,
  scheduled: 3, in_mediation: 3, on_site: 3, suspended: 3, appraisal: 3,
  agreed: 4, partly_agreed: 4, in_force: 4, confirming: 4, performing: 4, ended: 4, handed_over: 4, filed: 4,
}

/** Nothing is mediated any more, and nothing was agreed. */
export const isOver = (state: CaseState): boolean => ['ended', 'handed_over', 'filed'].includes(state)

/** The step the case is at, from 0. */
export const stepOf = (state: CaseState): number => STEP_OF[state]
