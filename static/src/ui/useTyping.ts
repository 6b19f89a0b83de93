/** A search that follows typing: soon after it pauses, or at once when asked for. */
import { onScopeDispose } from 'vue'

/** Typing pauses this long before the list follows. */
const PAUSE_MS = 300

export function useTyping(search: () => void) {
  let pause: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(pause))

  function now(): void {
    clearTimeout(pause)
    search()
  }

  function follow(): void {
    clearTimeout(pause)
    pause = setTimeout(now, PAUSE_MS)
  }

  return { follow, now }
}
