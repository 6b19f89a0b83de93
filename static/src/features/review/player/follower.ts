/** One media element that follows the clock while its segment is due. */

import { correction } from './drift'
import { covers, endOf, hasMedia, type Segment } from './plan'

/** The part of HTMLMediaElement the player uses. */
export interface MediaLike {
  currentTime: number
  playbackRate: number
  readonly paused: boolean
  readonly seeking: boolean
  readonly ended: boolean
  readonly readyState: number
  readonly error: { readonly code: number } | null
  play(): Promise<void>
  pause(): void
}

/** HTMLMediaElement.HAVE_FUTURE_DATA: it can go on from here. */
const ENOUGH = 3

/** HTMLMediaElement.HAVE_CURRENT_DATA: the picture of this instant is there, but nothing after it. */
const PICTURE = 2

/** The last moments of a file have no future data; waiting for it would hang. */
const TAIL_MS = 300

/** A standing element may be this far off: less would make every short wait a round of seeks. */
const STILL_MS = 100

export class Follower {
  private lastSeek = Number.NEGATIVE_INFINITY
  private parkedAt = Number.NaN
  private nudged = false
  /** The browser refused to play without a tap. */
  blocked = false

  constructor(
    readonly segment: Segment,
    private readonly media: MediaLike,
  ) {}

  /** The file cannot be played at all. */
  get failed(): boolean {
    return this.media.error !== null
  }

  /** Tell whether the clock must wait for this element at the position. */
  holds(at: number): boolean {
    if (!hasMedia(this.segment, at) || this.failed || this.media.ended) return false
    if (this.media.seeking) return true
    return this.media.readyState < (this.inTail(at) ? PICTURE : ENOUGH)
  }

  /** Stand exactly at the position, silent: used while the clock stands. */
  park(at: number, now: number): void {
    if (!this.media.paused) this.media.pause()
    if (this.failed) return
    const wanted = this.inFile(at)
    // A file may end before its stated length: asking twice for an instant it lacks would never end.
    if (this.media.seeking || wanted === this.parkedAt) return
    if (Math.abs(this.media.currentTime * 1000 - wanted) <= STILL_MS) return
    this.parkedAt = wanted
    this.media.currentTime = wanted / 1000
    this.lastSeek = now
  }

  /** Follow the running clock. */
  follow(at: number, rate: number, now: number): void {
    if (this.failed) return
    if (!covers(this.segment, at)) {
      this.park(at, now)
      return
    }
    this.parkedAt = Number.NaN
    if (this.media.seeking || this.media.ended) return
    if (this.media.paused) this.begin()
    this.correct(at, rate, now)
  }

  /** Let go of the element. */
  release(): void {
    this.media.pause()
  }

  private begin(): void {
    this.media.play().then(
      () => {
        this.blocked = false
      },
      (error: unknown) => {
        this.blocked = error instanceof Error && error.name === 'NotAllowedError'
      },
    )
  }

  private correct(at: number, rate: number, now: number): void {
    if (this.media.readyState < PICTURE) return
    const drift = this.media.currentTime * 1000 - this.inFile(at)
    const step = correction(drift, rate, now - this.lastSeek, this.nudged)
    if (step.kind === 'rate') {
      this.nudged = step.rate !== rate
      this.setRate(step.rate)
      return
    }
    this.setRate(rate)
    this.media.currentTime = this.inFile(at) / 1000
    this.lastSeek = now
  }

  private setRate(rate: number): void {
    if (Math.abs(this.media.playbackRate - rate) > 0.001) this.media.playbackRate = rate
  }

  private inFile(at: number): number {
    return Math.min(Math.max(at - this.segment.at, 0), this.segment.length)
  }

  private inTail(at: number): boolean {
    return endOf(this.segment) - at < TAIL_MS
  }
}
