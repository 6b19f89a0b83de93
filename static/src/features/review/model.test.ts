import { describe, expect, test } from 'vitest'

import type { Review, ReviewMark, ReviewSeat } from '@/api/types'

import { currentEvent, eventsOf, interruptionsOf, lanesOf, neighbourEvent, segmentsOf, skippedOf, tickStep, ticks } from './model'

const mark = (kind: string, at_ms: number, length_ms = 0, identity: string | null = null, text = ''): ReviewMark =>
  ({ kind, at_ms, length_ms, identity, text })

const seat = (identity: string, files: readonly (readonly [number, number])[]): ReviewSeat => ({
  identity, name: identity, side: 'applicant', title: '', recorded: files.length > 0, why_not: files.length ? null : 'declined',
  tracks: files.length ? [{
    source: 'mic',
    segments: files.map(([at_ms, length_ms], index) =>
      ({ url: `/${identity}/${index}.webm`, mime: 'audio/webm', at_ms, length_ms, width: null, height: null, gaps: [] })),
  }] : [],
})

const review = (seats: ReviewSeat[], marks: ReviewMark[]) => ({ seats, marks, length_ms: 100_000 }) as unknown as Review

describe('a review', () => {
  const sitting = review(
    [seat('li', [[0, 20_000], [50_000, 50_000]]), seat('zhou', [])],
    [
      mark('joint', 0, 20_000), mark('caucus', 20_000, 30_000, 'li', '李秀兰与调解员谈底线'), mark('joint', 50_000, 50_000),
      mark('dropped', 60_000, 0, 'li', 'li掉线'), mark('absent', 60_000, 5_000, 'li'), mark('joined', 1_000, 0, 'li', 'li进入会议'),
    ],
  )

  test('has a lane for everyone, empty for who is not recorded', () => {
    const [li, zhou] = lanesOf(sitting)

    expect(li?.spoken).toEqual([{ at: 0, length: 20_000 }, { at: 50_000, length: 50_000 }])
    expect(li?.absent).toEqual([{ at: 60_000, length: 5_000 }])
    expect(zhou?.spoken).toEqual([])
  })

  test('adds up what a fault kept from being recorded', () => {
    const cut = review([], [mark('interrupted', 10_000, 7_000), mark('pause', 20_000, 5_000), mark('interrupted', 40_000, 2_000)])

    expect(interruptionsOf(cut)).toEqual({ times: 2, length: 9_000 })
    expect(interruptionsOf(sitting).times).toBe(0)
  })

  test('passes over the caucus', () => {
    expect(skippedOf(sitting)).toEqual([{ at: 20_000, length: 30_000 }])
  })

  test('tells time and length of a caucus, never a word about it', () => {
    const caucus = eventsOf(sitting).find(event => event.kind === 'caucus')

    expect(caucus).toMatchObject({ at: 20_000, length: 30_000, text: '', sealed: true })
  })

  test('lists what happened in order, without the joint ground', () => {
    expect(eventsOf(sitting).map(event => event.kind)).toEqual(['joined', 'caucus', 'dropped', 'absent'])
  })

  test('marks the last line that has begun', () => {
    const events = eventsOf(sitting)

    expect(currentEvent(events, 0)).toBeUndefined()
    expect(currentEvent(events, 55_000)?.kind).toBe('caucus')
  })

  test('never jumps into a caucus', () => {
    const events = eventsOf(sitting)

    expect(neighbourEvent(events, 5_000, 1)?.kind).toBe('dropped')
    expect(neighbourEvent(events, 55_000, -1)?.kind).toBe('joined')
    expect(neighbourEvent(events, 90_000, 1)).toBeUndefined()
  })

  test('gives every file a key of its own', () => {
    const keys = segmentsOf(sitting).map(segment => segment.key)

    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('the time axis', () => {
  test('has about eight ticks from seconds to hours', () => {
    for (const length of [40_000, 240_000, 3_600_000, 6_552_000, 14_400_000]) {
      expect(ticks(length).length).toBeLessThanOrEqual(9)
      expect(ticks(length).length).toBeGreaterThanOrEqual(3)
    }
    expect(tickStep(6_552_000)).toBe(15 * 60_000)
  })
})
