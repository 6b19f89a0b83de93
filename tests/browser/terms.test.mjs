// The term of a case by clicks: a deadline with its reason, an extension that waits for everybody, a session and its
// links, an ending with report and hand-over, and the working calendar that moves deadlines.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, LAPTOP, openChromium, PHONE } from './support/browsers.mjs'
import { signIn } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { failFast } from './support/steps.mjs'

const OLDER = '孙志强'
// One white pixel.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)

describe('the term of a case, its extension and its end', { concurrency: false }, () => {
  let room, chromium, mediator, clerk, admin, guest, link

  const openCase = async (person, title, tab = '') => {
    await person.goto(`${room.url}/cases`)
    await person.page.locator('tr', { hasText: title }).getByRole('link').click()
    await person.see('clocks')
    if (tab) await person.click(`tab-${tab}`)
  }
  const due = async (person) => person.page.getByTestId('clock-term').getAttribute('data-due')

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    mediator = await ChromiumPerson.enter('王调解员', chromium)
    clerk = await ChromiumPerson.enter('陈书记员', chromium)
    admin = await ChromiumPerson.enter('钱主任', chromium)
    guest = await ChromiumPerson.enter('参加人', chromium, { viewport: PHONE })
    await signIn(mediator, room, 'mediator')
    await openCase(mediator, OLDER)
  })

  failFast(() => [mediator, clerk, admin, guest], () => room.log)

  after(async () => {
    await chromium?.close()
    await room?.stop()
  })

  test('a last day opens its working by the keyboard and closes with Escape', async () => {
    await mediator.page.getByTestId('clock-term').focus()
    await mediator.page.keyboard.press('Enter')
    await mediator.see('trace')
    await mediator.reads('trace', /平台确认接受/)
    await mediator.reads('trace', /24:00 届满/)
    await mediator.see('day-strip')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('terms-trace')
    await mediator.page.keyboard.press('Escape')
    await mediator.page.getByTestId('trace').waitFor({ state: 'detached' })
    assert.equal(await mediator.page.evaluate(() => document.activeElement?.getAttribute('data-testid')), 'clock-term')
  })

  test('the term is extended only when every party said yes, and who is missing is named', async () => {
    const before = await due(mediator)
    await mediator.click('act-extend')
    await mediator.fill('extension-reason', '双方还在核对工资流水')
    await mediator.click('extension-ask')
    await mediator.see('says-yes-applicant')
    await mediator.click('says-yes-applicant')
    await mediator.click('extension-grant')
    await mediator.see('problem')
    await mediator.reads('problem', /洛阳某物流有限公司/)
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('terms-extension-missing')
    assert.equal(await due(mediator), before)
    await mediator.click('says-yes-respondent')
    await mediator.click('extension-grant')
    await mediator.page.getByTestId('extension-dialog').waitFor({ state: 'detached' })
    await mediator.page.getByText('已延长 30 日').first().waitFor()
    assert.ok((await due(mediator)) > before)
    await mediator.shot('terms-extended')
  })

  test('a scheduled session shows every link once, and the link opens on a phone', async () => {
    await mediator.click('act-schedule')
    await mediator.see('schedule-dialog')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('terms-schedule')
    await mediator.click('schedule-do')
    const first = mediator.page.locator('[data-testid^="made-link-"]').first()
    link = await first.inputValue()
    await mediator.shot('terms-links')
    await mediator.click('schedule-done')
    await guest.goto(link)
    await guest.see('join-start')
  })

  test('on a phone a session is moved with a reason, and another is called off', async () => {
    await mediator.page.setViewportSize(PHONE)
    await mediator.page.locator('[data-testid^="session-move-"]').first().click()
    await mediator.click('session-do')
    await mediator.see('session-dialog')
    const at = await mediator.page.getByTestId('session-when').inputValue()
    await mediator.fill('session-when', `${at.slice(0, 11)}15:00`)
    await mediator.fill('session-reason', '公司代理人当天开庭')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('terms-move-phone')
    await mediator.click('session-do')
    await mediator.see('session-file')
    await mediator.click('session-close')
    await mediator.page.getByTestId('sessions').getByText('15:00').first().waitFor()
    await mediator.page.locator('[data-testid^="session-cancel-"]').first().click()
    await mediator.fill('session-reason', '双方要求改日再约')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('terms-cancel-phone')
    await mediator.click('session-do')
    await mediator.see('session-file')
    await mediator.click('session-close')
    await mediator.page.getByTestId('sessions').getByText('已取消').first().waitFor()
    await mediator.page.setViewportSize(LAPTOP)
  })

  test('what is protected leaves only when every party agreed, in an archive of its own', async () => {
    const paper = { name: '和解方案草稿.png', mimeType: 'image/png', buffer: PNG }
    await mediator.page.getByTestId('protected-input').setInputFiles([paper])
    await mediator.click('annex-ask')
    await mediator.click('annex-complaint')
    await mediator.click('annex-do')
    await mediator.page.getByTestId('annex-dialog').getByTestId('problem').waitFor()
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('terms-annex')
    await mediator.click('says-yes-applicant')
    await mediator.click('says-yes-respondent')
    const [annex] = await Promise.all([mediator.page.waitForEvent('download'), mediator.click('annex-do')])
    assert.match(annex.suggestedFilename(), /\.zip$/)
  })

  test('an appraisal stops the clock and the mediator lets it run again', async () => {
    await mediator.click('act-appraise')
    await mediator.fill('pause-reason', '伤残等级鉴定')
    await mediator.click('pause-do')
    await mediator.see('pause-now')
    await mediator.page.locator('li[data-state="stopped"]').waitFor()
    await mediator.shot('terms-stopped')
    await mediator.click('act-resume')
    await mediator.click('pause-do')
    await mediator.page.getByTestId('pause-now').waitFor({ state: 'detached' })
  })

  test('a mediation ends with one of the eight codes, report first, then hand-over, receipt and filing', async () => {
    await mediator.click('act-end')
    await mediator.click('end-differences_too_large')
    await mediator.fill('end-reason', '两轮沟通后仍相差两万元')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('terms-end')
    await mediator.click('end-do')
    await mediator.page.getByTestId('end-dialog').waitFor({ state: 'detached' })
    await mediator.click('tab-ending')
    await mediator.see('ending-steps')
    await mediator.reads('route', /登记立案/)
    assert.equal(await mediator.page.getByTestId('hand-over').count(), 0)
    await mediator.fill('report-basic', '调解一次，双方到场，工伤认定无争议。')
    await mediator.fill('report-why', '停工留薪期长短认识不一。')
    await mediator.click('facts-write')
    await mediator.fill('fact-0-text', '2025年9月12日在分拣线受伤')
    await mediator.fill('fact-0-source', '双方会上陈述')
    await mediator.click('facts-save')
    for (const side of ['applicant', 'respondent']) {
      await mediator.click(`facts-hear-${side}`)
      await mediator.click('facts-heard-1-yes')
      await mediator.click('facts-record')
      await mediator.page.locator(`[data-testid="facts-of-${side}"][data-state="confirmed"]`).waitFor()
    }
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('terms-report')
    await mediator.click('report-save')
    await mediator.see('hand-over')
    await mediator.reads('hand-over-list', /调解终结报告[\s\S]*无争议事实记载/)
    // Another tab writes meanwhile: both versions are shown, and the person decides.
    const meanwhile = await mediator.page.evaluate(async (here) => {
      const { ending } = await (await fetch(`${here}/ending`)).json()
      const { basic_facts, costly_conduct, hints } = ending.report
      const body = JSON.stringify({
        basic_facts, costly_conduct, hints, version: ending.version, why: '公司不认可停工留薪期。',
      })
      return (await fetch(`${here}/report`, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body })).status
    }, `/api/cases/${(await mediator.body()).match(/LY\d{4}-\d{6}/)[0]}`)
    assert.equal(meanwhile, 200)
    await mediator.fill('report-why', '停工留薪期差两个月。')
    await mediator.click('report-save')
    await mediator.see('two-versions')
    await mediator.reads('theirs-why', /公司不认可/)
    await mediator.reads('mine-why', /差两个月/)
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('terms-two-versions')
    await mediator.click('keep-mine')
    await mediator.page.getByTestId('two-versions').waitFor({ state: 'detached' })
    const readAgain = mediator.page.waitForResponse((one) => one.url().endsWith('/page'))
    await mediator.click('report-save')
    await readAgain
    await mediator.click('hand-over')
    await mediator.page.locator('[data-step="hand_over"][data-done="true"]').waitFor()
    assert.equal(await mediator.page.getByTestId('close-case').count(), 0)
    await mediator.shot('terms-handed-over')
  })

  test('the court signs for it and the mediator files the case', async () => {
    await signIn(clerk, room, 'clerk')
    await openCase(clerk, OLDER, 'ending')
    await clerk.fill('receipt-number', '（2026）豫0302民初1号')
    assert.deepEqual(await clerk.axe(), [])
    await clerk.shot('terms-receipt')
    await clerk.page.setViewportSize(PHONE)
    assert.equal(await clerk.page.evaluate(() => document.documentElement.scrollWidth), PHONE.width)
    await clerk.page.setViewportSize(LAPTOP)
    await clerk.click('receive')
    await clerk.page.locator('[data-step="receipt"][data-done="true"]').waitFor()
    await mediator.page.reload()
    await mediator.click('close-case')
    await mediator.see('close-dialog')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('terms-filing')
    await mediator.page.keyboard.press('Escape')
    await mediator.page.getByTestId('close-dialog').waitFor({ state: 'detached' })
    assert.equal(await mediator.page.evaluate(() => document.activeElement?.getAttribute('data-testid')), 'close-case')
    await mediator.page.keyboard.press('Enter')
    await mediator.click('close-do')
    await mediator.page.locator('[data-step="close"][data-done="true"]').waitFor()
    await mediator.shot('terms-filed')
  })

  test('the administrator enters a year, sees what would move, and saves', async () => {
    await signIn(admin, room, 'court_admin')
    await admin.click('nav-calendar')
    await admin.see('year-grid')
    const year = new Date().getFullYear() + 1
    const known = await admin.page.getByTestId(`year-${year}`).count()
    if (known) await admin.click(`year-${year}`)
    await admin.shot('terms-calendar')
    await admin.fill('calendar-source', '浏览器测试通知')
    await admin.fill('calendar-off', '13-40')
    assert.match(await admin.body(), /看不懂/)
    await admin.fill('calendar-off', '1-1…3 5-1…5 10-1…7')
    await admin.fill('calendar-makeup', '')
    await admin.click('calendar-preview')
    await admin.see('calendar-moves')
    assert.deepEqual(await admin.axe(), [])
    await admin.shot('terms-calendar-moves')
    await admin.click('calendar-save')
    await admin.page.getByText('的工作日历已保存').first().waitFor()
  })

  test('the administrator sets how often a term may be extended; it stands after a reload', async () => {
    await admin.reads('policy-unconfirmed', /未经文件确认/)
    await admin.fill('policy-times', '2')
    await admin.click('policy-save')
    await admin.page.getByText('本院的规定已保存').first().waitFor()
    await admin.page.reload()
    await admin.page.waitForFunction(() => document.querySelector('[data-testid="policy-times"]')?.value === '2')
    assert.deepEqual(await admin.axe(), [])
    await admin.page.getByTestId('term-policy').scrollIntoViewIfNeeded()
    await admin.shot('terms-policy')
  })

  test('what other systems did not take is read on a telephone too, and read again with a button', async () => {
    await admin.click('to-delivery')
    await admin.see('undelivered')
    await admin.page.setViewportSize(PHONE)
    await admin.click('delivery-refresh')
    await admin.see('undelivered')
    assert.deepEqual(await admin.axe(), [])
    assert.equal(await admin.page.evaluate(() => document.documentElement.scrollWidth), PHONE.width)
    await admin.shot('delivery-phone')
  })
})
