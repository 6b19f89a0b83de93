import { expect, it } from 'vitest'

import { agentOf, LineReporter, type StatsRow } from './report'

function inbound(more: Partial<StatsRow>): StatsRow {
  return { id: 'in', type: 'inbound-rtp', ...more }
}

it('a report says what was added since the last one', () => {
  const reporter = new LineReporter()
  reporter.read([inbound({ freezeCount: 2, totalFreezesDuration: 1, totalSamplesReceived: 1_000, concealedSamples: 100 })])

  const figures = reporter.read([inbound({ freezeCount: 3, totalFreezesDuration: 1.5, totalSamplesReceived: 2_000, concealedSamples: 150 })])

  expect(figures).toMatchObject({ freezes: 1, freeze_ms: 500, concealed: 0.05 })
})

it('made-up silence is no gap', () => {
  const figures = new LineReporter().read([inbound({ totalSamplesReceived: 1_000, concealedSamples: 900, silentConcealedSamples: 890 })])

  expect(figures.concealed).toBe(0.01)
})

it('each voice is told apart, and one that did not come is not told of', () => {
  const reporter = new LineReporter()
  const speakers = new Map([['t1', 'worker'], ['t2', 'company'], ['t3', 'host']])
  const voice = (trackIdentifier: string, totalSamplesReceived: number, concealedSamples: number, jitter: number) =>
    inbound({ trackIdentifier, totalSamplesReceived, concealedSamples, jitter })
  reporter.read([voice('t1', 1_000, 0, 0.1), voice('t2', 1_000, 0, 0.1), voice('t3', 1_000, 0, 0.1)], speakers)

  const figures = reporter.read([
    voice('t1', 2_000, 100, 0.0042), voice('t2', 500, 5, 0.0123), voice('t3', 1_000, 0, 0.001), voice('strange', 1_000, 900, 0),
  ], speakers)

  expect(figures.voices).toEqual([{ identity: 'worker', concealed: 0.1 }, { identity: 'company', concealed: 0.01 }])
  expect(figures.jitter_ms).toBe(12.3)
})

it('a new connection counts from the beginning', () => {
  const reporter = new LineReporter()
  reporter.read([inbound({ freezeCount: 9, totalSamplesReceived: 90_000 })])

  expect(reporter.read([inbound({ freezeCount: 1, totalSamplesReceived: 480 })]).freezes).toBe(1)
})

it('the path in use and the largest pictures are named', () => {
  const figures = new LineReporter().read([
    { id: 'p0', type: 'candidate-pair', nominated: true, state: 'failed', localCandidateId: 'c0', currentRoundTripTime: 9 },
    { id: 'p1', type: 'candidate-pair', nominated: true, state: 'succeeded', localCandidateId: 'c1', currentRoundTripTime: 0.0421 },
    { id: 'c1', type: 'local-candidate', candidateType: 'relay', protocol: 'tcp' },
    { id: 'o', type: 'outbound-rtp', frameHeight: 360 },
    inbound({ frameHeight: 180, framesPerSecond: 12 }), inbound({ frameHeight: 720, framesPerSecond: 24.5 }),
  ])

  expect(figures).toMatchObject({
    round_trip_ms: 42, path: 'relay', transport: 'tcp', sent_height: 360, received_height: 720, frames_per_second: 24.5,
  })
})

it('what a browser does not know stays open, and nothing is out of range', () => {
  expect(new LineReporter().read([])).toEqual({
    round_trip_ms: null, path: null, transport: null, sent_height: null, received_height: null, frames_per_second: null,
    freezes: 0, freeze_ms: 0, concealed: 0, jitter_ms: null, voices: [],
  })
  expect(new LineReporter().read([inbound({ freezeCount: 1e9 })]).freezes).toBe(1_000)
})

it.each([
  ['Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0', 'wechat', 'android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1', 'safari', 'ios'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36 Edg/120.0', 'edge', 'windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'firefox', 'linux'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/120.0 Safari/537.36', 'chrome', 'macos'],
  ['something else', 'other', 'other'],
])('%s is of a family', (agent, browser, system) => {
  expect(agentOf(agent)).toEqual({ browser, system })
})
