import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { Recovery, type Outcome } from './recovery'

function aRecovery(outcome: Outcome = 'taken') {
  const taken: string[] = []
  const server = { outcome }
  const stuck: boolean[] = []
  const take = (step: string) => (): Promise<Outcome> => {
    taken.push(step)
    return Promise.resolve(server.outcome)
  }
  const recovery = new Recovery({ restart: take('restart'), rebuild: take('rebuild'), stuck: now => void stuck.push(now) })
  return { recovery, taken, server, stuck }
}

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a lost line', () => {
  it('is given new credentials at once, and a new connection when those do not help', async () => {
    const { recovery, taken } = aRecovery()

    recovery.lost()
    expect(taken).toEqual(['restart'])
    await pass(8_000)

    expect(taken).toEqual(['restart', 'restart', 'rebuild'])
  })

  it('that came back is left alone', async () => {
    const { recovery, taken } = aRecovery()
    recovery.lost()
    await pass(0)

    recovery.well()
    await pass(60_000)

    expect(taken).toEqual(['restart'])
    expect(recovery.climbing).toBe(false)
  })

  it('that was reported twice is mended once', async () => {
    const { recovery, taken } = aRecovery()

    recovery.lost()
    recovery.lost()
    await pass(0)

    expect(taken).toEqual(['restart'])
  })

  it('that nothing helps asks the person to load the page, and goes on trying', async () => {
    const { recovery, taken, stuck } = aRecovery()

    recovery.lost()
    await pass(14_000)
    expect(stuck).toEqual([true])
    await pass(24_000)

    expect(taken.filter(step => step === 'rebuild').length).toBeGreaterThan(2)
    recovery.well()
    expect(stuck.at(-1)).toBe(false)
  })

  it('waits for the server on the same step, and takes it the moment the server is back', async () => {
    const { recovery, taken, server } = aRecovery('unreachable')
    recovery.lost()
    await pass(3_500)
    expect(new Set(taken)).toEqual(new Set(['restart']))
    const before = taken.length
    server.outcome = 'taken'

    recovery.again()

    expect(taken.length).toBe(before + 1)
    await pass(8_000)
    expect(taken.at(-1)).toBe('rebuild')
  })
})

it('a connection that failed for good is begun anew at once', () => {
  const { recovery, taken } = aRecovery()

  recovery.failed()

  expect(taken).toEqual(['rebuild'])
})

it('a server that is full is not asked again and again', async () => {
  const { recovery, taken } = aRecovery('full')

  recovery.failed()
  await pass(14_000)

  expect(taken).toEqual(['rebuild'])
})

it('nothing is mended while nothing is lost', () => {
  const { recovery, taken } = aRecovery()

  recovery.again()

  expect(taken).toEqual([])
})
