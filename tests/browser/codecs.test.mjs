// A phone that prefers H.264 in a room with Firefox, which has no H.264 here: everyone sees everyone all the same.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, FirefoxPerson, H264_BY_CHIP, openChromium, openFirefox, PHONE } from './support/browsers.mjs'
import { HeadlessPerson } from './support/headless.mjs'
import { admitEveryone, joinByLink, openRoom, startMeeting } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

describe('browsers that cannot all decode the same', { concurrency: false }, () => {
  let room, chromium, firefox, mediator, worker, lawyer, manager
  const everyone = () => [mediator, worker, lawyer]
  const leaveRoom = async (person) => {
    await person.click('control-more')
    await person.click('leave')
    await person.click('leave-confirm')
  }

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    firefox = await openFirefox()
    mediator = await ChromiumPerson.enter('王调解员', chromium)
    worker = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE, scripts: [H264_BY_CHIP] })
    lawyer = await FirefoxPerson.enter('赵律师', firefox)
  })

  failFast(everyone, () => room.log)

  after(async () => {
    await manager?.leave()
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
    await leaveRoom(lawyer)

    await worker.sendsPicturesIn('video/H264')
    await Promise.all([mediator, worker].map((person) => person.hearsAndSees(1)))
    await mediator.sendsPicturesIn('video/VP8')
  })

  test('whoever has H.264 alone is seen by all but Firefox, which says so by name', async () => {
    await lawyer.goto(room.party(lawyer.name).invitation_url)
    await lawyer.see('join-start')
    await lawyer.click('join-start')
    await lawyer.see('stage')
    await worker.sendsPicturesIn('video/VP8')
    manager = await HeadlessPerson.enter('周经理', room, 'h264')
    await mediator.click('guide-identity')
    await mediator.click('identity-pass')

    await Promise.all([mediator.hearsAndSees(3), worker.hearsAndSees(3, 1), lawyer.hearsAndSees(3, 2)])
    await manager.hearsAndSees(3, 0)
    await lawyer.see('line-undecodable')
    await lawyer.reads('line-undecodable', /周经理/)
    assert.equal(await mediator.isVisible('line-undecodable'), false)
    await lawyer.shot('picture-undecodable')
  })

  test('when Firefox has left again, all send H.264, and whoever has nothing else sees them', async () => {
    await leaveRoom(lawyer)

    await Promise.all([mediator, worker].map((person) => person.sendsPicturesIn('video/H264')))
    await Promise.all([mediator, manager].map((person) => person.hearsAndSees(2)))
  })

  test('no page had a fault', () => {
    assertNoFaults(everyone())
  })
})
