/** English, complete. */
import type { Messages, Shape } from './shape'

import { access } from './en/access'
import { accounts } from './en/accounts'
import { agreement } from './en/agreement'
import { apply } from './en/apply'
import { causes } from './en/causes'
import { common } from './en/common'
import { console } from './en/console'
import { delivery } from './en/delivery'
import { desk } from './en/desk'
import { figures } from './en/figures'
import { filing } from './en/filing'
import { host } from './en/host'
import { intake } from './en/intake'
import { join } from './en/join'
import { keeping } from './en/keeping'
import { network } from './en/network'
import { operations } from './en/operations'
import { quality } from './en/quality'
import { people } from './en/people'
import { referral } from './en/referral'
import { room } from './en/room'
import { roster } from './en/roster'
import { support } from './en/support'
import { terms } from './en/terms'
import { welcome } from './en/welcome'

const en: Shape<Messages> = {
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
}
export default en
