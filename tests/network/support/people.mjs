// A mediator in the office and a worker at home, in the middle of their meeting.
import { ChromiumPerson, FirefoxPerson, PHONE } from '../../browser/support/browsers.mjs'
import { admitEveryone, joinByLink, openRoom, startMeeting } from '../../browser/support/journeys.mjs'
import { untilHeard } from './figures.mjs'
import { openBrowserBehind, openFirefoxBehind, openServer, PAGES, SMALL_CAMERA, weather } from './lines.mjs'

/** Start server and browsers and bring both into the room; `close` ends everything. */
export class Meeting {
  /** `firefox` is whether the worker at home has a Firefox; `flags` are for their Chromium. */
  static async begin({ environment = {}, flags = [], scripts = [], firefox = false } = {}) {
    const meeting = new Meeting()
    try {
      await meeting.#begin(environment, flags, scripts, firefox)
    } catch (error) {
      await meeting.#tell()
      await meeting.close()
      throw error
    }
    return meeting
  }

  async #begin(environment, flags, scripts, firefox) {
    // Another test may have left a line as it was at its end.
    await Promise.all([weather('office'), weather('home')])
    this.room = await openServer(environment)
    this.office = await openBrowserBehind('office', this.room)
    this.home = await (firefox ? openFirefoxBehind('home') : openBrowserBehind('home', this.room, flags))
    this.mediator = await ChromiumPerson.enter('王调解员', this.office, { scripts: [SMALL_CAMERA, PAGES], light: false })
    const WorkerKind = firefox ? FirefoxPerson : ChromiumPerson
    this.worker = await WorkerKind.enter('李秀兰', this.home, {
      viewport: PHONE, scripts: [SMALL_CAMERA, ...scripts], light: false,
    })
    await openRoom(this.mediator, this.room)
    await joinByLink(this.worker, this.room.party(this.worker.name).invitation_url, { consent: true })
    await admitEveryone(this.mediator)
    await startMeeting(this.mediator)
    await this.worker.see('stage')
    await this.hearEachOther()
  }

  /** What everyone saw when the beginning failed. */
  async #tell() {
    const present = [this.mediator, this.worker].filter(Boolean)
    await Promise.allSettled(present.map((person) => person.shot(`failed-${person.name}`)))
    for (const person of present) console.error(person.name, await person.connections().catch(() => 'no page'))
    console.error(this.room?.log.slice(-4000))
  }

  /** The worker loads the page again, as people do, and is back in the room. */
  async comeAgain() {
    await this.worker.page.reload()
    await this.worker.click('join-start')
    await this.worker.see('stage')
    await this.hearEachOther()
  }

  hearEachOther = () => Promise.all([this.mediator.hearsAndSees(1), this.worker.hearsAndSees(1)])

  /** Seconds after the beginning of `change` until both hear each other again. */
  async heardAgainAfter(change) {
    const begun = Date.now()
    await change()
    const heard = await Promise.all([untilHeard(this.mediator), untilHeard(this.worker)])
    return Math.max(0, Math.max(...heard) - begun) / 1000
  }

  /** The worker as the mediator's page shows them. */
  seat = () => this.mediator.page.locator('[data-testid="person"]', { hasText: this.worker.name })

  async close() {
    await this.home?.close()
    await this.office?.close()
    await this.room?.stop()
  }
}
