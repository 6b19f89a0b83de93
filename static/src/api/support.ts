/** Support access: asked for, granted, ended, and the look itself. */

import { get, path, post, type CallOptions } from './client'
import type { SupportAccess, SupportAnswer, SupportAsked, SupportCase, SupportCaseLine } from './types'

const HERE = 'support-accesses'

export const readAccesses = (options?: CallOptions): Promise<readonly SupportAccess[]> => get(path(HERE), options)

export const readCaseAccesses = (serial: string, options?: CallOptions): Promise<readonly SupportAccess[]> =>
  get(path('cases', serial, HERE), options)

export const askAccess = (body: SupportAsked): Promise<readonly SupportAccess[]> => post(path(HERE), body)

export const answerAccess = (access: string, body: SupportAnswer): Promise<readonly SupportAccess[]> =>
  post(path(HERE, access, 'answer'), body)

export const endAccess = (access: string, version: number): Promise<readonly SupportAccess[]> =>
  post(path(HERE, access, 'end'), { version })

export const readSupportCases = (access: string, options?: CallOptions): Promise<readonly SupportCaseLine[]> =>
  get(path(HERE, access, 'cases'), options)

/** Each reading is kept by the server. */
export const readSupportCase = (access: string, serial: string, options?: CallOptions): Promise<SupportCase> =>
  get(path(HERE, access, 'cases', serial), options)
