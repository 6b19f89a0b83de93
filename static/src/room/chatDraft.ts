/**
 * A line somebody began and has not sent: it outlives a lost line, a closed panel and a reload of this tab.
 * What was begun in a caucus ends with the caucus, and everything ends when the room is left.
 */
import type { RoomView } from '@/protocol/messages'

/** The id goes with the text, so that a line that may have arrived is not sent twice. */
export interface ChatDraft {
  readonly text: string
  readonly id: string | null
}

const NAME = 'mediation-room.chat.'
const EMPTY: ChatDraft = { text: '', id: null }

/** Of this tab alone: nothing of it is left on the machine once the tab is closed. */
function storage(): Storage | null {
  try {
    return sessionStorage
  }
  catch {
    return null
  }
}

const ofPerson = (view: RoomView): string => `${NAME}${view.session}.${view.me.identity}.`
const ofCaucus = (view: RoomView): string => `${ofPerson(view)}caucus.`

/** Under what a draft is kept: one for each person and place, and each caucus is a place of its own. */
export const draftName = (view: RoomView): string =>
  view.me.place === 'caucus' ? ofCaucus(view) + (view.caucus?.caucus ?? '') : ofPerson(view) + view.me.place

export function keptDraft(name: string): ChatDraft {
  try {
    return { ...EMPTY, ...JSON.parse(storage()?.getItem(name) ?? '{}') as Partial<ChatDraft> }
  }
  catch {
    return EMPTY
  }
}

export function keepDraft(name: string, draft: ChatDraft): void {
  try {
    if (draft.text === '') storage()?.removeItem(name)
    else storage()?.setItem(name, JSON.stringify(draft))
  }
  catch {
    // Full: what is on the page is enough while it stays open.
  }
}

/** Forget what this person began: in caucuses alone, or everywhere in this room. */
export function forgetDrafts(view: RoomView, which: 'caucus' | 'all'): void {
  const found = storage()
  const prefix = which === 'caucus' ? ofCaucus(view) : ofPerson(view)
  for (const name of Object.keys(found ?? {})) if (name.startsWith(prefix)) found?.removeItem(name)
}
