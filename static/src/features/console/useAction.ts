/** One thing asked of the server: busy while it runs, what went wrong, never twice at once. */

import { ref, shallowRef } from 'vue'

import { sameRequest, type KeptPress } from '@/api/key'
import { asError, type ApiError } from '@/api/problem'

/** With the draft of its form, what was sent and not answered is the same request on the page after a reload too. */
export function useAction(draft?: () => { readonly press: KeptPress }) {
  const busy = ref(false)
  const problem = shallowRef<ApiError | null>(null)
  const once = sameRequest(draft && (() => draft().press))

  /** Run it; the answer, or null when it was refused (`problem` says why) or one is running. */
  async function run<T>(work: () => Promise<T>): Promise<T | null> {
    if (busy.value) return null
    busy.value = true
    problem.value = null
    try {
      return await work()
    } catch (error) {
      problem.value = asError(error)
      return null
    } finally {
      busy.value = false
    }
  }

  /** Run what has a key, under the key of this content: pressed again after a lost answer it is the same request. */
  const send = <Content extends object, Answer>(
    content: Content, work: (body: Content & { readonly key: string }, at: string) => Promise<Answer>,
  ): Promise<Answer | null> => run(() => once(content, work))

  return { busy, problem, run, send, clear: () => { problem.value = null } }
}
