// What an administrator of a court does by clicks: accounts, causes of action, the calendar of working days.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, LAPTOP, openChromium, PHONE } from './support/browsers.mjs'
import { openRoom, signIn } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

describe('the administrator of a court', { concurrency: false }, () => {
  let room, chromium, court, mediator, auditor, clerk

  const wide = (person) => person.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    court = await ChromiumPerson.enter('钱主任', chromium, { viewport: LAPTOP })
    clerk = await ChromiumPerson.enter('陈书记员', chromium, { viewport: LAPTOP })
    mediator = await ChromiumPerson.enter('王调解员', chromium, { viewport: LAPTOP })
    auditor = await ChromiumPerson.enter('郑审计', chromium, { viewport: LAPTOP })
  })

  failFast(() => [court, mediator, clerk], () => room.log)

  after(async () => {
    await chromium?.close()
    await room?.stop()
  })

  test('closes the account of a mediator who is in a room, and the room lets go of them', async () => {
    await openRoom(mediator, room)
    await signIn(court, room, 'court_admin')
    await court.click('nav-accounts')
    await court.see('accounts')
    assert.deepEqual(await court.axe(), [])
    await court.shot('accounts')
    const row = court.page.getByTestId(`account-${room.account('mediator').login}`)
    await row.getByTestId('account-close').click()
    await court.fill('close-reason', '不再担任特邀调解员')
    assert.deepEqual(await court.axe(), [])
    await court.shot('accounts-close')
    await court.click('close-do')
    await court.gone('close-dialog')
    await mediator.see('closed')
    await mediator.reads('closed', /账号已停用/)
    await mediator.shot('accounts-closed-mediator')
    await mediator.goto(`${room.url}/today`)
    await mediator.see('login')
    await mediator.fill('login', room.account('mediator').login)
    await mediator.fill('password', room.account('mediator').password)
    await mediator.click('sign-in')
    await mediator.page.getByText('账号已停用').waitFor()
  })

  test('opens it again, and only then the mediator signs in', async () => {
    await court.page.setViewportSize(PHONE)
    assert.equal(await wide(court), false)
    await court.shot('accounts-phone')
    await court.page.setViewportSize(LAPTOP)
    await court.page.getByTestId(`account-${room.account('mediator').login}`).getByTestId('account-open').click()
    await court.page.locator(`[data-testid="account-${room.account('mediator').login}"][data-closed="false"]`).waitFor()
    await signIn(mediator, room, 'mediator')
  })

  test('keeps the causes: a new name begins on a later day, one is confirmed, and today stays as it was', async () => {
    await court.click('nav-causes')
    await court.see('causes-open')
    assert.deepEqual(await court.axe(), [])
    await court.shot('causes')
    const wages = court.page.getByTestId('cause-labour.wages-2026-01-01')
    await wages.getByTestId('cause-renew').click()
    await court.fill('cause-name', '劳动报酬纠纷')
    await court.fill('cause-since', '2099-01-01')
    assert.deepEqual(await court.axe(), [])
    await court.shot('causes-renew')
    await court.click('cause-save')
    await court.gone('cause-dialog')
    await court.page.locator('[data-testid="cause-labour.wages-2099-01-01"][data-standing="ahead"]').waitFor()
    assert.match(await wages.innerText(), /追索劳动报酬纠纷[\s\S]*2098-12-31/)
    const injury = court.page.getByTestId('cause-insurance.injury-2026-01-01')
    assert.match(await injury.innerText(), /待确认/)
    await injury.getByTestId('cause-edit').click()
    await court.click('cause-confirmed')
    await court.click('cause-save')
    await court.gone('cause-dialog')
    assert.doesNotMatch(await injury.innerText(), /待确认/)
    await court.page.setViewportSize(PHONE)
    assert.equal(await wide(court), false)
    await court.shot('causes-phone')
    await court.page.setViewportSize(LAPTOP)
  })

  test('a clerk tells a worker without a telephone what no message could, and the record clears the call', async () => {
    await signIn(clerk, room, 'clerk')
    // The server hands messages over every few seconds, the page asks once a minute.
    await clerk.page.evaluate(async () => {
      const nobody = async () => (await (await fetch('/api/calls')).json()).length === 0
      while (await nobody()) await new Promise((again) => setTimeout(again, 500))
    })
    await clerk.goto(`${room.url}/today`)
    await clerk.see('call-孙志强')
    await clerk.reads('call-孙志强', /没有手机号[\s\S]*改到/)
    assert.deepEqual(await clerk.axe(), [])
    await clerk.shot('calls')
    await clerk.page.setViewportSize(PHONE)
    assert.equal(await wide(clerk), false)
    await clerk.page.getByTestId('calls').scrollIntoViewIfNeeded()
    await clerk.shot('calls-phone')
    await clerk.page.setViewportSize(LAPTOP)
    await clerk.page.getByTestId('call-孙志强').getByTestId('call-record').click()
    await clerk.click('call-outcome-no_answer')
    assert.deepEqual(await clerk.axe(), [])
    await clerk.shot('calls-dialog')
    await clerk.click('call-do')
    await clerk.gone('call-dialog')
    await clerk.reads('call-孙志强', /联系过 1 次/)
    await clerk.page.getByTestId('call-孙志强').getByTestId('call-record').click()
    await clerk.click('call-outcome-reached')
    await clerk.click('call-do')
    await clerk.gone('call-孙志强')
  })

  test('says how long things are kept: nothing below the least, with a reason, and for less time only with a second person', async () => {
    await court.click('nav-calendar')
    await court.click('to-retention')
    await court.see('retention')
    await court.fill('months-recording', '1')
    await court.fill('retention-reason', '按院里的档案办法')
    await court.click('retention-save')
    await court.page.getByText('期限太短或者太长').waitFor()
    await court.fill('months-recording', '24')
    assert.deepEqual(await court.axe(), [])
    await court.shot('retention')
    await court.click('retention-save')
    await court.see('shortening-withdraw')
    assert.equal(await court.page.getByTestId('retention').getAttribute('data-version'), '0')
    assert.equal(await court.isVisible('shortening-confirm'), false)
    await signIn(auditor, room, 'auditor')
    await auditor.click('nav-retention')
    await auditor.reads('shortening', /钱主任[^]*从 36 个月改为 24 个月[^]*没有案件的材料会马上销毁/)
    assert.deepEqual(await auditor.axe(), [])
    await auditor.shot('shortening')
    await auditor.click('shortening-confirm')
    await auditor.click('shortening-do')
    await auditor.attributeUntil('retention', 'data-version', (version) => version === '1')
    await court.page.reload()
    await court.see('retention')
    await court.page.setViewportSize(PHONE)
    assert.equal(await wide(court), false)
    await court.shot('retention-phone')
    await court.page.setViewportSize(LAPTOP)
  })

  test('reads how the mediations of the year ended, in numbers that add up, also on a phone', async () => {
    await court.click('nav-figures')
    await court.see('figures-codes')
    const counts = await court.page.locator('[data-testid^="figure-"]').evaluateAll(rows => rows.map(row => Number(row.dataset.count)))
    const ended = Number(await court.attribute('figures-results', 'data-ended'))
    assert.equal(counts.length, 8)
    assert.equal(counts.reduce((sum, count) => sum + count, 0), ended)
    assert.deepEqual(await court.axe(), [])
    await court.shot('figures')
    await court.page.setViewportSize(PHONE)
    assert.equal(await wide(court), false)
    await court.shot('figures-phone')
    await court.page.setViewportSize(LAPTOP)
  })

  test('nobody met a fault and nothing came from elsewhere', () => {
    assertNoFaults([court, mediator, clerk])
    assert.deepEqual([...court.foreign, ...mediator.foreign, ...clerk.foreign], [])
  })
})
