/** What this device keeps of an application that was not handed in yet: its link, and text the server has not got. */

import type { ApplicationForm } from '@/api/types'

const LINK = 'mediation-room.application'
const TEXT = 'mediation-room.application.text'

interface Kept {
  readonly token: string
  readonly version: number
  readonly house: string
  readonly form: ApplicationForm
}

function storage(): Storage | null {
  try {
    return localStorage
  }
  catch {
    return null
  }
}

export const keptLink = (): string | null => storage()?.getItem(LINK) ?? null

export function keepLink(token: string): void {
  try {
    storage()?.setItem(LINK, token)
  }
  catch {
    // Full: the address of the page is enough.
  }
}

export function keepText(kept: Kept): void {
  try {
    storage()?.setItem(TEXT, JSON.stringify(kept))
  }
  catch {
    // Full: the server has all but the last words.
  }
}

/** Text that never reached the server; only when the server still has the version it was written on. */
export function keptText(token: string, version: number): Kept | null {
  try {
    const kept = JSON.parse(storage()?.getItem(TEXT) ?? 'null') as Kept | null
    return kept?.token === token && kept.version === version ? kept : null
  }
  catch {
    return null
  }
}

export function forgetText(): void {
  storage()?.removeItem(TEXT)
}

/** After handing in, nothing personal stays on a telephone that others may use. */
export function forgetAll(): void {
  forgetText()
  storage()?.removeItem(LINK)
}
