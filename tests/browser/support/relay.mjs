// A UDP relay before the media port: what one person receives goes through a narrow line with a short queue.
import { createSocket } from 'node:dgram'

const bind = (socket, port = 0) => new Promise((resolve) => socket.bind(port, '0.0.0.0', () => resolve(socket.address().port)))

/** Bytes of a line that wait while it is busy; beyond them packets are lost. */
const QUEUE_MS = 200

export class Relay {
  /** bit/s towards the browser; Infinity for a good line. */
  rate = Infinity
  lost = 0
  passed = 0
  #front = createSocket('udp4')
  #backs = new Map()
  #freeAt = 0

  /** Stand before `port` on this machine. */
  static async open(port) {
    const relay = new Relay()
    relay.target = port
    relay.port = await bind(relay.#front)
    relay.#front.on('message', (packet, from) => relay.#up(packet, from))
    return relay
  }

  /** For a page: every candidate is the relay's. Runs before the page's own code. */
  get script() {
    return `(() => {
      const real = RTCPeerConnection.prototype.setRemoteDescription
      RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
        const udp = sdp.replace(/^a=candidate:\\S+ \\d tcp .*\\r\\n/gim, '')
        return real.call(this, { type, sdp: udp.replace(/^(a=candidate:\\S+ \\d udp \\d+ \\S+) \\d+/gim, '$1 ${this.port}') })
      }
    })()`
  }

  close() {
    for (const socket of [this.#front, ...this.#backs.values()]) socket.close()
  }

  #up(packet, from) {
    const name = `${from.address}:${from.port}`
    if (!this.#backs.has(name)) {
      const back = createSocket('udp4')
      this.#backs.set(name, back)
      back.on('message', (answer) => this.#down(answer, from))
    }
    this.#backs.get(name).send(packet, this.target, from.address)
  }

  #down(packet, to) {
    const now = performance.now()
    const start = Math.max(now, this.#freeAt)
    if (start - now > QUEUE_MS) {
      this.lost += 1
      return
    }
    this.passed += packet.length
    this.#freeAt = start + (packet.length * 8_000) / this.rate
    const wait = this.#freeAt - now
    if (wait < 1) this.#front.send(packet, to.port, to.address)
    else setTimeout(() => this.#front.send(packet, to.port, to.address), wait)
  }
}
