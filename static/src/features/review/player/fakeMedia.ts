/** A media element for tests, driven by hand: it plays with a drift, buffers, seeks slowly, ends and fails as told. */

import type { MediaLike } from './follower'

export class FakeMedia implements MediaLike {
  playbackRate = 1
  paused = true
  seeking = false
  readyState = 4
  error: { readonly code: number } | null = null
  /** Each position asked for by a seek, in seconds. */
  readonly seeks: number[] = []
  refusal: string | null = null
  /** Its own clock against the wall: 1.01 runs 1 % fast. */
  skew = 1
  private at = 0

  constructor(readonly lengthMs: number, private readonly seekMs = 0) {}

  private seekLeft = 0

  get currentTime(): number {
    return this.at / 1000
  }

  set currentTime(seconds: number) {
    this.seeks.push(seconds)
    this.at = Math.min(seconds * 1000, this.lengthMs)
    this.seekLeft = this.seekMs
    this.seeking = this.seekMs > 0
  }

  get ended(): boolean {
    return this.at >= this.lengthMs
  }

  /** Put it out of step without a seek. */
  slip(byMs: number): void {
    this.at += byMs
  }

  play(): Promise<void> {
    if (this.refusal !== null) {
      return Promise.reject(Object.assign(new Error('refused'), { name: this.refusal }))
    }
    this.paused = false
    return Promise.resolve()
  }

  pause(): void {
    this.paused = true
  }

  /** Let time pass. */
  pass(ms: number): void {
    if (this.seeking) {
      this.seekLeft -= ms
      this.seeking = this.seekLeft > 0
      return
    }
    if (this.paused || this.readyState < 3 || this.error) return
    this.at = Math.min(this.at + ms * this.playbackRate * this.skew, this.lengthMs)
  }
}
