// Generated from server/domain/authority.py by `python -m server.web.contract`. Do not edit.

import type { AuthorityKindCode, PaperCode } from './types'

/** Papers an authority needs; the server checks them again when a power is used. */
export const PAPERS: Readonly<Record<AuthorityKindCode, readonly PaperCode[]>> = {
  lawyer: ['authority', 'licence', 'firm_letter'],
  relative: ['authority', 'identity', 'relation'],
  citizen: ['authority', 'identity', 'recommendation'],
  guardian: ['identity', 'relation', 'capacity'],
  representative: ['authority'],
}
