/** Words of console. */
import type { Messages, Shape } from '../shape'

export const console: Shape<Messages['console']> = {
  title: '',
}
