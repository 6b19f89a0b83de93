/** What the address of the audit log asks for: case, person, days. */

import type { AuditConditions } from '@/api/desk'

type Query = Readonly<Record<string, unknown>>
const FIELDS = ['serial', 'actor', 'since', 'until'] as const
type Narrow = Readonly<Record<typeof FIELDS[number], string>>

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value)

/** The conditions of an address; what no day can be is left out. */
export function conditionsOf(query: Query): Narrow & AuditConditions {
  const [since, until] = [text(query['since']), text(query['until'])]
  return { serial: text(query['serial']), actor: text(query['actor']), since: isDay(since) ? since : '', until: isDay(until) ? until : '' }
}

/** The part of an address behind the question mark; what is empty is not in it. */
export function queryOf(kind: string | undefined, wanted: Narrow): Record<string, string> {
  const given = FIELDS.map(name => [name, wanted[name].trim()] as const).filter(([, value]) => value)
  return { ...(kind ? { kind } : {}), ...Object.fromEntries(given) }
}
