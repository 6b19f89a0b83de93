import { expect, it } from 'vitest'

import { onlyBy, receivedOf } from './loop'

const SDP = [
  'v=0', 'a=candidate:1 1 udp 2130706431 192.0.2.1 4000 typ host', 'a=candidate:2 1 TCP 1671430143 192.0.2.1 4000 typ host tcptype passive', 'a=end-of-candidates',
].join('\r\n')

it('a description keeps the candidates of one protocol and everything else', () => {
  expect(onlyBy('udp', SDP).split('\r\n')).toHaveLength(3)
  expect(onlyBy('udp', SDP)).not.toMatch(/TCP/)
  expect(onlyBy('tcp', SDP)).toMatch(/tcptype passive/)
  expect(onlyBy('tcp', SDP)).not.toMatch(/udp/)
})

it('what came back is counted over all streams', () => {
  expect(receivedOf([
    { id: 'a', type: 'inbound-rtp', kind: 'audio', packetsReceived: 90, packetsLost: 10 },
    { id: 'v', type: 'inbound-rtp', kind: 'video', packetsReceived: 100, packetsLost: 0, framesReceived: 30 },
    { id: 'o', type: 'outbound-rtp', kind: 'video', packetsReceived: 5 },
  ])).toEqual({ audio: true, video: true, lost: 0.05 })
})

it('nothing that came back is no loss of nothing', () => {
  expect(receivedOf([{ id: 'v', type: 'inbound-rtp', kind: 'video', packetsReceived: 0 }])).toEqual({ audio: false, video: false, lost: null })
})
