// Three stacks that were not made for each other, in one room and two by two: everyone decodes everyone.
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, FirefoxPerson, openChromium, openFirefox } from './support/browsers.mjs'
import { HeadlessPerson } from './support/headless.mjs'
import { admitEveryone, joinByLink, openRoom, startMeeting } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

const MEDIATOR = '王调解员'
const WORKER = '李秀兰'
const LAWYER = '赵律师'

/** A room of its own for `steps`, which put whoever enters among `place.people`. */
const describeRoom = (title, steps) =>
  describe(title, { concurrency: false }, () => {
    const people = []
    const place = { people }

    before(async () => {
      place.room = await Room.start()
    })

    failFast(() => people, () => place.room.log)

    after(async () => {
      for (const person of people) await person.leave()
      await place.room?.stop()
    })

    steps(place)

    test('no page had a fault', () => {
      assertNoFaults(people)
    })
  })

const everyoneDecodesEveryone = (people) =>
  Promise.all(people.map((person) => person.hearsAndSees(people.length - 1)))

const goAway = async (person) => {
  await person.click('control-more')
  await person.click('leave')
  await person.click('leave-confirm')
}

describe('stacks that were not made for each other', { concurrency: false }, () => {
  let chromium, firefox

  before(async () => {
    chromium = await openChromium()
    firefox = await openFirefox()
  })

  after(async () => {
    await chromium?.close()
    await firefox?.close()
  })

  describeRoom('a mediator in Chromium', (place) => {
    let mediator, lawyer, worker

    test('Chromium, Firefox and aiortc decode each other', async () => {
      mediator = await ChromiumPerson.enter(MEDIATOR, chromium)
      lawyer = await FirefoxPerson.enter(LAWYER, firefox)
      place.people.push(mediator, lawyer)
      await openRoom(mediator, place.room)
      await joinByLink(lawyer, place.room.party(LAWYER).invitation_url, { consent: true })
      worker = await HeadlessPerson.enter(WORKER, place.room)
      place.people.push(worker)
      await admitEveryone(mediator)
      await startMeeting(mediator)

      await everyoneDecodesEveryone([mediator, lawyer, worker])
    })

    test('when Firefox has left, Chromium and aiortc decode each other', async () => {
      await goAway(lawyer)

      await everyoneDecodesEveryone([mediator, worker])
    })

    test('when Firefox is back and aiortc has left, Chromium and Firefox decode each other', async () => {
      await worker.leave()
      await lawyer.goto(place.room.party(LAWYER).invitation_url)
      await lawyer.see('join-start')
      await lawyer.click('join-start')
      await lawyer.see('stage')

      await everyoneDecodesEveryone([mediator, lawyer])
    })
  })

  describeRoom('a mediator in Firefox', (place) => {
    test('Firefox and aiortc decode each other', async () => {
      const mediator = await FirefoxPerson.enter(MEDIATOR, firefox)
      place.people.push(mediator)
      await openRoom(mediator, place.room)
      const worker = await HeadlessPerson.enter(WORKER, place.room)
      place.people.push(worker)
      await admitEveryone(mediator)
      await startMeeting(mediator)

      await everyoneDecodesEveryone([mediator, worker])
    })
  })
})
