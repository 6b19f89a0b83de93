import { beforeEach, describe, expect, it, vi } from 'vitest'

import { sameRequest } from './key'
import { ApiError } from './problem'

const LOST = new ApiError(0, 'network.timeout', null)
const GATEWAY = new ApiError(502, 'http.502', null)
const REFUSED = new ApiError(409, 'case.ended', 'R-1')
const SAYS = { code: 'other', reason: '双方协商后申请人撤回' }

/** A dialog's one way to send, and the keys that reached the server. */
function aDialog() {
  const once = sameRequest()
  const keys: string[] = []
  const moments: string[] = []
  const press = (content: object, error?: Error): Promise<unknown> => once(content, (body, at) => {
    keys.push(body.key)
    moments.push(at)
    return error ? Promise.reject(error) : Promise.resolve('done')
  }).catch(() => null)
  return { keys, moments, press }
}

beforeEach(() => vi.useRealTimers())

describe('a request with a key', () => {
  it.each([LOST, GATEWAY])('is the same when it is pressed again after a lost answer ($code)', async (lost) => {
    const { keys, press } = aDialog()
    await press(SAYS, lost)
    await press({ ...SAYS })

    expect(new Set(keys).size).toBe(1)
  })

  it('is a new one when its content was changed, and the old one when that is pressed again', async () => {
    const { keys, press } = aDialog()
    await press(SAYS, LOST)
    await press({ ...SAYS, reason: '另一个理由' }, LOST)
    await press(SAYS)

    expect(keys[1]).not.toBe(keys[0])
    expect(keys[2]).toBe(keys[0])
  })

  it('is a new one after a refusal and after a success', async () => {
    const { keys, press } = aDialog()
    await press(SAYS, REFUSED)
    await press(SAYS)
    await press(SAYS)

    expect(new Set(keys).size).toBe(3)
  })

  it('says the moment of the first press again', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-05-20T09:00:00+08:00') })
    const { moments, press } = aDialog()
    await press(SAYS, LOST)
    vi.setSystemTime(Date.parse('2026-05-20T09:01:00+08:00'))
    await press(SAYS)

    expect(moments).toEqual(['2026-05-20T01:00:00.000Z', '2026-05-20T01:00:00.000Z'])
  })
})
