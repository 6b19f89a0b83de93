import { expect, test } from 'vitest'

import type { LineSample } from '@/api/types'

import { bitrate, percent } from './figures'
import { momentsOf, rowsOf } from './history'
import { reportOf } from './report'

const START = Date.parse('2026-03-18T01:40:00Z')
const sample = (half: number, over: Partial<LineSample> = {}): LineSample => ({
  identity: 'a', at: new Date(START + half * 30_000).toISOString(), level: 'good', uplink_loss: 0, downlink_loss: 0,
  round_trip_ms: 20, jitter_ms: 1, downlink_jitter_ms: null, uplink_bps: 1, downlink_bps: 1, path: null, transport: null, sent_height: null,
  received_height: null, frames_per_second: null, freezes: null, freeze_ms: null, concealed: null, heard_concealed: null, mic_silent: null,
  browser: null, system: null, ...over,
})

test('everyone has the same times, and a half-minute that nobody measured is empty', () => {
  const rows = rowsOf([sample(0), sample(0, { identity: 'b' }), sample(1), sample(2, { identity: 'b', level: 'poor' })])

  expect(rows.map(row => [row.identity, row.cells.map(cell => cell.level)])).toEqual([
    ['a', ['good', 'good', null]],
    ['b', ['good', null, 'poor']],
  ])
})

test('a long session is drawn in longer steps, and a step is as bad as its worst half-minute', () => {
  const samples = Array.from({ length: 480 }, (_, half) => sample(half, half === 7 ? { level: 'lost' } : {}))

  const cells = rowsOf(samples)[0]?.cells ?? []

  expect(cells.length).toBe(96)
  expect(cells.map(cell => cell.level).filter(level => level !== 'good')).toEqual(['lost'])
})

test('a break in which nobody was there for long is left out', () => {
  const [row] = rowsOf([sample(0), sample(1), sample(2_000), sample(2_002)])

  expect(row?.cells.map(cell => [(cell.from - START) / 30_000, cell.level])).toEqual([
    [0, 'good'], [1, 'good'], [2_000, 'good'], [2_001, null], [2_002, 'good'],
  ])
})

test('the worst moments join half-minutes that touch, a lost line before a weak one', () => {
  const moments = momentsOf([
    sample(0), sample(4, { level: 'poor', downlink_loss: 0.12 }), sample(5, { level: 'poor', uplink_loss: 0.3 }),
    sample(9, { level: 'lost' }), sample(20, { level: 'poor', downlink_loss: 0.01 }), sample(30, { level: 'fair' }),
  ])

  expect(moments.map(one => [one.level, (one.from - START) / 30_000, (one.until - START) / 30_000, one.loss, one.direction])).toEqual([
    ['lost', 9, 10, 0, 'down'],
    ['poor', 4, 6, 0.3, 'up'],
    ['poor', 20, 21, 0.01, 'down'],
  ])
})

test('the browser is the last one that told', () => {
  const [row] = rowsOf([sample(0, { browser: 'chrome', system: 'android' }), sample(1, { browser: 'wechat', system: 'android' }), sample(2)])

  expect([row?.browser, row?.system]).toEqual(['wechat', 'android'])
})

test('a session without figures has no rows', () => {
  expect(rowsOf([])).toEqual([])
})

test('the report of a connection test is read back check by check', () => {
  const note = 'connection test: websocket passed, udp failed, tcp passed, turn skipped, audio passed, video passed, '
    + 'round_trip passed, loss failed, 48 ms, 6.5% lost, chrome/android'

  expect(reportOf(note)).toEqual({
    checks: {
      websocket: 'passed', udp: 'failed', tcp: 'passed', turn: 'skipped', audio: 'passed', video: 'passed',
      round_trip: 'passed', loss: 'failed',
    },
    roundTripMs: 48, lost: '6.5', agent: 'chrome/android',
  })
})

test('another note is not taken for a report', () => {
  expect([reportOf(null), reportOf('NotAllowedError')]).toEqual([null, null])
})

test('figures are short, and a dash where nobody measured', () => {
  expect([percent(0), percent(0.012), percent(0.123), percent(null)]).toEqual(['0 %', '1.2 %', '12 %', '—'])
  expect([bitrate(640_000), bitrate(1_440_000), bitrate(null)]).toEqual(['640 kbit/s', '1.4 Mbit/s', '—'])
})
