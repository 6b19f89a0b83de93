/** What is filled in and cannot be kept (a chosen file, a number of a person) is asked about before the page is left. */

import { onScopeDispose, shallowRef } from 'vue'
import type { Router } from 'vue-router'

type Answer = (leaves: boolean) => void

const unsent = new Set<() => boolean>()
const asking = shallowRef<Answer | null>(null)
/** Pages outside the shell have nowhere to ask. */
let dialogs = 0

const isAnythingUnsent = (): boolean => [...unsent].some(has => has())

/** Ask before this page is left while `has` says so; ends with the component. */
export function useUnsent(has: () => boolean): void {
  unsent.add(has)
  onScopeDispose(() => unsent.delete(has))
}

/** A closed tab and a reload are asked about by the browser, another page of this app by the dialog of the shell. */
export function watchLeaving(router: Router): void {
  router.beforeEach((to, from) => {
    // Whose sign-in ran out has nothing to decide.
    if (to.name === 'sign-in' || to.path === from.path || dialogs === 0 || !isAnythingUnsent()) return true
    asking.value?.(false)
    return new Promise<boolean>((resolve) => {
      asking.value = resolve
    })
  })
  window.addEventListener('beforeunload', (event) => {
    if (isAnythingUnsent()) event.preventDefault()
  })
}

/** The question for the dialog that shows it. */
export function useLeaveQuestion() {
  function answer(leaves: boolean): void {
    asking.value?.(leaves)
    asking.value = null
  }
  dialogs += 1
  onScopeDispose(() => {
    dialogs -= 1
    answer(true)
  })
  return { asking, answer }
}
