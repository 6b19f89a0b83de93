// Three people, each with a camera in three layers; one of them behind a line that becomes ever narrower.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, FirefoxPerson, openChromium, openFirefox, PHONE } from './support/browsers.mjs'
import { admitEveryone, joinByLink, openRoom, startMeeting } from './support/journeys.mjs'
import { Relay } from './support/relay.mjs'
import { freePort, Room } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

const FREEZE = 1
const RECOVERY = 90_000

describe('weak lines', { concurrency: false }, () => {
  let room, relay, chromium, firefox, mediator, worker, lawyer
  const everyone = () => [mediator, worker, lawyer]
  const identity = {}

  before(async () => {
    const port = await freePort()
    room = await Room.start({ MEDIATION_ROOM_MEDIA_PORT: String(port), MEDIATION_ROOM_MEDIA_LOOPBACK: 'false' })
    relay = await Relay.open(port)
    chromium = await openChromium()
    firefox = await openFirefox({ preferences: { 'media.navigator.video.default_fps': 30, 'layout.frame_rate': -1 } })
    mediator = await ChromiumPerson.enter('王调解员', chromium, { light: false })
    worker = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE, scripts: [relay.script], light: false })
    lawyer = await FirefoxPerson.enter('赵律师', firefox, { light: false })
  })

  failFast(everyone, () => room.log)

  after(async () => {
    await chromium?.close()
    await firefox?.close()
    relay?.close()
    await room?.stop()
  })

  test('three come in and everyone decodes everyone', async () => {
    await openRoom(mediator, room)
    for (const person of [worker, lawyer])
      await joinByLink(person, room.party(person.name).invitation_url, { consent: true })
    await admitEveryone(mediator)
    await startMeeting(mediator)
    for (const person of [worker, lawyer]) await person.see('stage')
    await Promise.all(everyone().map((person) => person.hearsAndSees(2)))
    const people = await mediator.page.$$eval('[data-testid="person"]', (tiles) =>
      tiles.map((tile) => [tile.dataset.identity, tile.innerText]))
    for (const person of everyone()) {
      const tile = people.find(([, text]) => text.includes(person.name) || (person === mediator && text.includes('您')))
      identity[person.name] = tile[0]
    }
  })

  test('cameras of both browsers come in several layers', async () => {
    for (const person of [mediator, lawyer]) await person.sendsSeveralLayers(RECOVERY)
  })

  test('on a good line the picture is larger than the smallest layer', async () => {
    await worker.pictureUntil(identity['赵律师'], 'a large picture', ({ height }) => height >= 240, RECOVERY)
  })

  test('one narrow line: smaller pictures there, no standstill anywhere else', async () => {
    const before = await mediator.picture(identity['赵律师'])
    relay.rate = 200_000 // of the 300 that two small voices, a large and a small picture take
    await worker.pictureUntil(identity['赵律师'], 'the smallest layer', ({ height }) => height > 0 && height <= 180, RECOVERY)
    await worker.hearsAndSees(2, 1, RECOVERY) // a picture that was too much is tried again
    const after = await mediator.picture(identity['赵律师'])
    assert.ok(after.frames > before.frames)
    const [times, seconds] = [after.freezes - before.freezes, after.frozen - before.frozen]
    assert.ok(seconds < FREEZE * Math.max(1, times), `${times} times, together ${seconds} s`)
  })

  test('a line for little more than voices: the pictures stop, the voices stay, and the page says so', async () => {
    relay.rate = 130_000
    await worker.see('line-sound-only')
    await worker.reads('line-sound-only', /网络较弱，已关画面，声音保留/)
    await worker.shot('quality-sound-only')
    assert.deepEqual(await worker.axe(), [])
    await worker.hearsAndSees(2, 0)
  })

  test('when the line is good again the pictures are back without a click', async () => {
    relay.rate = Infinity
    const { frames } = await worker.picture(identity['赵律师'])
    await worker.pictureUntil(identity['赵律师'], 'the picture', (now) => now.frames > frames + 5, RECOVERY)
    await worker.gone('line-sound-only')
  })

  test('a picture out of sight costs nothing, and is back when it is looked at', async () => {
    const whose = identity['赵律师']
    const tile = `[data-testid="person"][data-identity="${whose}"]`
    await mediator.picture(whose)
    const show = (display) => mediator.page.$eval(tile, (element, how) => (element.style.display = how), display)
    await show('none')
    let last = -1
    await mediator.pictureUntil(whose, 'silence', ({ bytes }) => {
      const still = bytes === last
      last = bytes
      return still
    })
    const { frames } = await mediator.picture(whose)
    await show('')
    await mediator.pictureUntil(whose, 'the picture', (now) => now.frames > frames + 5)
  })

  test('a layer that nobody shows is not sent, and is sent again when somebody looks closely', async () => {
    const whose = identity['赵律师']
    const size = (height) => Promise.all([mediator, worker].map((person) => person.page.evaluate(([who, tall]) => {
      for (const tile of document.querySelectorAll(`[data-identity="${who}"] .noface, .noface:has(+ video[data-identity="${who}"])`))
        tile.style.cssText = tall === null ? '' : `height: ${tall}px; min-height: 0; inset: auto`
    }, [whose, height])))
    await size(40)
    await lawyer.layerUntil('f', false)
    assert.equal(await lawyer.sendsLayer('q'), true)
    await size(700)
    await lawyer.layerUntil('f', true)
    const { frames } = await mediator.picture(whose)
    await mediator.pictureUntil(whose, 'the picture', (now) => now.frames > frames + 5)
  })

  test('no page had a fault', () => {
    assertNoFaults(everyone())
  })
})
