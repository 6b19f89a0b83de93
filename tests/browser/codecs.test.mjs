// A phone that prefers H.264 in a room with Firefox, which has no H.264 here: everyone sees everyone all the same.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, FirefoxPerson, openChromium, openFirefox, PHONE, PREFERS_H264 } from './support/browsers.mjs'
import { admitEveryone, joinByLink, openRoom, startMeeting } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

describe('browsers that cannot all decode the same', { concurrency: false }, () => {
  let room, chromium, firefox, mediator, worker, lawyer
  const everyone = () => [mediator, worker, lawyer]

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    firefox = await openFirefox()
    mediator = await ChromiumPerson.enter('王调解员', chromium)
    worker = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE, scripts: [PREFERS_H264] })
    lawyer = await FirefoxPerson.enter('赵律师', firefox)
  })

  failFast(everyone, () => room.log)

  after(async () => {
    await chromium?.close()
    await firefox?.close()
    await room?.stop()
  })

  test('with a Firefox in the room the phone sends VP8, and everyone sees everyone', async () => {
    await openRoom(mediator, room)
    for (const person of [worker, lawyer])
      await joinByLink(person, room.party(person.name).invitation_url, { consent: person === worker })
    await admitEveryone(mediator)
    await startMeeting(mediator)
    for (const person of [worker, lawyer]) await person.see('stage')

    await Promise.all(everyone().map((person) => person.hearsAndSees(2)))
    await worker.sendsPicturesIn('video/VP8')
  })

  test('when Firefox has left, the phone sends H.264, and the mediator sees it', async () => {
    await lawyer.click('control-more')
    await lawyer.click('leave')
    await lawyer.click('leave-confirm')

    await worker.sendsPicturesIn('video/H264')
    await Promise.all([mediator, worker].map((person) => person.hearsAndSees(1)))
    await mediator.sendsPicturesIn('video/VP8')
  })

  test('no page had a fault', () => {
    assertNoFaults(everyone())
  })
})
