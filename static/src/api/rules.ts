// Generated from server/domain by `python -m server.web.contract`. Do not edit.

import type { AgreementDoor, AuthorityKind, Manner, Paper, SessionMode } from './types'

/** Papers an authority needs; the server checks them again when a power is used. */
export const PAPERS: Readonly<Record<AuthorityKind, readonly Paper[]>> = {
  lawyer: ['authority', 'licence', 'firm_letter'],
  relative: ['authority', 'identity', 'relation'],
  citizen: ['authority', 'identity', 'recommendation'],
  guardian: ['identity', 'relation', 'capacity'],
  representative: ['authority'],
}

/** Papers that count only as a file of the case. */
export const FILED: Readonly<Record<AuthorityKind, readonly Paper[]>> = {
  lawyer: [],
  relative: [],
  citizen: [],
  guardian: ['relation', 'capacity'],
  representative: ['authority'],
}

/** In which ways people attend a session of each mode. */
export const MANNERS: Readonly<Record<SessionMode, readonly Manner[]>> = {
  online: ['video', 'voice', 'writing'],
  on_site: ['on_site', 'writing'],
  hybrid: ['video', 'voice', 'on_site', 'writing'],
}

/** Doors whose paper has effect once every party has signed for it. */
export const SIGNED_FOR: ReadonlySet<AgreementDoor> = new Set(['arbitration_review', 'court_paper'])
