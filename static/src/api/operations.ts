/** The media workers and the open rooms as operators see them. */

import { get, path, post, type CallOptions } from './client'
import type { OperationsView, SettingView } from './types'

export const readOperations = (options?: CallOptions): Promise<OperationsView> => get(path('operations'), options)

/** No further room for this worker; it is replaced when it is empty. Again changes nothing. */
export const drainWorker = (number: number): Promise<void> => post(path('operations', 'workers', `${number}`, 'drain'))

export const readSettings = (options?: CallOptions): Promise<readonly SettingView[]> =>
  get(path('operations', 'settings'), options)
