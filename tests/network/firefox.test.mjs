// A worker whose Firefox is behind the bad line, and a mediator with Chromium.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { holdsAtFivePerCent, measure, show, sleep } from './support/figures.mjs'
import { weather } from './support/lines.mjs'
import { Meeting } from './support/people.mjs'

/** Seconds until senders have found their rate, and seconds over which is judged: see weather.test.mjs. */
const SETTLE = 5
const MEASURE = 80

describe('a Firefox behind a bad line', { concurrency: false }, () => {
  let meeting

  before(async () => {
    meeting = await Meeting.begin({ firefox: true })
  })

  after(async () => {
    await meeting?.close()
  })

  test('at 5 % loss less than 3 % of the voice is made up and the picture hardly freezes', async () => {
    await weather('home', { loss: 5 })
    await sleep(SETTLE)
    const [down, up] = await measure([meeting.worker, meeting.mediator], MEASURE)
    await show('firefox', [{ way: 'to home', ...down }, { way: 'from home', ...up }])

    holdsAtFivePerCent({ down, up })
  })

  test('who goes on from another network is heard again within five seconds', async () => {
    await weather('home')
    await sleep(SETTLE)
    const seconds = await meeting.heardAgainAfter(() => weather('home', { address: 3 }))
    await show('firefox-moved', [{ what: 'another network', 'heard again after, s': seconds }])
    assert.ok(seconds < 5, `after ${seconds} s`)
  })
})
