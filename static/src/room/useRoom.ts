/**
 * The one store of room state. It holds the last view the server gave and the state of the line; everything
 * on the screen is derived from them. Orders go out as messages and change nothing here: the next view does.
 */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'

import type {
  Ack, ClientMessages, MediaWanted, MemberView, OfferMessage, PausedPicture, QualityLevel, RoomEvent, RoomView, Signal,
} from '@/protocol/messages'
import { openSocketIo, RoomSocket, type FetchTicket, type LinkState, type OpenWire } from '@/protocol/socket'

import { forgetDrafts } from './chatDraft'
import { truthOf } from './truth'

export interface EnterOptions {
  readonly ticket: FetchTicket
  readonly open?: OpenWire
}

/** A message that was refused or not answered, for the sentence on the screen. */
export interface Refused {
  readonly name: keyof ClientMessages
  readonly code: string
  /** People the refusal is about. */
  readonly names: readonly string[]
  readonly at: number
}

const KEPT_EVENTS = 200

export const useRoom = defineStore('room', () => {
  const view = shallowRef<RoomView | null>(null)
  const link = shallowRef<LinkState>({ kind: 'connecting' })
  const speakers = shallowRef<readonly string[]>([])
  const quality = shallowRef<Readonly<Record<string, QualityLevel>>>({})
  /** Pictures of others that are not sent to this person, and why. */
  const paused = shallowRef<readonly PausedPicture[]>([])
  /** Identities whose microphone is on and gives nothing: one's own; for the host everybody's. */
  const silent = shallowRef<readonly string[]>([])
  const crowded = shallowRef<readonly string[]>([])
  const lostAt = ref<number | null>(null)
  const refused = shallowRef<Refused | null>(null)
  const unread = ref(0)
  const chatOpen = ref(false)
  const offset = ref(0)
  const factsChanged = ref(0)
  /** Rises when who mediates is questioned, answered for or changed. */
  const panelChanged = ref(0)
  /** What happened, oldest first; the host's page also has what was before it was opened. */
  const history = shallowRef<readonly RoomEvent[]>([])
  /** Server-sent calls that others listen to: media and announcements. */
  const offerListeners = new Set<(offer: OfferMessage) => void>()
  const wantedListeners = new Set<(wanted: MediaWanted) => void>()
  const eventListeners = new Set<(event: RoomEvent) => void>()
  let socket: RoomSocket | null = null

  const me = computed(() => view.value?.me ?? null)
  const place = computed(() => view.value?.me.place ?? null)
  const admitted = computed(() => {
    const own = view.value?.members.find(member => member.identity === view.value?.me.identity)
    return own?.admitted ?? false
  })
  const live = computed(() => link.value.kind === 'live')
  const truth = computed(() => view.value === null ? null : truthOf(view.value, link.value.kind))
  const isHost = computed(() => view.value?.me.role === 'mediator' || view.value?.me.role === 'clerk')
  const others = computed(() => (view.value?.members ?? []).filter(member => member.identity !== me.value?.identity))

  function enter({ ticket, open = openSocketIo }: EnterOptions): void {
    leaveQuietly()
    socket = new RoomSocket(open, ticket, { link: showLink, view: showView, offer, wanted, signal })
    socket.open()
  }

  function showLink(state: LinkState): void {
    if (state.kind === 'lost' && link.value.kind !== 'lost') lostAt.value = Date.now()
    if (state.kind === 'live') lostAt.value = null
    if (state.kind === 'closed' && view.value) forgetDrafts(view.value, 'all')
    link.value = state
    speakers.value = state.kind === 'live' ? speakers.value : []
  }

  function showView(next: RoomView, events: readonly RoomEvent[]): void {
    const before = view.value
    offset.value = Date.parse(next.now) - Date.now()
    if (next.me.place !== 'caucus') forgetDrafts(next, 'caucus')
    // What was said in one place is not shown in another.
    if (before !== null && before.me.place !== next.me.place) unread.value = 0
    else if (before !== null && !chatOpen.value) unread.value += newLines(before, next)
    view.value = next
    remember(events)
    if (before === null && isHost.value) void recall()
    for (const event of events) {
      if (event.kind === 'consent_changed' || event.kind === 'arrived' || event.kind === 'removed' || event.kind === 'restored') factsChanged.value += 1
      for (const listener of eventListeners) listener(event)
    }
  }

  function remember(events: readonly RoomEvent[]): void {
    const bySeq = new Map([...history.value, ...events].map(event => [event.seq, event]))
    history.value = [...bySeq.values()].sort((one, other) => one.seq - other.seq).slice(-KEPT_EVENTS)
  }

  /** Fetch what was before this page; it is shown and not announced again. */
  async function recall(): Promise<void> {
    const ack = await ask('sync', { since: 0 })
    if (ack?.sync) remember(ack.sync.events)
  }

  function offer(message: OfferMessage): void {
    // A new connection begins with everything; what it lacks is told again.
    if (message.fresh) paused.value = []
    for (const listener of offerListeners) listener(message)
  }

  function wanted(message: MediaWanted): void {
    for (const listener of wantedListeners) listener(message)
  }

  function signal(message: Pick<Signal, 'kind'> & Partial<Signal>): void {
    if (message.kind === 'speakers') speakers.value = message.speakers ?? []
    if (message.kind === 'pictures') paused.value = message.paused ?? []
    if (message.kind === 'quality') {
      quality.value = message.quality ?? {}
      silent.value = message.silent ?? []
      crowded.value = message.crowded ?? []
    }
    if (message.kind === 'panel') panelChanged.value += 1
    if (message.kind === 'participants' || message.kind === 'panel') factsChanged.value += 1
  }

  async function send<Name extends keyof ClientMessages>(name: Name, body: ClientMessages[Name]): Promise<Ack> {
    const ack = await socket?.send(name, body)
    const answer = ack ?? { ok: false, code: 'link.down', names: [], reason: null, sync: null, offer: null }
    if (!answer.ok) refused.value = { name, code: answer.code ?? 'unknown', names: answer.names, at: Date.now() }
    return answer
  }

  /** Send without showing a refusal; for messages the person did not press. */
  async function ask<Name extends keyof ClientMessages>(name: Name, body: ClientMessages[Name]): Promise<Ack | null> {
    return await socket?.send(name, body) ?? null
  }

  function resume(): void {
    socket?.open()
  }

  /** The line may be dead without anybody having noticed: find out now. */
  async function check(): Promise<void> {
    await socket?.check()
  }

  function leaveQuietly(): void {
    socket?.close()
    socket = null
    if (view.value) forgetDrafts(view.value, 'all')
    view.value = null
    link.value = { kind: 'connecting' }
    speakers.value = []
    quality.value = {}
    paused.value = []
    silent.value = []
    crowded.value = []
    unread.value = 0
    refused.value = null
    history.value = []
  }

  /** Milliseconds of the server's clock. */
  function serverTime(local = Date.now()): number {
    return local + offset.value
  }

  function onOffer(listener: (offer: OfferMessage) => void): () => void {
    offerListeners.add(listener)
    return () => offerListeners.delete(listener)
  }

  function onWanted(listener: (wanted: MediaWanted) => void): () => void {
    wantedListeners.add(listener)
    return () => wantedListeners.delete(listener)
  }

  function onEvent(listener: (event: RoomEvent) => void): () => void {
    eventListeners.add(listener)
    return () => eventListeners.delete(listener)
  }

  function openChat(open: boolean): void {
    chatOpen.value = open
    if (open) unread.value = 0
  }

  function dismissRefusal(): void {
    refused.value = null
  }

  function qualityOf(member: Pick<MemberView, 'identity'>): QualityLevel | null {
    return quality.value[member.identity] ?? null
  }

  function isPaused(identity: string, source: PausedPicture['source'], reason?: PausedPicture['reason']): boolean {
    return paused.value.some(picture =>
      picture.identity === identity && picture.source === source && (reason ?? picture.reason) === picture.reason)
  }

  /** Whether the picture that somebody shows cannot be decoded by this browser. */
  function isUndecodable(member: MemberView): boolean {
    return isPaused(member.identity, 'screen', 'codec') && member.screen
      || isPaused(member.identity, 'camera', 'codec') && member.camera === 'on'
  }

  /** Whether something that somebody sends has no place in this connection. */
  function isLeftOut(member: MemberView): boolean {
    return isPaused(member.identity, 'mic', 'full') && member.mic === 'on'
      || isPaused(member.identity, 'screen', 'full') && member.screen
      || isPaused(member.identity, 'camera', 'full') && member.camera === 'on'
  }

  /** Whether the line carries none of the pictures there are, and the sound alone. */
  const soundOnly = computed(() => {
    const shown = others.value.filter(member => member.camera === 'on' || member.screen)
    return shown.length > 0 && shown.every(member => isPaused(member.identity, member.screen ? 'screen' : 'camera', 'line'))
  })

  return {
    isPaused, isUndecodable, isLeftOut, soundOnly,
    view, link, speakers, quality, silent, crowded, lostAt, refused, unread, chatOpen, factsChanged, panelChanged, history, me, place, admitted, live, truth, isHost,
    others, enter, send, ask, resume, check, leaveQuietly, serverTime, onOffer, onWanted, onEvent, openChat, dismissRefusal, qualityOf,
  }
})

function newLines(before: RoomView, next: RoomView): number {
  const known = new Set(before.chat.map(line => line.id))
  return next.chat.filter(line => !known.has(line.id) && line.identity !== next.me.identity).length
}
