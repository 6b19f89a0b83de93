// Generated from server/domain by `python -m server.web.contract`. Do not edit.

import type { AuthorityKindCode, MannerCode, PaperCode, SessionModeCode } from './types'

/** Papers an authority needs; the server checks them again when a power is used. */
export const PAPERS: Readonly<Record<AuthorityKindCode, readonly PaperCode[]>> = {
  lawyer: ['authority', 'licence', 'firm_letter'],
  relative: ['authority', 'identity', 'relation'],
  citizen: ['authority', 'identity', 'recommendation'],
  guardian: ['identity', 'relation', 'capacity'],
  representative: ['authority'],
}

/** Papers that count only as a file of the case. */
export const FILED: Readonly<Record<AuthorityKindCode, readonly PaperCode[]>> = {
  lawyer: [],
  relative: [],
  citizen: [],
  guardian: ['relation', 'capacity'],
  representative: [],
}

/** In which ways people attend a session of each mode. */
export const MANNERS: Readonly<Record<SessionModeCode, readonly MannerCode[]>> = {
  online: ['video', 'voice', 'writing'],
  on_site: ['on_site', 'writing'],
  hybrid: ['video', 'voice', 'on_site', 'writing'],
}
