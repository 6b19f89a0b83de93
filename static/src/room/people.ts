/** People as the tiles and lists say them: one state in words, and who belongs together. */
import type { MemberView, QualityLevel, Side } from '@/protocol/messages'
import type { TextKey } from '@/locales'
import type { IconName } from '@/ui/icons'

export interface Mark {
  readonly key: TextKey
  readonly icon: IconName
  readonly named: Readonly<Record<string, unknown>>
  /** Whether it says "active". */
  readonly go: boolean
}

function mark(key: TextKey, icon: IconName, go = false, named: Mark['named'] = {}): Mark {
  return { key, icon, go, named }
}

/** The voice of a person in words; a lost line comes before everything else. */
export function voiceOf(member: MemberView, speaking: boolean): Mark {
  if (member.connection === 'reconnecting') return mark('room.reconnecting', 'redo')
  if (member.connection === 'away') return mark('room.away', 'clock')
  if (member.mic === 'host_muted') return mark('room.hostMuted', 'mic-off')
  if (member.mic === 'off') return mark('room.muted', 'mic-off')
  return speaking ? mark('room.speaking', 'mic', true) : mark('room.micOn', 'mic', true)
}

/** What else must be said about a person. */
export function marksOf(
  member: MemberView, quality: QualityLevel | null, recording: boolean, undecodable = false,
): readonly Mark[] {
  const marks: Mark[] = []
  if (undecodable) marks.push(mark('room.undecodable', 'cam-off'))
  const weak = quality === 'poor' || quality === 'lost'
  if (weak && member.connection === 'here') marks.push(mark('room.weak', 'weak'))
  if (member.hand !== null) marks.push(mark('room.handUp', 'hand', true, { n: member.hand }))
  if (recording && member.recording_consent === false) marks.push(mark('room.notRecorded', 'recoff'))
  return marks
}

export interface Group<Person extends { side: Side } = MemberView> { readonly side: Side, readonly people: readonly Person[] }

interface Seated { readonly identity: string, readonly side: Side, readonly role: string, readonly linked_to: string | null }

/** Where a person is shown: whoever interprets stands on no side and sits with whom they help. */
export function seatSide(person: Seated, people: readonly Seated[]): Side {
  if (person.role !== 'interpreter') return person.side
  return people.find(other => other.identity === person.linked_to)?.side ?? person.side
}

/** The name over a picture; of whoever interprets also that they do, in the words of the case. */
export function nameOver(member: MemberView): string {
  return member.role === 'interpreter' && member.title ? `${member.name} · ${member.title}` : member.name
}

/** Whoever presides or keeps the record, not the interpreters who stand on no side either. */
export function isStaff(member: { readonly side: Side, readonly role: string }): boolean {
  return member.side === 'neutral' && member.role !== 'interpreter'
}

/** The two sides in fixed order: applicant left, respondent right. */
export function bySide<Person extends { side: Side }>(
  people: readonly Person[], sideOf: (person: Person) => Side = person => person.side,
): readonly [Group<Person>, Group<Person>] {
  const of = (side: Side): Group<Person> => ({ side, people: people.filter(person => sideOf(person) === side) })
  return [of('applicant'), of('respondent')]
}

/**
 * Whom the big picture shows: a screen, else the one who spoke last, else the mediator, else anybody.
 * Speech of the viewer never changes it.
 */
export function featured(
  others: readonly MemberView[], lastSpeaker: string | null,
): MemberView | null {
  return others.find(member => member.screen)
    ?? others.find(member => member.identity === lastSpeaker)
    ?? others.find(isStaff)
    ?? others[0]
    ?? null
}
