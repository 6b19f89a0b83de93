// A mediation from link to outcome and review, by clicks, in Chromium and Firefox in one room.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, FirefoxPerson, LAPTOP, openChromium, openFirefox, PHONE } from './support/browsers.mjs'
import { admitEveryone, joinByLink, openRoom, signIn, startMeeting } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

const TERMS = '公司于 2026 年 12 月 10 日前一次付清工资 12,600 元，双方再无其他争议。'

describe('a mediation from link to outcome', { concurrency: false }, () => {
  let room, chromium, firefox, mediator, worker, lawyer
  const seen = []
  const visit = (person, prefix) => async (step) => {
    await person.shot(`${prefix}-${step}`)
    for (const finding of await person.axe()) seen.push(`${prefix}-${step}: ${finding}`)
  }

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    firefox = await openFirefox()
    mediator = await ChromiumPerson.enter('王调解员', chromium, { viewport: LAPTOP })
    worker = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE })
    lawyer = await FirefoxPerson.enter('赵律师', firefox)
  })

  failFast(() => [mediator, worker, lawyer], () => room.log)

  after(async () => {
    await chromium?.close()
    await firefox?.close()
    await room?.stop()
  })

  test('the mediator signs in, sees the session of today and opens the room', async () => {
    await openRoom(mediator, room, { visit: visit(mediator, 'mediator') })
    await visit(mediator, 'mediator')('board-empty')
  })

  test('a worker comes by her link on a phone to the lobby', async () => {
    await joinByLink(worker, room.party('李秀兰').invitation_url, { consent: true, visit: visit(worker, 'worker') })
  })

  test('a lawyer who does not want to be recorded comes in Firefox', async () => {
    await joinByLink(lawyer, room.party('赵律师').invitation_url, { consent: false })
    await lawyer.shot('lawyer-lobby')
  })

  test('the mediator compares the documents, admits both and opens the meeting', async () => {
    await admitEveryone(mediator)
    await visit(mediator, 'mediator')('board-admitted')
    await startMeeting(mediator)
    await worker.see('stage')
    await lawyer.see('stage')
  })

  test('everyone sees and hears everyone', async () => {
    for (const person of [mediator, worker, lawyer]) {
      const heard = await person.mediaUntil(
        'video and audio of both others',
        (media) => media.tracks >= 4 && media.framesDecoded > 30 && media.audioPackets > 100,
      )
      assert.ok(heard.framesSent > 0, `${person.name} sends video`)
    }
    await visit(mediator, 'mediator')('joint')
    await visit(worker, 'worker')('joint')
    await lawyer.shot('lawyer-joint')
  })

  test('the mediator starts the recording and each screen says truly who is recorded', async () => {
    await mediator.click('recording-manage')
    await mediator.click('recording-start')
    await worker.page.getByText('正在录音录像').first().waitFor()
    await worker.reads('truth-line', /正在录音录像/)
    await lawyer.reads('truth-line', /You are not recorded/) // her Firefox speaks English
    await mediator.shot('mediator-recording')
  })

  test('a muted person is shown muted and is not heard', async () => {
    const row = mediator.page.locator('[data-testid="person-row"]', { hasText: '李秀兰' })
    await row.locator('[data-testid="person-more"]').click()
    await visit(mediator, 'mediator')('person-menu')
    await mediator.click('mute')
    await worker.page.getByText('调解员静音').first().waitFor()
    await mediator.page.keyboard.press('Escape')
    await row.locator('[data-testid="person-more"]').click()
    await mediator.click('mute')
    await worker.page.getByText('调解员静音').first().waitFor({ state: 'hidden' })
    await mediator.page.keyboard.press('Escape')
    // Lifting it gives the microphone back switched off: its owner decides when to speak again.
    await worker.click('control-mic')
    await worker.page.locator('[data-testid="control-mic"][data-state="on"]').waitFor()
  })

  test('the mediator pauses the recording and goes on with it', async () => {
    await mediator.click('recording-manage')
    await mediator.click('recording-pause')
    await worker.page.locator('[data-testid="truth-line"]', { hasText: '录音录像暂停' }).waitFor()
    await mediator.click('recording-manage')
    await mediator.click('recording-resume')
    await worker.page.locator('[data-testid="truth-line"]', { hasText: '正在录音录像' }).waitFor()
  })

  test('in a caucus the other side waits and receives nothing', async () => {
    await mediator.click('caucus-applicant')
    await visit(mediator, 'mediator')('call-dialog')
    await mediator.click('call-start')
    await worker.see('caucus-accept')
    await visit(worker, 'worker')('call')
    await worker.click('caucus-accept')
    await lawyer.see('lobby')
    await mediator.see('caucus-end')

    const silent = await lawyer.media()
    const begun = await worker.media()
    // Told by its own line: those of people who left vanish from the sum.
    const comes = (media) => Object.entries(media.streams).some(([id, one]) =>
      one.kind === 'video' && one.units > (begun.streams[id]?.units ?? 0) + 30)
    await worker.mediaUntil('the mediator in the caucus', comes)
    const still = await lawyer.media()
    // A line that is not used any more may vanish from the statistics; none may grow.
    assert.ok(still.audioPackets <= silent.audioPackets, `${still.audioPackets} after ${silent.audioPackets}`)
    assert.ok(still.framesDecoded <= silent.framesDecoded, `${still.framesDecoded} after ${silent.framesDecoded}`)
    assert.doesNotMatch(await lawyer.body(), /李秀兰/)
    await mediator.click('away-more')
    await mediator.reads('away-left', /1[45] 分钟/u)
    await visit(worker, 'worker')('caucus')
    await visit(mediator, 'mediator')('caucus')
    await lawyer.shot('lawyer-waiting')
  })

  test('after the caucus everyone is back with sound and picture', async () => {
    await mediator.click('caucus-end')
    await lawyer.see('stage')
    await lawyer.hearsAndSees(2)
    await worker.see('stage')
    await worker.hearsAndSees(2)
  })

  test('a person who reloads is back in the same seat, with the line they had begun', async () => {
    await worker.click('open-chat')
    await worker.fill('chat-text', '我还想说')
    await worker.page.reload()
    await worker.see('join-start')
    await worker.click('join-start')
    await worker.see('stage')
    await worker.mediaUntil('both others again', (media) => media.framesDecoded > 20 && media.audioPackets > 50)
  })

  test('the back button of a phone closes what is open, then asks before it leaves', async () => {
    await worker.click('open-chat')
    await worker.see('chat-text')
    assert.equal(await worker.page.getByTestId('chat-text').inputValue(), '我还想说')
    await worker.fill('chat-text', '')
    await worker.page.goBack()
    await worker.gone('chat-text')
    await worker.page.goBack()
    await worker.see('leave-stay')
    await worker.shot('worker-back')
    await worker.click('leave-stay')
    await worker.gone('leave-stay')
    await worker.see('stage')
  })

  test('the mediator stops the recording', async () => {
    await mediator.click('recording-manage')
    await mediator.click('recording-stop')
    await worker.page.locator('[data-testid="truth-line"]', { hasText: '未录音录像' }).waitFor()
  })

  test('the mediator ends the session with an outcome and the worker reads it', async () => {
    await mediator.click('end-meeting')
    await mediator.click('outcome-settled')
    await mediator.fill('outcome-terms', TERMS)
    await visit(mediator, 'mediator')('outcome')
    await mediator.click('outcome-next-step')
    await mediator.click('outcome-confirm')
    await mediator.see('host-over')
    await worker.page.locator('[data-testid="end-page"][data-outcome="settled"]').waitFor()
    await visit(worker, 'worker')('end')
  })

  test('the clerk finds the outcome and the attendance on the case page', async () => {
    const clerk = await ChromiumPerson.enter('陈书记员', chromium)
    await signIn(clerk, room, 'clerk')
    await clerk.goto(`${room.url}/cases/${room.demo.case.serial}`)
    await clerk.see('outcome')
    await clerk.reads('outcome', /达成协议[^]*约定内容在调解协议生效后显示/)
    await clerk.reads('attendance', /李秀兰/)
    await visit(clerk, 'clerk')('case')
    await clerk.leave()
  })

  test('the judge plays the recording with a purpose and the access is on record', async () => {
    const judge = await ChromiumPerson.enter('周法官', chromium)
    await signIn(judge, room, 'judge')
    await judge.goto(`${room.url}/sessions/${room.demo.session.id}/review`)
    await judge.see('purpose-dialog')
    await visit(judge, 'judge')('purpose')
    await judge.click('purpose-confirmation_review')
    await judge.fill('viewing-reason', '审查司法确认申请')
    await judge.click('viewing-open')
    await judge.see('player')
    await judge.click('play')
    await judge.page.waitForFunction(() =>
      [...document.querySelectorAll('video')].some((video) => video.currentTime > 1 && video.videoWidth > 0),
    )
    await judge.see('caucus-block')
    await judge.reads('integrity', /完整，未改动/)
    await visit(judge, 'judge')('player')
    await judge.click('to-access-log')
    await judge.page.locator('[data-testid="access-log"]', { hasText: '周法官' }).waitFor()
    await visit(judge, 'judge')('access-log')
    await judge.leave()
  })

  test('no page had a fault, a finding of axe or a request to another host', () => {
    assert.deepEqual(seen, [])
    assertNoFaults([mediator, worker, lawyer])
    assert.deepEqual([...mediator.foreign, ...worker.foreign], [])
  })
})
