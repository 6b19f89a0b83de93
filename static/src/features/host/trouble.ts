/** Who has trouble now, worst first: a lost line, a microphone that gives nothing, voices that find no place, a poor line. */
import type { MemberView, QualityLevel } from '@/protocol/messages'

export type TroubleKind = 'lost' | 'silent' | 'crowded' | 'poor'

export interface Trouble { readonly identity: string, readonly name: string, readonly kind: TroubleKind }

const WORST: readonly TroubleKind[] = ['lost', 'silent', 'crowded', 'poor']

export function troublesOf(
  members: readonly MemberView[], quality: Readonly<Record<string, QualityLevel>>, silent: readonly string[],
  crowded: readonly string[],
): readonly Trouble[] {
  const found = members.flatMap((member): Trouble[] => {
    const kind = kindOf(member, quality[member.identity], silent.includes(member.identity), crowded.includes(member.identity))
    return kind === null ? [] : [{ identity: member.identity, name: member.name, kind }]
  })
  return found.sort((one, other) => WORST.indexOf(one.kind) - WORST.indexOf(other.kind))
}

function kindOf(member: MemberView, level: QualityLevel | undefined, silent: boolean, crowded: boolean): TroubleKind | null {
  // Who waits or has left struggles with nothing that the host could help with now.
  if (member.connection === 'away' || (member.place !== 'joint' && member.place !== 'caucus')) return null
  if (member.connection === 'reconnecting' || level === 'lost') return 'lost'
  if (silent) return 'silent'
  if (crowded) return 'crowded'
  return level === 'poor' ? 'poor' : null
}
