/** Something read from the server: the last answer, what went wrong since, and reading it again. */

import { computed, onScopeDispose, ref, shallowRef } from 'vue'

import { asError, type ApiError } from '@/api/problem'

interface Options {
  /** Read again this often while the page is visible, and at once when it becomes visible. Milliseconds. */
  every?: number
}

export function useResource<T>(load: (signal: AbortSignal) => Promise<T>, options: Options = {}) {
  const data = shallowRef<T | null>(null)
  const problem = shallowRef<ApiError | null>(null)
  const busy = ref(false)
  let running: AbortController | null = null

  async function refresh(): Promise<void> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    busy.value = true
    try {
      const answer = await load(mine.signal)
      if (mine.signal.aborted) return
      data.value = answer
      problem.value = null
    } catch (error) {
      if (mine.signal.aborted) return
      problem.value = asError(error)
    } finally {
      if (running === mine) busy.value = false
    }
  }

  /** Forget what was read, as for another address. */
  function reset(): void {
    data.value = null
    problem.value = null
    void refresh()
  }

  if (options.every !== undefined) keepFresh(refresh, options.every)
  onScopeDispose(() => running?.abort())
  void refresh()

  return {
    data, problem, busy, refresh, reset,
    /** Nothing to show yet. */
    loading: computed(() => data.value === null && problem.value === null),
  }
}

function keepFresh(refresh: () => Promise<void>, every: number): void {
  const again = () => {
    if (document.visibilityState === 'visible') void refresh()
  }
  const timer = setInterval(again, every)
  document.addEventListener('visibilitychange', again)
  window.addEventListener('focus', again)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', again)
    window.removeEventListener('focus', again)
  })
}
