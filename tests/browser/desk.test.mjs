// The desk by clicks: what is due, the bell, the list with conditions and kept views, messages sent, the audit log.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'

import { ARTIFACTS, ChromiumPerson, openChromium, PHONE } from './support/browsers.mjs'
import { signIn } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { failFast } from './support/steps.mjs'

const MINE = '李秀兰到期'

const wholePage = (person, title) => person.page.screenshot({ path: path.join(ARTIFACTS, `${title}.png`), fullPage: true })

describe('the desk of staff', { concurrency: false }, () => {
  let room, chromium, mediator, walker, clerk, colleague, auditor, party

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    mediator = await ChromiumPerson.enter('王调解员', chromium)
    walker = await ChromiumPerson.enter('路上的王调解员', chromium, { viewport: PHONE })
    clerk = await ChromiumPerson.enter('陈书记员', chromium)
    colleague = await ChromiumPerson.enter('何书记员', chromium)
    auditor = await ChromiumPerson.enter('郑审计', chromium)
    party = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE })
  })

  failFast(() => [mediator, walker, clerk, colleague, auditor, party], () => room.log)

  after(async () => {
    await chromium?.close()
    await room?.stop()
  })

  test('a mediator finds what is due by urgency, each with its article and its working', async () => {
    await signIn(mediator, room, 'mediator')
    await mediator.page.locator('[data-testid^="task-"]').first().waitFor()
    await mediator.reads('tasks', /待办[\s\S]*第[一二三四五六七八九十百]+条/)
    const days = await mediator.page.getByTestId('tasks').locator('[data-due]').evaluateAll((all) => all.map((one) => one.dataset.due))
    assert.deepEqual(days, [...days].sort())
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('desk-today')
    await mediator.page.getByTestId('tasks').locator('[data-due]').first().press('Enter')
    await mediator.see('day-strip')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('desk-today-trace')
    await mediator.page.keyboard.press('Escape')
  })

  test('the bell opens by the keyboard and closes again', async () => {
    await mediator.page.getByTestId('bell').press('Enter')
    await mediator.see('bell-menu')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('desk-bell')
    await mediator.page.keyboard.press('Escape')
    await mediator.page.getByTestId('bell-menu').waitFor({ state: 'detached' })
  })

  test('on a phone what is due comes below the sessions', async () => {
    await signIn(walker, room, 'mediator')
    await walker.see('tasks')
    const [sessions, tasks] = await Promise.all(
      [`session-${room.demo.session.id}`, 'tasks'].map((name) => walker.page.getByTestId(name).boundingBox()),
    )
    assert.ok(tasks.y > sessions.y)
    assert.deepEqual(await walker.axe(), [])
    await wholePage(walker, 'desk-today-phone')
  })

  test('a clerk orders the list by last day and narrows it; the address says so', async () => {
    await signIn(clerk, room, 'clerk')
    await clerk.see('cases')
    await clerk.shot('desk-cases')
    await clerk.click('sort-due')
    await clerk.page.locator('th[aria-sort="ascending"]').waitFor()
    await clerk.click('filter-state')
    await clerk.click('state-agreed')
    await clerk.click('state-scheduled')
    await clerk.page.keyboard.press('Escape')
    await clerk.see('drop-agreed')
    assert.match(clerk.page.url(), /order=due/)
    assert.match(clerk.page.url(), /state=scheduled/)
    await clerk.reads('cases-count', /^\d+ 件，共 \d+ 件/)
    assert.deepEqual(await clerk.axe(), [])
    await clerk.shot('desk-cases-narrowed')
    await clerk.click('drop-agreed')
    await clerk.page.getByTestId('drop-agreed').waitFor({ state: 'detached' })
  })

  test('a clerk takes the cases of a stage and marks those to be printed, by the keyboard', async () => {
    await clerk.goto(`${room.url}/cases`)
    await clerk.page.getByTestId('stage-intake').press('Enter')
    await clerk.see('drop-intake')
    assert.match(clerk.page.url(), /state=received&state=returned&order=due/)
    const shown = await clerk.page.waitForFunction(() => { // the rows of the stage come a moment after its name
      const rows = document.querySelectorAll('tbody tr').length
      return document.querySelector('[data-testid="stage-count-intake"]')?.textContent === `${rows} 件` && rows
    }).then((rows) => rows.jsonValue())
    await clerk.page.locator('[data-testid^="mark-LY"]').first().press('Space')
    await clerk.reads('marked-count', '已选 1 件')
    await clerk.page.evaluate(() => { window.print = () => { window.rows = [...document.querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).length } })
    await clerk.page.emulateMedia({ media: 'print' })
    await clerk.page.getByTestId('marked-print').evaluate((button) => button.click())
    assert.equal(await clerk.page.waitForFunction(() => window.rows).then((rows) => rows.jsonValue()), 1)
    await clerk.page.emulateMedia({ media: 'screen' })
    await clerk.page.getByTestId('mark-all').press('Space')
    await clerk.reads('marked-count', `已选 ${shown} 件`)
    assert.deepEqual(await clerk.axe(), [])
    await clerk.shot('desk-cases-marked')
    await clerk.click('marked-none')
  })

  test('a clerk hands a case on to a colleague, who finds it behind the bell and in hand', async () => {
    const serial = room.demo.case.serial
    await clerk.goto(`${room.url}/cases?query=${serial}`)
    await clerk.page.getByTestId(`mark-${serial}`).press('Space')
    await clerk.page.getByTestId('marked-hand-on').press('Enter')
    await clerk.see('hand-on-dialog')
    await clerk.click('hand-on-do')
    assert.match(await clerk.text('hand-on-dialog'), /请选一位同事/)
    await clerk.page.getByTestId('hand-on-dialog').getByLabel('何书记员').press('Space')
    assert.deepEqual(await clerk.axe(), [])
    await clerk.shot('desk-hand-on')
    await clerk.click('hand-on-do')
    assert.match(await clerk.text(`handler-${serial}`), /何书记员承办/)
    await signIn(colleague, room, '何书记员')
    await colleague.click('bell')
    await colleague.page.getByTestId('bell-menu').getByText(`陈书记员把${serial}转给您承办`).click()
    assert.equal(await colleague.text('case-handler'), '何书记员')
    await colleague.goto(`${room.url}/cases`)
    await colleague.click('view-mine')
    await colleague.see('drop-mine')
    await colleague.page.getByTestId('cases-count').filter({ hasText: /^1 件，共/ }).waitFor()
  })

  test('a page of the list is taken out as a file for Excel', async () => {
    const [file] = await Promise.all([colleague.page.waitForEvent('download'), colleague.click('cases-export')])
    assert.match(file.suggestedFilename(), /^案件清单-\d{4}-\d\d-\d\d-1\.csv$/)
    const [head, row, rest] = (await readFile(await file.path(), 'utf8')).split('\r\n')
    assert.match(head, /^\uFEFF到期,名义届满,/)
    assert.ok(row.includes(`,${room.demo.case.serial},`) && row.includes(',何书记员,'), row)
    assert.equal(rest, '')
  })

  test('a view is kept under a name, survives a reload, is chosen again and removed', async () => {
    await clerk.goto(`${room.url}/cases?state=scheduled&order=due`)
    await clerk.see('drop-scheduled')
    await clerk.click('view-save')
    assert.deepEqual(await clerk.axe(), [])
    await clerk.click('view-submit')
    await clerk.reads('view-dialog', /请写一个名字/)
    await clerk.fill('view-name', MINE)
    await clerk.shot('desk-view-dialog')
    await clerk.click('view-submit')
    await clerk.see(`saved-${MINE}`)
    const kept = clerk.page.url()
    await clerk.click('view-all')
    await clerk.page.getByTestId('drop-scheduled').waitFor({ state: 'detached' })
    await clerk.page.reload()
    await clerk.click(`saved-${MINE}`)
    await clerk.see('drop-scheduled')
    assert.equal(clerk.page.url(), kept)
    assert.equal(await clerk.page.getByTestId(`saved-${MINE}`).getAttribute('aria-current'), 'page')
    await clerk.click(`saved-remove-${MINE}`)
    await clerk.page.getByTestId(`saved-${MINE}`).waitFor({ state: 'detached' })
  })

  test('an empty list names the one condition to drop', async () => {
    await clerk.goto(`${room.url}/cases?query=${encodeURIComponent('李秀兰')}&state=filed`)
    await clerk.see('cases-drop')
    await clerk.reads('empty', /去掉条件“已归档”，就有 1 件/)
    assert.deepEqual(await clerk.axe(), [])
    await clerk.shot('desk-cases-empty')
    await clerk.click('cases-drop')
    await clerk.see('cases')
  })

  test('the list is a list on a phone', async () => {
    await walker.goto(`${room.url}/cases?order=due`)
    await walker.see('cases')
    assert.deepEqual(await walker.axe(), [])
    assert.equal(await walker.page.evaluate(() => document.documentElement.scrollWidth), PHONE.width)
    await wholePage(walker, 'desk-cases-phone')
  })

  test('the case page lists messages sent and gives the session to the calendar', async () => {
    await clerk.page.locator('[data-testid^="case-LY"]').first().getByRole('link').click()
    await clerk.see('messages')
    const download = clerk.page.waitForEvent('download')
    await clerk.click(`calendar-${room.demo.session.id}`)
    assert.match((await download).suggestedFilename(), /\.ics$/)
    assert.deepEqual(await clerk.axe(), [])
    await wholePage(clerk, 'desk-messages')
  })

  test('a case opened from a narrowed list leads back to the same list', async () => {
    await clerk.goto(`${room.url}/cases?state=scheduled&order=due`)
    await clerk.see('cases')
    await clerk.page.getByTestId('cases').getByRole('link').filter({ hasText: /^LY/ }).first().press('Enter')
    await clerk.see('case-state')
    await clerk.page.goBack()
    await clerk.see('drop-scheduled')
    await clerk.page.locator('th[aria-sort="ascending"]').waitFor()
    assert.match(clerk.page.url(), /state=scheduled&order=due/)
  })

  test('the register of conflicts says where somebody mediated, or that nothing is known', async () => {
    await clerk.click('nav-referrals')
    await clerk.fill('register-text', '王调解员')
    await clerk.click('register-search')
    await clerk.reads('lacks', /查来做什么/)
    await clerk.page.getByTestId('register-purpose').selectOption('agent')
    await clerk.click('register-search')
    await clerk.see('register-found')
    await clerk.reads('register-found', /李秀兰/)
    assert.deepEqual(await clerk.axe(), [])
    await wholePage(clerk, 'desk-register')
    await clerk.fill('register-text', '没有这个人')
    await clerk.click('register-search')
    await clerk.see('register-none')
    await clerk.reads('register-none', /没有这个人/)
  })

  test('on paper the case begins with its clocks and leaves out buttons and relative times', async () => {
    await clerk.goto(`${room.url}/cases/${room.demo.case.serial}`)
    await clerk.see('clocks')
    await clerk.see('parties')
    await clerk.page.emulateMedia({ media: 'print' })
    const tops = await Promise.all(['clocks', 'parties', 'sessions', 'course'].map(async (name) => (await clerk.page.getByTestId(name).boundingBox()).y))
    assert.deepEqual(tops, tops.toSorted((a, b) => a - b))
    assert.doesNotMatch(await clerk.text('clocks'), /还有 \d+ 天/)
    for (const name of ['print', 'bell', 'acts']) assert.equal(await clerk.isVisible(name), false, name)
    await clerk.page.emulateMedia({ media: null })
  })

  test('a party puts the session into the calendar of the phone', async () => {
    await party.goto(room.party('李秀兰').invitation_url)
    await party.see('join-calendar')
    const download = party.page.waitForEvent('download')
    await party.click('join-calendar')
    assert.match((await download).suggestedFilename(), /\.ics$/)
    assert.deepEqual(await party.axe(), [])
    await party.shot('desk-party')
  })

  test('the auditor lands on the log, reads that it is whole and narrows it by kind', async () => {
    await signIn(auditor, room, 'auditor')
    await auditor.see('audit-log')
    assert.equal(await auditor.page.getByTestId('audit-verdict').getAttribute('data-verdict'), 'whole')
    await auditor.reads('audit-log', /登录/)
    assert.deepEqual(await auditor.axe(), [])
    await auditor.shot('desk-audit')
    await auditor.page.getByTestId('audit-kind').selectOption('account')
    await auditor.page.waitForURL(/kind=account/)
    assert.equal(await auditor.page.getByText('account.signed_in').count(), 0)
    await auditor.click('audit-codes')
    await auditor.page.getByText('account.signed_in').first().waitFor()
    assert.equal(await auditor.page.getByTestId('nav-cases').count(), 0)
    assert.equal(await auditor.page.getByTestId('find-case').count(), 0)
  })

  test('the labour office and the court administrator land on a page of theirs', async () => {
    for (const role of ['labour_office', 'court_admin']) {
      const person = await ChromiumPerson.enter(role, chromium)
      await signIn(person, room, role)
      await person.page.waitForURL(/\/roster/)
      assert.equal(await person.page.getByTestId('problem').count(), 0)
    }
  })
})
