/** 简体中文. */
import { access } from './zh-CN/access'
import { accounts } from './zh-CN/accounts'
import { agreement } from './zh-CN/agreement'
import { apply } from './zh-CN/apply'
import { causes } from './zh-CN/causes'
import { common } from './zh-CN/common'
import { console } from './zh-CN/console'
import { delivery } from './zh-CN/delivery'
import { desk } from './zh-CN/desk'
import { figures } from './zh-CN/figures'
import { filing } from './zh-CN/filing'
import { host } from './zh-CN/host'
import { intake } from './zh-CN/intake'
import { join } from './zh-CN/join'
import { keeping } from './zh-CN/keeping'
import { network } from './zh-CN/network'
import { operations } from './zh-CN/operations'
import { quality } from './zh-CN/quality'
import { people } from './zh-CN/people'
import { referral } from './zh-CN/referral'
import { room } from './zh-CN/room'
import { roster } from './zh-CN/roster'
import { support } from './zh-CN/support'
import { terms } from './zh-CN/terms'
import { welcome } from './zh-CN/welcome'

export default {
  access,
  accounts,
  agreement,
  apply,
  causes,
  common,
  console,
  delivery,
  desk,
  figures,
  filing,
  host,
  intake,
  join,
  keeping,
  network,
  operations,
  quality,
  people,
  referral,
  room,
  roster,
  support,
  terms,
  welcome,
} as const
