/** Playing a recording: every viewing has a purpose, and every play is reported. Who did is in its access log. */

import { get, path, post, postForFile, type CallOptions } from './client'
import type { AccessExport, AccessPage, DeletionAnswer, PlayReport, RecordingDeletions, Review, ViewingRequest, WaitingDeletion } from './types'

/** Opens the player on all recordings of a session, and is written to the access log. */
export const openViewing = (session: string, body: ViewingRequest): Promise<Review> =>
  post(path('recordings', session, 'viewings'), body)

/** The same viewing again, after a reload. */
export const readViewing = (viewing: string, options?: CallOptions): Promise<Review> =>
  get(path('viewings', viewing), options)

export const reportPlay = (viewing: string, body: PlayReport): Promise<void> =>
  post(path('viewings', viewing, 'plays'), body)

/** Which lines of an access log are wanted; what is empty narrows nothing. */
export type AccessConditions = Readonly<Record<'kind' | 'account' | 'purpose' | 'since' | 'until', string>>

const given = (wanted: Partial<AccessConditions>): Record<string, string> =>
  Object.fromEntries(Object.entries(wanted).filter(entry => entry[1]))

/** Newest first. */
export function readAccessLog(session: string, wanted: Partial<AccessConditions> = {}, options?: CallOptions): Promise<AccessPage> {
  const written = new URLSearchParams(given(wanted)).toString()
  return get(path('recordings', session, 'access-log') + (written && `?${written}`), options)
}

/** The lines as a file, with the verdict on their chain; that it was taken is a line itself. */
export function exportAccessLog(session: string, wanted: AccessConditions, why: Pick<AccessExport, 'purpose' | 'reason'>): Promise<Blob> {
  const { purpose, ...rest } = wanted
  return postForFile(path('recordings', session, 'access-log', 'exports'), { ...given(rest), ...(purpose ? { viewed_for: purpose } : {}), ...why })
}

export const readDeletions = (session: string, options?: CallOptions): Promise<RecordingDeletions> =>
  get(path('recordings', session, 'deletions'), options)

/** What waits for the reader as the second person, longest first. */
export const readWaitingDeletions = (options?: CallOptions): Promise<readonly WaitingDeletion[]> =>
  get(path('recording-deletions'), options)

/** Nothing goes before a second person agreed. */
export const askDeletion = (session: string, reason: string): Promise<RecordingDeletions> =>
  post(path('recordings', session, 'deletions'), { reason })

export const answerDeletion = (session: string, deletion: string, body: DeletionAnswer): Promise<RecordingDeletions> =>
  post(path('recordings', session, 'deletions', deletion, 'answer'), body)
