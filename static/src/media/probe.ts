/** Is the line to the server good enough? One HTTPS answer, one WebSocket, and a browser that can do WebRTC. */

export type ProbeResult = 'good' | 'slow' | 'unreachable' | 'unsupported'

const SLOW_MS = 800
const TIMEOUT_MS = 8_000

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

async function http(): Promise<void> {
  const response = await fetch('/healthz', { cache: 'no-store', credentials: 'omit' })
  await response.arrayBuffer()
}

/** The room needs a WebSocket all the way; some networks let only pages through. */
function webSocket(): Promise<void> {
  return new Promise((resolve, reject) => {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(`${scheme}//${location.host}/socket.io/?EIO=4&transport=websocket`)
    const timer = setTimeout(() => socket.close(), TIMEOUT_MS)
    socket.onmessage = () => {
      resolve()
      socket.close()
    }
    socket.onclose = () => {
      clearTimeout(timer)
      reject(new Error('closed'))
    }
  })
}

/** Whether the room's WebSocket opens from here; never throws. */
export async function probeSocket(): Promise<boolean> {
  try {
    await webSocket()
    return true
  }
  catch {
    return false
  }
}

/** Test the line; never throws. */
export async function probeLine(): Promise<ProbeResult> {
  if (typeof RTCPeerConnection !== 'function') return 'unsupported'
  try {
    await http()
    const spent = await timed(http) + await timed(webSocket)
    return spent > SLOW_MS ? 'slow' : 'good'
  }
  catch {
    return 'unreachable'
  }
}
