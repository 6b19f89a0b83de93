/** What was typed into forms and not sent, as this tab keeps it: one place for each account, form and thing it is about. */

import type { Press } from '@/api/key'

export interface Draft {
  /** The version of the thing it was typed over. */
  readonly since: number
  readonly fields: Readonly<Record<string, unknown>>
  /** It was sent as it stands, under this key, with what is not kept here, and no answer came. */
  readonly press?: Press
}

const NAME = 'mediation-room.draft/'

/** Of this tab alone: nothing of it is left on the machine once the tab is closed. */
function storage(): Storage | null {
  try {
    return sessionStorage
  }
  catch {
    return null
  }
}

const ofAccount = (account: string): string => `${NAME}${encodeURIComponent(account)}/`

/** Under what a draft is kept; `account` is empty where nobody signs in. */
export const draftName = (account: string, form: string, about: string): string => `${ofAccount(account)}${form}/${about}`

export function keptDraft(name: string): Draft | null {
  try {
    return JSON.parse(storage()?.getItem(name) ?? 'null') as Draft | null
  }
  catch {
    return null
  }
}

/** Whether it was kept: storage may be full, or forbidden. */
export function keepDraft(name: string, draft: Draft): boolean {
  try {
    const found = storage()
    found?.setItem(name, JSON.stringify(draft))
    return found !== null
  }
  catch {
    return false
  }
}

export function dropDraft(name: string): void {
  storage()?.removeItem(name)
}

/** Forget what was begun in this tab: all of it, or what others than `account` began. */
export function forgetDrafts(account?: string): void {
  const found = storage()
  for (const name of Object.keys(found ?? {})) {
    if (!name.startsWith(NAME) || (account !== undefined && name.startsWith(ofAccount(account)))) continue
    found?.removeItem(name)
  }
}
