import { describe, expect, test } from 'vitest'

import { correction, MAX_NUDGE, SEEK_PAUSE_MS } from './drift'

const LONG_AGO = SEEK_PAUSE_MS

describe('an element out of step', () => {
  test('is let be within what nobody notices', () => {
    expect(correction(40, 1, LONG_AGO)).toEqual({ kind: 'rate', rate: 1 })
    expect(correction(-40, 1.5, LONG_AGO)).toEqual({ kind: 'rate', rate: 1.5 })
  })

  test('is sped up when late and slowed down when early', () => {
    const late = correction(-100, 1, LONG_AGO)
    const early = correction(100, 1, LONG_AGO)

    expect(late.kind === 'rate' && late.rate > 1).toBe(true)
    expect(early.kind === 'rate' && early.rate < 1).toBe(true)
  })

  test('is nudged around the chosen speed, never by more than is heard', () => {
    for (const rate of [0.5, 1, 2]) {
      const step = correction(-149, rate, LONG_AGO)
      expect(step.kind === 'rate' && step.rate > rate && step.rate <= rate * (1 + MAX_NUDGE)).toBe(true)
    }
  })

  test('is brought back all the way once a nudge has begun', () => {
    expect(correction(-20, 1, LONG_AGO, true)).not.toEqual({ kind: 'rate', rate: 1 })
    expect(correction(-10, 1, LONG_AGO, true)).toEqual({ kind: 'rate', rate: 1 })
  })

  test('seeks when a nudge would take too long', () => {
    expect(correction(-151, 1, LONG_AGO)).toEqual({ kind: 'seek' })
    expect(correction(5_000, 1, LONG_AGO)).toEqual({ kind: 'seek' })
  })

  test('does not seek again before the last seek could help', () => {
    expect(correction(-5_000, 1, SEEK_PAUSE_MS - 1).kind).toBe('rate')
  })
})
