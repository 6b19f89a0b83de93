/** Words of join. */
import type { Messages, Shape } from '../shape'

export const join: Shape<Messages['join']> = {
  title: '',
}
