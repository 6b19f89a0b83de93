/** The back button of a telephone in the meeting: people press it to close something, so it asks before it leaves. */
import { onMounted, onScopeDispose } from 'vue'

/** One entry more in the history of this tab, which the first press takes away instead of the page. */
function hold(): void {
  history.pushState({ ...history.state as object | null, held: true }, '')
}

/** Call while in the room; `asked` is told of each press. */
export function useBackGuard(asked: () => void): void {
  function back(event: Event): void {
    // The address is the same: no page of the app has to be looked for.
    event.stopImmediatePropagation()
    hold()
    asked()
  }

  onMounted(() => {
    if ((history.state as { held?: boolean } | null)?.held !== true) hold()
    window.addEventListener('popstate', back, { capture: true })
  })
  onScopeDispose(() => {
    window.removeEventListener('popstate', back, { capture: true })
  })
}
