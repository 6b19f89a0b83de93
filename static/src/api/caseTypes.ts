/** Kinds of case a court takes, as its administrator enables them. */

import { get, path, post, put, type CallOptions } from './client'
import type { CaseTypeEnabled, CaseTypeEnded, CaseTypeEntries } from './types'

export const readCaseTypes = (options?: CallOptions): Promise<CaseTypeEntries> => get(path('case-types'), options)

export const enableCaseType = (body: CaseTypeEnabled): Promise<CaseTypeEntries> => post(path('case-types'), body)

export const endCaseType = (kind: string, since: string, body: CaseTypeEnded): Promise<CaseTypeEntries> =>
  put(path('case-types', kind, since), body)
