/** The named checks of the connection test: what each result means. Pure: figures in, states out. */
import type { CheckResult, ConnectionReport } from '@/api/types'
import type { LoopResult } from '@/media/loop'

export const CHECKS = ['websocket', 'udp', 'tcp', 'turn', 'audio', 'video', 'round_trip', 'loss'] as const
export type CheckName = typeof CHECKS[number]
export type CheckState = CheckResult | 'waiting' | 'running'
export type States = Readonly<Record<CheckName, CheckState>>

/** Above this people talk over each other (ITU-T G.114 doubles its limit of one way). */
const SLOW_MS = 700
/** Above this speech has gaps. */
const MUCH_LOST = 0.05

export const WAITING: States = {
  websocket: 'waiting', udp: 'waiting', tcp: 'waiting', turn: 'waiting', audio: 'waiting', video: 'waiting', round_trip: 'waiting', loss: 'waiting',
}

/** What a loop that carried media says of sound, picture, delay and loss; all skipped when nothing was connected. */
export function judge(loop: LoopResult): Pick<Record<CheckName, CheckResult>, 'audio' | 'video' | 'round_trip' | 'loss'> {
  if (!loop.connected) return { audio: 'skipped', video: 'skipped', round_trip: 'skipped', loss: 'skipped' }
  return {
    audio: passed(loop.audio),
    video: passed(loop.video),
    round_trip: loop.roundTripMs === null ? 'skipped' : passed(loop.roundTripMs < SLOW_MS),
    loss: loop.lost === null ? 'skipped' : passed(loop.lost < MUCH_LOST),
  }
}

export type Verdict = 'good' | 'usable' | 'bad'

/** The whole in one word: usable is what a mediation can be held with, though not at its best. */
export function verdictOf(states: States): Verdict {
  const path = states.udp === 'passed' || states.tcp === 'passed' || states.turn === 'passed'
  if (states.websocket === 'failed' || !path || states.audio === 'failed') return 'bad'
  return CHECKS.some(name => states[name] === 'failed') ? 'usable' : 'good'
}

/** A state that is over, as it is sent. */
function resultOf(state: CheckState): CheckResult {
  return state === 'passed' || state === 'failed' ? state : 'skipped'
}

export type Results = Pick<ConnectionReport, CheckName>

export function resultsOf(states: States): Results {
  return {
    websocket: resultOf(states.websocket), udp: resultOf(states.udp), tcp: resultOf(states.tcp), turn: resultOf(states.turn),
    audio: resultOf(states.audio), video: resultOf(states.video), round_trip: resultOf(states.round_trip), loss: resultOf(states.loss),
  }
}

function passed(good: boolean): CheckResult {
  return good ? 'passed' : 'failed'
}
