/** How operators call a seat and a part. */
import type { SeatLine } from '@/api/types'
import type { useText } from '@/locales'

type Text = ReturnType<typeof useText>

export const seatWord = (seat: SeatLine, t: Text['t']): string =>
  t('operations.rooms.seatName', { side: t(`console.side.${seat.side}`), n: seat.number })

export const partWord = (part: string, any: Text['any']): string => any(`operations.parts.${part}`)
