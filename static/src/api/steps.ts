/** What the server says of the steps that people agree to. */

import type { ConsentStep } from './types'

/** Steps by which a session is held: taken back shortly before one, somebody decides (`server/domain/case_consent.py`). */
export const OF_SESSIONS: readonly ConsentStep[] = ['online_mediation', 'separate_sessions', 'evidence_exchange']
