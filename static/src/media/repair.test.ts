import { describe, expect, it } from 'vitest'

import { withRepairOfSound } from './repair'

const SESSION = 'v=0\r\ns=-\r\n'

function aLine(kind: string, direction: string, more = ''): string {
  return `m=${kind} 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=${direction}\r\na=rtpmap:111 opus/48000/2\r\n${more}`
}

describe('the answer to the server', () => {
  it('says that sound which is sent can be sent again', () => {
    const answer = withRepairOfSound(SESSION + aLine('audio', 'sendonly') + aLine('video', 'sendonly'))

    expect(answer).toBe(`${SESSION}${aLine('audio', 'sendonly')}a=rtcp-fb:111 nack\r\n${aLine('video', 'sendonly')}`)
  })

  it.each([
    aLine('audio', 'recvonly'),
    aLine('audio', 'inactive'),
    aLine('audio', 'sendonly', 'a=rtcp-fb:111 nack\r\n'),
    aLine('audio', 'sendonly', 'a=rtcp-fb:* nack\r\n'),
    'm=audio 0 UDP/TLS/RTP/SAVPF 0\r\na=sendonly\r\n',
  ])('leaves alone what sends no sound, or says so itself', (line) => {
    expect(withRepairOfSound(SESSION + line)).toBe(SESSION + line)
  })
})
