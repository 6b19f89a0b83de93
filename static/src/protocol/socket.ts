/**
 * The room's socket: acknowledged messages out, a gapless series of views in.
 *
 * Every `update` names the event before it. When that is not the last one seen, something was missed: the
 * socket asks `sync` and hands on exactly what came between. A lost line is reopened with a ticket that was fetched
 * while it was well: in another network browsers may go on asking over an HTTP connection that leads nowhere.
 */
import { io } from 'socket.io-client'

import type {
  Ack, ClientMessages, Closed, ClosedReason, MediaWanted, OfferMessage, Refusal, RoomEvent, RoomView, Signal, Update,
} from './messages'

/** What is needed of a Socket.IO socket; tests put a wire of their own here. */
export interface Wire {
  on: (event: string, listener: (payload: never) => void) => unknown
  emitWithAck: (event: string, body: object, patience?: number) => Promise<unknown>
  connect: () => unknown
  disconnect: () => unknown
}

/** Opens a wire; `ticket` is asked before every attempt. The wire starts when `connect` is called. */
export type OpenWire = (ticket: () => Promise<string>) => Wire

export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost' }
  /** Over: the server ended it, or refuses the ticket. Only the person can begin again. */
  | { readonly kind: 'closed', readonly reason: ClosedReason | 'refused', readonly code: string, readonly note: string | null }

export interface RoomListener {
  link: (state: LinkState) => void
  view: (view: RoomView, events: readonly RoomEvent[]) => void
  offer: (offer: OfferMessage) => void
  wanted: (wanted: MediaWanted) => void
  signal: (signal: Signal) => void
}

/** A ticket that cannot be had any more, such as for a removed person; `code` says why. */
export class TicketRefusedError extends Error {
  constructor(readonly code: string) {
    super(code)
    this.name = 'TicketRefusedError'
  }
}

const ACK_TIMEOUT_MS = 10_000
/** How long a line that may be dead is given to answer. */
const CHECK_TIMEOUT_MS = 1_500
/** How long the attempts that are begun for a dead line are given before another takes their place. */
const PATIENCES_MS: readonly number[] = [1_000, 1_500, 2_500, 4_000]
/** Until the line is opened again in case the library does not. */
const UNHEARD_MS = 6_000
/** Until the next attempt where no ticket could be had or the one at hand was too old, and where the server refused. */
const SOON_MS = 300
const LATER_MS = 1_000
/** A ticket opens rooms for 60 seconds: how often another is fetched while the line is well, and how old one may be. */
const RENEW_MS = 20_000
const SPARE_MS = 50_000
const UNANSWERED: Ack = { ok: false, code: 'link.no_answer', names: [], reason: null, sync: null, offer: null }

/** Codes of a refused connection that a new ticket will not mend. */
const FINAL_CODES: ReadonlySet<string> = new Set(['room.removed', 'room.closed', 'room.ended', 'room.full'])

/** Name of this page load: the server keeps the media connection of a page that comes back. */
const device = Array.from(crypto.getRandomValues(new Uint8Array(12)), byte => byte.toString(16).padStart(2, '0')).join('')

/** The wire used in the browser: WebSocket only, same origin. */
export const openSocketIo: OpenWire = (ticket) => {
  let connection = 0
  const socket = io('/room', {
    transports: ['websocket'],
    autoConnect: false,
    reconnectionDelay: 300,
    reconnectionDelayMax: 1_500,
    // An attempt begun while the line was dead would sleep longer than the line: its packets are repeated ever later.
    timeout: 4_000,
    auth: (answer) => {
      // The library would send an answer that comes late over the connection of another attempt.
      const mine = connection
      const say = (value: string) => {
        if (mine === connection) answer({ ticket: value, device })
      }
      ticket().then(say, () => say('-'))
    },
  })
  socket.io.on('close', () => {
    connection += 1
  })
  return {
    on: (event, listener) => socket.on(event, listener as (...values: unknown[]) => void),
    emitWithAck: (event, body, patience = ACK_TIMEOUT_MS) => socket.timeout(patience).emitWithAck(event, body) as Promise<unknown>,
    connect: () => socket.connect(),
    disconnect: () => socket.disconnect(),
  }
}

/** Fetches a ticket; with `quietly` nothing is said to the person when there is none. */
export type FetchTicket = (quietly: boolean) => Promise<string>

interface Spare { readonly ticket: string, readonly at: number }

export class RoomSocket {
  readonly #wire: Wire
  readonly #listener: RoomListener
  #seq: number | null = null
  #syncing: Promise<void> | null = null
  #state: LinkState = { kind: 'connecting' }
  readonly #ticket: FetchTicket
  #refusedTicket: string | null = null
  /** The ticket of the last attempt, and the newest that is known to be good with the time it was asked for. */
  #tried: Spare | null = null
  #spare: Spare | null = null
  #renewal: ReturnType<typeof setInterval> | undefined
  /** Whether the last ticket could not be fetched: the line was not there yet. */
  #noTicket = false
  #checking: Promise<boolean> | null = null
  /** Closed for good: what still comes of it is nobody's. */
  #over = false
  /** Attempts begun since the line was lost, and when the last one was. */
  #attempts = 0
  #attemptedAt = 0
  #retry: ReturnType<typeof setTimeout> | undefined

  /** `ticket` is asked for a ticket; quietly while the line is well, when nobody waits for it. */
  constructor(open: OpenWire, ticket: FetchTicket, listener: RoomListener) {
    this.#listener = listener
    this.#ticket = ticket
    this.#wire = open(() => this.#nextTicket())
    this.#wire.on('connect', () => this.#connected())
    this.#wire.on('disconnect', (reason: string) => this.#disconnected(reason))
    this.#wire.on('connect_error', (error: { data?: Refusal, message?: string }) => this.#refused(error))
    this.#wire.on('update', (update: Update) => this.#updated(update))
    this.#wire.on('offer', (offer: OfferMessage) => this.#listener.offer(offer))
    this.#wire.on('media_wanted', (wanted: MediaWanted) => this.#listener.wanted(wanted))
    this.#wire.on('signal', (signal: Signal) => this.#listener.signal(signal))
    this.#wire.on('closed', (closed: Closed) => this.#close(closed.reason, `closed.${closed.reason}`, closed.note))
  }

  /** Begin, or begin again after the server ended it. */
  open(): void {
    this.#over = false
    this.#refusedTicket = null
    this.#spare = null
    this.#set({ kind: 'connecting' })
    this.#wire.connect()
  }

  /** Send a message; never throws. Without a line the answer is `link.no_answer`. */
  async send<Name extends keyof ClientMessages>(name: Name, body: ClientMessages[Name]): Promise<Ack> {
    if (this.#state.kind !== 'live') return { ...UNANSWERED, code: 'link.down' }
    try {
      return await this.#wire.emitWithAck(name, body) as Ack
    }
    catch {
      return UNANSWERED
    }
  }

  /** After sleep or in another network: find out now whether the line answers, and open a new one if it does not. */
  async check(): Promise<void> {
    if (this.#is('live')) {
      // One at a time: when another gave up, the line it asked on is gone and the new one is well.
      this.#checking ??= this.#answers().finally(() => {
        this.#checking = null
      })
      if (await this.#checking || this.#over || !this.#is('live')) return
      this.#set({ kind: 'lost' })
    }
    if (!this.#over && this.#is('lost')) this.#attempt()
  }

  /** Begin to connect anew, unless the last attempt has not had its time: a long line takes several round trips. */
  #attempt(): void {
    const patience = PATIENCES_MS[Math.min(this.#attempts, PATIENCES_MS.length) - 1] ?? 0
    if (Date.now() - this.#attemptedAt < patience) return
    this.#attempts += 1
    this.#attemptedAt = Date.now()
    this.#wire.disconnect()
    this.#wire.connect()
  }

  async #answers(): Promise<boolean> {
    return await this.#wire.emitWithAck('sync', { since: this.#seq ?? 0 }, CHECK_TIMEOUT_MS).then(() => true, () => false)
  }

  /** Close for good. */
  close(): void {
    this.#over = true
    clearTimeout(this.#retry)
    clearInterval(this.#renewal)
    this.#wire.disconnect()
  }

  async #nextTicket(): Promise<string> {
    this.#noTicket = false
    if (this.#spare !== null && Date.now() - this.#spare.at > SPARE_MS) this.#spare = null
    try {
      this.#tried = this.#spare ?? await this.#fetched(false)
      return this.#tried.ticket
    }
    catch (error) {
      if (error instanceof TicketRefusedError) this.#refusedTicket = error.code
      else this.#noTicket = true
      throw error
    }
  }

  async #fetched(quietly: boolean): Promise<Spare> {
    const at = Date.now()
    return { ticket: await this.#ticket(quietly), at }
  }

  /** Have a good ticket at hand for the moment the line is lost. */
  async #renew(): Promise<void> {
    try {
      this.#spare = await this.#fetched(true)
    }
    catch (error) {
      // Whoever may not come in again is told when they try.
      if (error instanceof TicketRefusedError) this.#spare = null
    }
  }

  #connected(): void {
    clearTimeout(this.#retry)
    this.#attempts = 0
    this.#spare = this.#tried
    clearInterval(this.#renewal)
    this.#renewal = setInterval(() => void this.#renew(), RENEW_MS)
    this.#set({ kind: 'live' })
    if (this.#seq !== null) this.#catchUp()
  }

  #disconnected(reason: string): void {
    clearInterval(this.#renewal)
    if (this.#state.kind === 'closed' || reason === 'io client disconnect') return
    this.#set({ kind: 'lost' })
    // Socket.IO does not come back by itself after the server hung up.
    if (reason === 'io server disconnect') this.#reconnectAfter(LATER_MS)
  }

  #refused(error: { data?: Refusal, message?: string }): void {
    const code = this.#refusedTicket ?? error.data?.code
    if (code !== undefined && (this.#refusedTicket !== null || FINAL_CODES.has(code))) {
      this.#close('refused', code, null)
      return
    }
    this.#set({ kind: 'lost' })
    // A refusal by the server stops the library's own attempts; a fault of the transport does not, or hardly ever.
    if (code === undefined) {
      this.#reconnectAfter(UNHEARD_MS)
      return
    }
    const kept = this.#spare !== null
    this.#spare = null
    this.#reconnectAfter(kept || this.#noTicket ? SOON_MS : LATER_MS)
  }

  #reconnectAfter(pause: number): void {
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => {
      if (this.#state.kind === 'lost') this.#wire.connect()
    }, pause)
  }

  #updated(update: Update): void {
    if (this.#syncing !== null) return
    if (this.#seq !== null && update.view.seq < this.#seq) return
    if (this.#seq !== null && update.previous > this.#seq) {
      // The view that greets whoever comes back is read before the line is known to be there: that asks by itself.
      if (this.#is('live')) this.#catchUp()
      return
    }
    const fresh = update.event !== null && update.event.seq > (this.#seq ?? -1)
    this.#show(update.view, fresh ? [update.event] : [])
  }

  #catchUp(): void {
    this.#syncing ??= this.#ask().finally(() => {
      this.#syncing = null
    })
  }

  async #ask(): Promise<void> {
    const ack = await this.send('sync', { since: this.#seq ?? 0 })
    if (ack.sync !== null && ack.ok) this.#show(ack.sync.view, ack.sync.events)
  }

  #show(view: RoomView, events: readonly RoomEvent[]): void {
    this.#seq = view.seq
    this.#listener.view(view, events)
  }

  #close(reason: ClosedReason | 'refused', code: string, note: string | null): void {
    this.#set({ kind: 'closed', reason, code, note })
    this.close()
  }

  #is(kind: LinkState['kind']): boolean {
    return this.#state.kind === kind
  }

  #set(state: LinkState): void {
    this.#state = state
    this.#listener.link(state)
  }
}
