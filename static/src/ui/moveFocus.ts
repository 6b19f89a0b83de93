/** What was pressed goes away with what it opened or closed: the focus goes on to the first of `places` that is there. */
import { nextTick } from 'vue'

export async function moveFocus(within: HTMLElement | null, ...places: readonly string[]): Promise<void> {
  await nextTick()
  places.map(place => within?.querySelector<HTMLElement>(place)).find(Boolean)?.focus()
}
