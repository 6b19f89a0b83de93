/** How ready an invited person is, and the one next step of the day. Rules in order: the first that applies wins. */

import type { DeviceCheck, ParticipantView, SessionSummary, Today } from '@/api/types'

export type DeviceState = 'passed' | 'failed' | 'skipped' | 'none'
export type DeviceLine = 'camera' | 'microphone' | 'speaker' | 'connection'

const LINES: readonly DeviceLine[] = ['camera', 'microphone', 'speaker', 'connection']

/** What keeps a person from being ready, most urgent first. */
export type Lack = 'suspended' | 'denied' | 'expired' | 'not_opened' | 'notice' | 'failed' | 'device' | 'consent'

export function deviceState(check: DeviceCheck | null): DeviceState {
  if (!check) return 'none'
  if (LINES.some(line => check[line] === 'failed')) return 'failed'
  return LINES.some(line => check[line] === 'skipped') ? 'skipped' : 'passed'
}

export const failedLines = (check: DeviceCheck | null): DeviceLine[] =>
  check ? LINES.filter(line => check[line] === 'failed') : []

/** People who come by a personal link; staff are always ready. */
export const invited = (session: SessionSummary): readonly ParticipantView[] =>
  session.participants.filter(person => person.role === 'party' || person.role === 'agent' || person.role === 'interpreter')

const LACKS: readonly (readonly [Lack, (person: ParticipantView) => boolean])[] = [
  ['suspended', person => person.link === 'suspended'],
  ['denied', person => person.link === 'denied'],
  ['expired', person => person.link === 'expired'],
  ['not_opened', person => person.link === 'not_opened'],
  ['notice', person => person.notice_acknowledged_at === null],
  ['failed', person => deviceState(person.device_check) === 'failed'],
  ['device', person => person.device_check === null],
  ['consent', person => person.recording_consent === null],
]

export const lackOf = (person: ParticipantView): Lack | null => LACKS.find(([, holds]) => holds(person))?.[0] ?? null

const TEST_AGAIN_AFTER = 3_600_000

/** Whether a message asked them to test within the hour: nobody is written to again before. */
export const isAskedToTest = (person: ParticipantView, now: number): boolean =>
  person.test_asked_at !== null && now - Date.parse(person.test_asked_at) < TEST_AGAIN_AFTER

/** Whether a message may ask them to test: they come by a device that passed nothing yet, and their link is good. */
export function mayAskToTest(session: SessionSummary, person: ParticipantView, now: number): boolean {
  const byDevice = session.mode !== 'on_site' && person.attending?.manner !== 'on_site' && person.attending?.manner !== 'writing'
  const untested = person.device_check === null || deviceState(person.device_check) === 'failed'
  return byDevice && untested && (person.link === 'opened' || person.link === 'not_opened') && !isAskedToTest(person, now)
}

export const readyCount = (session: SessionSummary): number =>
  invited(session).filter(person => lackOf(person) === null).length

export type NextStep =
  | { readonly kind: 'open' | 'ready' | 'planned' | 'idle' | 'done', readonly session: SessionSummary }
  | { readonly kind: Lack, readonly session: SessionSummary, readonly person: ParticipantView }

/** The one thing to do now; null when nothing is planned at all. */
export function nextStep(today: Today): NextStep | null {
  const open = today.sessions.find(session => session.state === 'open')
  if (open) return { kind: 'open', session: open }
  const coming = today.sessions.find(session => session.state === 'scheduled')
  if (coming) return stepFor(coming)
  const over = today.sessions.at(-1)
  if (over) return { kind: 'done', session: over }
  const later = today.later[0]
  return later ? { kind: 'idle', session: later } : null
}

/** Who may not see the people of a session is told when it is, and nothing of how ready they are. */
function stepFor(session: SessionSummary): NextStep {
  if (!invited(session).length) return { kind: 'planned', session }
  for (const [lack] of LACKS) {
    const person = invited(session).find(one => lackOf(one) === lack)
    if (person) return { kind: lack, session, person }
  }
  return { kind: 'ready', session }
}
