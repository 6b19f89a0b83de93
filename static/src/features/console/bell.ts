/** How far this browser has looked into the bell: the last message each account has seen. */

import type { Reminder } from '@/api/types'

const KEY = 'mediation-room.bell'

const nameOf = (account: string): string => `${KEY}.${account}`

export function lastSeen(account: string): number {
  try {
    return Number(localStorage.getItem(nameOf(account))) || 0
  } catch {
    // No storage: everything is new each time.
    return 0
  }
}

export function keepSeen(account: string, reminders: readonly Reminder[]): number {
  const seen = Math.max(lastSeen(account), ...reminders.map(one => one.id))
  try {
    localStorage.setItem(nameOf(account), String(seen))
  } catch {
    // Seen until the page is closed.
  }
  return seen
}

export const newSince = (reminders: readonly Reminder[], seen: number): number =>
  reminders.filter(one => one.id > seen).length
