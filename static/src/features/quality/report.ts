/** The connection test that a person sent, read back from the note of their device check. Pure. */
import type { CheckResult } from '@/api/types'

import { CHECKS, type CheckName } from '../network/checks'

const HEAD = 'connection test: '

export interface Report {
  readonly checks: Readonly<Partial<Record<CheckName, CheckResult>>>
  readonly roundTripMs: number | null
  /** Percent, as it was written. */
  readonly lost: string | null
  readonly agent: string
}

/** Null when the note is not the report of a connection test. */
export function reportOf(note: string | null | undefined): Report | null {
  if (!note?.startsWith(HEAD)) return null
  const parts = note.slice(HEAD.length).split(', ')
  const checks: Partial<Record<CheckName, CheckResult>> = {}
  for (const name of CHECKS) {
    const said = parts.find(part => part.startsWith(`${name} `))?.slice(name.length + 1)
    if (said === 'passed' || said === 'failed' || said === 'skipped') checks[name] = said
  }
  const time = parts.map(part => /^(\d+) ms$/.exec(part)?.[1]).find(Boolean)
  return {
    checks,
    roundTripMs: time === undefined ? null : Number(time),
    lost: parts.map(part => /^([\d.]+)% lost$/.exec(part)?.[1]).find(Boolean) ?? null,
    agent: parts.find(part => part.includes('/')) ?? '',
  }
}
