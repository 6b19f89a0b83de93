// A worker whose Firefox is behind the bad line, and a mediator with Chromium.
import { after, before, describe, test } from 'node:test'

import { holdsAtFivePerCent, measure, show, sleep } from './support/figures.mjs'
import { weather } from './support/lines.mjs'
import { Meeting } from './support/people.mjs'

/** Seconds until senders have found their rate, and seconds over which is judged: see weather.test.mjs. */
const SETTLE = 5
const MEASURE = 80

describe('a Firefox in bad weather', { concurrency: false }, () => {
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
})
