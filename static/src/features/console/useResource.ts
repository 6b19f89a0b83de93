/** Something read from the server: the last answer, what went wrong since, and reading it again. */

import { computed, onScopeDispose, ref, shallowRef } from 'vue'

import { byItself } from '@/api/hands'
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

  const refresh = (): Promise<void> => read(new AbortController())

  async function read(mine: AbortController): Promise<void> {
    running?.abort()
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

  /** Nobody asked: it is no sign that somebody is there. */
  function again(): void {
    const mine = new AbortController()
    byItself(mine.signal)
    void read(mine)
  }

  if (options.every !== undefined) keepFresh(refresh, again, options.every)
  onScopeDispose(() => running?.abort())
  void refresh()

  return {
    data, problem, busy, refresh, reset,
    /** Nothing to show yet. */
    loading: computed(() => data.value === null && problem.value === null),
  }
}

function keepFresh(refresh: () => Promise<void>, again: () => void, every: number): void {
  const seen = () => document.visibilityState === 'visible'
  /** Whoever looks at the page again is there. */
  const back = () => {
    if (seen()) void refresh()
  }
  const timer = setInterval(() => {
    if (seen()) again()
  }, every)
  document.addEventListener('visibilitychange', back)
  window.addEventListener('focus', back)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', back)
    window.removeEventListener('focus', back)
  })
}
