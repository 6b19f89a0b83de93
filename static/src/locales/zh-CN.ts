/** 简体中文. */
import { common } from './zh-CN/common'
import { console } from './zh-CN/console'
import { host } from './zh-CN/host'
import { join } from './zh-CN/join'
import { network } from './zh-CN/network'
import { room } from './zh-CN/room'

export default { common, join, room, host, console, network } as const
