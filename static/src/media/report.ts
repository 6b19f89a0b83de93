/** What the browser measured of its line since the last look, as the server keeps it: `LineReport`. */
import type { LineReport } from '@/protocol/messages'

import type { TakenIn } from './silence'

/** The fields of a stats report that are used; browsers leave out what they do not know. */
export interface StatsRow {
  readonly id: string
  readonly type: string
  readonly kind?: string
  readonly nominated?: boolean
  readonly state?: string
  readonly localCandidateId?: string
  readonly candidateType?: string
  readonly protocol?: string
  readonly currentRoundTripTime?: number
  readonly frameHeight?: number
  readonly framesPerSecond?: number
  readonly freezeCount?: number
  readonly totalFreezesDuration?: number
  readonly concealedSamples?: number
  readonly silentConcealedSamples?: number
  readonly totalSamplesReceived?: number
  /** Seconds. */
  readonly jitter?: number
  /** Id of the track that plays what comes. */
  readonly trackIdentifier?: string
  readonly totalAudioEnergy?: number
  readonly totalSamplesDuration?: number
}

/** What a sender took in of its microphone; null where the browser does not say. */
export function takenInOf(rows: Iterable<StatsRow>): TakenIn | null {
  const source = [...rows].find(row => row.type === 'media-source' && row.kind === 'audio')
  if (source?.totalSamplesDuration === undefined || source.totalAudioEnergy === undefined) return null
  return { seconds: source.totalSamplesDuration, energy: source.totalAudioEnergy }
}

type Sound = Readonly<Record<'concealed' | 'samples', number>>
type Totals = Sound & Readonly<Record<'freezes' | 'freezeSeconds', number>>
type Figures = Omit<LineReport, 'browser' | 'system' | 'mic_silent'>
const MOST_VOICES = 64
type Path = NonNullable<LineReport['path']>

const SILENCE: Sound = { concealed: 0, samples: 0 }
const PATHS: readonly string[] = ['host', 'srflx', 'prflx', 'relay'] satisfies Path[]

const BROWSERS: readonly (readonly [NonNullable<LineReport['browser']>, RegExp])[] = [
  ['wechat', /MicroMessenger/i], ['edge', /Edg(e|A|iOS)?\//], ['firefox', /Firefox\/|FxiOS\//],
  ['chrome', /Chrome\/|CriOS\//], ['safari', /Safari\//],
]
const SYSTEMS: readonly (readonly [NonNullable<LineReport['system']>, RegExp])[] = [
  ['android', /Android/], ['ios', /iPhone|iPad|iPod/], ['windows', /Windows/], ['macos', /Mac OS X|Macintosh/], ['linux', /Linux|X11/],
]

/** Family of browser and system; nothing that tells one device from another. */
export function agentOf(agent: string): Required<Pick<LineReport, 'browser' | 'system'>> {
  return {
    browser: BROWSERS.find(([, pattern]) => pattern.test(agent))?.[0] ?? 'other',
    system: SYSTEMS.find(([, pattern]) => pattern.test(agent))?.[0] ?? 'other',
  }
}

/** Reads one stats report after another; counters of the browser only grow, a report wants what was added. */
export class LineReporter {
  #before: Totals | null = null
  #voices: ReadonlyMap<string, Sound> = new Map()

  /** `speakers` says whose voice each track plays. */
  read(rows: Iterable<StatsRow>, speakers: ReadonlyMap<string, string> = new Map()): Figures {
    const all = [...rows]
    const now = totals(all)
    // A new connection begins at zero again.
    const before = this.#before !== null && this.#before.samples <= now.samples ? this.#before : totals([])
    this.#before = now
    return {
      ...pathOf(all),
      sent_height: tallest(all, 'outbound-rtp'),
      received_height: tallest(all, 'inbound-rtp'),
      frames_per_second: largest(all.filter(row => row.type === 'inbound-rtp').map(row => row.framesPerSecond), 240),
      freezes: between(now.freezes - before.freezes, 0, 1_000),
      freeze_ms: between(Math.round((now.freezeSeconds - before.freezeSeconds) * 1_000), 0, 600_000),
      concealed: madeUp(before, now) ?? 0,
      jitter_ms: jitterOf(all),
      voices: this.#heard(all, speakers),
    }
  }

  /** What had to be made up of each voice that came. */
  #heard(rows: readonly StatsRow[], speakers: ReadonlyMap<string, string>): NonNullable<LineReport['voices']> {
    const now = new Map(rows.flatMap((row) => {
      const identity = isSound(row) ? speakers.get(row.trackIdentifier ?? '') : undefined
      return identity === undefined ? [] : [[identity, soundOf(row)] as const]
    }))
    const before = this.#voices
    this.#voices = now
    return [...now].slice(0, MOST_VOICES).flatMap(([identity, sound]) => {
      const known = before.get(identity)
      const concealed = madeUp(known !== undefined && known.samples <= sound.samples ? known : SILENCE, sound)
      return concealed === null ? [] : [{ identity, concealed }]
    })
  }
}

/** Share of the sound between two looks that was made up; null where none came. */
function madeUp(before: Sound, now: Sound): number | null {
  const samples = now.samples - before.samples
  return samples <= 0 ? null : between((now.concealed - before.concealed) / samples, 0, 1)
}

function isSound(row: StatsRow): boolean {
  return row.type === 'inbound-rtp' && row.totalSamplesReceived !== undefined
}

function soundOf(row: StatsRow): Sound {
  // Silence that was made up is not a gap: nobody spoke.
  const concealed = Math.max(0, (row.concealedSamples ?? 0) - (row.silentConcealedSamples ?? 0))
  return { concealed, samples: row.totalSamplesReceived ?? 0 }
}

function jitterOf(rows: readonly StatsRow[]): number | null {
  const most = largest(rows.filter(row => isSound(row)).map(row => row.jitter), 60)
  return most === null ? null : Math.round(most * 10_000) / 10
}

function totals(rows: readonly StatsRow[]): Totals {
  const sum = { freezes: 0, freezeSeconds: 0, concealed: 0, samples: 0 }
  for (const row of rows) {
    if (row.type !== 'inbound-rtp') continue
    sum.freezes += row.freezeCount ?? 0
    sum.freezeSeconds += row.totalFreezesDuration ?? 0
    const sound = soundOf(row)
    sum.concealed += sound.concealed
    sum.samples += sound.samples
  }
  return sum
}

function pathOf(rows: readonly StatsRow[]): Pick<Figures, 'round_trip_ms' | 'path' | 'transport'> {
  const pair = rows.find(row => row.type === 'candidate-pair' && row.nominated === true && row.state === 'succeeded')
  const local = rows.find(row => row.id === pair?.localCandidateId)
  const trip = pair?.currentRoundTripTime
  const path = local?.candidateType
  return {
    round_trip_ms: trip === undefined ? null : between(Math.round(trip * 1_000), 0, 60_000),
    path: path !== undefined && PATHS.includes(path) ? path as Path : null,
    transport: local?.protocol === 'udp' || local?.protocol === 'tcp' ? local.protocol : null,
  }
}

function tallest(rows: readonly StatsRow[], type: string): number | null {
  return largest(rows.filter(row => row.type === type).map(row => row.frameHeight), 8_192)
}

function largest(values: readonly (number | undefined)[], most: number): number | null {
  const known = values.filter(value => value !== undefined)
  return known.length === 0 ? null : between(Math.max(...known), 0, most)
}

function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
