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

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--auto-select-desktop-capture-source=Entire screen',
  '--autoplay-policy=no-user-gesture-required',
]

export const openChromium = (flags = []) =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: [...CHROMIUM_FLAGS, ...flags] })

export const openFirefox = () =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
      'app.update.auto': false,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
    },
  })

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

  /** Totals over all peer connections of the page. */
  media() {
    return this.page.evaluate(async () => {
      const total = { framesDecoded: 0, audioPackets: 0, audioEnergy: 0, framesSent: 0, freezes: 0, tracks: 0, streams: {} }
      for (const connection of window.__peerConnections ?? []) {
        if (connection.connectionState === 'closed') continue
        for (const one of (await connection.getStats()).values()) {
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

  /**
   * Wait until each of `people` others has brought 10 more decoded frames and 25 more audio packets.
   * Counted stream by stream: a line used again begins at zero, in Firefox the moment the new stream comes.
   */
  async hearsAndSees(people) {
    const before = (await this.media()).streams
    const fresh = ({ streams }, kind, units) =>
      Object.entries(streams).filter(
        ([ssrc, one]) => one.kind === kind && one.units >= (before[ssrc]?.units ?? 0) + units,
      ).length
    return await this.mediaUntil(
      `sound and picture of ${people} others`,
      (media) => fresh(media, 'video', 10) >= people && fresh(media, 'audio', 25) >= people,
    )
  }

  /** Wait until `condition(stats)` holds for the media of this page. */
  async mediaUntil(what, condition) {
    const deadline = Date.now() + PATIENCE
    let last
    do {
      last = await this.media()
      if (condition(last)) return last
      await new Promise((resolve) => setTimeout(resolve, 200))
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

export class ChromiumPerson extends Person {
  static async enter(name, browser, { viewport = LAPTOP, locale = 'zh-CN', permissions = ['camera', 'microphone'] } = {}) {
    const context = await browser.newContext({ viewport, locale, permissions, hasTouch: viewport.width < 600 })
    await context.addInitScript(REMEMBER_CONNECTIONS)
    const page = await context.newPage()
    const person = new ChromiumPerson(name, page)
    page.setDefaultTimeout(PATIENCE)
    page.on('pageerror', (error) => person.faults.push(`${name}: ${error.message}`))
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
  static async enter(name, browser, { viewport = LAPTOP } = {}) {
    const page = await browser.newPage()
    await page.setViewport(viewport)
    await page.evaluateOnNewDocument(REMEMBER_CONNECTIONS)
    page.setDefaultTimeout(PATIENCE)
    const person = new FirefoxPerson(name, page)
    page.on('pageerror', (error) => person.faults.push(`${name}: ${error.message}`))
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
