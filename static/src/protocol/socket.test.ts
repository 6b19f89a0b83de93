import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { aView, AT } from './fixtures/views'

import { FakeWire, OK } from './fixtures/wire'
import type { RoomEvent, RoomView, Update } from './messages'
import { RoomSocket, TicketRefusedError, type LinkState } from './socket'

function anEvent(seq: number): RoomEvent {
  return { seq, at: AT, kind: 'chat', identity: null, name: null, note: null }
}

function anUpdate(previous: number, seq: number): Update {
  return { previous, event: anEvent(seq), view: aView({ seq }) }
}

function aRoom(ticket: (quietly: boolean) => Promise<string> = () => Promise.resolve('ticket')) {
  const wire = new FakeWire()
  const links: LinkState[] = []
  const seen: { view: RoomView, events: readonly RoomEvent[] }[] = []
  const socket = new RoomSocket(wire.open, ticket, {
    link: state => void links.push(state),
    view: (view, events) => void seen.push({ view, events }),
    offer: () => undefined,
    wanted: () => undefined,
    signal: () => undefined,
  })
  socket.open()
  return { wire, socket, links, seen, kinds: () => links.map(link => link.kind), seqs: () => seen.flatMap(item => item.events.map(event => event.seq)) }
}

async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('views', () => {
  it('are handed on with the event that made them', () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.happen('update', { previous: 4, event: null, view: aView({ seq: 4 }) })

    room.wire.happen('update', anUpdate(4, 5))

    expect(room.seqs()).toEqual([5])
    expect(room.wire.messages('sync')).toEqual([])
  })

  it('with a gap before them are held back until the missing events are fetched', async () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.happen('update', { previous: 4, event: null, view: aView({ seq: 4 }) })
    room.wire.answer = () => Promise.resolve({ ...OK, sync: { events: [anEvent(5), anEvent(6), anEvent(7)], view: aView({ seq: 7 }) } })

    room.wire.happen('update', anUpdate(6, 7))
    await settled()

    expect(room.wire.messages('sync')).toEqual([{ since: 4 }])
    expect(room.seqs()).toEqual([5, 6, 7])
  })

  it('that come while the missing ones are fetched are not announced twice', async () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.happen('update', { previous: 4, event: null, view: aView({ seq: 4 }) })
    let answer: (ack: unknown) => void = () => undefined
    room.wire.answer = () => new Promise(resolve => void (answer = resolve))

    room.wire.happen('disconnect', 'transport close')
    room.wire.happen('connect')
    room.wire.happen('update', anUpdate(4, 5))
    answer({ ...OK, sync: { events: [anEvent(5), anEvent(6)], view: aView({ seq: 6 }) } })
    await settled()

    expect(room.seqs()).toEqual([5, 6])
    expect(room.wire.messages('sync')).toHaveLength(1)
  })

  it('that come twice are announced once', () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.happen('update', anUpdate(4, 5))

    room.wire.happen('update', anUpdate(4, 5))

    expect(room.seqs()).toEqual([5])
  })

  it('older than the one shown are dropped', () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.happen('update', anUpdate(4, 9))

    room.wire.happen('update', anUpdate(4, 5))

    expect(room.seen).toHaveLength(1)
  })
})

describe('a lost line', () => {
  it('is shown, and what was missed is fetched when it is back', async () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.happen('update', { previous: 4, event: null, view: aView({ seq: 4 }) })
    room.wire.answer = () => Promise.resolve({ ...OK, sync: { events: [anEvent(5)], view: aView({ seq: 5 }) } })

    room.wire.happen('disconnect', 'transport close')
    room.wire.happen('connect')
    await settled()

    expect(room.kinds()).toEqual(['connecting', 'live', 'lost', 'live'])
    expect(room.seqs()).toEqual([5])
  })

  it('refuses messages at once instead of sending them late', async () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.happen('disconnect', 'transport close')

    const ack = await room.socket.send('hand_raise', { raised: true })

    expect(ack).toMatchObject({ ok: false, code: 'link.down' })
    expect(room.wire.messages('hand_raise')).toEqual([])
  })

  it('is reopened by ourselves when the server hung up', async () => {
    const room = aRoom()
    room.wire.happen('connect')

    room.wire.happen('disconnect', 'io server disconnect')
    await vi.advanceTimersByTimeAsync(1_000)

    expect(room.wire.connects).toBe(2)
  })

  it('that never was well asks for a fresh ticket at every attempt', async () => {
    const ticket = vi.fn(() => Promise.resolve('fresh'))
    const room = aRoom(ticket)

    await room.wire.ticket()
    await room.wire.ticket()

    expect(ticket).toHaveBeenCalledTimes(2)
  })
})

describe('a line that is lost after it was well', () => {
  function numbered() {
    let number = 0
    return vi.fn(() => Promise.resolve(`ticket-${number += 1}`))
  }

  async function aLiveRoom(ticket: () => Promise<string>) {
    const room = aRoom(ticket)
    await room.wire.ticket()
    room.wire.happen('connect')
    return room
  }

  it('is opened with the ticket at hand, though nothing answers over HTTP any more', async () => {
    const ticket = numbered()
    const room = await aLiveRoom(ticket)
    await vi.advanceTimersByTimeAsync(45_000)
    ticket.mockImplementation(() => new Promise<string>(() => undefined))

    room.wire.happen('disconnect', 'transport close')

    expect(await room.wire.ticket()).toBe('ticket-3')
  })

  it('is opened with a fresh ticket when it was away for longer than one is good', async () => {
    const room = await aLiveRoom(numbered())
    room.wire.happen('disconnect', 'transport close')
    await vi.advanceTimersByTimeAsync(51_000)

    expect(await room.wire.ticket()).toBe('ticket-2')
  })

  it('fetches no tickets while it is lost', async () => {
    const ticket = numbered()
    const room = await aLiveRoom(ticket)
    room.wire.happen('disconnect', 'transport close')

    await vi.advanceTimersByTimeAsync(120_000)

    expect(ticket).toHaveBeenCalledTimes(1)
  })

  it('is tried at once with a fresh ticket when the one at hand is refused', async () => {
    const room = await aLiveRoom(numbered())
    room.wire.happen('disconnect', 'transport close')
    room.wire.happen('connect_error', { data: { code: 'ticket.invalid' } })
    await vi.advanceTimersByTimeAsync(300)

    expect(room.wire.connects).toBe(2)
    expect(await room.wire.ticket()).toBe('ticket-2')
  })

  it('has no ticket at hand any more once another was refused', async () => {
    const ticket = numbered()
    const room = await aLiveRoom(ticket)
    ticket.mockImplementation(() => Promise.reject(new TicketRefusedError('invitation.suspended')))
    await vi.advanceTimersByTimeAsync(20_000)

    room.wire.happen('disconnect', 'transport close')

    await expect(room.wire.ticket()).rejects.toThrow('invitation.suspended')
  })

  it('has no ticket at hand after the person began again', async () => {
    const room = await aLiveRoom(numbered())
    room.wire.happen('closed', { reason: 'taken_over', note: null })
    room.socket.open()

    expect(await room.wire.ticket()).toBe('ticket-2')
  })
})

describe('coming back', () => {
  it('fetches what was missed though the view that greets comes before the line is known to be there', async () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.happen('update', { previous: 4, event: null, view: aView({ seq: 4 }) })
    room.wire.answer = () => Promise.resolve({ ...OK, sync: { events: [anEvent(5), anEvent(6)], view: aView({ seq: 6 }) } })
    room.wire.happen('disconnect', 'transport close')

    room.wire.happen('update', { previous: 6, event: null, view: aView({ seq: 6 }) })
    room.wire.happen('connect')
    await settled()

    expect(room.seqs()).toEqual([5, 6])
    expect(room.seen.at(-1)?.view.seq).toBe(6)
  })

  it('gives each attempt its time, and the next a little more', async () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.happen('disconnect', 'ping timeout')
    const begun: number[] = []
    for (let tenths = 0; tenths < 100; tenths += 1) {
      const before = room.wire.connects
      await room.socket.check()
      if (room.wire.connects > before) begun.push(tenths)
      await vi.advanceTimersByTimeAsync(100)
    }

    expect(begun).toEqual([0, 10, 25, 50, 90])
  })

  it('is begun again when the library does not do so after a refusal that is none of ours', async () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.happen('disconnect', 'ping timeout')
    room.wire.happen('connect_error', { message: 'Unable to connect' })
    await vi.advanceTimersByTimeAsync(6_000)

    expect(room.wire.connects).toBe(2)
  })

  it('is over with a room that is left while it is found out whether the line is dead', async () => {
    const room = aRoom()
    room.wire.happen('connect')
    let fail: () => void = () => undefined
    room.wire.answer = () => new Promise((_, reject) => void (fail = () => reject(new Error('disconnected'))))

    const checked = room.socket.check()
    room.socket.close()
    fail()
    await checked

    expect(room.wire.connects).toBe(1)
    expect(room.kinds().at(-1)).toBe('live')
  })

  it('is prepared without a word to the person', async () => {
    const ticket = vi.fn((quietly: boolean) => Promise.resolve(String(quietly)))
    const room = aRoom(ticket)
    await room.wire.ticket()
    room.wire.happen('connect')
    await vi.advanceTimersByTimeAsync(20_000)

    expect(ticket.mock.calls).toEqual([[false], [true]])
  })
})

describe('an end by the server', () => {
  it('is final and keeps its reason and sentence', () => {
    const room = aRoom()
    room.wire.happen('connect')

    room.wire.happen('closed', { reason: 'removed', note: '请先冷静一下' })
    room.wire.happen('disconnect', 'io server disconnect')

    expect(room.links.at(-1)).toEqual({ kind: 'closed', reason: 'removed', code: 'closed.removed', note: '请先冷静一下' })
    expect(room.wire.disconnects).toBe(1)
  })

  it('can be followed by a new beginning', () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.happen('closed', { reason: 'taken_over', note: null })

    room.socket.open()

    expect(room.kinds().at(-1)).toBe('connecting')
    expect(room.wire.connects).toBe(2)
  })
})

describe('a refused connection', () => {
  it('is final when no ticket can be had any more', async () => {
    const room = aRoom(() => Promise.reject(new TicketRefusedError('invitation.suspended')))

    await room.wire.ticket().catch(() => undefined)
    room.wire.happen('connect_error', { data: { code: 'ticket.invalid' } })

    expect(room.links.at(-1)).toMatchObject({ kind: 'closed', reason: 'refused', code: 'invitation.suspended' })
  })

  it('is final when the session is over', () => {
    const room = aRoom()

    room.wire.happen('connect_error', { data: { code: 'room.closed' } })

    expect(room.links.at(-1)).toMatchObject({ kind: 'closed', code: 'room.closed' })
  })

  it('is tried again when the ticket was only too old', async () => {
    const room = aRoom()

    room.wire.happen('connect_error', { data: { code: 'ticket.expired' } })
    await vi.advanceTimersByTimeAsync(1_000)

    expect(room.kinds().at(-1)).toBe('lost')
    expect(room.wire.connects).toBe(2)
  })

  it('is left to Socket.IO when the network failed', async () => {
    const room = aRoom()

    room.wire.happen('connect_error', { message: 'websocket error' })
    await vi.advanceTimersByTimeAsync(1_000)

    expect(room.kinds().at(-1)).toBe('lost')
    expect(room.wire.connects).toBe(1)
  })
})

it('an unanswered message comes back as a refusal, not as an exception', async () => {
  const room = aRoom()
  room.wire.happen('connect')
  room.wire.answer = () => Promise.reject(new Error('timeout'))

  expect(await room.socket.send('leave', {})).toMatchObject({ ok: false, code: 'link.no_answer' })
})

describe('a line that may be dead', () => {
  it('is left alone when it answers', async () => {
    const room = aRoom()
    room.wire.happen('connect')

    await room.socket.check()

    expect(room.kinds().at(-1)).toBe('live')
    expect([room.wire.connects, room.wire.disconnects]).toEqual([1, 0])
  })

  it('is opened again at once when it does not answer', async () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.answer = () => Promise.reject(new Error('timeout'))

    await room.socket.check()

    expect(room.kinds().at(-1)).toBe('lost')
    expect([room.wire.connects, room.wire.disconnects]).toEqual([2, 1])
  })

  it('is opened again once when it is asked about twice, and what was opened is left alone', async () => {
    const room = aRoom()
    room.wire.happen('connect')
    const fails: (() => void)[] = []
    room.wire.answer = () => new Promise((_, reject) => fails.push(() => { reject(new Error('timeout')) }))

    const first = room.socket.check()
    const second = room.socket.check().then(() => room.wire.connects)
    fails[0]?.()
    await first
    room.wire.happen('connect')
    fails[1]?.()
    await second

    expect(room.kinds().at(-1)).toBe('live')
    expect([room.wire.connects, room.wire.disconnects]).toEqual([2, 1])
  })

  it('does not wait for the next attempt when it was known to be dead', async () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.happen('disconnect', 'ping timeout')

    await room.socket.check()

    expect([room.wire.connects, room.wire.disconnects]).toEqual([2, 1])
  })

  it('is not opened again after the server ended it', async () => {
    const room = aRoom()
    room.wire.happen('connect')
    room.wire.happen('closed', { reason: 'removed', note: null })
    const before = room.wire.connects

    await room.socket.check()

    expect(room.wire.connects).toBe(before)
  })
})
