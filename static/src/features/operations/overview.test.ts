import { expect, test } from 'vitest'

import type { OperationsView, RoomLines, SeatLine, WorkerView } from '@/api/types'

import { alarmsOf, isLast, lateTone, loadOf, struggleOf, strugglersOf, sumsOf } from './overview'

const seat = (over: Partial<SeatLine> = {}): SeatLine => ({
  side: 'applicant', number: 1, connection: 'here', level: 'good', level_since: null, uplink_loss: 0, downlink_loss: 0,
  round_trip_ms: 20, uplink_bps: 1, downlink_bps: 1, mic_silent: false, ...over,
})
const room = (seats: readonly SeatLine[], over: Partial<RoomLines> = {}): RoomLines => ({
  session: 'abcdefgh1234', phase: 'open', recording: 'off', worker: 0, seats, ...over,
})
const worker = (number: number, state: WorkerView['state']): WorkerView => ({
  number, state, rooms: 0, browsers: 0, packets_per_second: 0, late_ms: 0, memory_bytes: 0, answer_ms: 0, restarts: 0,
})

test('a line that is lost comes before a weak one, and that before a silent microphone', () => {
  const rooms = [
    room([seat({ mic_silent: true }), seat({ level: 'poor' }), seat({ connection: 'reconnecting' })]),
    room([seat({ level: 'lost' }), seat({ level: 'fair' })]),
  ]

  expect(strugglersOf(rooms).map(each => each.why)).toEqual(['lost', 'lost', 'poor', 'silent'])
})

test('who is not there does not struggle', () => {
  expect(struggleOf(seat({ connection: 'away', level: 'lost', mic_silent: true }))).toBeNull()
})

test('the sums count who is there, and name weak lines and broken recordings', () => {
  const view: OperationsView = {
    at: '2026-03-18T02:12:00Z', parts: {}, workers: [],
    rooms: [
      room([seat({ side: 'neutral' }), seat({ level: 'poor' }), seat({ connection: 'away' })], { recording: 'on' }),
      room([seat({ connection: 'reconnecting' })], { recording: 'broken' }),
      room([], { phase: 'ended' }),
    ],
  }

  expect(sumsOf(view)).toEqual({ rooms: 2, people: 3, hosts: 1, weak: 2, recorded: 1, broken: 1 })
})

test('a worker is the last one when every other is draining or down', () => {
  const workers = [worker(0, 'running'), worker(1, 'draining'), worker(2, 'down')]

  expect(isLast(worker(0, 'running'), workers)).toBe(true)
  expect(isLast(worker(0, 'running'), [...workers, worker(3, 'running')])).toBe(false)
})

test('a loop is late in three steps', () => {
  expect([0, 50, 100].map(lateTone)).toEqual(['c-jade', 'c-amber', 'c-red'])
})

test('what touches everybody is told before a room, and that before a seat', () => {
  const view: OperationsView = {
    at: '2026-03-18T02:12:00Z', parts: { database: true, recorder: false },
    workers: [worker(0, 'running'), worker(1, 'down'), { ...worker(2, 'running'), late_ms: 120, rooms: 1 }, { ...worker(3, 'running'), late_ms: 120 }],
    rooms: [room([seat({ level: 'poor' })]), room([seat({ connection: 'away' })], { recording: 'broken' })],
  }

  expect(alarmsOf(view).map(alarm => alarm.kind)).toEqual(['part', 'worker', 'recording', 'late', 'seat'])
  expect(alarmsOf({ ...view, parts: { database: true }, workers: [worker(0, 'running')], rooms: [room([seat()])] })).toEqual([])
})

test('a worker carries at most all it may', () => {
  expect([0, 20_000, 50_000].map(packets => loadOf({ ...worker(0, 'running'), packets_per_second: packets }))).toEqual([0, 0.5, 1])
})
