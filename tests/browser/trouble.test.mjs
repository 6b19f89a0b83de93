// Knowing what is wrong: the connection test before the day, one's own line in words, and a microphone that gives nothing.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, LAPTOP, ONLY_TCP, openChromium, PHONE } from './support/browsers.mjs'
import { admitEveryone, joinByLink, openRoom, startMeeting } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { assertNoFaults } from './support/steps.mjs'

/** A microphone whose switch is off: it opens, and there is nothing in it. */
const SILENT_MICROPHONE = `(() => {
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (wish) => {
    const stream = await real(wish)
    if (!wish.audio) return stream
    const nothing = new AudioContext().createMediaStreamDestination().stream.getAudioTracks()[0]
    return new MediaStream([nothing, ...stream.getVideoTracks()])
  }
})()`

const state = (person, name) => person.page.getByTestId(`network-${name}`).getAttribute('data-state')

describe('Knowing what is wrong', () => {
  let room, chromium, worker, mediator, visitor
  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
  })
  after(async () => {
    await chromium?.close()
    await room?.stop()
  })

  const run = async (person) => {
    await person.click('network-start')
    await person.see('network-copy')
  }

  for (const [name, viewport] of [['phone', PHONE], ['laptop', LAPTOP]])
    test(`anyone tests their network on a ${name} without signing in`, async () => {
      visitor = await ChromiumPerson.enter('访客', chromium, { viewport, permissions: [] })
      await visitor.goto(`${room.url}/network`)
      await visitor.shot(`network-start-${name}`)
      await run(visitor)

      for (const check of ['websocket', 'udp', 'tcp', 'audio', 'video', 'round_trip', 'loss'])
        assert.equal(await state(visitor, check), 'passed', check)
      assert.equal(await state(visitor, 'turn'), 'skipped')
      assert.equal(await visitor.page.getByTestId('network-test').getAttribute('data-verdict'), 'good')
      assert.deepEqual(await visitor.axe(), [])
      await visitor.shot(`network-good-${name}`)
      assertNoFaults([visitor])
    })

  test('a network that blocks UDP is named, and still carries sound and picture', async () => {
    const blocked = await ChromiumPerson.enter('单位电脑', chromium, { viewport: PHONE, permissions: [], scripts: [ONLY_TCP] })
    await blocked.goto(`${room.url}/network`)
    await run(blocked)

    assert.equal(await state(blocked, 'udp'), 'failed')
    assert.equal(await state(blocked, 'tcp'), 'passed')
    assert.equal(await state(blocked, 'audio'), 'passed')
    assert.equal(await blocked.page.getByTestId('network-test').getAttribute('data-verdict'), 'usable')
    assert.deepEqual(await blocked.axe(), [])
    await blocked.shot('network-no-udp')
  })

  test('from the personal link the result is sent to the staff', async () => {
    worker = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE, scripts: [SILENT_MICROPHONE] })
    await worker.goto(room.party('李秀兰').invitation_url)
    await worker.click('join-network')
    await run(worker)
    await worker.click('network-send')
    await worker.see('network-sent')
    await worker.shot('network-sent')
  })

  test('a microphone that gives nothing is said to the person and to the mediator, with what to do', async () => {
    mediator = await ChromiumPerson.enter('王调解员', chromium)
    await openRoom(mediator, room)
    await joinByLink(worker, room.party('李秀兰').invitation_url, { consent: true })
    await admitEveryone(mediator)
    await startMeeting(mediator)
    await worker.see('stage')

    await worker.click('open-chat')
    await worker.page.getByTestId('chat-text').focus()
    await worker.see('mic-trouble')
    assert.equal(await worker.page.evaluate(() => document.activeElement?.dataset.testid), 'chat-text')
    await worker.click('chat-close')
    assert.deepEqual(await worker.axe(), [])
    await worker.shot('mic-trouble')
    await worker.click('mic-trouble-open')
    await worker.see('mic-trouble-causes')
    assert.deepEqual(await worker.axe(), [])
    await worker.shot('mic-trouble-causes')
    await mediator.page.locator('[data-testid="line-trouble"] [data-kind="silent"]').getByText('我们听不到您').waitFor()
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('host-trouble')
  })

  test('one\'s own line is said in a word, and a tap shows three things to try', async () => {
    await worker.click('mic-trouble-close')
    await worker.click('mic-trouble-hide')
    assert.equal(await worker.isVisible('mic-trouble'), false)
    await worker.see('line-mark')
    assert.equal(await worker.page.getByTestId('line-mark').getAttribute('data-level'), 'good')
    await worker.shot('line-mark')
    await worker.click('line-mark')
    assert.equal(await worker.page.getByTestId('line-tips').locator('li').count(), 3)
    assert.deepEqual(await worker.axe(), [])
    await worker.shot('line-tips')
  })

  test('no page had a fault', () => {
    assertNoFaults([worker, mediator])
  })
})
