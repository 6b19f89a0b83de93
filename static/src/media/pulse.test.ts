import { expect, it } from 'vitest'

import { Pulse, receivedOf } from './pulse'

const beats = (pulse: Pulse, ...received: number[]) => received.map(each => pulse.take(each))

const lively = [10, 20, 30, 40, 50, 60]

it('a lively line that stops is doubtful after one second and silent after two', () => {
  expect(beats(new Pulse(), ...lively, 60, 60, 60, 60).slice(-4)).toEqual(['unsure', 'doubtful', 'unsure', 'silent'])
})

it('a line on which little comes is not called silent', () => {
  const felt = beats(new Pulse(), 10, 10, 20, 20, 20, 20, 20, 30, 30, 30, 30, 30)
  expect(felt.filter(beat => beat === 'silent' || beat === 'doubtful')).toEqual([])
})

it('a line that carries again beats again', () => {
  expect(beats(new Pulse(), ...lively, 60, 60, 60, 60, 61).slice(-2)).toEqual(['silent', 'beats'])
})

it('a new connection counts from nothing', () => {
  expect(beats(new Pulse(), ...lively, 5, 5, 5, 5, 5)).not.toContain('silent')
})

it('what came is counted over all paths, answers to checks too', () => {
  const rows = [
    { type: 'candidate-pair', bytesReceived: 100, responsesReceived: 2 },
    { type: 'candidate-pair', bytesReceived: 50 },
    { type: 'inbound-rtp', bytesReceived: 1_000 },
  ]

  expect(receivedOf(rows)).toBe(152)
})
