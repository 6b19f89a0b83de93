// A line that is gone for a while, and one that goes on from another network.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { sleep, untilHeard } from './support/figures.mjs'
import { weather } from './support/lines.mjs'
import { Meeting } from './support/people.mjs'

describe('a person whose line is gone', { concurrency: false }, () => {
  let meeting
  before(async () => {
    meeting = await Meeting.begin()
    await meeting.worker.page.evaluate(() => {
      const log = (what) => console.log(`[${Math.round(performance.now())}] ${what}`)
      for (const p of window.__peerConnections) {
        p.addEventListener('connectionstatechange', () => log(`conn ${p.connectionState}`))
        p.addEventListener('iceconnectionstatechange', () => log(`ice ${p.iceConnectionState}`))
      }
      for (const e of ['online', 'offline']) window.addEventListener(e, () => log(e))
      navigator.connection?.addEventListener('change', () => log('connection change'))
      for (const s of window.__sockets) s.addEventListener('close', () => log('socket close'))
    })
    meeting.worker.page.on('console', (m) => console.log('   worker:', m.text()))
  })
  after(() => meeting?.close())

  const away = async (seconds, how = { loss: 100 }, then = {}) => {
    await weather('home', how)
    console.log('gone')
    await sleep(seconds)
    console.log('seat', await meeting.seat().innerText(), '| worker lost:', await meeting.worker.isVisible('lost'))
    await weather('home', then)
    console.log('back')
    const [up, down] = await Promise.all([untilHeard(meeting.mediator, 30), untilHeard(meeting.worker, 30)])
    console.log('heard after', up, 'hears after', down)
    await meeting.hearEachOther()
  }

  test('outage 10', () => away(10))
  test('outage 30', () => away(30))
  test('address', () => away(0, {}, { address: 3 }))
})
