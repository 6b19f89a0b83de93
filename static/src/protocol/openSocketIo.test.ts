/** The browser's wire, on the real library over connections of the test: which ticket goes over which connection. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Wire } from './socket'
import { openSocketIo } from './socket'

const HANDSHAKE = '0{"sid":"engine","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}'
const WELCOME = '40/room,{"sid":"seat"}'

/** What the library takes for a WebSocket; before the library is loaded, for it looks only once. */
const { connections } = vi.hoisted(() => {
  const all: Connection[] = []
  class Connection {
    readonly sent: string[] = []
    binaryType = ''
    onopen: (() => void) | null = null
    onclose: ((event: object) => void) | null = null
    onmessage: ((event: { data: string }) => void) | null = null
    onerror: (() => void) | null = null

    constructor() {
      all.push(this)
    }

    send(data: string): void {
      this.sent.push(data)
    }

    close(): void {
      this.onclose?.({})
    }
  }
  vi.stubGlobal('WebSocket', Connection)
  return { connections: all }
})

vi.mock('socket.io-client', async () => {
  // What the package gives to Node brings a WebSocket of its own.
  const library = await vi.importActual<{ default: { io: unknown } }>('socket.io-client/dist/socket.io.js')
  return { io: library.default.io }
})

interface Asked { readonly give: (ticket: string) => void, readonly fail: () => void }

function aWire(): { wire: Wire, asked: Asked[], happened: string[] } {
  const asked: Asked[] = []
  const happened: string[] = []
  const wire = openSocketIo(() => new Promise((give, reject) => asked.push({ give, fail: () => { reject(new Error('no line')) } })))
  for (const event of ['connect', 'connect_error']) wire.on(event, () => void happened.push(event))
  wire.connect()
  return { wire, asked, happened }
}

/** Let the connection begin; the library asks for a ticket then. */
async function begin(number: number): Promise<void> {
  connections[number]?.onopen?.()
  connections[number]?.onmessage?.({ data: HANDSHAKE })
  await settled()
}

async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}

/** The tickets that went over a connection, in order. */
function ticketsOver(number: number): unknown[] {
  return (connections[number]?.sent ?? [])
    .filter(packet => packet.startsWith('40/room,'))
    .map(packet => (JSON.parse(packet.slice('40/room,'.length)) as { ticket: unknown }).ticket)
}

beforeEach(() => {
  connections.length = 0
  vi.useFakeTimers()
})
afterEach(() => void vi.useRealTimers())

it('a ticket goes over the connection it was asked for', async () => {
  const { asked, happened } = aWire()
  await begin(0)

  asked[0]?.give('a ticket')
  await settled()
  connections[0]?.onmessage?.({ data: WELCOME })
  await settled()

  expect(ticketsOver(0)).toEqual(['a ticket'])
  expect(happened).toEqual(['connect'])
})

describe.each([
  ['the line broke', () => { connections[0]?.onclose?.({}) }],
  ['the page began anew', (wire: Wire) => {
    wire.disconnect()
    wire.connect()
  }],
])('a ticket that comes after %s', (_, end) => {
  async function secondAttempt(): Promise<ReturnType<typeof aWire>> {
    const opened = aWire()
    await begin(0)
    end(opened.wire)
    await vi.advanceTimersByTimeAsync(2_000)
    await begin(1)
    return opened
  }

  it('is never sent over the connection of the next attempt, which begins with its own', async () => {
    const { asked, happened } = await secondAttempt()

    asked[0]?.give('late')
    await settled()
    const before = ticketsOver(1)
    asked[1]?.give('in time')
    await settled()
    connections[1]?.onmessage?.({ data: WELCOME })
    await settled()

    expect(before).toEqual([])
    expect([ticketsOver(0), ticketsOver(1)]).toEqual([[], ['in time']])
    expect(happened).toEqual(['connect'])
  })

  it('is not sent behind the one of the next attempt', async () => {
    const { asked, happened } = await secondAttempt()

    asked[1]?.give('in time')
    await settled()
    connections[1]?.onmessage?.({ data: WELCOME })
    asked[0]?.give('late')
    await settled()

    expect([ticketsOver(0), ticketsOver(1)]).toEqual([[], ['in time']])
    expect(happened).toEqual(['connect'])
  })

  it('and could not be had says nothing over it either', async () => {
    const { asked } = await secondAttempt()

    asked[0]?.fail()
    await settled()

    expect([ticketsOver(0), ticketsOver(1)]).toEqual([[], []])
  })
})

it('an attempt without a ticket asks all the same, so that the server refuses it and another follows', async () => {
  const { asked, happened } = aWire()
  await begin(0)

  asked[0]?.fail()
  await settled()
  connections[0]?.onmessage?.({ data: '44/room,{"message":"refused","data":{"code":"ticket.invalid"}}' })
  await settled()

  expect(ticketsOver(0)).toEqual(['-'])
  expect(happened).toEqual(['connect_error'])
})
