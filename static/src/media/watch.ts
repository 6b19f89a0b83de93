/** Tells when a line may be dead: another network, a page that comes back, or a pulse that stopped. */
import { Pulse, PULSE_MS } from './pulse'

export interface Watched {
  /** How much has come over the line so far; null while there is none. */
  received: () => Promise<number | null>
  /** The device is in another network. */
  changed: () => void
  /** The page is looked at again. */
  back: () => void
  /** Nothing has come for a second. */
  doubtful: () => void
  /** Nothing has come for two. */
  silent: () => void
  beats: () => void
}

export function watchLine(line: Watched): void {
  const pulse = new Pulse()

  async function feel(): Promise<void> {
    // Hidden pages are slowed down so much that their silence means nothing.
    const received = document.visibilityState === 'visible' ? await line.received() : null
    if (received === null) {
      pulse.reset()
      return
    }
    const beat = pulse.take(received)
    if (beat === 'doubtful') line.doubtful()
    else if (beat === 'silent') line.silent()
    else if (beat === 'beats') line.beats()
  }

  document.addEventListener('visibilitychange', () => {
    pulse.reset()
    if (document.visibilityState === 'visible') line.back()
  })
  window.addEventListener('online', line.changed)
  ;(navigator as { connection?: EventTarget }).connection?.addEventListener('change', line.changed)
  setInterval(() => void feel(), PULSE_MS)
}
