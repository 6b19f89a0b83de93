// Referring by clicks: accepted with a disclosure, declined and appointed anew, and gone back when nobody answered.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'

import { ChromiumPerson, openChromium, PHONE } from './support/browsers.mjs'
import { signIn } from './support/journeys.mjs'
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
    assert.match(await clerk.text('candidates'), /洛阳市西工区劳动人事争议调解中心[\s\S]*推荐/)
    assert.match(await clerk.text('candidates'), /未达到启用专家库的条件/)
    const days = [await clerk.page.getByTestId('due-3').getAttribute('data-due'), await clerk.page.getByTestId('due-5').getAttribute('data-due')]
    assert.ok(days[0] < days[1])
    assert.deepEqual(await clerk.axe(), [])
    await clerk.shot('referral-send')
  })

  test('the organisation declines with a reason and no longer sees the case', async () => {
    await clerk.click('referral-send')
    await state(clerk, '待确认接受')
    await signIn(centre, room, 'organisation')
    await open(centre, '韩冬')
    const address = centre.page.url()
    await centre.click('answer-no')
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
    assert.match(await clerk.text('referral-state'), /待指定/)
  })

  test('the time it let pass stands in the course of the case', async () => {
    await clerk.click('referral-case')
    await clerk.see('course')
    assert.match(await clerk.text('course'), /五个工作日内未确认，自动退回/)
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

  test('nobody met a fault', () => {
    assertNoFaults([clerk, centre, worker])
  })
})
