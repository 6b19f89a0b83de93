// Links and passwords that do not work, and hosts' orders from people who are no hosts: a sentence, and nothing changed.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, openChromium, PHONE } from './support/browsers.mjs'
import { admitEveryone, joinByLink, openRoom, signIn, startMeeting } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

describe('links, passwords and orders that do not count', { concurrency: false }, () => {
  let room, chromium, mediator, worker, phone, tab, stranger, clerk
  const party = (name) => room.party(name)
  const link = (name) => party(name).invitation_url

  const refusedWith = async (person, address, sentence) => {
    await person.goto(address)
    await person.see('error-panel')
    await person.reads('error-panel', sentence)
    await person.reads('error-panel', /12333|联系|最近收到/) // a next step
    assert.deepEqual(await person.axe(), [])
  }

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    mediator = await ChromiumPerson.enter('王调解员', chromium)
    worker = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE })
    stranger = await ChromiumPerson.enter('陌生人', chromium, { viewport: PHONE })
  })

  failFast(() => [mediator, worker, phone, tab, stranger, clerk], () => room.log)

  after(async () => {
    await chromium?.close()
    await room?.stop()
  })

  test('an unknown and a malformed link say so and what to do', async () => {
    await refusedWith(stranger, `${room.url}/j/${'A'.repeat(43)}`, /这个链接打不开/)
    await refusedWith(stranger, `${room.url}/j/%E4%BD%A0%20%3Cscript%3E`, /这个链接打不开/)
    await stranger.shot('link-unknown')
  })

  test('who says that a link came to the wrong person makes it useless', async () => {
    await stranger.goto(link('赵律师'))
    await stranger.click('join-not-me')
    await stranger.see('join-deny')
    assert.deepEqual(await stranger.axe(), [])
    await stranger.shot('link-not-me')
    await stranger.click('join-deny')
    await stranger.page.getByText('链接已经失效').waitFor()
    assert.deepEqual(await stranger.axe(), [])
    await refusedWith(stranger, link('赵律师'), /这个链接/)
  })

  test('an expired link says so', async () => {
    await room.expireLink('周经理')
    await refusedWith(stranger, link('周经理'), /已经过期/)
    await stranger.shot('link-expired')
  })

  test('a reissued link works and the one before is dead', async () => {
    await signIn(mediator, room, 'mediator')
    const row = mediator.page.locator('[data-testid="readiness"] tr', { hasText: '周经理' })
    await row.getByRole('button').click()
    await mediator.click('reissue-do')
    const fresh = await mediator.page.getByTestId('invitation-url').inputValue()
    await mediator.click('reissue-done')
    assert.notEqual(fresh, link('周经理'))
    await refusedWith(stranger, link('周经理'), /已经换成了新的/)
    await stranger.shot('link-replaced')
    await stranger.goto(fresh)
    await stranger.see('join-start')
  })

  test('ten wrong passwords lock the account and say for how long', async () => {
    clerk = await ChromiumPerson.enter('陈书记员', chromium)
    await clerk.goto(`${room.url}/sign-in`)
    await clerk.fill('login', room.account('clerk').login)
    for (let tries = 0; tries < 10; tries += 1) {
      await clerk.fill('password', `wrong-${tries}`)
      const answered = clerk.page.waitForResponse((answer) => answer.url().endsWith('/api/sign-in'))
      await clerk.click('sign-in')
      await answered
    }
    await clerk.fill('password', room.account('clerk').password)
    await clerk.click('sign-in')
    await clerk.page.getByText('账号已锁定').waitFor()
    assert.match(await clerk.body(), /15 分钟/)
    await clerk.shot('password-locked')
  })

  test('a link used on another device moves with the end of the telephone number, and the old page is told', async () => {
    await openRoom(mediator, room)
    await joinByLink(worker, link('李秀兰'), { consent: true })
    phone = await ChromiumPerson.enter('李秀兰的另一部手机', chromium, { viewport: PHONE })
    await phone.goto(link('李秀兰'))
    await phone.see('phone-tail')
    await phone.fill('phone-tail', party('李秀兰').phone_tail === '0000' ? '0001' : '0000')
    await phone.click('move-here')
    await phone.page.getByText('这四位数字不对').waitFor()
    assert.deepEqual(await phone.axe(), [])
    await phone.shot('link-other-device')
    await phone.fill('phone-tail', party('李秀兰').phone_tail)
    await phone.click('move-here')
    await phone.see('join-start')
    await phone.click('join-start')
    await phone.see('lobby')
    await worker.see('closed')
    await worker.reads('closed', /您在另一台设备上进来了/)
    await worker.shot('link-taken-over')
    await worker.click('closed-back')
    await worker.see('closed')
    await worker.reads('closed', /12333/)
  })

  test('a second tab takes the seat, and the first can take it back', async () => {
    tab = await phone.openTab()
    await tab.goto(link('李秀兰'))
    await tab.click('join-start')
    await tab.see('lobby')
    await phone.see('closed')
    await phone.click('closed-back')
    await phone.see('lobby')
    await tab.see('closed')
    await tab.reads('closed', /在这里继续|您在另一台设备上进来了/)
  })

  test('orders of a host from a party are refused and change nothing', async () => {
    const session = `/api/sessions/${room.demo.session.id}`
    for (const [path, body] of [
      [`${session}/recording`, { action: 'start' }],
      [`${session}/outcome`, { outcome: 'adjourned', reason: 'x', next_session_at: null }],
      [`${session}/ticket`, {}],
    ]) {
      const { status, code } = await phone.request('POST', path, body)
      assert.equal(status, 401, path)
      assert.ok(code)
    }
    const refused = await phone.order('open_meeting', {})
    assert.deepEqual([refused.ok, refused.code], [false, 'room.not_host'])
    const unknown = await phone.order('make_me_host', {})
    assert.deepEqual([unknown.ok, unknown.code], [false, 'message.unknown'])
    const malformed = await phone.order('hand_raise', { raised: 'yes' })
    assert.deepEqual([malformed.ok, malformed.code], [false, 'message.malformed'])
    await phone.see('lobby')
    await mediator.see('lobby-board')
  })

  test('a removed person reads why, the link sleeps, and wakes when the mediator restores it', async () => {
    await admitEveryone(mediator)
    await startMeeting(mediator)
    await phone.see('stage')
    const row = mediator.page.locator('[data-testid="person-row"]', { hasText: '李秀兰' })
    await row.getByTestId('person-more').click()
    await mediator.click('remove')
    await mediator.click('reason-order')
    await mediator.click('reason-confirm')
    await phone.see('closed')
    await phone.reads('closed', /调解员请您离开了会议/)
    await phone.reads('closed', /请先冷静一下/)
    await phone.shot('link-removed')
    await refusedWith(phone, link('李秀兰'), /已被暂停使用/)
    await row.getByTestId('person-more').click()
    await mediator.click('restore')
    await mediator.gone('restore')
    await phone.goto(link('李秀兰'))
    await phone.click('join-start')
    await phone.see('lobby')
    await mediator.click('guide-admit')
    await phone.see('stage')
    await phone.hearsAndSees(1)
    await mediator.hearsAndSees(1)
  })

  test('no page had a fault or a request to another host', () => {
    const everyone = [mediator, worker, phone, tab, stranger, clerk]
    assertNoFaults(everyone)
    assert.deepEqual(everyone.flatMap((person) => person.foreign), [])
  })
})
