import { expect, it } from 'vitest'

import { judge, resultsOf, verdictOf, WAITING, type States } from './checks'

const GOOD: States = {
  websocket: 'passed', udp: 'passed', tcp: 'passed', turn: 'skipped', audio: 'passed', video: 'passed', round_trip: 'passed', loss: 'passed',
}
const LOOP = { connected: true, audio: true, video: true, roundTripMs: 40, lost: 0 }

it('a loop that carries everything passes', () => {
  expect(judge(LOOP)).toEqual({ audio: 'passed', video: 'passed', round_trip: 'passed', loss: 'passed' })
})

it.each([
  [{ ...LOOP, video: false }, { video: 'failed' }],
  [{ ...LOOP, roundTripMs: 700 }, { round_trip: 'failed' }],
  [{ ...LOOP, lost: 0.05 }, { loss: 'failed' }],
  [{ ...LOOP, roundTripMs: null, lost: null }, { round_trip: 'skipped', loss: 'skipped' }],
  [{ ...LOOP, connected: false }, { audio: 'skipped', video: 'skipped', round_trip: 'skipped', loss: 'skipped' }],
])('%j is judged as %j', (loop, found) => {
  expect(judge(loop)).toMatchObject(found)
})

it('without UDP a mediation can still be held, without any path or voice it cannot', () => {
  expect(verdictOf(GOOD)).toBe('good')
  expect(verdictOf({ ...GOOD, udp: 'failed' })).toBe('usable')
  expect(verdictOf({ ...GOOD, video: 'failed' })).toBe('usable')
  expect(verdictOf({ ...GOOD, udp: 'failed', tcp: 'failed' })).toBe('bad')
  expect(verdictOf({ ...GOOD, audio: 'failed' })).toBe('bad')
  expect(verdictOf({ ...GOOD, websocket: 'failed' })).toBe('bad')
})

it('what was not finished is sent as skipped', () => {
  expect(new Set(Object.values(resultsOf({ ...WAITING, udp: 'running' })))).toEqual(new Set(['skipped']))
})
