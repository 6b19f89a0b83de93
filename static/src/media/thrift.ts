/**
 * How much of the camera a thin line carries: all frames, few of them, or none for a while. A picture that stands
 * still half of the time helps nobody, and whatever it costs is taken from the voice.
 */

/** What becomes of the smallest encoding of the camera, over the last second. */
export interface Uplink {
  /** bit/s that the browser allows it; null where it does not say. */
  readonly allowed: number | null
  /** bit/s and frames a second that were sent. */
  readonly sent: number
  readonly frames: number
}

export type Share = 'whole' | 'few' | 'none'

/** Frames a second that still look like a person who moves. */
export const FEW_FRAMES = 5

/** bit/s below which all frames of the smallest picture are too many, where they use what is allowed. */
const SPARING = 80_000
const AMPLE = 120_000
/** A smaller share of what is allowed means that the picture costs little. */
const USED = 0.6
/** Fewer frames a second than this over some seconds are a picture that stands still. */
const STILL = 3
/** Seconds in a row after which something is believed. */
const SPARING_AFTER = 2
const AMPLE_AFTER = 3
const STILL_OVER = 5
/** Seconds without a picture before it is tried again; doubled each time that it fails soon. */
const FIRST_HOLD = 8
const MAX_HOLD = 32
/** Seconds within which what was tried has failed. */
const FAILS_WITHIN = 20

export class Thrift {
  #share: Share = 'whole'
  #seconds = 0
  #hold = FIRST_HOLD
  /** Seconds of few frames before all are tried where few cost little, which says nothing of what all would cost. */
  #caution = AMPLE_AFTER
  #worse = 0
  #better = 0
  #frames: readonly number[] = []

  get share(): Share {
    return this.#share
  }

  /** Decide anew; to be called every second. Null: the camera is not sent for other reasons. */
  decide(uplink: Uplink | null): Share {
    this.#seconds += 1
    if (this.#share === 'none') this.#wait()
    else if (uplink !== null && uplink.allowed !== null) this.#follow(uplink, uplink.allowed)
    return this.#share
  }

  /** Begin anew: another camera, another connection. */
  reset(): void {
    this.#hold = FIRST_HOLD
    this.#caution = AMPLE_AFTER
    this.#enter('whole')
  }

  #wait(): void {
    if (this.#seconds >= this.#hold) this.#enter('few')
  }

  #follow(uplink: Uplink, allowed: number): void {
    const uses = uplink.sent > USED * allowed
    this.#worse = uses && allowed < SPARING ? this.#worse + 1 : 0
    this.#better = allowed >= AMPLE || !uses ? this.#better + 1 : 0
    this.#frames = [...this.#frames, uplink.frames].slice(-STILL_OVER)
    if (this.#share === 'whole' && this.#worse >= SPARING_AFTER) this.#spare()
    else if (this.#share === 'few' && this.#standsStill) this.#stop()
    else if (this.#share === 'few' && this.#better >= AMPLE_AFTER && this.#mayTry(allowed)) this.#try()
  }

  #mayTry(allowed: number): boolean {
    return allowed >= AMPLE || this.#seconds >= this.#caution
  }

  #try(): void {
    this.#caution = Math.min(2 * this.#caution, MAX_HOLD)
    this.#enter('whole')
  }

  #spare(): void {
    if (this.#seconds >= FAILS_WITHIN) this.#caution = AMPLE_AFTER
    this.#enter('few')
  }

  get #standsStill(): boolean {
    const frames = this.#frames
    return frames.length === STILL_OVER && frames.reduce((sum, one) => sum + one, 0) < STILL * STILL_OVER
  }

  #stop(): void {
    this.#hold = this.#seconds < FAILS_WITHIN ? Math.min(2 * this.#hold, MAX_HOLD) : FIRST_HOLD
    this.#enter('none')
  }

  #enter(share: Share): void {
    this.#share = share
    this.#seconds = 0
    this.#worse = 0
    this.#better = 0
    this.#frames = []
  }
}
