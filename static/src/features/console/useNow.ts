/** The time on the wall, a few times a minute, corrected by what the server says it is. */

import { onScopeDispose, ref } from 'vue'

export function useNow(every = 5_000) {
  const skew = ref(0)
  const now = ref(Date.now())
  const timer = setInterval(() => {
    now.value = Date.now() + skew.value
  }, every)
  onScopeDispose(() => clearInterval(timer))

  /** Take over the clock of the server. */
  function correct(serverNow: string): void {
    skew.value = new Date(serverNow).getTime() - Date.now()
    now.value = Date.now() + skew.value
  }

  return { now, correct }
}
