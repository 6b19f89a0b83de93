/**
 * Which dialog of a card is open, kept in the address of the page (`?open=end`): after a reload it is open again, with
 * what was typed into it (`useDraft`). `may` tells whether the dialog of this name can be opened now.
 *
 * The address is changed in place: nothing is loaded, and going back leaves the page as before.
 */
import { onMounted, onScopeDispose, ref, watch, type Ref } from 'vue'

const NAME = 'open'

function keep(name: string | null): void {
  const address = new URL(location.href)
  if (name === null) address.searchParams.delete(NAME)
  else address.searchParams.set(NAME, name)
  if (address.href !== location.href) history.replaceState(history.state, '', address)
}

export function useOpened<Name extends string>(may: (name: string) => name is Name): Ref<Name | null> {
  const open = ref<Name | null>(null) as Ref<Name | null>

  // Dialogs fill themselves in when they are opened: not before they are there.
  onMounted(() => {
    const asked = new URL(location.href).searchParams.get(NAME)
    if (asked !== null && may(asked)) open.value = asked
  })
  watch(open, keep)
  onScopeDispose(() => {
    if (open.value !== null) keep(null)
  })
  return open
}
