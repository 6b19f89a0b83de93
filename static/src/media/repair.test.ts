import { describe, expect, it } from 'vitest'

import { withRepairOfSound } from './repair'

const SESSION = 'v=0\r\ns=-\r\n'

function aLine(kind: string, direction: string, more = ''): string {
  return `m=${kind} 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=${direction}\r\na=rtpmap:111 opus/48000/2\r\n${more}`
}

describe('the answer to the server', () => {
  it.each(['sendonly', 'recvonly'])('says that sound can be sent again, when it is %s', (direction) => {
    const answer = withRepairOfSound(SESSION + aLine('audio', direction) + aLine('video', direction))

    expect(answer).toBe(`${SESSION}${aLine('audio', direction)}a=rtcp-fb:111 nack\r\n${aLine('video', direction)}`)
  })

  it.each([
    aLine('audio', 'sendonly', 'a=rtcp-fb:111 nack\r\n'),
    aLine('audio', 'sendonly', 'a=rtcp-fb:* nack\r\n'),
    'm=audio 0 UDP/TLS/RTP/SAVPF 0\r\na=sendonly\r\n',
  ])('leaves alone what is rejected, or says so itself', (line) => {
    expect(withRepairOfSound(SESSION + line)).toBe(SESSION + line)
  })
})
