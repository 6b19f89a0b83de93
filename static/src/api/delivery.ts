/** Facts that other systems did not take. */

import { get, path, post, type CallOptions } from './client'
import type { UndeliveredFacts } from './types'

export const listUndelivered = (options?: CallOptions): Promise<UndeliveredFacts> => get(path('undelivered-facts'), options)

export const sendFactsAgain = (facts: readonly number[]): Promise<UndeliveredFacts> =>
  post(path('undelivered-facts', 'again'), { facts })
