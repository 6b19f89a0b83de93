/** The truth line in data: who can hear this person and whether they are recorded. Told by the server, shown as it is. */
import type { LinkState } from '@/protocol/socket'
import type { RoomView } from '@/protocol/messages'

export type HeardKey =
  | 'nobody' | 'nobodyLost' | 'joint' | 'bothSides' | 'sameSide' | 'caucus'
export type RecordedKey =
  | 'on' | 'off' | 'paused' | 'broken' | 'notAllowed' | 'leftOut' | 'lost'

export interface Truth {
  readonly heard: HeardKey
  readonly names: readonly string[]
  readonly recorded: RecordedKey
  /** Seconds recorded at `countedAt`; null when no clock is shown. */
  readonly seconds: number | null
  readonly countedAt: string
  readonly caucusSince: string | null
}

const RECORDED: Readonly<Record<RoomView['recording']['state'], RecordedKey>> = {
  on: 'on', off: 'off', paused: 'paused', broken: 'broken', not_allowed: 'notAllowed',
}

function heard(view: RoomView): HeardKey {
  if (view.heard_by.names.length === 0) return 'nobody'
  if (view.me.place === 'caucus') return 'caucus'
  if (view.heard_by.both_sides) return 'bothSides'
  return view.heard_by.includes_other_side ? 'joint' : 'sameSide'
}

function recorded(view: RoomView): RecordedKey {
  const key = RECORDED[view.recording.state]
  // The host's pill speaks of the meeting, a party's of themselves.
  return key === 'on' && !view.recording.me && view.me.role !== 'mediator' && view.me.role !== 'clerk' ? 'leftOut' : key
}

/** What is true for the viewer now; while the line is down nobody hears them, whatever the last view said. */
export function truthOf(view: RoomView, link: LinkState['kind']): Truth {
  const common = { countedAt: view.recording.counted_at, caucusSince: view.caucus?.since ?? null }
  if (link !== 'live') return { ...common, heard: 'nobodyLost', names: [], recorded: 'lost', seconds: null }
  const key = recorded(view)
  return {
    ...common,
    heard: heard(view),
    names: view.heard_by.names,
    recorded: key,
    seconds: key === 'on' || key === 'paused' ? view.recording.seconds : null,
  }
}
