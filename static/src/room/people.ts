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

/** The two sides in fixed order: applicant left, respondent right. */
export function bySide<Person extends { side: Side }>(people: readonly Person[]): readonly [Group<Person>, Group<Person>] {
  const of = (side: Side): Group<Person> => ({ side, people: people.filter(person => person.side === side) })
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
    ?? others.find(member => member.side === 'neutral')
    ?? others[0]
    ?? null
}
