/** What an operator looks at first: sums over all rooms, and who struggles, worst first. Pure. */
import type { OperationsView, RoomLines, SeatLine, WorkerState, WorkerView } from '@/api/types'
import type { IconName } from '@/ui/icons'

import type { Tone } from '../console/states'

/** Above this people hear that the loop is late. */
const LATE_MS = 100
/** Above this it is worth a look. */
const SLOW_MS = 50

export const WORKER_LOOKS: Readonly<Record<WorkerState, { tone: Tone, icon: IconName }>> = {
  running: { tone: 'jade', icon: 'check' },
  draining: { tone: 'amber', icon: 'clock' },
  down: { tone: 'red', icon: 'alert' },
  fixed: { tone: 'jade', icon: 'check' },
}

export const RECORDING_LOOKS: Readonly<Record<RoomLines['recording'], { tone: Tone, icon: IconName }>> = {
  off: { tone: 'plain', icon: 'ban' },
  on: { tone: 'red', icon: 'rec' },
  paused: { tone: 'amber', icon: 'clock' },
  broken: { tone: 'red', icon: 'alert' },
  not_allowed: { tone: 'plain', icon: 'ban' },
}

export function lateTone(ms: number): 'c-red' | 'c-amber' | 'c-jade' {
  if (ms >= LATE_MS) return 'c-red'
  return ms >= SLOW_MS ? 'c-amber' : 'c-jade'
}

export type Struggle = 'lost' | 'poor' | 'silent'

const WORST: readonly Struggle[] = ['lost', 'poor', 'silent']

export interface Struggler { readonly room: RoomLines, readonly seat: SeatLine, readonly why: Struggle }

/** Why a seat struggles; null when it does not, or nobody is there. */
export function struggleOf(seat: SeatLine): Struggle | null {
  if (seat.connection === 'away') return null
  if (seat.connection === 'reconnecting' || seat.level === 'lost') return 'lost'
  if (seat.level === 'poor') return 'poor'
  return seat.mic_silent ? 'silent' : null
}

export function strugglersOf(rooms: readonly RoomLines[]): readonly Struggler[] {
  const found = rooms.flatMap(room => room.seats.flatMap((seat): Struggler[] => {
    const why = struggleOf(seat)
    return why === null ? [] : [{ room, seat, why }]
  }))
  return found.sort((one, other) => WORST.indexOf(one.why) - WORST.indexOf(other.why))
}

/** Packets a second from which a worker gets no further room; as `MAX_PACKETS` of the server. */
const FULL_LOAD = 40_000

/** How much of what a worker may carry it carries, 0 to 1. */
export const loadOf = (worker: WorkerView): number => Math.min(1, worker.packets_per_second / FULL_LOAD)

export type Alarm =
  | { readonly kind: 'part', readonly part: string }
  | { readonly kind: 'worker', readonly worker: WorkerView }
  | { readonly kind: 'recording', readonly room: RoomLines }
  | { readonly kind: 'late', readonly worker: WorkerView }
  | { readonly kind: 'seat', readonly struggler: Struggler }

/** Everything that is wrong now: what touches everybody first, then rooms, then seats. */
export function alarmsOf(view: OperationsView): readonly Alarm[] {
  return [
    ...Object.entries(view.parts).filter(([, answers]) => !answers).map(([part]): Alarm => ({ kind: 'part', part })),
    ...view.workers.filter(worker => worker.state === 'down').map((worker): Alarm => ({ kind: 'worker', worker })),
    ...view.rooms.filter(room => room.recording === 'broken').map((room): Alarm => ({ kind: 'recording', room })),
    // Nobody hears the lateness of a worker without rooms.
    ...view.workers.filter(worker => worker.rooms > 0 && worker.late_ms >= LATE_MS).map((worker): Alarm => ({ kind: 'late', worker })),
    ...strugglersOf(view.rooms).map((struggler): Alarm => ({ kind: 'seat', struggler })),
  ]
}

export interface Sums { readonly rooms: number, readonly people: number, readonly hosts: number, readonly weak: number, readonly recorded: number, readonly broken: number }

export function sumsOf(view: OperationsView): Sums {
  const here = view.rooms.flatMap(room => room.seats).filter(seat => seat.connection !== 'away')
  return {
    rooms: view.rooms.filter(room => room.phase !== 'ended').length,
    people: here.length,
    hosts: here.filter(seat => seat.side === 'neutral').length,
    weak: here.filter(seat => ['lost', 'poor'].includes(struggleOf(seat) ?? '')).length,
    recorded: view.rooms.filter(room => room.recording === 'on').length,
    broken: view.rooms.filter(room => room.recording === 'broken').length,
  }
}

/** Whether no other worker would take new rooms while this one is replaced. */
export function isLast(worker: WorkerView, workers: readonly WorkerView[]): boolean {
  return !workers.some(other => other.number !== worker.number && other.state === 'running')
}

/** The head of a session's number, enough to find its log lines. */
export const shortOf = (session: string): string => session.slice(0, 8)
