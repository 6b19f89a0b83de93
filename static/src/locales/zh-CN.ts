/** 简体中文. */
import { common } from './zh-CN/common'
import { console } from './zh-CN/console'
import { host } from './zh-CN/host'
import { join } from './zh-CN/join'
import { room } from './zh-CN/room'

export default { common, join, room, host, console } as const
