/** Who is signed in. */

import { get, path, post, type CallOptions } from './client'
import type { Me, SignIn, TimeLeft } from './types'

export const signIn = (body: SignIn): Promise<Me> => post(path('sign-in'), body, { expects401: true })

export const signOut = (): Promise<void> => post(path('sign-out'))

/** How long this sign-in lasts. */
export const readTimeLeft = (options?: CallOptions): Promise<TimeLeft> => get(path('sign-in'), options)

/** Refused with 401 when nobody is signed in. */
export const readMe = (options?: CallOptions): Promise<Me> => get(path('me'), { ...options, expects401: true })
