/** Figures of a line as people read them, and the look of its four steps. */
import type { Tone } from '../console/states'

export const LEVELS = ['good', 'fair', 'poor', 'lost'] as const
/** The four steps of a line, best first. */
export type Level = typeof LEVELS[number]

export const LEVEL_TONES: Readonly<Record<Level, Tone>> = { good: 'jade', fair: 'plain', poor: 'amber', lost: 'red' }

export const isLevel = (word: string | null): word is Level => word !== null && (LEVELS as readonly string[]).includes(word)

export const worse = (one: Level | null, other: Level | null): Level | null => {
  if (one === null || other === null) return one ?? other
  return LEVELS.indexOf(one) >= LEVELS.indexOf(other) ? one : other
}

/** 12.3 %, 0 %; a dash where nobody measured. */
export function percent(share: number | null): string {
  if (share === null) return '—'
  const shown = share * 100
  return `${shown >= 10 || shown === 0 ? Math.round(shown) : shown.toFixed(1)} %`
}

/** 1.4 Mbit/s, 640 kbit/s. */
export function bitrate(bps: number | null): string {
  if (bps === null) return '—'
  return bps >= 1_000_000 ? `${(bps / 1_000_000).toFixed(1)} Mbit/s` : `${Math.round(bps / 1000)} kbit/s`
}

/** 180 MB. */
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`

export const wholeMs = (ms: number | null): string => (ms === null ? '—' : `${Math.round(ms)}`)
