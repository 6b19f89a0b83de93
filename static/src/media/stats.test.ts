import { expect, it } from 'vitest'

import { lineFigures } from './stats'

it('the chosen path gives the round trip, all streams together the loss', () => {
  const figures = lineFigures([
    { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 },
    { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.042 },
    { type: 'inbound-rtp', kind: 'audio', packetsReceived: 90, packetsLost: 10 },
    { type: 'inbound-rtp', kind: 'video', packetsReceived: 100, packetsLost: -1, framesDecoded: 25 },
  ])

  expect(figures).toEqual({ roundTripMs: 42, lost: 0.05, framesDecoded: 25, audioPackets: 90 })
})

it('without packets nothing is lost', () => {
  expect(lineFigures([])).toEqual({ roundTripMs: null, lost: 0, framesDecoded: 0, audioPackets: 0 })
})
