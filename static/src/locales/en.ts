/** English, complete. */
import type { Messages, Shape } from './shape'

import { common } from './en/common'
import { console } from './en/console'
import { host } from './en/host'
import { join } from './en/join'
import { network } from './en/network'
import { room } from './en/room'

const en: Shape<Messages> = { common, join, room, host, console, network }
export default en
