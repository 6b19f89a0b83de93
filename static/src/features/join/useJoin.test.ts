import { describe, expect, it } from 'vitest'

import type { InvitationView } from '@/api/types'

import { wordsOf } from './problem'
import { firstStep, stepAfterLanding } from './useJoin'

const AT = '2026-03-18T01:30:00Z'

function anInvitation(given: Partial<InvitationView> = {}): InvitationView {
  return {
    identity: 'li', name: '李秀兰', side: 'applicant', role: 'party', title: '申请人', device: 'this', phone_hint: '138****6127',
    serial: 'LY2026-000128', cause: '劳动报酬争议', other_party: '公司', own_party: '李秀兰', mediator: '王调解员', organisation: '中心',
    court: '法院', session: 's1', session_state: 'scheduled', starts_at: AT, put_off: false, minutes: 90, number: 1, revision: 0, notice_version: '1',
    notice_acknowledged_at: AT,
    consents: [{ purpose: 'recording', answer: false, version: '1', answered_at: AT }],
    device_check: { camera: 'failed', microphone: 'passed', speaker: 'passed', connection: 'passed', note: null },
    online_mediation: true, steps_wording: '2026-11', attending: null, outcome: null, expires_at: AT, ...given,
  }
}

describe('mediating online', () => {
  it('is asked on the notice page as long as nobody knows, and only then', () => {
    expect(stepAfterLanding(anInvitation({ online_mediation: null }))).toBe('notice')
    expect(stepAfterLanding(anInvitation({ online_mediation: false }))).toBe('room')
  })
})

describe('the first page of a link', () => {
  it.each(['concluded', 'adjourned', 'cancelled'] as const)('of a session that is %s is the last page', (session_state) => {
    expect(firstStep(anInvitation({ session_state }))).toBe('ended')
  })

  it('on a second device asks whose it is', () => {
    expect(firstStep(anInvitation({ device: 'other' }))).toBe('other-device')
  })

  it('is the landing page otherwise', () => {
    expect(firstStep(anInvitation({ device: 'unbound' }))).toBe('landing')
  })
})

describe('the way after it', () => {
  it('leads to the notice until it is read', () => {
    expect(stepAfterLanding(anInvitation({ notice_acknowledged_at: null }))).toBe('notice')
  })

  it('leads to the questions while one is open', () => {
    const consents = [{ purpose: 'recording', answer: null, version: '1', answered_at: null }] as const

    expect(stepAfterLanding(anInvitation({ consents }))).toBe('notice')
  })

  it('leads to the device check once', () => {
    expect(stepAfterLanding(anInvitation({ device_check: null }))).toBe('check')
  })

  it('leads a person who said no, and whose camera failed, into the room like everyone', () => {
    expect(stepAfterLanding(anInvitation())).toBe('room')
  })
})

describe('the words of a refused link', () => {
  it.each([
    ['invitation.expired', 410, 'join.error.expiredTitle'],
    ['invitation.suspended', 403, 'join.error.suspendedTitle'],
    ['invitation.revoked', 410, 'join.error.revokedTitle'],
    ['invitation.move_locked', 429, 'join.error.triesTitle'],
    ['limit.link', 429, 'common.error.rateTitle'],
    ['not_found', 404, 'join.error.unknownTitle'],
    ['network.unreachable', 0, 'common.error.networkTitle'],
    ['something.new', 500, 'common.error.unknownTitle'],
  ])('for %s', (code, status, title) => {
    expect(wordsOf({ code, status })[0]).toBe(title)
  })
})
