/** Repair of sound: what a browser does and does not say. */

/**
 * The answer with `a=rtcp-fb nack` on every line of sound (RFC 4585 section 4.2). Chromium, Firefox and Safari ask for
 * sound they miss where the server offers that, and send their own again when asked, yet leave both out of their answers.
 */
export function withRepairOfSound(answer: string): string {
  return answer.split(/(?=^m=)/m).map(line => (line.startsWith('m=audio ') ? offersRepair(line) : line)).join('')
}

function offersRepair(line: string): string {
  const number = /^a=rtpmap:(\d+) opus\//im.exec(line)?.[1]
  if (number === undefined || new RegExp(`^a=rtcp-fb:(${number}|\\*) nack\\r?$`, 'm').test(line)) return line
  return `${line.trimEnd()}\r\na=rtcp-fb:${number} nack\r\n`
}
