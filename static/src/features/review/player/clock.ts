/** The master clock of the player: one position that every element follows. Time is an argument, in milliseconds. */

export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2] as const

export class MasterClock {
  private anchorPosition = 0
  private anchorTime = 0
  private going = false
  private speed = 1

  constructor(readonly length: number) {}

  get running(): boolean {
    return this.going
  }

  get rate(): number {
    return this.speed
  }

  /** Position on the review clock at the instant `now`. */
  position(now: number): number {
    if (!this.going) return this.anchorPosition
    const moved = (now - this.anchorTime) * this.speed
    return Math.min(this.anchorPosition + Math.max(moved, 0), this.length)
  }

  start(now: number): void {
    this.anchorTime = now
    this.going = true
  }

  stop(now: number): void {
    this.anchorPosition = this.position(now)
    this.going = false
  }

  /** Go to a position; a running clock keeps running from there. */
  jump(to: number, now: number): void {
    this.anchorPosition = Math.min(Math.max(to, 0), this.length)
    this.anchorTime = now
  }

  /** Change the speed without moving the position. */
  setRate(rate: number, now: number): void {
    this.jump(this.position(now), now)
    this.speed = rate
  }
}
