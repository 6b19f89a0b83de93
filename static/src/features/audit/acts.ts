/** Entries of the audit log in words. What has no word yet is shown by its code: nothing is left out. */

import type { AuditLine } from '@/api/types'

type Has = (key: string) => boolean
type Any = (key: string) => string

/** Kinds the log can be narrowed to: the part of a code before the point. */
export const KINDS = [
  'account', 'case', 'referral', 'choice', 'challenge', 'disclosure', 'panel', 'intake', 'material', 'party', 'consent', 'notice', 'step', 'authority', 'session', 'invitation', 'participant', 'identity',
  'extension', 'agreement', 'door', 'personal', 'viewing', 'track', 'roster', 'complaint', 'calendar', 'term_policy', 'case_link', 'change',
] as const

export type Kind = typeof KINDS[number]

export const kindOf = (text: unknown): Kind | undefined => KINDS.find(kind => kind === text)

export function actWord(line: Pick<AuditLine, 'action'>, has: Has, any: Any): string {
  const key = `desk.audit.act.${line.action}`
  return has(key) ? any(key) : line.action
}

/** `account:4f0c` and the like: which kind of thing, and its id. */
export function split(reference: string): readonly [kind: string, id: string] {
  const at = reference.indexOf(':')
  return at < 0 ? [reference, ''] : [reference.slice(0, at), reference.slice(at + 1)]
}

export function subjectWord(subject: string, has: Has, any: Any): string {
  const [kind] = split(subject)
  return has(`desk.audit.subjects.${kind}`) ? any(`desk.audit.subjects.${kind}`) : kind
}

/** The name where the server gave one, else what kind of actor it was. */
export function actorWord(line: Pick<AuditLine, 'actor' | 'name'>, has: Has, any: Any): string {
  const [kind] = split(line.actor)
  return line.name ?? (has(`desk.audit.actor.${kind}`) ? any(`desk.audit.actor.${kind}`) : kind)
}

/** Whether an entry stands at or after the first place where the chain does not hold. */
export const isSuspect = (line: Pick<AuditLine, 'number'>, firstBroken: number | null): boolean =>
  firstBroken !== null && line.number >= firstBroken
