import { describe, expect, test } from 'vitest'

import type { ParticipantView, SessionSummary } from '@/api/types'

import { deviceState, failedLines, lackOf, mayAskToTest, nextStep, readyCount } from './readiness'

const PASSED = { camera: 'passed', microphone: 'passed', speaker: 'passed', connection: 'passed' } as const

const ready: ParticipantView = {
  identity: 'li', name: '李秀兰', side: 'applicant', role: 'party', title: '申请人', phone: '138****6027', link: 'opened',
  identity_check: 'passed', identity_checked_at: null, notice_acknowledged_at: '2026-11-22T08:00:00Z', recording_consent: true,
  consents: [], device_check: PASSED, linked_to: null, removed_reason: null, attending: null, test_asked_at: null, wish: null,
}

const person = (over: Partial<ParticipantView>): ParticipantView => ({ ...ready, ...over })

const session = (over: Partial<SessionSummary>): SessionSummary => ({
  id: 's1', serial: 'LY2026-000128', title: '李秀兰 与 公司', cause: '追索劳动报酬纠纷', number: 1, state: 'scheduled',
  starts_at: '2026-11-23T01:30:00Z', minutes: 90, mode: 'online', revision: 0, mediator: '王调解员', participants: [ready], ...over,
})

const day = (sessions: SessionSummary[], later: SessionSummary[] = []) => ({ now: '2026-11-23T01:00:00Z', sessions, later })

describe('an invited person', () => {
  test('lacks the most urgent thing first', () => {
    const lacks = [
      person({ link: 'suspended', notice_acknowledged_at: null }), person({ link: 'expired' }),
      person({ link: 'not_opened', notice_acknowledged_at: null, device_check: null, recording_consent: null }),
      person({ notice_acknowledged_at: null, device_check: null }), person({ device_check: { ...PASSED, microphone: 'failed' } }),
      person({ device_check: null, recording_consent: null }), person({ recording_consent: null }), ready,
    ].map(lackOf)

    expect(lacks).toEqual(['suspended', 'expired', 'not_opened', 'notice', 'failed', 'device', 'consent', null])
  })

  test('is asked to test by message once an hour, while a device they come by passed nothing', () => {
    const now = Date.parse('2026-11-23T01:00:00Z')
    const untested = person({ device_check: null })
    const may = (over: Partial<ParticipantView>, on: Partial<SessionSummary> = {}): boolean => mayAskToTest(session(on), { ...untested, ...over }, now)

    expect(may({})).toBe(true)
    expect(may({ device_check: { ...PASSED, microphone: 'failed' } })).toBe(true)
    expect(may({ device_check: PASSED })).toBe(false)
    expect([may({ test_asked_at: '2026-11-23T00:01:00Z' }), may({ test_asked_at: '2026-11-23T00:00:00Z' })]).toEqual([false, true])
    expect([may({ link: 'suspended' }), may({ link: 'denied' }), may({ link: 'expired' })]).toEqual([false, false, false])
    expect([may({}, { mode: 'on_site' }), may({ attending: { manner: 'on_site', confirmed_by: '王', at: '2026-11-22T00:00:00Z' } })]).toEqual([false, false])
  })

  test('who said no to recording is as ready as who said yes', () => {
    expect(lackOf(person({ recording_consent: false }))).toBeNull()
  })

  test('shows a failed line before a skipped one', () => {
    const check = { ...PASSED, camera: 'failed', speaker: 'skipped' } as const

    expect([deviceState(null), deviceState(PASSED), deviceState({ ...PASSED, camera: 'skipped' }), deviceState(check)])
      .toEqual(['none', 'passed', 'skipped', 'failed'])
    expect(failedLines(check)).toEqual(['camera'])
  })

  test('is counted ready only without a lack; staff are not counted', () => {
    const participants = [ready, person({ identity: 'zhou', device_check: null }), person({ identity: 'wang', role: 'mediator', side: 'neutral', device_check: null })]

    expect(readyCount(session({ participants }))).toBe(1)
  })
})

describe('the next step', () => {
  test('is a running session before anything else', () => {
    const running = session({ id: 's2', state: 'open' })

    expect(nextStep(day([session({ participants: [person({ link: 'not_opened' })] }), running]))).toEqual({ kind: 'open', session: running })
  })

  test('is the most urgent lack of the next session, whoever it is', () => {
    const suspended = person({ identity: 'zhao', link: 'suspended' })
    const coming = session({ participants: [person({ device_check: null }), suspended] })

    expect(nextStep(day([coming]))).toEqual({ kind: 'suspended', session: coming, person: suspended })
  })

  test('is to enter when everybody is ready', () => {
    expect(nextStep(day([session({})]))?.kind).toBe('ready')
  })

  test('is not called ready for who may not see its people', () => {
    expect(nextStep(day([session({ participants: [] })]))?.kind).toBe('planned')
  })

  test('looks past what is over', () => {
    expect(nextStep(day([session({ state: 'concluded' }), session({ id: 's2' })]))).toMatchObject({ kind: 'ready', session: { id: 's2' } })
    expect(nextStep(day([session({ state: 'concluded' })]))?.kind).toBe('done')
  })

  test('is the next day when today is free, and nothing when nothing is planned', () => {
    expect(nextStep(day([], [session({ id: 'tomorrow' })]))).toMatchObject({ kind: 'idle', session: { id: 'tomorrow' } })
    expect(nextStep(day([]))).toBeNull()
  })
})
