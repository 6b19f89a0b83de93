/** Keys of the player: space, J, L, comma, period. Off while typing and with modifiers. */

export type PlayerKey = 'toggle' | 'back' | 'forward' | 'previous' | 'next'

const KEYS: Readonly<Record<string, PlayerKey>> = {
  ' ': 'toggle', 'j': 'back', 'l': 'forward', ',': 'previous', '.': 'next', '，': 'previous', '。': 'next',
}

/** Controls that take a space for themselves. */
const PRESSED = new Set(['BUTTON', 'A', 'SUMMARY', 'SELECT'])

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true
  return target instanceof HTMLInputElement && target.type !== 'range' && target.type !== 'radio'
}

/** What the key means to the player, or null. */
export function playerKey(event: KeyboardEvent): PlayerKey | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return null
  const key = KEYS[event.key.toLowerCase()] ?? null
  if (key === 'toggle' && event.target instanceof HTMLElement && PRESSED.has(event.target.tagName)) return null
  return key
}
