/** From what a dialog was opened, also through another dialog: there the focus goes when it closes. */

const OPENERS = new WeakMap<Element, HTMLElement>()

/** The control behind `active`: itself, or what opened the dialog it stands in; null when it was none. */
export function openerOf(active: Element | null): HTMLElement | null {
  const dialog = active?.closest('[role="alertdialog"]')
  if (dialog) return OPENERS.get(dialog) ?? null
  return active instanceof HTMLElement && active !== document.body ? active : null
}

export function remember(dialog: EventTarget | null, opener: HTMLElement | null): void {
  if (dialog instanceof Element && opener) OPENERS.set(dialog, opener)
}
