/** Accounts of the own court and of the organisations on its roster. */

import { get, path, post, type CallOptions } from './client'
import type { AccountClosing, AccountOpening, KeptAccount } from './types'

export const listAccounts = (options?: CallOptions): Promise<readonly KeptAccount[]> => get(path('accounts'), options)

export const closeAccount = (account: string, body: AccountClosing): Promise<KeptAccount> =>
  post(path('accounts', account, 'close'), body)

export const reopenAccount = (account: string, body: AccountOpening): Promise<KeptAccount> =>
  post(path('accounts', account, 'reopen'), body)
