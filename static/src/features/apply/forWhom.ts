/** For whom one answers a question to every party, and whether there is anybody left to answer for. */
import type { OwnExtension } from '@/api/types'

export type ForWhom = Pick<OwnExtension, 'for_self' | 'stands_for' | 'barred'>

/** Somebody who answered in person is answered for by nobody else. */
export const mayAnswer = (asked: ForWhom): boolean => asked.for_self || asked.stands_for.some(one => !one.answered_themselves)

/** Whether the question has to do with whoever reads it at all. */
export const isAsked = (asked: ForWhom): boolean => asked.for_self || asked.stands_for.length > 0 || asked.barred.length > 0
