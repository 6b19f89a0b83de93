/** Opens again what was taken away while it was wanted, by a telephone call or an unplugged cable, once it can be had. */

export type Taken = 'mic' | 'camera'

/** How long a call may hold a device between two tries. */
export const REGAIN_MS = 2_000
const SOURCES: readonly Taken[] = ['mic', 'camera']

export class Regain {
  readonly #open: (source: Taken) => Promise<boolean>
  readonly #taken = new Set<Taken>()
  readonly #timers = new Map<Taken, ReturnType<typeof setTimeout>>()

  /** `open` tells whether another try makes sense: somebody else holds the device. */
  constructor(open: (source: Taken) => Promise<boolean>) {
    this.#open = open
  }

  took(source: Taken): void {
    this.#taken.add(source)
  }

  /** It is there again, or not wanted any more. */
  forget(source: Taken): void {
    this.#taken.delete(source)
    clearTimeout(this.#timers.get(source))
  }

  /** Nothing is opened while nobody looks: the browser would refuse, or the person would not know. */
  async tryNow(source: Taken): Promise<void> {
    if (!this.#taken.has(source) || document.visibilityState !== 'visible') return
    if (!await this.#open(source)) return
    clearTimeout(this.#timers.get(source))
    this.#timers.set(source, setTimeout(() => void this.tryNow(source), REGAIN_MS))
  }

  tryAll(): void {
    for (const source of SOURCES) void this.tryNow(source)
  }

  stop(): void {
    for (const source of SOURCES) this.forget(source)
  }
}
