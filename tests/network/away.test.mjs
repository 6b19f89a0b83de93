// A line that is gone for a while, one that goes on from another network, and a telephone call in between.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { assertNoFaults, failFast } from '../browser/support/steps.mjs'
import { show, sleep } from './support/figures.mjs'
import { signalBrowserOf, weather } from './support/lines.mjs'
import { Meeting } from './support/people.mjs'

const RECONNECTING = '正在重新连接'

describe('a person whose line is gone', { concurrency: false }, () => {
  let meeting, mediator, worker
  const table = []

  const seatShows = (words) => meeting.seat().getByText(words).first().waitFor()

  /** Wait until the mediator has spoken for that many seconds more: 50 packets in each. */
  const speaks = async (seconds) => {
    const sent = () => mediator.page.evaluate(async () => {
      let packets = 0
      for (const connection of window.__peerConnections.filter((one) => one.connectionState === 'connected'))
        for (const one of (await connection.getStats()).values())
          if (one.type === 'outbound-rtp' && one.kind === 'audio') packets += one.packetsSent ?? 0
      return packets
    })
    for (const end = await sent() + 50 * seconds; await sent() < end;) await sleep(0.2)
  }

  /** The line as it is from now on, and the seconds until both hear each other again. */
  const backBy = async (what, line = {}, change = () => weather('home', line)) => {
    const seconds = await meeting.heardAgainAfter(change)
    table.push({ what, 'heard again after, s': seconds })
    return seconds
  }

  before(async () => {
    meeting = await Meeting.begin()
    ;({ mediator, worker } = meeting)
  })

  failFast(() => [mediator, worker], () => meeting?.room.log ?? '')

  after(async () => {
    await meeting?.close()
    await show('away', table)
  })

  test('after ten seconds without a line the voice is back within two', async () => {
    await weather('home', { loss: 100 })
    await seatShows(RECONNECTING)
    await sleep(4)
    const seconds = await backBy('10 s without a line')
    assert.ok(seconds <= 2, `after ${seconds} s`)
    await meeting.hearEachOther()
  })

  test('who was muted before half a minute away sits in the same seat, muted, with the hand up', async () => {
    await worker.click('control-hand')
    await worker.page.getByTestId('control-hand').getByText('排第 1 位').waitFor()
    await worker.click('control-mic')
    await worker.page.locator('[data-testid="control-mic"][data-state="off"]').waitFor()
    await weather('home', { loss: 100 })
    await worker.see('lost')
    await seatShows(RECONNECTING)
    // So long that the server has given the connection up, and the seat is kept without one.
    await sleep(35)
    await weather('home')
    await worker.see('stage')
    await worker.hearsAndSees(1)
    assert.equal(await worker.page.getByTestId('control-mic').getAttribute('data-state'), 'off')
    await worker.reads('control-hand', /排第 1 位/)
    await worker.click('control-mic')
    await meeting.hearEachOther()
  })

  test('who was asleep with the whole browser is heard again within five seconds, in the same seat', async () => {
    await worker.click('control-camera')
    await worker.attributeUntil('control-camera', 'data-state', (state) => state === 'off')
    await signalBrowserOf('home', 'SIGSTOP')
    await speaks(8)
    await seatShows(RECONNECTING)
    const seconds = await backBy('8 s asleep', {}, () => signalBrowserOf('home', 'SIGCONT'))
    assert.ok(seconds < 5, `after ${seconds} s`)
    await worker.see('stage')
    await worker.reads('control-hand', /排第 1 位/)
    assert.equal(await worker.attribute('control-camera', 'data-state'), 'off')
    await worker.click('control-camera')
    await meeting.hearEachOther()
  })

  test('who goes on from another network is heard again within five seconds', async () => {
    await sleep(3)
    const seconds = await backBy('another network', { address: 3 })
    assert.ok(seconds < 5, `after ${seconds} s`)
    await meeting.hearEachOther()
  })

  test('whose browser tells of the other network is heard even sooner', async () => {
    await sleep(3)
    const seconds = await backBy('another network, told by the browser', {}, async () => {
      await weather('home', { address: 4 })
      await worker.page.evaluate(() => window.dispatchEvent(new Event('online')))
    })
    assert.ok(seconds < 5, `after ${seconds} s`)
    await meeting.hearEachOther()
  })

  test('who goes on from another network that is far away is heard again too', async () => {
    await sleep(3)
    const seconds = await backBy('another network, 300 ms each way', { address: 5, delay: 300 })
    assert.ok(seconds < 15, `after ${seconds} s`)
  })

  test('no page had a fault', () => {
    assertNoFaults([mediator, worker])
  })
})
