/** Words of host. */
import type { Messages, Shape } from '../shape'

export const host: Shape<Messages['host']> = {
  title: '',
}
