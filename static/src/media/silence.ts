/** Is the microphone that is on really giving sound? Pure: told what is measured, says what is wrong. */

export type MicTrouble =
  /** The system or a call has taken the microphone away: the track is muted. */
  | 'system'
  /** The track runs and holds nothing but zeros. */
  | 'silent'

/** Below this there is not even the noise of a quiet room: a switch is off. */
const NOTHING = 0.000_02
const SYSTEM_AFTER_MS = 2_000
const SILENT_AFTER_MS = 10_000

export interface MicLook {
  /** Switched on, and the server lets it through. */
  readonly on: boolean
  readonly muted: boolean
  /** 0 to 1; null when the browser does not let us measure. */
  readonly level: number | null
}

export class SilenceWatch {
  #muted: number | null = null
  #silent: number | null = null

  /** Take a look at `now` in milliseconds; null while nothing is wrong for long enough. */
  look(look: MicLook, now: number): MicTrouble | null {
    this.#muted = look.on && look.muted ? this.#muted ?? now : null
    const empty = look.on && !look.muted && look.level !== null && look.level < NOTHING
    this.#silent = empty ? this.#silent ?? now : null
    if (this.#muted !== null && now - this.#muted >= SYSTEM_AFTER_MS) return 'system'
    if (this.#silent !== null && now - this.#silent >= SILENT_AFTER_MS) return 'silent'
    return null
  }
}
