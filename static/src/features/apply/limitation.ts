/** Which claims a last day to ask for arbitration is for, in words. */
import type { LimitationDayView, LimitationView } from '@/api/types'

/** Where pay has a day of its own, or none yet, the day of knowing is for the other claims alone. */
export function countedFrom(one: LimitationDayView, whole: LimitationView): 'known' | 'known_other' | 'employment_ended' {
  const apart = whole.exempt || whole.days.some(day => day.event === 'employment_ended')
  return one.event === 'known' && apart ? 'known_other' : one.event
}

/** Something was told, but no day that the year counts from, and nothing that puts it off. */
export function isUncounted(whole: LimitationView | null): boolean {
  return whole !== null && !whole.exempt && !whole.days.length
}
