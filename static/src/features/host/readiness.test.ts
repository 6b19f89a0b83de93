import { describe, expect, it } from 'vitest'

import { aMember, aView } from '@/protocol/fixtures/views'
import type { MemberView, RoomView } from '@/protocol/messages'
import type { ParticipantView } from '@/api/types'

import { aParticipant, aSession } from './fixtures/sessions'
import { guestsOf, interpretersOutside, isUnsettled, nextStep, todosOf } from './readiness'

const WANG = aMember('wang', { side: 'neutral', role: 'mediator' })

function hostView(members: readonly MemberView[], given: Partial<RoomView> = {}): RoomView {
  const view = aView({ phase: 'before', members: [WANG, ...members], ...given })
  return { ...view, me: { ...view.me, identity: 'wang', role: 'mediator', side: 'neutral' } }
}

function stepOf(participants: readonly ParticipantView[], view: RoomView) {
  return nextStep(view, guestsOf(aSession(participants), view))
}

describe('standing', () => {
  it.each([
    ['absent', [], {}],
    ['absent', [aMember('li', { connection: 'away' })], {}],
    ['dropped', [aMember('li', { connection: 'reconnecting' })], {}],
    ['toCheck', [aMember('li', { place: 'lobby', admitted: false })], { identity_check: 'not_checked' }],
    ['waiting', [aMember('li', { place: 'lobby', admitted: false })], {}],
    ['admitted', [aMember('li', { place: 'lobby' })], {}],
    ['suspended', [], { link: 'suspended' }],
  ] as const)('is %s', (standing, members, facts) => {
    const [guest] = guestsOf(aSession([aParticipant('li', facts)]), hostView(members))

    expect(guest?.standing).toBe(standing)
  })

  it('leaves out whoever presides', () => {
    expect(guestsOf(aSession([aParticipant('wang', { side: 'neutral' })]), hostView([]))).toEqual([])
  })
})

describe('what is left to do', () => {
  it('names who is missing', () => {
    const guests = guestsOf(aSession([aParticipant('li'), aParticipant('zhao', { notice_acknowledged_at: null })]), hostView([aMember('li')]))

    const todos = Object.fromEntries(todosOf(guests).map(todo => [todo.key, todo.missing.map(guest => guest.name)]))

    expect(todos).toEqual({ present: ['zhao'], identity: [], notice: ['zhao'], consent: [], devices: [] })
  })

  it('counts a "no" as an answer', () => {
    const guests = guestsOf(aSession([aParticipant('li', { recording_consent: false })]), hostView([aMember('li')]))

    expect(todosOf(guests).find(todo => todo.key === 'consent')?.done).toBe(true)
  })
})

describe('the next step', () => {
  const knocking = aMember('li', { place: 'lobby', admitted: false })

  it('is to wait while nobody is here', () => {
    expect(stepOf([aParticipant('li')], hostView([])).kind).toBe('waitPeople')
  })

  it('is the identity of who knocks, then to admit them', () => {
    expect(stepOf([aParticipant('li', { identity_check: 'not_checked' })], hostView([knocking])).kind).toBe('identity')
    expect(stepOf([aParticipant('li')], hostView([knocking])).kind).toBe('admit')
  })

  it('is to open the meeting when someone is let in', () => {
    expect(stepOf([aParticipant('li')], hostView([aMember('li', { place: 'lobby' })])).kind).toBe('openMeeting')
  })

  it('never offers recording when nobody agreed', () => {
    const view = hostView([aMember('li')], { phase: 'open' })

    expect(stepOf([aParticipant('li')], view).kind).toBe('record')
    expect(stepOf([aParticipant('li', { recording_consent: false })], view).kind).toBe('talk')
  })

  it('is a broken recording before everything', () => {
    const { recording } = aView()
    const view = hostView([knocking], { recording: { ...recording, state: 'broken' } })

    expect(stepOf([aParticipant('li')], view).kind).toBe('broken')
  })

  it('is a late arrival while the meeting runs', () => {
    expect(stepOf([aParticipant('li')], hostView([knocking], { phase: 'open' })).kind).toBe('admit')
  })

  it('is to settle nothing while a disclosure waits for a reply, and still shows a raised hand', () => {
    const participants = [aParticipant('li', { recording_consent: false })]
    const asking = { ...aSession(participants), impartiality: { asking: [{ name: 'wang', missing: ['li'] }], challenged: false } }
    const step = (hand: number | null) => {
      const view = hostView([aMember('li', { hand })], { phase: 'open' })
      return nextStep(view, guestsOf(asking, view), isUnsettled(asking)).kind
    }

    expect(step(null)).toBe('unsettled')
    expect(step(1)).toBe('hand')
  })

  it('is the end of a caucus while in it', () => {
    const view = hostView([], { phase: 'caucus' })

    expect(stepOf([], { ...view, me: { ...view.me, place: 'caucus' } }).kind).toBe('caucus')
  })
})

describe('whom the host may let into a running caucus to interpret', () => {
  const signer = (linked_to: string | null) => aParticipant('he', { side: 'neutral', role: 'interpreter', linked_to })
  const people = (linked_to: string | null) => [aParticipant('li'), aParticipant('zhao', { side: 'respondent' }), signer(linked_to)]
  const outside = (linked_to: string | null, member: Partial<MemberView> = {}) => {
    const waits = aMember('he', { side: 'neutral', role: 'interpreter', place: 'waiting', linked_to, ...member })
    const view = hostView([aMember('li', { place: 'caucus' }), aMember('zhao', { side: 'respondent', place: 'waiting' }), waits], { phase: 'caucus' })
    return interpretersOutside(guestsOf(aSession(people(linked_to)), view)).map(guest => guest.identity)
  }

  it('is who helps somebody inside', () => {
    expect(outside('li')).toEqual(['he'])
  })

  it('is never who helps the other side, nor who is inside, away or in the lobby', () => {
    expect(outside('zhao')).toEqual([])
    expect(outside(null)).toEqual([])
    expect(outside('li', { place: 'caucus' })).toEqual([])
    expect(outside('li', { place: 'lobby' })).toEqual([])
    expect(outside('li', { connection: 'away' })).toEqual([])
  })
})
