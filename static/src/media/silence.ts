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
/** A look tells of a moment only: one that comes late stands for no more than this. */
const LONGEST_STEP_MS = 1_500

/** What the browser took in of a microphone since the connection began. */
export interface TakenIn {
  /** Seconds of sound, silent or not. */
  readonly seconds: number
  /** Grows with every sound, also between two looks. */
  readonly energy: number
}

export interface MicLook {
  /** Switched on, and the server lets it through. */
  readonly on: boolean
  readonly muted: boolean
  /** 0 to 1; null when the browser does not let us measure, as before the first tap on a page. */
  readonly level: number | null
  /** The clock of whatever measures, in seconds: it stays behind on a machine that is too busy to. */
  readonly clock: number
  /** Null where the browser does not say. */
  readonly takenIn: TakenIn | null
}

/** Whether a level is worth asking the browser what it took in: it is nothing, or a page not touched yet may not measure. */
export function isDoubtful(level: number | null): boolean {
  return level === null || level < NOTHING
}

/** Without a level what the browser took in says it alone: energy that does not grow. */
function seemsEmpty(look: MicLook): boolean {
  return isDoubtful(look.level) && (look.level !== null || look.takenIn !== null)
}

export class SilenceWatch {
  #muted: number | null = null
  #silentMs = 0
  #before: { readonly look: MicLook, readonly at: number } | null = null

  /** Take a look at `now` in milliseconds; null while nothing is wrong for long enough. */
  look(look: MicLook, now: number): MicTrouble | null {
    this.#muted = look.on && look.muted ? this.#muted ?? now : null
    const empty = look.on && !look.muted && seemsEmpty(look) && !this.#gaveSound(look)
    this.#silentMs = empty ? this.#silentMs + this.#measuredMs(look, now) : 0
    this.#before = empty ? { look, at: now } : null
    if (this.#muted !== null && now - this.#muted >= SYSTEM_AFTER_MS) return 'system'
    return this.#silentMs >= SILENT_AFTER_MS ? 'silent' : null
  }

  #gaveSound(look: MicLook): boolean {
    const before = this.#before?.look.takenIn
    return look.takenIn !== null && before !== null && before !== undefined && look.takenIn.energy > before.energy
  }

  /** How much silence was measured since the last look, not how long ago that was: a busy machine takes in nothing for a while. */
  #measuredMs(look: MicLook, now: number): number {
    if (this.#before === null) return 0
    const { look: before, at } = this.#before
    const takenIn = ((look.takenIn?.seconds ?? 0) - (before.takenIn?.seconds ?? 0)) * 1_000
    if (look.level === null) return before.takenIn === null ? 0 : Math.max(0, Math.min(now - at, takenIn, LONGEST_STEP_MS))
    const measured = Math.min(now - at, (look.clock - before.clock) * 1_000, LONGEST_STEP_MS)
    // A microphone that gives no zeros even is silent too.
    return Math.max(0, before.takenIn !== null && takenIn > 0 ? Math.min(measured, takenIn) : measured)
  }
}
