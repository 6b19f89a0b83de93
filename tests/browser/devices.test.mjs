// Five people in one room, some without camera or microphone: everyone comes in, and takes part with what they have.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import {
  A_SCREEN, ChromiumPerson, FirefoxPerson, openChromium, openFirefox, PHONE, withoutDevices,
} from './support/browsers.mjs'
import { admitEveryone, joinByLink, openRoom, startMeeting } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

describe('people and devices as they are', { concurrency: false }, () => {
  let room, chromium, firefox, mediator, worker, daughter, manager, lawyer
  const row = (name) => mediator.page.locator('[data-testid="person-row"]', { hasText: name })

  /** The device check names what is wrong, with a next step, and lets the person go on. */
  const checkThenEnter = async (person, { camera, microphone, help, also = async () => {} }) => {
    let read = ''
    await joinByLink(person, room.party(person.name).invitation_url, {
      consent: true,
      visit: async (step) => {
        if (step !== 'check') return
        for (const [id, state] of [['check-camera', camera], ['check-microphone', microphone]])
          if (state) await person.page.locator(`[data-testid="${id}"][data-state="failed"]`).waitFor()
        read = await person.body()
        await person.shot(`devices-${person.name}`)
        assert.deepEqual(await person.axe(), [])
        await also()
      },
    })
    for (const sentence of [camera, microphone, ...help].filter(Boolean)) assert.match(read, sentence)
  }

  /** Every track of the page as when the system or a call has taken the microphone away. */
  const systemMutes = (person, muted) => person.page.evaluate((taken) => {
    window.ownMuted ??= Object.getOwnPropertyDescriptor(MediaStreamTrack.prototype, 'muted')
    Object.defineProperty(MediaStreamTrack.prototype, 'muted', taken ? { configurable: true, get: () => true } : window.ownMuted)
  }, muted)

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    firefox = await openFirefox()
    mediator = await ChromiumPerson.enter('王调解员', chromium, { scripts: [A_SCREEN] })
    worker = await ChromiumPerson.enter('李秀兰', chromium, {
      viewport: PHONE, scripts: [withoutDevices({ video: 'NotAllowedError' })],
    })
    daughter = await ChromiumPerson.enter('张敏', chromium, {
      scripts: [withoutDevices({ video: 'NotFoundError', audio: 'NotFoundError' })],
    })
    manager = await ChromiumPerson.enter('周经理', chromium, { scripts: [withoutDevices({ video: 'NotReadableError' })] })
    lawyer = await FirefoxPerson.enter('赵律师', firefox)
  })

  failFast(() => [mediator, worker, daughter, manager, lawyer], () => room.log)

  after(async () => {
    await chromium?.close()
    await firefox?.close()
    await room?.stop()
  })

  test('a refused camera: the check says how to allow it, and voice is enough', async () => {
    await openRoom(mediator, room)
    await checkThenEnter(worker, { camera: /浏览器没有得到允许/, help: [/把权限改成“允许”/, /用声音就可以/] })
    await worker.reads('lobby', /您用声音参加/)
  })

  test('no devices at all: listening and writing is enough', async () => {
    await checkThenEnter(daughter, { camera: /没有找到/, microphone: /没有找到/, help: [/请接上设备再试/, /用文字说/] })
    await daughter.reads('lobby', /您听会并用文字参加/)
  })

  test('a busy camera, and a microphone the system mutes: the check says what to close and what to switch on', async () => {
    await checkThenEnter(manager, {
      camera: /正被别的程序占用/,
      help: [/请关掉正在视频或通话的程序/],
      also: async () => {
        await systemMutes(manager, true)
        await manager.see('mic-taken')
        await manager.reads('mic-taken', /把麦克风静音了[^]*请先挂断/)
        await manager.shot('devices-mic-taken')
        assert.deepEqual(await manager.axe(), [])
        await systemMutes(manager, false)
        await manager.gone('mic-taken')
      },
    })
  })

  test('a person refused for now reads the reason and knocks again', async () => {
    await joinByLink(lawyer, room.party('赵律师').invitation_url, { consent: false })
    const card = mediator.page.locator('[data-testid="guest"]', { hasText: '周经理' })
    await card.getByTestId('refuse').click()
    await mediator.click('reason-papers')
    await mediator.click('reason-confirm')
    await manager.see('lobby-note')
    await manager.reads('lobby-note', /请先准备好身份证/)
    await manager.shot('lobby-refused')
    await manager.click('lobby-knock')
    await manager.gone('lobby-knock')
    await admitEveryone(mediator)
  })

  test('all five are in, and everyone decodes everyone who sends', async () => {
    await startMeeting(mediator)
    for (const person of [worker, daughter, manager, lawyer]) await person.see('stage')
    await Promise.all([
      mediator.hearsAndSees(3, 1),
      worker.hearsAndSees(3, 2),
      daughter.hearsAndSees(4, 2),
      manager.hearsAndSees(3, 2),
      lawyer.hearsAndSees(3, 1),
    ])
    assert.equal(await daughter.page.getByTestId('control-mic').getAttribute('data-state'), 'unavailable')
    await mediator.shot('five-people')
    await daughter.shot('listening-only')
  })

  test('who cannot speak writes, and is answered', async () => {
    await daughter.click('open-chat')
    await daughter.fill('chat-text', '我听得到，请看我的字。')
    await daughter.click('chat-send')
    await worker.page.getByText('我听得到，请看我的字。').first().waitFor()
    await worker.click('open-chat')
    await worker.fill('chat-text', '看到了。')
    await worker.click('chat-send')
    await daughter.page.getByTestId('chat-lines').getByText('看到了。').waitFor()
    for (const person of [worker, daughter]) await person.click('chat-close')
  })

  test('a raised hand is seen by the mediator and lowered', async () => {
    await daughter.click('control-hand')
    await mediator.page.getByTestId('hands').getByText('1. 张敏').waitFor()
    await daughter.reads('control-hand', /排第 1 位/)
    await mediator.click('hand-lower')
    await daughter.page.getByTestId('control-hand').getByText('要发言').waitFor()
  })

  test('the mediator shows a screen, and everyone sees it until it ends', async () => {
    await mediator.click('share-screen')
    for (const person of [worker, daughter])
      await person.page.locator('[data-testid="big-tile"] video[data-source="screen"]').waitFor()
    const screen = daughter.page.locator('[data-testid="big-tile"] video[data-source="screen"]')
    assert.equal(await screen.evaluate((one) => window.getComputedStyle(one).objectFit), 'contain') // all of it is seen
    await Promise.all([worker.hearsAndSees(3, 3), lawyer.hearsAndSees(3, 2)])
    await daughter.page.locator('[data-testid="big-tile"] video[data-source="camera"]').waitFor() // the mediator's face
    await daughter.shot('screen-shown')
    await mediator.click('share-screen')
    await worker.page.locator('video[data-source="screen"]').waitFor({ state: 'detached' })
    await worker.hearsAndSees(3, 2) // the face is back in the place of the screen, and moves
  })

  test('consent withdrawn in the room: the line and the tile say so at once', async () => {
    await mediator.click('recording-manage')
    await mediator.click('recording-start')
    await worker.page.getByTestId('recording-state').getByText('正在录音录像').waitFor()
    await worker.click('control-more')
    await worker.click('change-consent')
    await worker.click('room-consent-no')
    await worker.click('consent-save')
    await worker.page.getByText('已经改好，马上生效。').waitFor()
    assert.deepEqual(await worker.axe(), [])
    await worker.click('consent-close')
    await worker.page.getByTestId('recording-state').getByText('您没有被录').waitFor()
    await manager.page.getByTestId('recording-state').getByText('正在录音录像').waitFor()
    await mediator.page.locator('[data-testid="person"]', { hasText: '李秀兰' }).getByText('没有被录').waitFor()
    await row('李秀兰').getByText('不同意录制').waitFor()
    await worker.shot('consent-withdrawn')
  })

  test('a person sent back to the lobby reads why, hears nothing, and comes in again', async () => {
    await row('周经理').getByTestId('person-more').click()
    await mediator.click('send-back')
    await mediator.click('reason-order')
    await mediator.click('reason-confirm')
    await manager.see('lobby')
    await manager.reads('lobby-note', /请先冷静一下/)
    await manager.mediaUntil('no track left', media => media.tracks === 0)
    await manager.click('lobby-knock')
    await mediator.click('guide-admit')
    await manager.see('stage')
    await manager.hearsAndSees(3, 2)
  })

  test('no page had a fault', () => {
    const everyone = [mediator, worker, daughter, manager, lawyer]
    assertNoFaults(everyone)
  })
})
