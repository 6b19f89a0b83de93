// Two people, one at home behind a bad line: what both of them still hear and see. The figures of issue and docs.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { hearsWith, holdsAtFivePerCent, measure, seesWith, show, sleep, untilFluent } from './support/figures.mjs'
import { weather } from './support/lines.mjs'
import { Meeting } from './support/people.mjs'

/** Seconds after a change until the line is measured: senders must have found their rate. */
const SETTLE = 5
const MEASURE = 10
/** Where a share of about 1 % is judged, a freeze or two must not decide. */
const MEASURE_LONG = 80

describe('bad weather', { concurrency: false }, () => {
  let meeting
  const table = []

  /** What is heard and seen at home (`down`) and in the office (`up`). */
  const under = async (name, line, seconds = MEASURE) => {
    await weather('home', line)
    await sleep(SETTLE)
    const [down, up] = await measure([meeting.worker, meeting.mediator], seconds)
    table.push({ line: name, way: 'to home', ...down }, { line: name, way: 'from home', ...up })
    return { down, up }
  }

  /** Let a line recover until both see each other move, so that no case inherits the caution of the one before. */
  const clearUp = async () => {
    await weather('home')
    await Promise.all([meeting.worker, meeting.mediator].map((person) => untilFluent(person)))
  }

  before(async () => {
    meeting = await Meeting.begin()
  })

  after(async () => {
    await meeting?.close()
    await show('weather', table)
  })

  test('a good line brings every word and every picture', async () => {
    const rows = await under('good', {})
    hearsWith(rows, 1)
    seesWith(rows, 1)
  })

  test('at 5 % loss less than 3 % of the voice is made up and the picture hardly freezes', async () => {
    holdsAtFivePerCent(await under('5 % loss', { loss: 5 }, MEASURE_LONG))
  })

  test('at 10 % loss every sentence is understood', async () => {
    hearsWith(await under('10 % loss', { loss: 10 }), 8)
  })

  test('at 20 % loss the voice is still there, and the picture makes room for it', async () => {
    hearsWith(await under('20 % loss', { loss: 20 }), 15)
    await clearUp()
  })

  test('1000 kbit/s bring the voice, however much the picture asks for', async () => {
    hearsWith(await under('1000 kbit/s', { rate: 1000 }), 5)
  })

  test('500 kbit/s bring the voice, however much the picture asks for', async () => {
    hearsWith(await under('500 kbit/s', { rate: 500 }), 5)
  })

  test('at 500 kbit/s a shared screen keeps its size, the camera makes room for it and the voice stays whole', async () => {
    await meeting.mediator.click('share-screen')
    await meeting.worker.page.locator('video[data-source="screen"]').waitFor()
    const rows = await under('500 kbit/s, a screen', { rate: 500 })
    await meeting.worker.shot('thin-screen')
    const fit = await meeting.worker.page.locator('video[data-source="screen"]').evaluate((one) => window.getComputedStyle(one).objectFit)
    await meeting.mediator.click('share-screen')
    hearsWith(rows, 5)
    assert.equal(rows.down.screen, 720)
    assert.equal(fit, 'contain') // all of it is seen
    assert.ok(rows.down.pages > 0, 'no page of the screen came')
    assert.ok(rows.down.height <= 180, `the camera came in ${rows.down.height} lines`)
  })

  test('at 150 kbit/s the voice stays whole while the picture degrades', async () => {
    const rows = await under('150 kbit/s', { rate: 150 })
    hearsWith(rows, 5)
    assert.ok(rows.down.fps < 12 && rows.up.fps < 12, 'a whole picture took the line from the voice')
  })

  test('at 100 kbit/s the pictures stop, both are told, and the pictures come back by themselves', async () => {
    await weather('home', { rate: 100 })
    await Promise.all([meeting.worker.see('line-sound-only'), meeting.mediator.see('picture-thin')])
    assert.match(await meeting.mediator.text('picture-thin'), /网络较弱，已关画面，声音保留/)
    await Promise.all([meeting.worker.shot('thin-home'), meeting.mediator.shot('thin-office')])
    await clearUp()
    await meeting.mediator.gone('picture-thin')
  })

  test('100 ms with jitter, reordering and doubles do no harm', async () => {
    hearsWith(await under('100 ms ± jitter', { delay: 100, jitter: 40, reordered: 2, duplicated: 1 }), 3)
  })

  test('300 ms with jitter and reordering leave every word', async () => {
    hearsWith(await under('300 ms ± jitter', { delay: 300, jitter: 80, reordered: 2 }), 5)
  })
})
