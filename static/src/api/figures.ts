/** How many mediations ended, and how. */

import { get, path, type CallOptions } from './client'
import type { Figures } from './types'

export const readFigures = (year: number, options?: CallOptions): Promise<Figures> =>
  get(`${path('figures')}?year=${year}`, options)
