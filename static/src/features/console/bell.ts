/** How far this browser has looked into the bell: the last message each account has seen. */

import type { RouteLocationRaw } from 'vue-router'

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

/** Where a message leads: to what it asks, to its case, or to the cases in the reader's hand. */
export function placeOf(one: Reminder): RouteLocationRaw {
  if (one.kind === 'support_asked') return { name: 'support' }
  if (one.kind === 'complaint_made') return { name: 'complaints' }
  if (one.kind === 'fact_undelivered') return { name: 'delivery' }
  if (one.kind === 'deletion_asked') return { name: 'deletions' }
  if (one.kind === 'deletion_answered' && one.serial) return { name: 'case', params: { serial: one.serial, tab: 'access' } }
  // The case is theirs no longer.
  if (one.kind === 'referral_withdrawn') return { name: 'referrals' }
  return one.serial ? { name: 'case', params: { serial: one.serial } } : { name: 'cases', query: { mine: 'true', order: 'due' } }
}
