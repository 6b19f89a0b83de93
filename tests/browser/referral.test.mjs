// Referring by clicks: accepted with a disclosure, declined and appointed anew, and gone back when nobody answered.
// Then what a mediator discloses in the live room: everybody replies, somebody else decides on a challenge.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'

import { ChromiumPerson, LAPTOP, openChromium, PHONE } from './support/browsers.mjs'
import { admitEveryone, joinByLink, openRoom, signIn, startMeeting } from './support/journeys.mjs'
import { Room, ROOT } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

/** Let the time of every waiting referral run out, as two weeks would. */
const AGE = `
import sqlite3, sys
store = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
assert store.execute("update referral set sent_at = '2026-01-05 02:00:00.000000' where state = 'sent'").rowcount >= 1
`

describe('referrals', { concurrency: false }, () => {
  let room, chromium, clerk, centre, worker
  const row = (person, name) => person.page.locator('[data-testid="referrals"] tr', { hasText: name })
  const open = async (person, name) => {
    await person.goto(`${room.url}/referrals`)
    await row(person, name).getByRole('link').click()
    await person.see('referral-state')
  }
  const state = (person, word) => person.page.locator('[data-testid="referral-state"]', { hasText: word }).waitFor()

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    clerk = await ChromiumPerson.enter('陈书记员', chromium)
    centre = await ChromiumPerson.enter('刘主任', chromium)
    worker = await ChromiumPerson.enter('王调解员', chromium, { viewport: PHONE })
  })

  failFast(() => [clerk, centre, worker], () => room.log)

  after(async () => {
    await chromium?.close()
    await room?.stop()
  })

  test('the clerk sees who fits, and both ends of the time to answer', async () => {
    await signIn(clerk, room, 'clerk')
    await open(clerk, '韩冬')
    await clerk.click('choice-court')
    await clerk.page.locator('[data-testid="choice"][data-state="court"]').waitFor()
    await clerk.reads('candidates', /洛阳市西工区劳动人事争议调解中心[\s\S]*推荐/)
    await clerk.reads('candidates', /未达到启用专家库的条件/)
    const days = [await clerk.page.getByTestId('due-3').getAttribute('data-due'), await clerk.page.getByTestId('due-5').getAttribute('data-due')]
    assert.ok(days[0] < days[1])
    assert.deepEqual(await clerk.axe(), [])
    await clerk.shot('referral-send')
    // While nobody mediates, the desk asks the other side.
    await clerk.goto(`${room.url}/cases/${clerk.page.url().split('/').at(-1)}/people`)
    await clerk.click('contact-add')
    await clerk.click('contact-outcome-no_answer')
    await clerk.click('contact-do')
    await clerk.reads('contacts', /无人接听/)
    assert.deepEqual(await clerk.axe(), [])
    await clerk.shot('desk-contact')
    await open(clerk, '韩冬')
  })

  test('the organisation declines with a reason and no longer sees the case', async () => {
    await clerk.click('referral-send')
    await state(clerk, '待确认接受')
    await signIn(centre, room, 'organisation')
    await open(centre, '韩冬')
    const address = centre.page.url()
    await centre.click('answer-no')
    assert.match(await centre.text('answer-why'), /先选一个理由/)
    await centre.click('decline-out_of_field')
    await centre.fill('decline-reason', '本中心暂无熟悉配送平台的调解员')
    assert.deepEqual(await centre.axe(), [])
    await centre.click('decline-do')
    await centre.see('referrals')
    await centre.goto(address)
    await centre.see('problem')
    assert.equal((await centre.request('GET', `/api/cases/${address.split('/').at(-1)}`)).status, 404)
  })

  test('the court appoints another, which lets the time pass, and the case comes back by itself', async () => {
    await open(clerk, '韩冬')
    await clerk.page.locator('[data-testid^="candidate-"]', { hasText: '老城区总工会' }).locator('input').first().check()
    await clerk.click('referral-send')
    await state(clerk, '待确认接受')
    await clerk.see('thresholds')
    await clerk.shot('referral-waiting')
    await room.kill()
    await promisify(execFile)(path.join(ROOT, '.venv', 'bin', 'python'), ['-c', AGE, path.join(room.data, 'mediation-room.sqlite')])
    await room.resume()
    for (let tries = 0; tries < 100; tries += 1) {
      await open(clerk, '韩冬')
      if (/待指定/.test(await clerk.text('referral-state'))) break
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    await clerk.reads('referral-state', /待指定/)
  })

  test('the time it let pass stands in the course of the case', async () => {
    await clerk.click('referral-case')
    await clerk.see('course')
    await clerk.reads('course', /五个工作日内未确认，自动退回/)
  })

  test('referred again, it is accepted with a disclosure that every party has to answer', async () => {
    await open(clerk, '韩冬')
    await clerk.click('referral-send')
    await state(clerk, '待确认接受')
    await open(centre, '韩冬')
    await centre.page.getByTestId('accept-mediator').selectOption({ index: 1 })
    for (const ground of ['party_or_relative', 'interest']) await centre.click(`${ground}-no`)
    await centre.click('other_relation-yes')
    await centre.fill('disclosure-text', '2022年曾在公司所在园区做过一次普法讲座，没有收取费用。')
    assert.deepEqual(await centre.axe(), [])
    await centre.shot('referral-accept')
    await centre.click('accept-do')
    await state(centre, '已接受')
    await centre.page.locator('[data-testid="disclosure"][data-state="asking"]').waitFor()
    for (let left = 2; left > 0; left -= 1) {
      await centre.page.locator('[data-testid^="reply-continue-"]').first().click()
      await centre.page.waitForFunction((n) => document.querySelectorAll('[data-testid^="reply-continue-"]').length < n, left)
    }
    await centre.page.locator('[data-testid="disclosure"][data-state="continued"]').waitFor()
    assert.deepEqual(await centre.axe(), [])
    await centre.shot('referral-panel')
  })

  test('the mediator has the case on a phone', async () => {
    const name = await centre.page.locator('[data-testid="panel"] b').first().innerText()
    const { login, password } = room.demo.accounts.find((one) => one.name === name)
    await worker.goto(`${room.url}/sign-in`)
    await worker.fill('login', login)
    await worker.fill('password', password)
    await worker.click('sign-in')
    await worker.see('account-menu')
    await worker.goto(`${room.url}/cases?query=韩冬`)
    await worker.see('cases')
    await worker.page.locator('[data-testid="cases"] tr', { hasText: '韩冬' }).getByRole('link').first().click()
    await worker.click('to-referral')
    await worker.see('panel')
    assert.deepEqual(await worker.axe(), [])
    await worker.shot('referral-panel-phone')
  })

  describe('in the live room', { concurrency: false }, () => {
    let host, li, zhou, serial
    const disclose = async (ground, text) => {
      await host.click('disclose')
      await host.click(`disclose-${ground}`)
      await host.fill('disclose-text', text)
      await host.click('disclose-confirm')
      await host.gone('disclose-confirm')
    }
    /** The page at both widths: axe, its picture, nothing wider than the screen. */
    const looked = async (person, title) => {
      for (const [name, viewport] of [['laptop', LAPTOP], ['phone', PHONE]]) {
        await person.page.setViewportSize(viewport)
        await person.shot(`live-${title}-${name}`)
        assert.deepEqual(await person.axe(), [], `${title} ${name}`)
        assert.ok(await person.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${title} ${name}`)
      }
      await person.page.setViewportSize(LAPTOP)
    }
    const mayTalkAlone = async (side) => !(await host.page.getByTestId(`caucus-${side}`).isDisabled())

    before(async () => {
      serial = room.demo.case.serial
      host = await ChromiumPerson.enter('王调解员', chromium, { viewport: LAPTOP })
      li = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE })
      zhou = await ChromiumPerson.enter('周经理', chromium, { viewport: PHONE, locale: 'en' })
    })

    failFast(() => [host, li, zhou], () => room.log)

    test('the mediator discloses what came up, and every party is asked before anything else', async () => {
      await openRoom(host, room)
      for (const person of [li, zhou]) await joinByLink(person, room.party(person.name).invitation_url, { consent: false })
      await admitEveryone(host)
      await startMeeting(host)
      await li.see('stage')
      await host.click('disclose')
      await host.click('disclose-confirm')
      await host.page.locator('#dsc-missing').waitFor()
      await looked(host, 'disclose')
      await host.click('disclose-cancel')
      assert.equal(await mayTalkAlone('applicant'), true)

      await disclose('other_relation', '三年前给这家公司做过一次普法讲座，没有收取费用。')
      for (const person of [li, zhou]) {
        await person.see('disclosed')
        await person.page.keyboard.press('Escape')
        await person.see('disclosed')
        assert.deepEqual(await person.axe(), [])
        await person.shot(`live-disclosed-${person.name}`)
      }
      await li.reads('disclosed', /调解员与当事人、代理人有其他关系[\s\S]*普法讲座/)
      await zhou.reads('disclosed', /another relation/)
      await host.page.getByTestId('panel-asking').filter({ hasText: '李秀兰' }).waitFor()
      assert.equal(await host.attribute('guide', 'data-step'), 'unsettled')
      assert.deepEqual([await mayTalkAlone('applicant'), await mayTalkAlone('respondent')], [false, false])
      await looked(host, 'asking')
    })

    test('it goes on when the last of them agreed, and not before', async () => {
      await li.click('disclosed-continue')
      await li.see('disclosed-others')
      await li.gone('disclosed')
      await host.page.getByTestId('panel-asking').filter({ hasNotText: '李秀兰' }).waitFor()
      assert.equal(await mayTalkAlone('applicant'), false)
      await zhou.click('disclosed-continue')
      await host.gone('panel-asking')
      await li.gone('disclosed-others')
      assert.equal(await mayTalkAlone('applicant'), true)
    })

    test('a party who challenges on the own page waits for somebody else to decide, never the mediator', async () => {
      await clerk.goto(`${room.url}/cases/${serial}/people`)
      await clerk.page.locator('[data-testid^="person-"]', { hasText: '李秀兰' }).first().click()
      await clerk.click('sheet-link')
      await clerk.click('link-do')
      const own = await li.openTab()
      await own.goto(await clerk.page.getByTestId('own-link').inputValue())
      await own.click('own-open')
      await own.click('own-ask-challenge')
      await own.click('own-ground-interest')
      await own.fill('own-ask-reason', '听说调解员和公司的老板是同学。')
      await own.click('own-ask-do')
      await own.page.locator('[data-testid="own-challenge"][data-state="asked"]').waitFor()

      await host.see('panel-challenged')
      assert.equal(await mayTalkAlone('respondent'), false)
      await looked(host, 'challenged')
      const { challenges } = await host.page.evaluate((path) => fetch(path).then((answer) => answer.json()), `/api/cases/${serial}/referral`)
      const decided = await host.request('POST', `/api/cases/${serial}/challenges/${challenges[0].id}/decision`, { upheld: false, decision: '没有这回事。' })
      assert.deepEqual([decided.status, decided.code], [403, 'auth.forbidden'])

      await centre.goto(`${room.url}/referrals/${serial}`)
      await centre.fill('challenge-decision', '已经核实，两人没有同学关系。')
      assert.deepEqual(await centre.axe(), [])
      await centre.shot('live-decision')
      await centre.click('challenge-reject')
      await host.gone('panel-challenged')
      await own.page.reload()
      await own.page.locator('[data-testid="own-challenge"][data-state="rejected"]', { hasText: '没有同学关系' }).waitFor()
      await own.page.close()
    })

    test('one party who wants another mediator ends the mandate at once, and nobody talks on unaware', async () => {
      await disclose('interest', '刚刚知道，公司的财务是我的表妹。')
      await zhou.click('disclosed-challenge')
      await host.page.locator('[data-testid="closed"][data-reason="unseated"]', { hasText: '不再由您主持' }).waitFor()
      await looked(host, 'unseated')
      await li.see('nobody-presides')
      await li.gone('disclosed')
      await zhou.see('nobody-presides')
      assert.deepEqual(await li.axe(), [])
      for (const person of [li, zhou]) await person.shot(`live-nobody-${person.name}`)
      await centre.page.reload()
      await centre.page.getByTestId('panel').filter({ hasText: '离开' }).waitFor()
      assertNoFaults([host, li, zhou])
    })
  })

  test('nobody met a fault', () => {
    assertNoFaults([clerk, centre, worker])
  })
})
