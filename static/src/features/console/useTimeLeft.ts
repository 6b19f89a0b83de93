/**
 * How long I stay signed in when I do nothing: asked of the server, which knows of other tabs and of a room, and said
 * in time. What it asks is no act of mine.
 */
import { onScopeDispose, ref } from 'vue'

import { readTimeLeft } from '@/api/account'
import { byItself } from '@/api/hands'

/** How long before the end somebody is asked whether they are still there. Seconds. */
export const WARNED_BEFORE = 120
/** While the end is near, and after an answer that did not come: another tab may go on. */
const AGAIN_MS = 15_000

export function useTimeLeft() {
  /** Seconds to the end, once it is near. */
  const left = ref<number | null>(null)
  /** Nothing puts it off any more. */
  const last = ref(false)
  /** Whoever read that it cannot be put off reads it once. */
  let told = false
  let end = 0
  let planned: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | null = null

  const tick = setInterval(() => {
    if (left.value !== null) left.value = Math.max(0, Math.round((end - Date.now()) / 1_000))
  }, 1_000)

  function plan(after: number): void {
    clearTimeout(planned)
    planned = setTimeout(() => void look(), Math.max(1_000, after))
  }

  /** Ask the server; `mine` when I said that I am here. */
  async function look(mine = false): Promise<void> {
    running?.abort()
    const asking = running = new AbortController()
    if (!mine) byItself(asking.signal)
    try {
      const answer = await readTimeLeft({ signal: asking.signal })
      if (asking.signal.aborted) return
      last.value = answer.at_most <= answer.seconds
      end = Date.now() + answer.seconds * 1_000
      const far = answer.seconds > WARNED_BEFORE
      left.value = far || (last.value && told) ? null : answer.seconds
      plan(far ? (answer.seconds - WARNED_BEFORE) * 1_000 : Math.min(AGAIN_MS, answer.seconds * 1_000))
    } catch {
      // Signed out leads to sign-in; without a line nothing is known, and nothing is said.
      if (!asking.signal.aborted) plan(AGAIN_MS)
    }
  }

  /** I am still here. */
  function stay(): void {
    told = last.value
    left.value = null
    void look(true)
  }

  const back = () => {
    if (document.visibilityState === 'visible') void look()
  }
  document.addEventListener('visibilitychange', back)
  onScopeDispose(() => {
    clearInterval(tick)
    clearTimeout(planned)
    running?.abort()
    document.removeEventListener('visibilitychange', back)
  })
  void look()

  return { left, last, stay }
}
