import { describe, expect, test } from 'vitest'

import { MasterClock } from './clock'

describe('the master clock', () => {
  test('stands until it is started', () => {
    const clock = new MasterClock(10_000)

    expect(clock.position(5_000)).toBe(0)
  })

  test('moves with the wall, and stops where it is', () => {
    const clock = new MasterClock(10_000)
    clock.start(1_000)
    clock.stop(3_500)

    expect(clock.position(9_000)).toBe(2_500)
  })

  test('a change of speed does not move the position', () => {
    const clock = new MasterClock(100_000)
    clock.start(0)
    clock.setRate(2, 4_000)

    expect(clock.position(4_000)).toBe(4_000)
    expect(clock.position(5_000)).toBe(6_000)
  })

  test('a jump while running goes on from there', () => {
    const clock = new MasterClock(100_000)
    clock.start(0)
    clock.jump(50_000, 1_000)

    expect(clock.position(2_000)).toBe(51_000)
  })

  test('never leaves the recording', () => {
    const clock = new MasterClock(10_000)
    clock.jump(-5_000, 0)
    expect(clock.position(0)).toBe(0)
    clock.start(0)

    expect(clock.position(60_000)).toBe(10_000)
  })

  test('does not go back when the wall does', () => {
    const clock = new MasterClock(10_000)
    clock.jump(4_000, 1_000)
    clock.start(1_000)

    expect(clock.position(500)).toBe(4_000)
  })
})
