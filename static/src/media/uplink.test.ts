import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Share } from './thrift'
import { UplinkReader, watchUplink, wayOf } from './uplink'

describe('what is read of the camera', () => {
  const row = { type: 'outbound-rtp', mid: '1', rid: 'q', targetBitrate: 60_000, bytesSent: 1_000, framesSent: 10 }

  it('is what the smallest encoding sent since the last look', () => {
    const reader = new UplinkReader('1')
    expect(reader.read([row], 0)).toBeNull()
    const others = [{ ...row, rid: 'h', framesSent: 99 }, { ...row, mid: '2', framesSent: 99 }]
    expect(reader.read([...others, { ...row, bytesSent: 11_000, framesSent: 20 }], 2_000))
      .toEqual({ allowed: 60_000, sent: 40_000, frames: 5 })
  })

  it('is nothing while it is stopped, and right after', () => {
    const reader = new UplinkReader('1')
    reader.read([row], 0)
    expect(reader.read([{ ...row, active: false }], 1_000)).toBeNull()
    expect(reader.read([{ ...row, framesSent: 15 }], 2_000)).toBeNull()
    expect(reader.read([], 3_000)).toBeNull()
  })

  it('is nothing when another connection begins to count anew', () => {
    const reader = new UplinkReader('1')
    reader.read([row], 0)
    expect(reader.read([{ ...row, framesSent: 2 }], 1_000)).toBeNull()
  })
})

it('the way that packets go is the one that the browser has chosen, of several that it might', () => {
  const pairs = [{ type: 'candidate-pair', id: 'p1', nominated: true }, { type: 'candidate-pair', id: 'p2', nominated: true, selected: true }]

  expect(wayOf([...pairs, { type: 'transport', selectedCandidatePairId: 'p1' }])).toBe('p1')
  expect(wayOf(pairs)).toBe('p2')
  expect(wayOf([{ type: 'outbound-rtp' }])).toBeNull()
})

describe('a camera that a thin line carried no more', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  /** A line that allows next to nothing: pictures stand still, and each time they are tried it takes longer until the next. */
  function aThinLine() {
    const line = { way: 'p1', allowed: 30_000, framesPerSecond: 1, shares: [] as Share[] }
    let [bytes, frames] = [0, 0]
    watchUplink('1', {
      sends: () => true,
      statistics: () => {
        bytes += line.allowed / 8
        frames += line.framesPerSecond
        return Promise.resolve([
          { type: 'transport', selectedCandidatePairId: line.way },
          { type: 'outbound-rtp', mid: '1', rid: 'q', targetBitrate: line.allowed, bytesSent: bytes, framesSent: frames },
        ])
      },
      carries: share => void line.shares.push(share),
    })
    return line
  }

  /** Seconds until all of the camera is sent again on the good line that begins now. */
  async function secondsUntilWhole(line: ReturnType<typeof aThinLine>, way: string): Promise<number> {
    Object.assign(line, { way, allowed: 600_000, framesPerSecond: 25 })
    for (let second = 1; second < 120; second += 1) {
      await vi.advanceTimersByTimeAsync(1_000)
      if (line.shares.at(-1) === 'whole') return second
    }
    return Infinity
  }

  async function afterFailures(): Promise<ReturnType<typeof aThinLine>> {
    const line = aThinLine()
    await vi.advanceTimersByTimeAsync(120_000)
    while (line.shares.at(-1) !== 'none') await vi.advanceTimersByTimeAsync(1_000)
    // It has just failed once more: the next try is as far away as it gets.
    while (line.shares.at(-1) === 'none') await vi.advanceTimersByTimeAsync(1_000)
    while (line.shares.at(-1) !== 'none') await vi.advanceTimersByTimeAsync(1_000)
    return line
  }

  it('is tried at once in another network, whatever the old one taught', async () => {
    expect(await secondsUntilWhole(await afterFailures(), 'p2')).toBe(1)
  })

  it('waits for its turn where the line is the same', async () => {
    expect(await secondsUntilWhole(await afterFailures(), 'p1')).toBeGreaterThan(30)
  })
})
