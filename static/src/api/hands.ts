/**
 * Whether somebody is at the page. What a page reads again by itself keeps nobody signed in, unless a hand moved since
 * the last request: then somebody is there, also on a page that sends nothing of its own for half an hour.
 */

const GESTURES = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

const readByThemselves = new WeakSet<AbortSignal>()
let moved = true

for (const gesture of GESTURES) {
  addEventListener(gesture, () => { moved = true }, { capture: true, passive: true })
}

/** Say of a request, by its signal, that nobody asked for it. */
export function byItself(signal: AbortSignal): void {
  readByThemselves.add(signal)
}

/** Tell whether nobody is behind the request that is sent now; one that somebody is behind takes the movement with it. */
export function isNobodys(signal: AbortSignal | undefined): boolean {
  if (!moved && signal && readByThemselves.has(signal)) return true
  moved = false
  return false
}
