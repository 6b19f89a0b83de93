// How long nobody is heard after the media worker was killed, in Chromium, by the whole product:
//   node bench/takeover.mjs [rounds]
// A mediator and a party are in the open room; nobody clicks. The last line is one JSON object; times in milliseconds.
import { ChromiumPerson, openChromium, PHONE } from '../tests/browser/support/browsers.mjs'
import { admitEveryone, joinByLink, openRoom, startMeeting } from '../tests/browser/support/journeys.mjs'
import { Room } from '../tests/browser/support/room.mjs'

const ROUNDS = Number(process.argv[2] ?? 5)
const WATCHED_MS = 12_000
/** Longer than the packets of a silent encoder are apart, so that a silence is the server's. */
const STEADY_MS = 1_000

/** The longest time in the next `watched` milliseconds in which no packet of sound came. */
const longestSilence = async (watched) => {
  const until = performance.now() + watched
  let [heardAt, longest, before] = [performance.now(), 0, 0]
  while (performance.now() < until) {
    let packets = 0
    for (const connection of window.__peerConnections) {
      if (connection.connectionState === 'closed') continue
      for (const one of (await connection.getStats()).values())
        if (one.type === 'inbound-rtp' && one.kind === 'audio') packets += one.packetsReceived
    }
    const now = performance.now()
    if (packets > before) {
      longest = Math.max(longest, now - heardAt)
      heardAt = now
    }
    before = packets
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return Math.max(longest, performance.now() - heardAt)
}

const room = await Room.start()
const browser = await openChromium()
try {
  const mediator = await ChromiumPerson.enter('mediator', browser)
  await openRoom(mediator, room)
  const party = await ChromiumPerson.enter('party', browser, { viewport: PHONE })
  await joinByLink(party, room.party('李秀兰').invitation_url, { consent: true })
  await admitEveryone(mediator)
  await startMeeting(mediator)
  await party.see('stage')
  const times = []
  for (let round = 0; round < ROUNDS; round += 1) {
    await Promise.all([mediator, party].map((person) => person.hearsAndSees(1)))
    const watching = [mediator, party].map((person) => person.page.evaluate(longestSilence, WATCHED_MS))
    await new Promise((resolve) => setTimeout(resolve, STEADY_MS))
    await room.killPart('media.worker')
    times.push(...await Promise.all(watching))
  }
  times.sort((a, b) => a - b)
  console.log(JSON.stringify({
    bench: 'takeover',
    rounds: ROUNDS,
    median_ms: Math.round(times[Math.floor(times.length / 2)]),
    min_ms: Math.round(times[0]),
    max_ms: Math.round(times.at(-1)),
  }))
} finally {
  await browser.close()
  await room.stop()
}
