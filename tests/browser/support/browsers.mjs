// Real browsers with fake cameras: Chromium by Playwright, Firefox ESR by WebDriver BiDi.
// Both are given the same few verbs, so that a test reads the same for either.
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

import { ROOT } from './room.mjs'

const require = createRequire(path.join(ROOT, 'static', 'package.json'))
const { chromium } = require('playwright-core')
const puppeteer = require('puppeteer-core')
const AXE = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8')

export const ARTIFACTS = path.join(ROOT, 'tests', 'artifacts')
await mkdir(ARTIFACTS, { recursive: true })

export const PHONE = { width: 390, height: 844 }
export const LAPTOP = { width: 1440, height: 900 }
const PATIENCE = 30_000

// Five browsers that encode, decode and draw what five people bring take two cores for good, and then every
// step waits for its turn. What they bring is therefore small and slow, where a test does not measure just that.
const PICTURES_A_SECOND = 5
const REPAINTS_A_SECOND = 10
const SLOW_CAMERA = `--use-fake-device-for-media-stream=fps=${PICTURES_A_SECOND}`

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  SLOW_CAMERA,
  '--use-fake-ui-for-media-stream',
  '--auto-select-desktop-capture-source=Entire screen',
  '--autoplay-policy=no-user-gesture-required',
]

export const openChromium = (flags = [], executablePath = '/usr/bin/chromium') =>
  chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS, ...flags] })

export const openFirefox = ({ executablePath = '/usr/bin/firefox-esr', preferences = {}, ...more } = {}) =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    ...more,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.video.default_fps': PICTURES_A_SECOND,
      'layout.frame_rate': REPAINTS_A_SECOND,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
      'app.update.auto': false,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      ...preferences,
    },
  })

/**
 * Firefox tells of a WebSocket that cannot be opened, or that a dead server reset, as it tells of a fault of the
 * page. No page can catch either: whether a reset or a plain end comes depends on what the server had not yet read.
 */
const CUT_SOCKET = /(establish a connection to the server at|^The connection to) wss?:\/\//

/** A fault with the place it came from, for whoever has only the log. */
const describeFault = (name, { message, stack }) =>
  `${name} at ${new Date().toISOString()}: ${stack?.includes(message) ? stack : `${message}\n${stack ?? ''}`}`

const byTestId = (name) => `[data-testid="${name}"]`

/** What a person at a screen can do; errors name the person and the control. */
class Person {
  constructor(name, page) {
    this.name = name
    this.page = page
    this.faults = []
  }

  async shot(title) {
    await this.page.screenshot({ path: path.join(ARTIFACTS, `${title}.png`) })
  }

  /** Whether a page of a party, which scrolls inside, can also be pushed away as a whole: then it is empty below. */
  scrollsIntoNothing() {
    return this.page.evaluate(
      () => document.querySelector('.page') !== null && document.documentElement.scrollHeight > window.innerHeight,
    )
  }

  /** Findings of axe on this page, at WCAG 2.2 AA. */
  async axe() {
    await this.page.evaluate(AXE)
    const findings = await this.page.evaluate(async () => {
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
      const result = await window.axe.run(document, { runOnly: { type: 'tag', values: tags } })
      return result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)
    })
    return findings
  }

  /**
   * Send a packet that means nothing on the room's socket, and wait until the browser has handed it on.
   * A page that has just given its socket up has nothing to say it on.
   */
  async sayNothing() {
    await this.page.evaluate(() => {
      window.__said = window.__sockets.findLast((one) => one.readyState === WebSocket.OPEN)
      window.__said?.send('6')
    })
    await this.page.waitForFunction(
      () => window.__said?.readyState !== WebSocket.OPEN || window.__said.bufferedAmount === 0,
    )
  }

  /** The attribute of the first control `id`; null where there is none. */
  attribute(id, name) {
    return this.page.evaluate(
      ([where, what]) => document.querySelector(where)?.getAttribute(what) ?? null, [byTestId(id), name],
    )
  }

  /** Wait until `id` reads as `expected`, a pattern or all of it: one page may be told a moment after another. */
  async reads(id, expected) {
    const fits = (text) => (expected instanceof RegExp ? expected.test(text) : text === expected)
    const deadline = Date.now() + PATIENCE
    for (let last; !fits(last = await this.text(id));) {
      if (Date.now() > deadline) throw new Error(`${this.name}: ${id} reads ${JSON.stringify(last)}, not ${expected}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** Wait until `condition` holds for the attribute of `id`. */
  async attributeUntil(id, name, condition) {
    const deadline = Date.now() + PATIENCE
    for (let last; !condition(last = await this.attribute(id, name));) {
      if (Date.now() > deadline) throw new Error(`${this.name}: ${name} of ${id} is still ${last}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** The states of every connection this page ever had, for a failure to be understood. */
  connections() {
    return this.page.evaluate(() => (window.__peerConnections ?? []).map((one) => ({
      connection: one.connectionState, ice: one.iceConnectionState, signaling: one.signalingState,
      lines: one.getTransceivers().map(({ mid, currentDirection }) => `${mid} ${currentDirection}`),
    })))
  }

  /** Totals over all peer connections of the page. */
  media() {
    return this.page.evaluate(async () => {
      const total = { framesDecoded: 0, audioPackets: 0, audioEnergy: 0, framesSent: 0, freezes: 0, tracks: 0, streams: {} }
      for (const connection of window.__peerConnections ?? []) {
        if (connection.connectionState === 'closed') continue
        // The answer of a connection that is closed meanwhile never comes.
        const late = new Promise((resolve) => setTimeout(resolve, 2_000, new Map()))
        for (const one of (await Promise.race([connection.getStats(), late])).values()) {
          if (one.type === 'inbound-rtp' && one.kind === 'video') {
            total.framesDecoded += one.framesDecoded ?? 0
            total.freezes += one.freezeCount ?? 0
            total.tracks += one.packetsReceived > 0 ? 1 : 0
            total.streams[one.ssrc] = { kind: 'video', units: one.framesDecoded ?? 0 }
          }
          if (one.type === 'inbound-rtp' && one.kind === 'audio') {
            total.streams[one.ssrc] = { kind: 'audio', units: one.packetsReceived ?? 0 }
            total.audioPackets += one.packetsReceived ?? 0
            total.audioEnergy += one.totalAudioEnergy ?? 0
            total.tracks += one.packetsReceived > 0 ? 1 : 0
          }
          if (one.type === 'outbound-rtp' && one.kind === 'video') total.framesSent += one.framesEncoded ?? 0
        }
      }
      return total
    })
  }

  /** What this page sends of its camera: the frames of each simulcast stream by its name. */
  layersSent() {
    return this.page.evaluate(async () => {
      const sent = {}
      for (const connection of window.__peerConnections.filter((one) => one.connectionState === 'connected')) {
        const report = await connection.getStats()
        for (const one of report.values())
          if (one.type === 'outbound-rtp' && one.kind === 'video' && one.rid) sent[one.rid] = one.framesSent ?? 0
      }
      return sent
    })
  }

  /** Wait until at least two simulcast streams have had some frames: an encoder that gets too little begins with one. */
  async sendsSeveralLayers(patience = PATIENCE) {
    const deadline = Date.now() + patience
    for (let sent; Object.values(sent = await this.layersSent()).filter((frames) => frames > 5).length < 2;) {
      if (Date.now() > deadline) throw new Error(`${this.name} sends ${JSON.stringify(sent)}`)
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }

  /** Whether bytes of that simulcast stream leave this page within a second. */
  async sendsLayer(rid) {
    const before = await this.#octetsSent(rid)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    return await this.#octetsSent(rid) > before
  }

  #octetsSent(rid) {
    return this.page.evaluate(async (name) => {
      let octets = 0
      for (const connection of window.__peerConnections.filter((one) => one.connectionState === 'connected')) {
        const report = await connection.getStats()
        for (const one of report.values())
          if (one.type === 'outbound-rtp' && one.kind === 'video' && one.rid === name) octets += one.bytesSent ?? 0
      }
      return octets
    }, rid)
  }

  /** Wait until that simulcast stream is sent, or is not. */
  async layerUntil(rid, sent, patience = PATIENCE) {
    const deadline = Date.now() + patience
    do {
      if (await this.sendsLayer(rid) === sent) return
    } while (Date.now() < deadline)
    throw new Error(`${this.name}: the layer ${rid} is ${sent ? 'not sent' : 'still sent'}`)
  }

  /** What came of the picture of `identity` so far. */
  picture(identity) {
    return this.page.evaluate(async (whose) => {
      const shown = document.querySelector(`video[data-identity="${whose}"][data-source="camera"]`)
      window.__tracks ??= {}
      const track = shown?.srcObject?.getVideoTracks()[0] ?? window.__tracks[whose]
      window.__tracks[whose] = track
      // By the track itself: those of all people are called the same.
      const receivers = window.__peerConnections.flatMap((connection) => connection.getReceivers())
      const receiver = receivers.find((one) => one.track === track)
      for (const one of receiver ? (await receiver.getStats()).values() : [])
        if (one.type === 'inbound-rtp')
          return {
            height: one.frameHeight ?? 0, frames: one.framesDecoded ?? 0, bytes: one.bytesReceived ?? 0,
            frozen: one.totalFreezesDuration ?? 0, freezes: one.freezeCount ?? 0,
          }
      return { height: 0, frames: 0, bytes: 0, frozen: 0, freezes: 0 }
    }, identity)
  }

  /** Wait until `condition` holds for the picture of `identity`. */
  async pictureUntil(identity, what, condition, patience = PATIENCE) {
    const deadline = Date.now() + patience
    let last
    do {
      last = await this.picture(identity)
      if (condition(last)) return last
      await new Promise((resolve) => setTimeout(resolve, 250))
    } while (Date.now() < deadline)
    throw new Error(`${this.name}: ${what} did not come; last ${JSON.stringify(last)}`)
  }

  /**
   * Wait until that many others have brought 25 more audio packets, and that many 10 more decoded frames.
   * Counted stream by stream: a line used again begins at zero, in Firefox the moment the new stream comes.
   */
  async hearsAndSees(voices, pictures = voices, patience = PATIENCE) {
    const before = (await this.media()).streams
    const fresh = ({ streams }, kind, units) =>
      Object.entries(streams).filter(
        ([ssrc, one]) => one.kind === kind && one.units >= (before[ssrc]?.units ?? 0) + units,
      ).length
    return await this.mediaUntil(
      `sound of ${voices} and picture of ${pictures} others`,
      (media) => fresh(media, 'video', 10) >= pictures && fresh(media, 'audio', 25) >= voices,
      patience,
    )
  }

  /** Wait until `condition(stats)` holds for the media of this page. */
  async mediaUntil(what, condition, patience = PATIENCE) {
    const deadline = Date.now() + patience
    let last
    do {
      last = await this.media()
      if (condition(last)) return last
      await new Promise((resolve) => setTimeout(resolve, 400))
    } while (Date.now() < deadline)
    throw new Error(`${this.name}: ${what} did not come; last ${JSON.stringify(last)}`)
  }
}

/** Keeps every peer connection of a page within reach of `media()`. Runs before the page's own code. */
const REMEMBER_CONNECTIONS = `(() => {
  const Real = window.RTCPeerConnection
  window.__peerConnections = []
  window.RTCPeerConnection = class extends Real {
    constructor(...rest) { super(...rest); window.__peerConnections.push(this) }
  }
})()`

/** A small camera. */
const LIGHT_DEVICES = `(() => {
  if (!navigator.mediaDevices) return // a page before the first has none
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = ({ video, ...rest }) =>
    real({ ...rest, ...(video ? { video: { ...video, width: 640, height: 360 } } : {}) })
})()`

/** What a page does before its own code. `light` is whether its devices are those above. */
const firstScripts = (light, scripts) =>
  [REMEMBER_CONNECTIONS, REMEMBER_SOCKETS, ...(light ? [LIGHT_DEVICES] : []), ...scripts]

/** A browser whose devices fail: `{ audio, video }` name the error each of them gives. */
export const withoutDevices = (fault) => `(() => {
  const fault = ${JSON.stringify(fault)}
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (wish) => {
    for (const kind of Object.keys(fault)) if (wish[kind]) throw new DOMException('by the test', fault[kind])
    return await real(wish)
  }
})()`

/** A screen to show: a picture that changes. */
export const A_SCREEN = `(() => {
  navigator.mediaDevices.getDisplayMedia = async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 })
    const paper = canvas.getContext('2d')
    const draw = (n) => {
      paper.fillStyle = n % 2 ? '#fff' : '#234'
      paper.fillRect(0, 0, 640, 360)
      setTimeout(draw, 100, n + 1)
    }
    draw(0)
    return canvas.captureStream(10)
  }
})()`

/** Every WebSocket of the page within reach of `order` and `sayNothing`. */
const REMEMBER_SOCKETS = `(() => {
  const Real = window.WebSocket
  window.__sockets = []
  window.WebSocket = class extends Real {
    constructor(...rest) { super(...rest); window.__sockets.push(this) }
  }
})()`

/** A network that lets no UDP through: the page never learns of another way than TCP. */
export const ONLY_TCP = `(() => {
  const real = RTCPeerConnection.prototype.setRemoteDescription
  RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
    return real.call(this, { type, sdp: sdp.replace(/^a=candidate:\\S+ \\d udp .*\\r\\n/gim, '') })
  }
})()`

/** A device whose chip encodes H.264 and nothing else. */
export const H264_BY_CHIP = `MediaCapabilities.prototype.encodingInfo = async ({ video }) => ({
  supported: true, smooth: true, powerEfficient: video.contentType === 'video/H264',
})`

export class ChromiumPerson extends Person {
  static async enter(
    name,
    browser,
    { viewport = LAPTOP, locale = 'zh-CN', permissions = ['camera', 'microphone'], scripts = [], light = true } = {},
  ) {
    const context = await browser.newContext({ viewport, locale, permissions, hasTouch: viewport.width < 600 })
    for (const script of firstScripts(light, scripts)) await context.addInitScript(script)
    return await ChromiumPerson.#inTab(name, context)
  }

  /** The same browser with one tab more. */
  async openTab() {
    return await ChromiumPerson.#inTab(`${this.name}2`, this.page.context())
  }

  /** As in a lift: the socket ends, and no new one can be opened. */
  async loseLine() {
    await this.page.context().setOffline(true)
    await this.page.evaluate(() => window.__sockets.forEach((one) => one.close()))
  }

  findLine = () => this.page.context().setOffline(false)

  /** Wait until the pictures this page sends are in `codec`, and in no other. */
  async sendsPicturesIn(codec) {
    await this.page.waitForFunction(async (wanted) => {
      const found = []
      for (const connection of window.__peerConnections.filter((one) => one.connectionState === 'connected')) {
        const report = await connection.getStats()
        for (const one of report.values())
          if (one.type === 'outbound-rtp' && one.kind === 'video' && one.framesEncoded > 0 && one.active !== false)
            found.push(report.get(one.codecId)?.mimeType)
      }
      return found.length > 0 && found.every((one) => one === wanted)
    }, codec, { polling: 200 })
  }

  /** By what protocols the media of this page comes. */
  protocols() {
    return this.page.evaluate(async () => {
      const found = []
      for (const connection of window.__peerConnections.filter((one) => one.connectionState === 'connected')) {
        const report = await connection.getStats()
        for (const one of report.values())
          if (one.type === 'transport') found.push(report.get(report.get(one.selectedCandidatePairId).remoteCandidateId).protocol)
      }
      return found
    })
  }

  /** Send a message on the room's socket past all buttons, and return what the server acknowledges. */
  order(name, body) {
    return this.page.evaluate(
      ([event, payload]) =>
        new Promise((resolve) => {
          const socket = window.__sockets.findLast((one) => one.readyState === WebSocket.OPEN)
          socket.addEventListener('message', ({ data }) => {
            if (String(data).startsWith('43/room,9999[')) resolve(JSON.parse(data.slice('43/room,9999'.length))[0])
          })
          socket.send(`42/room,9999${JSON.stringify([event, payload])}`)
        }),
      [name, body],
    )
  }

  /** Ask the server past all buttons; returns status and code. */
  request(method, path, body) {
    return this.page.evaluate(
      async ([how, where, what]) => {
        const answer = await fetch(where, {
          method: how, body: JSON.stringify(what), headers: { 'content-type': 'application/json' },
        })
        return { status: answer.status, code: (await answer.json().catch(() => null))?.code }
      },
      [method, path, body],
    )
  }

  static async #inTab(name, context) {
    const page = await context.newPage()
    const person = new ChromiumPerson(name, page)
    page.setDefaultTimeout(PATIENCE)
    page.on('pageerror', (error) => person.faults.push(describeFault(name, error)))
    page.on('request', (request) => person.watch(request.url()))
    return person
  }

  foreign = []

  watch(address) {
    const { protocol, host } = new URL(address)
    if (protocol.startsWith('http') && this.home && host !== this.home) this.foreign.push(address)
  }

  async goto(address) {
    this.home = new URL(address).host
    await this.page.goto(address)
  }

  click = (id) => this.page.locator(byTestId(id)).first().click()
  fill = (id, text) => this.page.locator(byTestId(id)).first().fill(text)
  see = (id) => this.page.locator(byTestId(id)).first().waitFor({ state: 'visible' })
  seeOneOf = (...ids) => this.page.locator(ids.map(byTestId).join(', ')).first().waitFor({ state: 'visible' })
  gone = (id) => this.page.locator(byTestId(id)).first().waitFor({ state: 'hidden' })
  text = (id) => this.page.locator(byTestId(id)).first().innerText()
  isVisible = (id) => this.page.locator(byTestId(id)).first().isVisible()
  body = () => this.page.locator('body').innerText()

  async leave() {
    await this.page.context().close()
  }
}

export class FirefoxPerson extends Person {
  static async enter(name, browser, { viewport = LAPTOP, scripts = [], light = true } = {}) {
    const page = await browser.newPage()
    await page.setViewport(viewport)
    for (const script of firstScripts(light, scripts)) await page.evaluateOnNewDocument(script)
    page.setDefaultTimeout(PATIENCE)
    const person = new FirefoxPerson(name, page)
    page.on('pageerror', (error) => CUT_SOCKET.test(error.message) || person.faults.push(describeFault(name, error)))
    return person
  }

  goto = (address) => this.page.goto(address)
  click = (id) => this.page.locator(byTestId(id)).click()
  fill = (id, text) => this.page.locator(byTestId(id)).fill(text)
  see = (id) => this.page.waitForSelector(byTestId(id), { visible: true })
  seeOneOf = (...ids) => this.page.waitForSelector(ids.map(byTestId).join(', '), { visible: true })
  gone = (id) => this.page.waitForSelector(byTestId(id), { hidden: true })
  text = (id) => this.page.$eval(byTestId(id), (element) => element.innerText)
  isVisible = async (id) => (await this.page.$(byTestId(id))) !== null
  body = () => this.page.$eval('body', (element) => element.innerText)

  async leave() {
    await this.page.close()
  }
}
