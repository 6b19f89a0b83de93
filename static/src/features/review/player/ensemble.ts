/** Everyone's files together on one clock. Plain TypeScript: `tick(now)` is called a few times a second. */

import { MasterClock } from './clock'
import { Follower, type MediaLike } from './follower'
import { covers, endOf, landing, segmentsNear, type Segment, type Stretch } from './plan'

export type PlayerState = 'paused' | 'playing' | 'buffering' | 'ended'

/** What the screen shows; a new value only when something changed. */
export interface Snapshot {
  readonly state: PlayerState
  readonly position: number
  readonly rate: number
  /** Keys of files that cannot be played. */
  readonly failed: readonly string[]
  /** The browser wants a tap before it plays sound. */
  readonly blocked: boolean
}

/** One file that does not come must not stop everybody for ever. */
export const PATIENCE_MS = 8_000

export interface PlayerEvents {
  /** Reported to the access log. */
  report?: (action: 'play' | 'pause' | 'seek' | 'end', at: number) => void
  /** A stretch without media was passed over. */
  skipped?: (stretch: Stretch) => void
}

export class Ensemble {
  private readonly clock: MasterClock
  private readonly followers = new Map<string, Follower>()
  private readonly late = new Set<string>()
  private wanted = false
  private waitingSince: number | null = null
  private ended = false

  constructor(
    private readonly segments: readonly Segment[],
    private readonly skipped: readonly Stretch[],
    readonly length: number,
    private readonly events: PlayerEvents = {},
  ) {
    this.clock = new MasterClock(length)
  }

  /** The segments whose elements should be in the page now. */
  near(now: number): Segment[] {
    return segmentsNear(this.segments, this.clock.position(now))
  }

  attach(segment: Segment, media: MediaLike): void {
    this.followers.set(segment.key, new Follower(segment, media))
  }

  detach(key: string): void {
    this.followers.get(key)?.release()
    this.followers.delete(key)
  }

  play(now: number): void {
    if (this.wanted) return
    if (this.ended) this.rewind(now)
    this.wanted = true
    this.events.report?.('play', Math.round(this.clock.position(now)))
    this.tick(now)
  }

  pause(now: number): void {
    if (!this.wanted) return
    this.wanted = false
    this.clock.stop(now)
    this.waitingSince = null
    this.events.report?.('pause', Math.round(this.clock.position(now)))
    this.tick(now)
  }

  toggle(now: number): void {
    if (this.wanted) this.pause(now)
    else this.play(now)
  }

  seek(to: number, now: number): void {
    const target = landing(to, this.clock.position(now), this.skipped, this.length)
    this.move(target, now)
    this.events.report?.('seek', Math.round(target))
    this.tick(now)
  }

  step(by: number, now: number): void {
    this.seek(this.clock.position(now) + by, now)
  }

  setRate(rate: number, now: number): void {
    this.clock.setRate(rate, now)
  }

  /** Bring clock and elements together. */
  tick(now: number): void {
    this.passOver(now)
    this.finish(now)
    this.holdOrGo(now)
    const at = this.clock.position(now)
    for (const follower of this.followers.values()) {
      if (this.clock.running) follower.follow(at, this.clock.rate, now)
      else follower.park(at, now)
    }
  }

  snapshot(now: number): Snapshot {
    const followers = [...this.followers.values()]
    return {
      state: this.state(),
      position: this.clock.position(now),
      rate: this.clock.rate,
      failed: followers.filter((follower) => follower.failed).map((follower) => follower.segment.key),
      blocked: followers.some((follower) => follower.blocked),
    }
  }

  close(): void {
    for (const key of [...this.followers.keys()]) this.detach(key)
  }

  private state(): PlayerState {
    if (this.ended) return 'ended'
    if (!this.wanted) return 'paused'
    return this.clock.running ? 'playing' : 'buffering'
  }

  private rewind(now: number): void {
    this.move(0, now)
  }

  private move(to: number, now: number): void {
    this.clock.stop(now)
    this.clock.jump(to, now)
    this.ended = false
    this.late.clear()
    this.waitingSince = null
    for (const follower of this.followers.values()) follower.park(to, now)
  }

  private passOver(now: number): void {
    const at = this.clock.position(now)
    const hit = this.wanted ? this.skipped.find((stretch) => covers(stretch, at)) : undefined
    if (!hit) return
    this.move(endOf(hit), now)
    this.events.skipped?.(hit)
  }

  private finish(now: number): void {
    if (!this.wanted || this.clock.position(now) < this.length) return
    this.clock.stop(now)
    this.wanted = false
    this.ended = true
    this.events.report?.('end', this.length)
  }

  private holdOrGo(now: number): void {
    if (!this.wanted) return
    if (this.mustWait(now)) {
      if (this.clock.running) this.clock.stop(now)
    } else if (!this.clock.running) {
      this.clock.start(now)
    }
  }

  private mustWait(now: number): boolean {
    const at = this.clock.position(now)
    const holding = this.holding(at)
    for (const key of [...this.late]) if (!holding.includes(key)) this.late.delete(key)
    const urgent = holding.filter((key) => !this.late.has(key))
    if (urgent.length === 0) {
      this.waitingSince = null
      return false
    }
    this.waitingSince ??= now
    if (now - this.waitingSince < PATIENCE_MS) return true
    for (const key of urgent) this.late.add(key)
    this.waitingSince = null
    return false
  }

  /** Keys of files that are due but not ready; one whose element is not in the page yet counts as well. */
  private holding(at: number): string[] {
    return this.segments
      .filter((segment) => covers(segment, at) && (this.followers.get(segment.key)?.holds(at) ?? true))
      .map((segment) => segment.key)
  }
}
