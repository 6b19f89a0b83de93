// The lines of `tests.support.network` as a test changes them, and browsers behind them.
import { execFile, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

import { openChromium, openFirefox } from '../../browser/support/browsers.mjs'
import { freePort, Room } from '../../browser/support/room.mjs'

const { NETWORK_CONTROL, NETWORK_SERVER } = process.env
if (!NETWORK_CONTROL) {
  console.error('These tests need a network of their own.\nNext step: ./test network (as root)')
  process.exit(1)
}

export const SERVER = NETWORK_SERVER
export const SERVER_6 = process.env.NETWORK_SERVER_6
/** UDP and TCP port of media. */
export const MEDIA_PORT = 40_000

/** The person's line from now on, in both directions; what is not named is good. Fields: `Weather` in Python. */
export const weather = (person, line = {}) =>
  new Promise((resolve, reject) => {
    const control = createConnection(NETWORK_CONTROL)
    control.once('error', reject)
    createInterface(control).once('line', (answer) => {
      control.end()
      const { ok, error } = JSON.parse(answer)
      if (ok) resolve()
      else reject(new Error(error))
    })
    control.write(`${JSON.stringify({ person, ...line })}\n`)
  })

/** The program, reached at the address that stands for the internet. */
export const openServer = async (environment = {}) => {
  const room = await Room.start({
    MEDIATION_ROOM_HOST: '0.0.0.0',
    MEDIATION_ROOM_MEDIA_PORT: String(MEDIA_PORT),
    MEDIATION_ROOM_MEDIA_WORKERS: '1',
    MEDIATION_ROOM_MEDIA_ADVERTISED: `${SERVER},${SERVER_6}`,
    MEDIATION_ROOM_MEDIA_LOOPBACK: 'false',
    ...environment,
  }, SERVER)
  return room
}

const namespaceOf = (person) => process.env[`NETWORK_NAMESPACE_${person.toUpperCase()}`]

/** Send a signal to every process of the browser behind the line of `person`, as a machine does that falls asleep. */
export const signalBrowserOf = async (person, signal) => {
  const { stdout } = await promisify(execFile)('ip', ['netns', 'pids', namespaceOf(person)])
  for (const pid of stdout.split(/\s+/).filter(Boolean)) process.kill(Number(pid), signal)
}

/** The browser at `program` as a program whose whole network is that of `person`, in a folder of its own. */
const putBehind = async (person, program) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'behind-'))
  const behind = path.join(folder, path.basename(program))
  await writeFile(behind, `#!/bin/sh\nexec ip netns exec ${namespaceOf(person)} ${program} "$@"\n`)
  await chmod(behind, 0o755)
  return { folder, program: behind }
}

/** A Chromium whose whole network is that of `person`. */
export const openBrowserBehind = async (person, room, flags = []) => {
  const { folder, program } = await putBehind(person, '/usr/bin/chromium')
  const camera = path.join(folder, 'camera.y4m')
  await writeFile(camera, film())
  // The server speaks HTTP here, and a browser gives a camera to secure pages only.
  const usual = [`--unsafely-treat-insecure-origin-as-secure=${room.url}`, `--use-file-for-fake-video-capture=${camera}`]
  const browser = await openChromium([...usual, ...flags], program)
  browser.once('disconnected', () => void rm(folder, { recursive: true, force: true }))
  return browser
}

const JOIN = `
  const there = require('node:net').connect(Number(process.argv[1]), '127.0.0.1')
  process.stdin.pipe(there).pipe(process.stdout)
`

/** Bring a port of the loopback of `person` to ours: Firefox listens there for whoever drives it. */
const bringHere = (person, port) =>
  new Promise((resolve, reject) => {
    const server = createServer((here) => {
      const there = spawn('ip', ['netns', 'exec', namespaceOf(person), process.execPath, '-e', JOIN, String(port)], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      for (const end of [here, there.stdin, there.stdout]) end.on('error', () => here.destroy())
      here.pipe(there.stdin)
      there.stdout.pipe(here)
    })
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })

/** A Firefox whose whole network is that of `person`. */
export const openFirefoxBehind = async (person) => {
  const { folder, program } = await putBehind(person, '/usr/bin/firefox-esr')
  const port = await freePort()
  const door = await bringHere(person, port)
  const browser = await openFirefox({
    executablePath: program,
    debuggingPort: port,
    preferences: {
      'dom.securecontext.allowlist': SERVER, 'media.navigator.video.default_fps': 15, 'layout.frame_rate': -1,
    },
  })
  browser.once('disconnected', () => {
    door.close()
    void rm(folder, { recursive: true, force: true })
  })
  return browser
}

/** A screen that is shown: a sharp page of text, and another one every two seconds. */
export const PAGES = `(() => {
  navigator.mediaDevices.getDisplayMedia = async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 })
    const paper = canvas.getContext('2d')
    const draw = (n) => {
      paper.fillStyle = '#fff'
      paper.fillRect(0, 0, 1280, 720)
      paper.fillStyle = '#123'
      paper.font = '24px sans-serif'
      for (let line = 0; line < 18; line += 1)
        paper.fillText((n + ' / ' + line + ' ').repeat(12), 40, 60 + 36 * line)
    }
    let page = 0
    draw(page)
    setInterval(() => draw(page += 1), 2_000)
    return canvas.captureStream(10)
  }
})()`

const WIDTH = 640
const HEIGHT = 360
const FRAMES = 30

/** Cameras of a size that two cores can encode and decode several times over. */
export const SMALL_CAMERA = `(() => {
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = ({ video, ...rest }) =>
    real({ ...rest, ...(video ? { video: { ...video, width: ${WIDTH}, height: ${HEIGHT}, frameRate: 15 } } : {}) })
})()`

/**
 * A film for the camera that costs a sender its whole rate: squares that change at random over a still ground.
 * The browser's own test picture is so plain that it fits through any line.
 */
const film = () => {
  const frames = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F15:1 Ip A1:1 C420jpeg\n`)]
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128)
  let seed = 1
  const random = () => (seed = (seed * 48_271) % 2_147_483_647)
  const light = Buffer.alloc(WIDTH * HEIGHT, 90)
  for (let frame = 0; frame < FRAMES; frame += 1) {
    for (let square = 0; square < 240; square += 1) {
      const [x, y, value] = [(random() % (WIDTH / 8)) * 8, (random() % (HEIGHT / 8)) * 8, 16 + (random() % 220)]
      for (let row = 0; row < 8; row += 1) light.fill(value, (y + row) * WIDTH + x, (y + row) * WIDTH + x + 8)
    }
    frames.push(Buffer.from('FRAME\n'), Buffer.from(light), colour)
  }
  return Buffer.concat(frames)
}
