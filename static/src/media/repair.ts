/** Repair of sound: what a browser does and does not say. */

/**
 * The answer with `a=rtcp-fb nack` on the sound it sends (RFC 4585 section 4.2). Chromium, Firefox and Safari keep the
 * sound they sent and send it again when asked, yet leave that out of their answers.
 */
export function withRepairOfSound(answer: string): string {
  return answer.split(/(?=^m=)/m).map(line => (sendsSound(line) ? offersRepair(line) : line)).join('')
}

function sendsSound(line: string): boolean {
  return line.startsWith('m=audio ') && /^a=sendonly\r?$/m.test(line)
}

function offersRepair(line: string): string {
  const number = /^a=rtpmap:(\d+) opus\//im.exec(line)?.[1]
  if (number === undefined || new RegExp(`^a=rtcp-fb:(${number}|\\*) nack\\r?$`, 'm').test(line)) return line
  return `${line.trimEnd()}\r\na=rtcp-fb:${number} nack\r\n`
}
