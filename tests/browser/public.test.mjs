// What anyone finds without signing in: the first page of the service, on a phone and on a laptop.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, LAPTOP, openChromium, PHONE } from './support/browsers.mjs'
import { Room } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

/** Bytes a first visit may bring, packed: a second on a slow 3G line of 400 kbit/s is 50 kB. */
const MOST_BYTES = 180_000

describe('the first page of the service', { concurrency: false }, () => {
  let room, chromium, worker, clerk

  const wide = (person) => person.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  const brought = (person) =>
    person.page.evaluate(() =>
      performance.getEntriesByType('resource').reduce((sum, one) => sum + one.encodedBodySize, 0))

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    worker = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE })
    clerk = await ChromiumPerson.enter('陈书记员', chromium, { viewport: LAPTOP })
  })

  failFast(() => [worker, clerk], () => room.log)

  after(async () => {
    await chromium?.close()
    await room?.stop()
  })

  test('a worker learns on the phone what this is, what it costs and which dates run', async () => {
    await worker.goto(room.url)
    await worker.see('welcome-count')
    const text = await worker.body()
    for (const sentence of [/不收任何费用/, /不公开/, /一年/, /15 日/, /12333/]) assert.match(text, sentence)
    assert.equal(await wide(worker), false)
    assert.deepEqual(await worker.axe(), [])
    assert.ok((await brought(worker)) < MOST_BYTES, `${await brought(worker)} bytes`)
    await worker.page.screenshot({ path: 'tests/artifacts/welcome-phone.png', fullPage: true })
  })

  test('larger type and English hold on every part of it', async () => {
    await worker.click('large-type')
    await worker.click('language')
    await worker.page.getByText('Five steps').waitFor()
    assert.equal(await wide(worker), false)
    assert.deepEqual(await worker.axe(), [])
    await worker.page.screenshot({ path: 'tests/artifacts/welcome-phone-large-en.png', fullPage: true })
    await worker.click('language')
    await worker.click('large-type')
  })

  test('a message is checked on the spot, and a wrong one is no message of ours', async () => {
    await worker.fill('check-serial', 'LY2099-999999')
    await worker.fill('check-tail', '0000')
    await worker.click('check-do')
    await worker.see('check-no')
    assert.deepEqual(await worker.axe(), [])
  })

  test('the search leads into the roster with the word that was typed', async () => {
    await worker.fill('welcome-search', '西工区')
    await worker.click('welcome-find')
    await worker.see('public-roster')
    assert.equal(await worker.page.getByTestId('public-search').inputValue(), '西工区')
    await worker.page.goBack()
    await worker.see('welcome-count')
  })

  test('one button begins an application, another tests the network', async () => {
    await worker.click('welcome-apply')
    await worker.see('apply-start')
    await worker.page.goBack()
    await worker.click('welcome-network')
    await worker.see('network-test')
  })

  test('staff find their door on it', async () => {
    await clerk.goto(room.url)
    await clerk.see('welcome-count')
    assert.deepEqual(await clerk.axe(), [])
    await clerk.page.screenshot({ path: 'tests/artifacts/welcome-laptop.png', fullPage: true })
    await clerk.click('welcome-staff')
    await clerk.fill('login', room.account('clerk').login)
    await clerk.fill('password', room.account('clerk').password)
    await clerk.click('sign-in')
    await clerk.see('account-menu')
    await clerk.goto(room.url)
    await clerk.click('welcome-staff')
    await clerk.see('account-menu')
  })

  const ownLink = () => clerk.page.evaluate(async (serial) => {
    const { people } = await (await fetch(`/api/cases/${serial}/people`)).json()
    const { identity } = people.find((one) => one.name === '李秀兰')
    const issued = await fetch(`/api/cases/${serial}/parties/${identity}/link`, { method: 'POST' })
    return (await issued.json()).url
  }, room.demo.case.serial)

  test('a party takes a copy of their own data, asks for a correction, and reads what the clerk answers', async () => {
    const link = await ownLink()
    await worker.goto(link)
    await worker.click('own-open')
    await worker.click('own-data-copy')
    await worker.click('own-data-purpose-proceedings')
    await worker.page.getByTestId('own-data').scrollIntoViewIfNeeded()
    assert.deepEqual(await worker.axe(), [])
    await worker.shot('own-data-copy')
    const [download] = await Promise.all([worker.page.waitForEvent('download'), worker.click('own-data-copy-do')])
    assert.match(download.suggestedFilename(), /^LY.*我的信息\.zip$/)
    await worker.click('own-data-correct')
    await worker.click('own-data-ask-do')
    await worker.page.getByText('请写清楚，至少两个字').waitFor()
    await worker.fill('own-data-text', '身份证号最后一位写错了')
    await worker.click('own-data-ask-do')
    await worker.see('own-data-request')

    await clerk.goto(`${room.url}/cases/${room.demo.case.serial}/people`)
    await clerk.click('data-answer')
    await clerk.fill('data-why', '核对身份证后已经改好')
    assert.deepEqual(await clerk.axe(), [])
    await clerk.shot('data-answer')
    await clerk.click('data-grant')
    await clerk.gone('data-dialog')
    await worker.goto(link)
    await worker.page.locator('[data-testid="own-data-request"][data-state="granted"]').waitFor()
    await worker.reads('own-data-request', /核对身份证后已经改好/)
    await worker.page.getByTestId('own-data').scrollIntoViewIfNeeded()
    await worker.shot('own-data')
  })

  test('a clerk keeps the case from being deleted and lifts that again', async () => {
    await clerk.goto(`${room.url}/cases/${room.demo.case.serial}/ending`)
    await clerk.click('hold-place')
    await clerk.fill('hold-reason', '另案诉讼需要保留')
    assert.deepEqual(await clerk.axe(), [])
    await clerk.shot('hold-dialog')
    await clerk.click('hold-do')
    await clerk.gone('hold-dialog')
    await clerk.page.getByTestId('holds').scrollIntoViewIfNeeded()
    await clerk.shot('hold')
    await clerk.click('hold-lift')
    await clerk.click('hold-do')
    await clerk.gone('hold-dialog')
    await clerk.reads('holds', /曾暂停销毁/)
  })

  test('on the day a party goes from the page of the own case into the waiting room', async () => {
    await worker.goto(await ownLink())
    await worker.click('own-open')
    await worker.see('own-enter')
    await worker.page.getByTestId('own-enter').scrollIntoViewIfNeeded()
    assert.deepEqual(await worker.axe(), [])
    await worker.shot('own-enter')
    await worker.click('own-enter')
    await worker.seeOneOf('join-start', 'notice-understood')
    assert.match(await worker.body(), /李秀兰/)
    await worker.shot('own-entered')
  })

  test('nobody met a fault and nothing came from elsewhere', () => {
    assertNoFaults([worker, clerk])
    assert.deepEqual([...worker.foreign, ...clerk.foreign], [])
  })
})
