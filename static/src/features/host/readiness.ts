/** How ready each person is: what the case knows of them joined with where the room sees them. */
import type { ParticipantView, SessionView } from '@/api/types'
import type { MemberView, RoomView, Side } from '@/protocol/messages'
import { isStaff, seatSide } from '@/room/people'

export type Standing = 'admitted' | 'waiting' | 'toCheck' | 'absent' | 'suspended' | 'dropped'

export interface Guest {
  readonly identity: string
  readonly name: string
  /** Where they are shown; of whoever interprets the side they help. */
  readonly side: Side
  readonly title: string
  readonly facts: ParticipantView
  readonly member: MemberView | null
  readonly standing: Standing
}

function standingOf(facts: ParticipantView, member: MemberView | null): Standing {
  if (facts.link === 'suspended') return 'suspended'
  if (member === null || member.connection === 'away') return 'absent'
  if (member.connection === 'reconnecting') return 'dropped'
  if (member.admitted) return 'admitted'
  return facts.identity_check === 'not_checked' ? 'toCheck' : 'waiting'
}

/** Everyone invited to this session who is not presiding. */
export function guestsOf(session: SessionView, view: RoomView | null): readonly Guest[] {
  const members = new Map((view?.members ?? []).map(member => [member.identity, member]))
  const invited = session.summary.participants
  return invited
    .filter(person => !isStaff(person))
    .map((facts) => {
      const member = members.get(facts.identity) ?? null
      return {
        identity: facts.identity, name: facts.name, side: seatSide(facts, invited), title: facts.title, facts, member,
        standing: standingOf(facts, member),
      }
    })
}

export function interprets(guest: Guest): boolean {
  return guest.facts.role === 'interpreter'
}

/** Whoever interprets for somebody in the caucus and waits outside: the host may let them in at any time. */
export function interpretersOutside(guests: readonly Guest[]): readonly Guest[] {
  const inside = new Set(guests.filter(guest => guest.member?.place === 'caucus').map(guest => guest.identity))
  return guests.filter(guest => interprets(guest) && isHere(guest) && guest.member?.place === 'waiting' && inside.has(guest.facts.linked_to ?? ''))
}

export function isHere(guest: Guest): boolean {
  return guest.member?.connection === 'here'
}

/** Names of checks a person failed. */
export function failedChecks(guest: Guest): readonly ('camera' | 'microphone' | 'speaker' | 'connection')[] {
  const check = guest.facts.device_check
  if (check === null) return []
  return (['camera', 'microphone', 'speaker', 'connection'] as const).filter(name => check[name] === 'failed')
}

export type TodoKey = 'present' | 'identity' | 'notice' | 'consent' | 'devices'

export interface Todo {
  readonly key: TodoKey
  readonly done: boolean
  /** Who is missing. */
  readonly missing: readonly Guest[]
}

/** What should be done before the start; nothing of it keeps the host from starting. */
export function todosOf(guests: readonly Guest[]): readonly Todo[] {
  const todo = (key: TodoKey, missing: readonly Guest[]): Todo => ({ key, done: guests.length > 0 && missing.length === 0, missing })
  return [
    todo('present', guests.filter(guest => !isHere(guest))),
    todo('identity', guests.filter(guest => guest.facts.identity_check !== 'passed')),
    todo('notice', guests.filter(guest => guest.facts.notice_acknowledged_at === null)),
    todo('consent', guests.filter(guest => guest.facts.recording_consent === null)),
    todo('devices', guests.filter(guest => guest.facts.device_check === null)),
  ]
}

/** The one obvious next thing for the host. */
export type Step =
  | { readonly kind: 'broken' }
  | { readonly kind: 'identity', readonly guest: Guest }
  | { readonly kind: 'admit', readonly guest: Guest }
  | { readonly kind: 'openMeeting' }
  | { readonly kind: 'waitPeople' }
  | { readonly kind: 'calling' }
  | { readonly kind: 'caucus' }
  | { readonly kind: 'record' }
  | { readonly kind: 'hand', readonly member: MemberView }
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'talk' }

function knocking(guests: readonly Guest[]): Step | null {
  const guest = guests.find(item => isHere(item) && !item.member?.admitted && item.standing !== 'suspended')
  if (guest === undefined) return null
  return guest.facts.identity_check === 'not_checked' ? { kind: 'identity', guest } : { kind: 'admit', guest }
}

function beforeStart(guests: readonly Guest[]): Step {
  const next = knocking(guests)
  if (next !== null) return next
  return guests.some(guest => isHere(guest) && guest.member?.admitted) ? { kind: 'openMeeting' } : { kind: 'waitPeople' }
}

function mayRecord(view: RoomView, guests: readonly Guest[]): boolean {
  return view.recording.state === 'off' && guests.some(guest => guest.facts.recording_consent === true)
}

/** Whether a reply to a disclosure or the decision of a challenge is still to come: nothing is settled meanwhile. */
export function isUnsettled(session: SessionView | null): boolean {
  return session !== null && (session.impartiality.asking.length > 0 || session.impartiality.challenged)
}

/** Decide the next step; the first that applies wins. */
export function nextStep(view: RoomView, guests: readonly Guest[], unsettled = false): Step {
  if (view.recording.state === 'broken') return { kind: 'broken' }
  if (view.phase === 'before') return beforeStart(guests)
  if (view.me.place === 'caucus') return { kind: 'caucus' }
  if (view.caucus !== null && view.caucus.since === null) return { kind: 'calling' }
  const next = knocking(guests)
  if (next !== null) return next
  if (mayRecord(view, guests)) return { kind: 'record' }
  const hand = view.members.find(member => member.hand === 1 && member.place === view.me.place)
  if (hand !== undefined) return { kind: 'hand', member: hand }
  return unsettled ? { kind: 'unsettled' } : { kind: 'talk' }
}
