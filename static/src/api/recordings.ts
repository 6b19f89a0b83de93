/** Playing a recording: every viewing has a purpose, and every play is reported. */

import { get, path, post, type CallOptions } from './client'
import type { AccessEntry, PlayReport, Review, ViewingRequest } from './types'

/** Opens the player on all recordings of a session, and is written to the access log. */
export const openViewing = (session: string, body: ViewingRequest): Promise<Review> =>
  post(path('recordings', session, 'viewings'), body)

/** The same viewing again, after a reload. */
export const readViewing = (viewing: string, options?: CallOptions): Promise<Review> =>
  get(path('viewings', viewing), options)

export const reportPlay = (viewing: string, body: PlayReport): Promise<void> =>
  post(path('viewings', viewing, 'plays'), body)

/** Newest first. */
export const readAccessLog = (session: string, options?: CallOptions): Promise<readonly AccessEntry[]> =>
  get(path('recordings', session, 'access-log'), options)
