import { describe, expect, it } from 'vitest'

import { UplinkReader } from './uplink'

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
