/** Which sentence belongs to a refused link. */
import type { ApiError } from '@/api/problem'
import type { TextKey } from '@/locales'

const BY_CODE: Readonly<Record<string, readonly [TextKey, TextKey]>> = {
  'invitation.expired': ['join.error.expiredTitle', 'join.error.expiredNext'],
  'invitation.suspended': ['join.error.suspendedTitle', 'join.error.suspendedNext'],
  'invitation.replaced': ['join.error.replacedTitle', 'join.error.replacedNext'],
  'invitation.revoked': ['join.error.revokedTitle', 'join.error.revokedNext'],
  'invitation.move_locked': ['join.error.triesTitle', 'join.error.triesNext'],
  'limit.move': ['join.error.triesTitle', 'join.error.movesNext'],
}

const BY_STATUS: Readonly<Record<number, readonly [TextKey, TextKey]>> = {
  0: ['common.error.networkTitle', 'common.error.networkNext'],
  400: ['join.error.unknownTitle', 'join.error.unknownNext'],
  404: ['join.error.unknownTitle', 'join.error.unknownNext'],
  422: ['join.error.unknownTitle', 'join.error.unknownNext'],
  410: ['join.error.expiredTitle', 'join.error.expiredNext'],
  429: ['common.error.rateTitle', 'common.error.rateNext'],
}

/** Title and next step. */
export function wordsOf(error: Pick<ApiError, 'code' | 'status'>): readonly [TextKey, TextKey] {
  return BY_CODE[error.code] ?? BY_STATUS[error.status] ?? ['common.error.unknownTitle', 'common.error.unknownNext']
}
