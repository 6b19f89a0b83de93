import { describe, expect, test } from 'vitest'

import { comesSoon, hasMedia, landing, segmentsNear, skippable, type Segment } from './plan'

const segment = (key: string, at: number, length: number, gaps: Segment['gaps'] = []): Segment =>
  ({ key, seat: 'li', source: 'camera', url: `/${key}.webm`, at, length, gaps })

describe('a plan', () => {
  test('has media inside a file and outside its gaps', () => {
    const file = segment('a', 1_000, 10_000, [{ at: 4_000, length: 2_000 }])

    expect([999, 1_000, 3_999, 4_000, 5_999, 6_000, 10_999, 11_000].map(at => hasMedia(file, at)))
      .toEqual([false, true, true, false, false, true, true, false])
  })

  test('shows the first picture of a file that begins within moments, not of one that is over', () => {
    const file = segment('a', 10_000, 5_000)

    expect([8_000, 8_500, 9_999, 10_000, 15_000].map(at => comesSoon(file, at))).toEqual([false, true, true, false, false])
  })

  test('wants a file before it is due and drops it after it is over', () => {
    const files = [segment('first', 0, 20_000), segment('second', 60_000, 20_000)]
    const keys = (at: number) => segmentsNear(files, at).map(file => file.key)

    expect(keys(0)).toEqual(['first'])
    expect(keys(21_999)).toEqual(['first'])
    expect(keys(40_000)).toEqual([])
    expect(keys(50_000)).toEqual(['second'])
  })

  test('passes over a caucus that holds no media', () => {
    const caucus = { at: 20_000, length: 30_000 }

    expect(skippable([caucus], [segment('a', 0, 20_000), segment('b', 50_000, 10_000)])).toEqual([caucus])
  })

  test('never passes over what was recorded', () => {
    const pause = { at: 20_000, length: 30_000 }
    const files = [segment('a', 0, 25_000), segment('b', 40_000, 2_000), segment('c', 49_000, 9_000)]

    expect(skippable([pause], files)).toEqual([{ at: 25_000, length: 15_000 }, { at: 42_000, length: 7_000 }])
  })

  test('passes over neighbouring stretches as one', () => {
    expect(skippable([{ at: 0, length: 5_000 }, { at: 5_000, length: 5_000 }], [])).toEqual([{ at: 0, length: 10_000 }])
  })

  test('a jump into a sealed stretch lands behind it, or before it when going back', () => {
    const sealed = [{ at: 20_000, length: 30_000 }]

    expect(landing(25_000, 10_000, sealed, 100_000)).toBe(50_000)
    expect(landing(45_000, 60_000, sealed, 100_000)).toBe(19_000)
    expect(landing(10_000, 60_000, sealed, 100_000)).toBe(10_000)
  })

  test('a sealed stretch at the very start is left forwards', () => {
    expect(landing(500, 40_000, [{ at: 0, length: 30_000 }], 100_000)).toBe(30_000)
  })

  test('a jump never leaves the recording', () => {
    expect(landing(-1, 0, [], 100_000)).toBe(0)
    expect(landing(200_000, 0, [], 100_000)).toBe(100_000)
  })
})
