/** The desk: what is due, the bell, saved views, messages sent, the audit log, calendar files. */

import { del, get, path, post, postForFile, put, type CallOptions } from './client'
import type { AuditExport, AuditPage, CallToMake, ContactLogged, OwedTask, Reminder, SavedView, SentReminder, Task } from './types'

export const readTasks = (options?: CallOptions): Promise<readonly Task[]> => get(path('tasks'), options)

/** What the reader has to do at once, without a last day. */
export const readOwed = (options?: CallOptions): Promise<readonly OwedTask[]> => get(path('owed'), options)

/** Whom messages did not reach. */
export const readCalls = (options?: CallOptions): Promise<readonly CallToMake[]> => get(path('calls'), options)

export const recordCall = (serial: string, body: ContactLogged): Promise<readonly CallToMake[]> =>
  post(path('cases', serial, 'calls'), body)

export const readReminders = (options?: CallOptions): Promise<readonly Reminder[]> => get(path('reminders'), options)

export const readSent = (serial: string, options?: CallOptions): Promise<readonly SentReminder[]> =>
  get(path('cases', serial, 'reminders'), options)

export const readViews = (options?: CallOptions): Promise<readonly SavedView[]> => get(path('saved-views'), options)

export const saveView = (name: string, query: string): Promise<readonly SavedView[]> =>
  put(path('saved-views', name), { query })

export const removeView = (name: string): Promise<readonly SavedView[]> => del(path('saved-views', name))

/** Which entries of the audit log are wanted; what is empty narrows nothing. */
export type AuditConditions = Omit<AuditExport, 'purpose' | 'reason'>

/** A hundred entries before a number, newest first. */
export function readAudit(wanted: AuditConditions, before?: number, options?: CallOptions): Promise<AuditPage> {
  const asked = new URLSearchParams(given(wanted))
  if (before !== undefined) asked.set('before', String(before))
  const written = asked.toString()
  return get(path('audit') + (written && `?${written}`), options)
}

/** The entries as a file, with the verdict on their chain; that it was taken is an entry itself. */
export const exportAudit = (wanted: AuditConditions, why: Pick<AuditExport, 'purpose' | 'reason'>): Promise<Blob> =>
  postForFile(path('audit', 'exports'), { ...given(wanted), ...why })

const given = (wanted: AuditConditions): Record<string, string> =>
  Object.fromEntries(Object.entries(wanted).filter((entry): entry is [string, string] => Boolean(entry[1])))

/** Where the calendar file of a session is; a link of the page, not a request. */
export const sessionFile = (session: string): string => path('sessions', session, 'session.ics')

/** The same behind a personal link. */
export const ownSessionFile = (token: string): string => path('invitations', token, 'session.ics')
