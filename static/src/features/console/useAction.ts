/** One thing asked of the server: busy while it runs, what went wrong, never twice at once. */

import { ref, shallowRef } from 'vue'

import { asError, type ApiError } from '@/api/problem'

export function useAction() {
  const busy = ref(false)
  const problem = shallowRef<ApiError | null>(null)

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

  return { busy, problem, run, clear: () => { problem.value = null } }
}

/** A key under which a repeated request is one. */
export const newKey = (): string => crypto.randomUUID()
