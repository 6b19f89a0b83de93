/** Causes of action, as an administrator of a court keeps them. */

import { get, path, post, put, type CallOptions } from './client'
import type { CauseAdded, CauseChanged, CauseEntries } from './types'

export const readCauseEntries = (options?: CallOptions): Promise<CauseEntries> => get(path('cause-entries'), options)

export const addCause = (body: CauseAdded): Promise<CauseEntries> => post(path('cause-entries'), body)

export const changeCause = (code: string, since: string, body: CauseChanged): Promise<CauseEntries> =>
  put(path('cause-entries', code, since), body)
