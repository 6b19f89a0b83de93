/** Who is signed in, and the way to sign-in and back when nobody is. */

import { readonly, shallowRef } from 'vue'
import type { RouteLocationNormalized, Router } from 'vue-router'

import { readMe, signIn, signOut } from '@/api/account'
import { whenSignedOut } from '@/api/client'
import { ApiError } from '@/api/problem'
import type { Me, SignIn } from '@/api/types'

import { forgetDrafts } from './drafts'

const me = shallowRef<Me | null>(null)

/** Why the sign-in page was opened. */
export type Why = 'expired' | 'signed-out'

/** A path of this app to go back to; anything else would let a link send people elsewhere. */
export function safeNext(next: unknown): string | null {
  if (typeof next !== 'string' || !next.startsWith('/') || next.startsWith('//') || next.includes('\\')) return null
  return next.startsWith('/sign-in') ? null : next
}

async function known(): Promise<boolean> {
  if (me.value) return true
  const found = await readMe().catch((error: unknown) => {
    if (error instanceof ApiError && error.signedOut) return null
    throw error
  })
  if (found) become(found)
  return found !== null
}

function become(found: Me): void {
  // What somebody else left unsent in this tab is none of theirs.
  forgetDrafts(found.account)
  me.value = found
}

async function guard(to: RouteLocationNormalized) {
  if (!to.meta['staff']) return true
  if (await known().catch(() => true)) return true
  return { name: 'sign-in', query: to.name === 'home' ? {} : { next: to.fullPath } }
}

/** Ask for sign-in before staff pages, and again when the session runs out while one is open. */
export function watchAccount(router: Router): void {
  router.beforeEach(guard)
  whenSignedOut(() => {
    const from = router.currentRoute.value
    if (!from.meta['staff']) return
    me.value = null
    // A page that cannot be fetched is told of by the shell.
    router.push({ name: 'sign-in', query: { next: from.fullPath, why: 'expired' satisfies Why } }).catch(() => undefined)
  })
}

async function enter(body: SignIn): Promise<Me> {
  const found = await signIn(body)
  become(found)
  return found
}

async function leave(): Promise<void> {
  forgetDrafts()
  await signOut()
  me.value = null
}

export const useAccount = () => ({ me: readonly(me), enter: (body: SignIn) => enter(body), leave: () => leave() })
