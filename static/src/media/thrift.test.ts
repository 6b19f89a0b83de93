import { describe, expect, it } from 'vitest'

import { Thrift, type Uplink } from './thrift'

const WELL: Uplink = { allowed: 150_000, sent: 140_000, frames: 15 }
const THIN: Uplink = { allowed: 50_000, sent: 48_000, frames: 4 }
const STILL: Uplink = { allowed: 30_000, sent: 30_000, frames: 1 }
const EASY: Uplink = { allowed: 50_000, sent: 20_000, frames: 5 }

function after(thrift: Thrift, seconds: number, uplink: Uplink | null): string {
  for (let second = 0; second < seconds; second += 1) thrift.decide(uplink)
  return thrift.share
}

describe('the camera on a thin line', () => {
  it('sends all frames where there is room', () => {
    expect(after(new Thrift(), 60, WELL)).toBe('whole')
  })

  it('sends few frames where all are too many, and all again when there is room', () => {
    const thrift = new Thrift()
    expect(after(thrift, 2, THIN)).toBe('few')
    expect(after(thrift, 60, THIN)).toBe('few')
    expect(after(thrift, 3, WELL)).toBe('whole')
  })

  it('changes nothing for one bad second, and nothing for a picture that costs little', () => {
    const thrift = new Thrift()
    after(thrift, 1, THIN)
    expect(after(thrift, 1, WELL)).toBe('whole')
    expect(after(thrift, 60, EASY)).toBe('whole')
    after(thrift, 2, THIN)
    expect(after(thrift, 3, EASY)).toBe('whole')
  })

  it('stops where even few frames stand still, and tries again by itself', () => {
    const thrift = new Thrift()
    after(thrift, 2, THIN)
    expect(after(thrift, 4, STILL)).toBe('few')
    expect(after(thrift, 1, STILL)).toBe('none')
    expect(after(thrift, 15, null)).toBe('none')
    expect(after(thrift, 1, null)).toBe('few')
  })

  it('tries ever later while it fails, at most after 32 seconds, and soon again after it went well', () => {
    const thrift = new Thrift()
    const pause = (): number => {
      while (thrift.decide(STILL) !== 'none');
      let seconds = 1
      while (thrift.decide(null) === 'none') seconds += 1
      return seconds
    }
    expect([pause(), pause(), pause(), pause()]).toEqual([16, 32, 32, 32])
    after(thrift, 30, THIN)
    expect(pause()).toBe(8)
  })

  it('tries all frames ever later where few cost little and all are too many, and soon again after it went well', () => {
    const thrift = new Thrift()
    const whole: Uplink = { allowed: 70_000, sent: 60_000, frames: 12 }
    const few: Uplink = { allowed: 70_000, sent: 30_000, frames: 5 }
    const spared = (): number => {
      while (thrift.decide(whole) !== 'few');
      let seconds = 1
      while (thrift.decide(few) === 'few') seconds += 1
      return seconds
    }
    expect([spared(), spared(), spared(), spared(), spared(), spared()]).toEqual([3, 6, 12, 24, 32, 32])
    after(thrift, 20, WELL)
    expect(spared()).toBe(3)
  })

  it('sends all frames at once where there is ample room, however often they were too many', () => {
    const thrift = new Thrift()
    for (let times = 0; times < 5; times += 1) {
      expect(after(thrift, 2, THIN)).toBe('few')
      expect(after(thrift, 3, WELL)).toBe('whole')
    }
  })

  it('judges no browser that does not say what it allows, and no camera that is off', () => {
    const thrift = new Thrift()
    expect(after(thrift, 60, { ...STILL, allowed: null })).toBe('whole')
    expect(after(thrift, 60, null)).toBe('whole')
  })
})
