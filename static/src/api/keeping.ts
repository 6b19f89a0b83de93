/** How long things are kept, what stops deletion, and what people ask about their own data. */

import { get, path, post, postForFile, put, type CallOptions } from './client'
import type {
  CaseRetention, DataRequestAnswer, DataRequests, ExportPurpose, OwnDataAsked, OwnDataRequests, Retention, RetentionChange, ShorteningAction,
} from './types'

export const readRetention = (options?: CallOptions): Promise<Retention> => get(path('retention'), options)

export const changeRetention = (body: RetentionChange): Promise<Retention> => put(path('retention'), body)

export const answerShortening = (shortening: string, version: number, action: ShorteningAction): Promise<Retention> =>
  post(path('retention', 'shortenings', shortening, 'answer'), { version, action })

export const readHolds = (serial: string, options?: CallOptions): Promise<CaseRetention> => get(path('cases', serial, 'holds'), options)

export const placeHold = (serial: string, reason: string): Promise<CaseRetention> => post(path('cases', serial, 'holds'), { reason })

export const liftHold = (serial: string, hold: string, version: number): Promise<CaseRetention> =>
  post(path('cases', serial, 'holds', hold, 'lift'), { version })

export const readDataRequests = (serial: string, options?: CallOptions): Promise<DataRequests> =>
  get(path('cases', serial, 'data-requests'), options)

export const answerDataRequest = (serial: string, request: string, body: DataRequestAnswer): Promise<DataRequests> =>
  post(path('cases', serial, 'data-requests', request, 'answer'), body)

/** A copy of one's own data; the purpose is kept. */
export const exportOwnData = (token: string, purpose: ExportPurpose): Promise<Blob> =>
  postForFile(path('own', token, 'export'), { purpose })

export const readOwnDataRequests = (token: string): Promise<OwnDataRequests> => get(path('own', token, 'data-requests'))

export const askOwnData = (token: string, body: OwnDataAsked): Promise<OwnDataRequests> =>
  post(path('own', token, 'data-requests'), body)
