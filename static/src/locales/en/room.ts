/** Words of room. */
import type { Messages, Shape } from '../shape'

export const room: Shape<Messages['room']> = {
  title: '',
}
