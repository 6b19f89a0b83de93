/** A refused sign-in in words: wrong, locked for how long, or something else (null: the common words). */

import type { ApiError } from '@/api/problem'
import type { TextKey } from '@/locales'

import { spanWords } from '../console/time'

type Say = (key: TextKey, named?: Record<string, unknown>) => string

export interface Fault {
  readonly title: string
  readonly next: string
}

export function signInFault(problem: ApiError, say: Say): Fault | null {
  if (problem.code.includes('locked')) {
    return { title: say('console.signIn.lockedTitle'), next: lockedWords(problem.retryAfter, say) }
  }
  if (problem.code === 'auth.closed') return { title: say('console.signIn.closedTitle'), next: say('console.signIn.closedText') }
  if (problem.signedOut) return { title: say('console.signIn.wrongTitle'), next: say('console.signIn.wrongText') }
  return null
}

function lockedWords(seconds: number | null, say: Say): string {
  if (seconds === null) return say('console.signIn.lockedUnknown')
  return say('console.signIn.lockedText', { span: spanWords(Math.max(seconds, 60) * 1000, say) })
}
