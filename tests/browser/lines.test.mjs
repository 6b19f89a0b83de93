// Lines, processes and the whole server lost in the middle of a recorded meeting of five, one of them without UDP.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, FirefoxPerson, ONLY_TCP, openChromium, openFirefox, PHONE } from './support/browsers.mjs'
import { admitEveryone, joinByLink, openRoom, signIn, startMeeting } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

describe('lines and machines that fail', { concurrency: false }, () => {
  let room, chromium, firefox, mediator, worker, daughter, manager, lawyer, judge
  const parties = () => [worker, daughter, manager, lawyer]
  const everyone = () => [mediator, ...parties()]
  const allHearAndSee = () => Promise.all(everyone().map((person) => person.hearsAndSees(4)))
  const recording = (state) =>
    mediator.page.locator(`[data-testid="recording-health"][data-state="${state}"]`).waitFor()

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    firefox = await openFirefox()
    mediator = await ChromiumPerson.enter('王调解员', chromium)
    worker = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE, scripts: [ONLY_TCP] })
    daughter = await ChromiumPerson.enter('张敏', chromium, { viewport: PHONE })
    manager = await ChromiumPerson.enter('周经理', chromium)
    lawyer = await FirefoxPerson.enter('赵律师', firefox)
  })

  failFast(() => [...everyone(), judge], () => room.log)

  after(async () => {
    await chromium?.close()
    await firefox?.close()
    await room?.stop()
  })

  test('five come in and everyone decodes everyone', async () => {
    await openRoom(mediator, room)
    for (const person of parties())
      await joinByLink(person, room.party(person.name).invitation_url, { consent: person !== lawyer })
    await admitEveryone(mediator)
    await startMeeting(mediator)
    for (const person of parties()) await person.see('stage')
    await allHearAndSee()
    await mediator.shot('lines-five')
  })

  test('who has no UDP is there by TCP', async () => {
    assert.deepEqual(await worker.protocols(), ['tcp'])
    assert.deepEqual(await manager.protocols(), ['udp'])
  })

  test('a lost line: the person reads what happens, the others see it, and the seat is the same after', async () => {
    await mediator.click('recording-manage')
    await mediator.click('recording-start')
    await recording('on')
    await daughter.click('control-hand')
    await daughter.page.getByTestId('control-hand').getByText('排第 1 位').waitFor()
    await daughter.loseLine()
    await daughter.see('lost')
    await daughter.reads('lost', /正在重新连接[\s\S]*您的座位保留/)
    await daughter.reads('truth-line', /现在没有人能听到您/)
    assert.deepEqual(await daughter.axe(), [])
    await daughter.shot('lines-lost')
    await mediator.page.locator('[data-testid="person"]', { hasText: '张敏' }).getByText('正在重新连接').waitFor()
    await daughter.findLine()
    await daughter.see('stage')
    await daughter.reads('control-hand', /排第 1 位/)
    await Promise.all([daughter.hearsAndSees(4), manager.hearsAndSees(4)])
  })

  test('a call takes microphone and camera away: both are opened again without a click, and everyone hears and sees', async () => {
    const taken = await manager.page.evaluate(() => {
      const tracks = window.__peerConnections.filter((one) => one.connectionState === 'connected')
        .flatMap((one) => one.getSenders().map((sender) => sender.track).filter((track) => track?.readyState === 'live'))
      // A telephone ends the tracks and says so; a script that stops them has to say it itself.
      for (const track of tracks) { track.stop(); track.dispatchEvent(new Event('ended')) }
      return tracks.map((track) => track.id)
    })
    assert.equal(taken.length, 2)
    await manager.page.waitForFunction((gone) => {
      const tracks = window.__peerConnections.flatMap((one) => one.getSenders().map((sender) => sender.track)).filter(Boolean)
      return tracks.filter((track) => track.readyState === 'live' && !gone.includes(track.id)).length === gone.length
    }, taken)
    await mediator.hearsAndSees(4)
  })

  test('the media worker dies: another takes over, everyone hears and sees again, the recording goes on', async () => {
    await room.killPart('media.worker')
    await allHearAndSee()
    await recording('on')
  })

  test('the server is cut off: everyone is told, and is back by themselves when it is', async () => {
    // With something unread the server's machine resets the sockets instead of ending them.
    room.freeze()
    await Promise.all(everyone().map((person) => person.sayNothing()))
    await room.kill()
    for (const person of everyone()) await person.see('lost')
    await worker.shot('lines-server-gone')
    await room.resume()
    await mediator.see('host-stage')
    for (const person of parties()) await person.see('stage')
    await allHearAndSee()
    await recording('on')
    await manager.page.getByTestId('recording-state').getByText('正在录音录像').waitFor()
  })

  test('the review says when nothing was recorded, and the rest plays', async () => {
    await mediator.click('end-meeting')
    await mediator.click('outcome-settled')
    await mediator.fill('outcome-terms', '公司于 2026 年 12 月 10 日前一次付清工资 12,600 元。')
    await mediator.click('outcome-next-step')
    await mediator.click('outcome-confirm')
    await mediator.see('host-over')
    judge = await ChromiumPerson.enter('周法官', chromium)
    await signIn(judge, room, 'judge')
    await judge.goto(`${room.url}/sessions/${room.demo.session.id}/review`)
    await judge.click('purpose-confirmation_review')
    await judge.fill('viewing-reason', '审查司法确认申请')
    await judge.click('viewing-open')
    await judge.see('phase-interrupted')
    assert.equal(await judge.page.getByTestId('integrity').getAttribute('data-verdict'), 'interrupted')
    assert.deepEqual(await judge.axe(), [])
    await judge.shot('lines-review')
    await judge.click('play')
    await judge.page.waitForFunction(() =>
      [...document.querySelectorAll('video')].some((video) => video.currentTime > 1 && video.videoWidth > 0),
    )
  })

  test('no page had a fault', () => {
    assertNoFaults([...everyone(), judge])
  })
})
