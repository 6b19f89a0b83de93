/**
 * Brings a lost line back, one step after another: new ICE credentials first, for they keep everything; then a
 * new connection; and when that does not help either, the person is asked to load the page again.
 *
 * Each step gets its time to work. A step that cannot be taken, because the room's socket is down too, is taken
 * again when `again` says that it is back.
 */

/** What became of a step: taken, not asked for because the server is not reached, or refused because it is full. */
export type Outcome = 'taken' | 'unreachable' | 'full'

export interface Remedies {
  /** Ask for new ICE credentials. */
  restart: () => Promise<Outcome>
  /** Begin anew with another connection. */
  rebuild: () => Promise<Outcome>
  /** Whether the person had better load the page again; the steps go on meanwhile. */
  stuck: (stuck: boolean) => void
}

interface Step { readonly take: 'restart' | 'rebuild', readonly wait: number }

const STEPS: readonly Step[] = [
  { take: 'restart', wait: 3_000 },
  { take: 'restart', wait: 4_000 },
  { take: 'rebuild', wait: 6_000 },
  { take: 'rebuild', wait: 12_000 },
]
const REBUILD = STEPS.findIndex(step => step.take === 'rebuild')
/** Until a step that could not be taken is tried again. */
const PAUSES: Readonly<Record<Exclude<Outcome, 'taken'>, number>> = { unreachable: 1_000, full: 15_000 }

export class Recovery {
  readonly #remedies: Remedies
  /** The step being taken; null while the line is well. */
  #step: number | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #run = 0

  constructor(remedies: Remedies) {
    this.#remedies = remedies
  }

  get climbing(): boolean {
    return this.#step !== null
  }

  /** The line carries nothing any more. */
  lost(): void {
    if (this.#step === null) this.#begin(0)
  }

  /** The connection is beyond new credentials, or there is none yet. */
  failed(): void {
    if (this.#step === null || this.#step < REBUILD) this.#begin(REBUILD)
  }

  /** The server can be asked again: take the present step now. */
  again(): void {
    if (this.#step !== null) this.#begin(this.#step)
  }

  /** The line carries packets. */
  well(): void {
    this.stop()
    this.#remedies.stuck(false)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#run += 1
    this.#step = null
  }

  #begin(step: number): void {
    clearTimeout(this.#timer)
    this.#run += 1
    this.#step = step
    void this.#take(step, this.#run)
  }

  async #take(index: number, run: number): Promise<void> {
    const step = STEPS[Math.min(index, STEPS.length - 1)] ?? STEPS[0]
    if (step === undefined) return
    const outcome = await this.#remedies[step.take]()
    if (run !== this.#run) return
    if (outcome !== 'taken') {
      this.#timer = setTimeout(() => this.#begin(index), PAUSES[outcome])
      return
    }
    if (index >= STEPS.length - 1) this.#remedies.stuck(true)
    this.#timer = setTimeout(() => this.#begin(index + 1), step.wait)
  }
}
