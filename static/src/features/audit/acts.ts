/** Entries of the audit log in words. What has no word yet is shown by its code: nothing is left out. */

import type { AuditLine } from '@/api/types'

type Has = (key: string) => boolean
type Any = (key: string) => string

/** Kinds the log can be narrowed to: the part of a code before the point. */
export const KINDS = [
  'account', 'case', 'referral', 'choice', 'challenge', 'disclosure', 'panel', 'intake', 'material', 'party', 'consent', 'notice', 'step', 'authority', 'session', 'invitation', 'participant', 'identity',
  'facts', 'extension', 'agreement', 'door', 'personal', 'viewing', 'track', 'roster', 'complaint', 'calendar', 'cause', 'term_policy', 'case_link', 'change',
  'data_request', 'own_data', 'retention', 'hold',
  'recording', 'oral_record', 'pack', 'worker', 'support', 'delivery', 'audit', 'access', 'access_log', 'deletion',
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

export interface Fact { readonly word: string, readonly value: string }

/** Facts that are names of things, for whoever compares entries; they say nothing to a reader. */
const NUMBERS: ReadonlySet<string> = new Set([
  'identity', 'wording', 'viewing', 'digest', 'sha256', 'authority', 'agent', 'principal', 'withdrawal', 'material', 'document', 'recording', 'consents', 'access', 'extension', 'for', 'certificate', 'request', 'deletion', 'authorities', 'principals', 'paper',
])

/** The facts of an entry in words; with `codes` also numbers and digests. */
export function factsOf(line: Pick<AuditLine, 'facts'>, codes: boolean, has: Has, any: Any): Fact[] {
  const word = (key: string, code: string): string => (has(key) ? any(key) : code)
  return Object.entries(line.facts)
    .filter(([name, value]) => value !== '' && (codes || !NUMBERS.has(name)))
    .map(([name, value]) => ({
      word: word(`desk.audit.fact.${name}`, name),
      value: value.split(',').map(one => word(`desk.audit.value.${name}.${one}`, one)).join(any('common.and')),
    }))
}

/** Whether an entry stands at or after the first place where the chain does not hold. */
export const isSuspect = (line: Pick<AuditLine, 'number'>, firstBroken: number | null): boolean =>
  firstBroken !== null && line.number >= firstBroken
