/** The focus never ends on nothing (WCAG 2.2, 2.4.3): where its control goes, it stays close by. */
import { onMounted, onScopeDispose, type Ref } from 'vue'

/** The control and all that holds it, from the inside out. */
export function pathOf(control: Element): HTMLElement[] {
  const path: HTMLElement[] = []
  for (let one: Element | null = control; one && one !== document.body; one = one.parentElement)
    if (one instanceof HTMLElement) path.push(one)
  return path
}

/** Give the focus to the heading of what is left around a control that went; false when nothing is left. */
export function standNear(path: readonly HTMLElement[]): boolean {
  const left = path.find(one => one.isConnected)
  if (!left) return false
  const place = left.querySelector<HTMLElement>('h1, h2, h3') ?? left
  if (!place.hasAttribute('tabindex')) place.tabIndex = -1
  place.focus()
  return document.activeElement === place
}

/** Watch a page: a control that goes while it has the focus leaves it to what stood around it. */
export function useKeptFocus(page: Readonly<Ref<HTMLElement | null>>): void {
  let path: readonly HTMLElement[] = []
  const enter = (event: FocusEvent): void => {
    path = event.target instanceof Element ? pathOf(event.target) : []
  }
  // Whoever pressed beside everything has let the focus go on purpose.
  const letGo = (): void => {
    path = []
  }
  const watcher = new MutationObserver(() => {
    if (path[0] && !path[0].isConnected && document.activeElement === document.body) standNear(path)
  })
  onMounted(() => {
    if (!page.value) return
    page.value.addEventListener('focusin', enter)
    page.value.addEventListener('pointerdown', letGo)
    watcher.observe(page.value, { childList: true, subtree: true })
  })
  onScopeDispose(() => {
    watcher.disconnect()
    page.value?.removeEventListener('focusin', enter)
    page.value?.removeEventListener('pointerdown', letGo)
  })
}
