/** From a code of support access to its look. */
import type { SupportAccess, SupportGuest } from '@/api/types'

import type { Tone } from '../console/states'

export const ACCESS_TONES: Readonly<Record<SupportAccess['state'], Tone>> = {
  asked: 'amber', open: 'brand', refused: 'plain', ended: 'plain', expired: 'plain',
}

/** Open ones first, then those that wait, then what is over; each in the order it came. */
export function inOrder(accesses: readonly SupportAccess[]): readonly SupportAccess[] {
  const rank = (one: SupportAccess): number => ({ open: 0, asked: 1 } as Record<string, number>)[one.state] ?? 2
  return [...accesses].sort((a, b) => rank(a) - rank(b))
}

export const LINK_TONES: Readonly<Record<SupportGuest['link'], Tone>> = {
  not_opened: 'amber', opened: 'jade', suspended: 'red', expired: 'plain', denied: 'red',
}
