/** Lines of an access log in words. What has no word yet is shown by its code: nothing is left out. */

import type { AccessConditions } from '@/api/recordings'
import type { AccessKind, AccessLine } from '@/api/types'

import { spanWords, timecode } from '../console/time'

export const KINDS: readonly AccessKind[] = [
  'started', 'paused', 'resumed', 'stopped', 'broken', 'sealed', 'verified', 'opened', 'read', 'refused', 'exported', 'copied', 'deletion_asked', 'deletion_refused', 'deletion_withdrawn', 'deleted',
]

type Tone = 'brand' | 'jade' | 'amber' | 'red'
const TONES: Partial<Record<AccessKind, Tone>> = {
  started: 'red', broken: 'amber', sealed: 'jade', verified: 'jade', refused: 'red', exported: 'brand', copied: 'brand', deletion_asked: 'amber', deleted: 'red',
}
export const toneOf = (kind: AccessKind): Tone | '' => TONES[kind] ?? ''

const FIELDS = ['kind', 'account', 'purpose', 'since', 'until'] as const
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value)

/** The conditions of an address; what there is not narrows nothing. */
export function conditionsOf(query: Readonly<Record<string, unknown>>, purposes: readonly string[]): AccessConditions {
  const asked = Object.fromEntries(FIELDS.map(name => [name, text(query[name])])) as AccessConditions
  return {
    ...asked,
    kind: (KINDS as readonly string[]).includes(asked.kind) ? asked.kind : '',
    purpose: purposes.includes(asked.purpose) ? asked.purpose : '',
    since: isDay(asked.since) ? asked.since : '',
    until: isDay(asked.until) ? asked.until : '',
  }
}

/** The part of an address behind the question mark; what is empty is not in it. */
export const queryOf = (wanted: AccessConditions): Record<string, string> =>
  Object.fromEntries(FIELDS.map(name => [name, wanted[name]] as const).filter(([, value]) => value))

type Any = (key: string, facts?: Record<string, unknown>) => string
type Has = (key: string) => boolean

/** What a line is about: who agreed, what was found, from where to where it was watched, why it was refused. */
export function contentOf(line: Pick<AccessLine, 'kind' | 'facts' | 'watched'>, any: Any, has: Has): string {
  const { facts } = line
  const word = (key: string, code: string): string => (has(key) ? any(key) : code)
  switch (line.kind) {
    case 'started':
      return facts['agreed'] === undefined ? '' : [any('access.log.consents', { yes: facts['agreed'], no: facts['not_agreed'] ?? '0' }), facts['alone'] ? any('access.log.resumedAlone') : ''].filter(Boolean).join(any('common.sideSeparator'))
    case 'verified':
      return any(`access.log.verdicts.${facts['verdict'] ?? 'incomplete'}`, { n: facts['tracks'] ?? '0', records: facts['records'] ?? '0' })
    case 'opened':
      return line.watched
        ? any('access.log.watched', { from: timecode(line.watched.from_ms), to: timecode(line.watched.to_ms), span: spanWords(line.watched.lasted_ms, any) })
        : any('access.log.notPlayed')
    case 'read':
      return facts['track'] === undefined ? '' : any('access.log.track', { n: facts['track'] })
    case 'refused':
      return [word(`access.log.refusedOf.${facts['of'] ?? ''}`, facts['of'] ?? ''), word(`access.log.refusals.${facts['code'] ?? ''}`, facts['code'] ?? '')].filter(Boolean).join(any('common.sideSeparator'))
    case 'exported':
      return any('access.log.lines', { n: facts['lines'] ?? '0', digest: (facts['sha256'] ?? '').slice(0, 16) })
    case 'deleted':
      return facts['certificate'] === undefined ? '' : any('access.log.certificate', { certificate: facts['certificate'] })
    default:
      return ''
  }
}

/** A row of the log: one line, or what one person read of several tracks one right after the other. */
export interface AccessRow {
  /** The newest of them. */
  readonly line: AccessLine
  /** When the first of them was; empty for one line. */
  readonly since: string
  readonly tracks: readonly string[]
}

const isSameReading = (one: AccessLine, other: AccessLine): boolean =>
  one.kind === 'read' && other.kind === 'read' && one.account === other.account && one.purpose === other.purpose && one.reason === other.reason && one.origin === other.origin

/** The lines, newest first, as rows: who opens a recording reads each track for itself, and that is one thing to a reader. */
export function rowsOf(lines: readonly AccessLine[]): readonly AccessRow[] {
  const rows: AccessRow[] = []
  for (const line of lines) {
    const last = rows.at(-1)
    const { track } = line.facts
    const tracks = line.kind === 'read' && track !== undefined ? [track] : []
    if (last && isSameReading(last.line, line)) rows[rows.length - 1] = { ...last, since: line.at, tracks: [...last.tracks, ...tracks] }
    else rows.push({ line, since: '', tracks })
  }
  return rows
}
