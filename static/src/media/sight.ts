/**
 * How large everybody's picture is on this screen, told to the server when it changes: what is small is sent
 * small, and what is out of sight is not sent at all.
 */
export interface Seen {
  readonly identity: string
  readonly source: 'camera' | 'screen'
  /** Pixels of the screen; 0 when out of sight. */
  readonly height: number
}

/** Follow the visible height of an element in pixels of the screen; returns the way to stop. */
export type Observe = (element: Element, changed: (height: number) => void) => () => void

/** A tile that goes away may be back in a moment, as when seats are drawn anew. */
const LESS_AFTER_MS = 1_500
const MORE_AFTER_MS = 50
/** Smaller changes of size are not worth a message. */
const WORTH_TELLING = 0.2

interface Tile { readonly key: string, height: number }

export class Sight {
  readonly #tell: (seen: readonly Seen[]) => void
  readonly #observe: Observe
  readonly #tiles = new Set<Tile>()
  readonly #told = new Map<string, number>()
  #offered: readonly Pick<Seen, 'identity' | 'source'>[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #due = Infinity

  constructor(tell: (seen: readonly Seen[]) => void, observe: Observe = observeHeight) {
    this.#tell = tell
    this.#observe = observe
  }

  /** Count `element` as a tile of that picture until the returned function is called. */
  watch(element: Element, identity: string, source: Seen['source']): () => void {
    const tile: Tile = { key: keyOf({ identity, source }), height: 0 }
    this.#tiles.add(tile)
    const stop = this.#observe(element, (height) => {
      const more = height > tile.height
      tile.height = height
      this.#soon(more ? MORE_AFTER_MS : LESS_AFTER_MS)
    })
    return () => {
      stop()
      this.#tiles.delete(tile)
      this.#soon(LESS_AFTER_MS)
    }
  }

  /** These pictures are offered from now on; the server knows nothing of how they are shown. */
  offer(pictures: readonly Pick<Seen, 'identity' | 'source'>[]): void {
    this.#offered = pictures
    this.again()
  }

  /** Tell everything anew: what was told last may be lost with the socket it was told on. */
  again(): void {
    this.#told.clear()
    this.#soon(LESS_AFTER_MS)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#due = Infinity
    this.#offered = []
    this.#told.clear()
  }

  #soon(delay: number): void {
    const due = Date.now() + delay
    if (due >= this.#due) return
    this.#due = due
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#say(), delay)
  }

  #say(): void {
    this.#due = Infinity
    const news = this.#offered
      .map(picture => ({ ...picture, height: this.#heightOf(keyOf(picture)) }))
      .filter(seen => worthTelling(this.#told.get(keyOf(seen)), seen.height))
    for (const seen of news) this.#told.set(keyOf(seen), seen.height)
    if (news.length > 0) this.#tell(news)
  }

  #heightOf(key: string): number {
    return Math.max(0, ...[...this.#tiles].filter(tile => tile.key === key).map(tile => tile.height))
  }
}

function keyOf({ identity, source }: Pick<Seen, 'identity' | 'source'>): string {
  return `${identity} ${source}`
}

function worthTelling(told: number | undefined, height: number): boolean {
  if (told === undefined || (told === 0) !== (height === 0)) return true
  return Math.abs(height - told) > WORTH_TELLING * told
}

function observeHeight(element: Element, changed: (height: number) => void): () => void {
  let inView = true
  const measure = (): void => {
    const seen = inView && document.visibilityState === 'visible'
    changed(seen ? Math.round(element.clientHeight * window.devicePixelRatio) : 0)
  }
  const crossing = new IntersectionObserver((entries) => {
    inView = entries.at(-1)?.isIntersecting ?? inView
    measure()
  })
  const resizing = new ResizeObserver(measure)
  crossing.observe(element)
  resizing.observe(element)
  document.addEventListener('visibilitychange', measure)
  return () => {
    crossing.disconnect()
    resizing.disconnect()
    document.removeEventListener('visibilitychange', measure)
  }
}
