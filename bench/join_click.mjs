// From the click on the link's button to the first picture of another person, in Chromium, by the whole product:
//   node bench/join_click.mjs [rounds]
// One mediator is in the open room; a party who was admitted before opens the link again and clicks, round after round.
// The last line is one JSON object; times in milliseconds.
import { ChromiumPerson, LAPTOP, openChromium, PHONE } from '../tests/browser/support/browsers.mjs'
import { admitEveryone, joinByLink, openRoom, startMeeting } from '../tests/browser/support/journeys.mjs'
import { Room } from '../tests/browser/support/room.mjs'

const ROUNDS = Number(process.argv[2] ?? 15)

/** Notes the click and the first frame shown of somebody else; runs before the page's own code. */
const STOPWATCH = `(() => {
  addEventListener('click', (event) => {
    if (event.target.closest('[data-testid="join-start"]')) window.__clicked = performance.now()
  }, true)
  const received = new Set()
  const Real = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Real {
    constructor(...rest) {
      super(...rest)
      this.addEventListener('track', (event) => received.add(event.track.id))
    }
  }
  const real = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...real,
    set(stream) {
      real.set.call(this, stream)
      const isOthers = stream?.getVideoTracks().some((track) => received.has(track.id))
      if (isOthers) this.requestVideoFrameCallback?.((now) => { window.__seen ??= now })
    },
  })
})()`

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]

const room = await Room.start({ MEDIATION_ROOM_LIMIT_LINK: '10000/minute' })
const browser = await openChromium(['--use-fake-device-for-media-stream']) // 20 pictures a second
try {
  const mediator = await ChromiumPerson.enter('mediator', browser, { viewport: LAPTOP, light: false })
  await openRoom(mediator, room)
  const party = await ChromiumPerson.enter('party', browser, { viewport: PHONE, light: false })
  await party.page.context().addInitScript(STOPWATCH)
  const url = room.party('李秀兰').invitation_url
  await joinByLink(party, url, { consent: true })
  await admitEveryone(mediator)
  await startMeeting(mediator)
  const times = []
  for (let round = 0; round < ROUNDS; round += 1) {
    await party.page.goto(url)
    await party.page.waitForLoadState('networkidle')
    await party.click('join-start')
    await party.page.waitForFunction(() => window.__seen !== undefined)
    times.push(await party.page.evaluate(() => window.__seen - window.__clicked))
  }
  times.sort((a, b) => a - b)
  const round = (value) => Math.round(value)
  console.log(JSON.stringify({
    bench: 'join_click',
    rounds: times.length,
    median_ms: round(quantile(times, 0.5)),
    min_ms: round(times[0]),
    p95_ms: round(quantile(times, 0.95)),
    max_ms: round(times.at(-1)),
  }))
} finally {
  await browser.close()
  await room.stop()
}
