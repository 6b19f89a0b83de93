// The operator sees who struggles without knowing who it is; the clerk sees what everybody's line was like.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'

import { ChromiumPerson, LAPTOP, openChromium, PHONE } from './support/browsers.mjs'
import { admitEveryone, joinByLink, openRoom, signIn, startMeeting } from './support/journeys.mjs'
import { Room, ROOT } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

// What a session of twenty minutes leaves behind: one good line, one with a weak stretch and a cut.
const KEEP_LINES = `
import json, sqlite3, sys
from datetime import datetime, timedelta, timezone
store = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
session, good, weak = sys.argv[2:]
begin = (datetime.now(timezone.utc) - timedelta(days=1)).replace(hour=1, minute=40, second=0, microsecond=0)
def keep(identity, half, level, up, down, trip, freeze):
    report = {"browser": "wechat", "system": "android", "received_height": 360, "freeze_ms": freeze}
    at = (begin + timedelta(seconds=30 * half)).strftime("%Y-%m-%d %H:%M:%S.%f")
    row = (session, identity, at, level, up, down, trip, 4.0, 900_000, 1_300_000, json.dumps(report))
    store.execute("insert into session_quality values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
for half in range(40):
    keep(good, half, "good", 0.0, 0.0, 21.0, 0)
    if 4 <= half < 10: keep(weak, half, "poor", 0.0, 0.12, 640.0, 1_500)
    elif 20 <= half < 22: keep(weak, half, "lost", 1.0, 1.0, None, 0)
    elif half != 30: keep(weak, half, "fair" if half % 5 == 0 else "good", 0.0, 0.01, 48.0, 0)
`

describe('operations', { concurrency: false }, () => {
  let room, chromium, operator, mediator, worker, clerk, admin

  before(async () => {
    room = await Room.start({ MEDIATION_ROOM_MEDIA_WORKERS: '2' })
    chromium = await openChromium()
    operator = await ChromiumPerson.enter('孙工程师', chromium)
    mediator = await ChromiumPerson.enter('王调解员', chromium)
    worker = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE })
    clerk = await ChromiumPerson.enter('陈书记员', chromium)
    admin = await ChromiumPerson.enter('钱主任', chromium)
  })

  failFast(() => [operator, mediator, worker, clerk, admin], () => room.log)

  after(async () => {
    await chromium?.close()
    await room?.stop()
  })

  /** At both widths: no finding of axe, nothing wider than the screen, a picture to look at. */
  const atBothWidths = async (person, title) => {
    for (const size of [LAPTOP, PHONE]) {
      await person.page.setViewportSize(size)
      assert.deepEqual(await person.axe(), [])
      assert.ok(await person.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${title} at ${size.width}`)
      await person.page.screenshot({ path: path.join(ROOT, 'tests', 'artifacts', `${title}-${size.width}.png`), fullPage: true })
    }
    await person.page.setViewportSize(LAPTOP)
  }

  test('with nobody in a room the operator sees two workers and an empty list', async () => {
    await signIn(operator, room, 'operator')
    await operator.see('operations')
    await operator.see('empty')
    for (const number of [0, 1]) await operator.see(`load-${number}`)
    await operator.reads('loads', /最长迟滞：最近一二十秒里/)
    for (const part of ['database', 'media', 'recorder']) await operator.reads(`part-${part}`, /正常/)
    await operator.reads('refreshed', /\d+:\d\d:\d\d 更新/)
    assert.equal(await operator.isVisible('find-case'), false)
    await atBothWidths(operator, 'operations-empty')
    for (const [section, says] of [['alarms', /现在没有告警/], ['recordings', /录制部件正常/], ['workers', /进程 1/]]) {
      await operator.click(`nav-${section}`)
      await operator.see(section)
      await operator.reads(section, says)
      await atBothWidths(operator, `operations-${section}`)
    }
    await operator.click('nav-operations')
  })

  test('seats and lines appear by themselves, and no name and no case with them', async () => {
    await openRoom(mediator, room)
    await joinByLink(worker, room.party('李秀兰').invitation_url, { consent: true })
    await admitEveryone(mediator)
    await startMeeting(mediator)
    await worker.hearsAndSees(1)
    await operator.page.locator('[data-testid="seat-applicant-1"][data-level="good"]').waitFor()
    await operator.see('seat-neutral-1')
    await operator.page.locator('[data-testid="chip-applicant-1"][data-look="well"]').waitFor()
    const shown = await operator.page.locator('main').innerText()
    const secrets = [...room.demo.parties.map(({ name }) => name), '王调解员', room.demo.case.serial, '餐饮', '工资']
    assert.deepEqual(secrets.filter((secret) => shown.includes(secret)), [])
    await atBothWidths(operator, 'operations')
  })

  test('a seat that drops is named among those that struggle', async () => {
    await worker.loseLine()
    await operator.page.locator('[data-testid="operations-trouble"] [data-kind="lost"]').waitFor()
    await operator.reads('operations-trouble', /申请人 1 · 会议/)
    await operator.reads('operations-trouble', /主持人可以说：您的网络断了/)
    await operator.reads('operations-alarms', /1 人线路较弱或掉线/)
    await operator.shot('operations-trouble')
    await operator.click('operations-alarms')
    await operator.page.locator('[data-testid="alarms"] [data-kind="seat"]').waitFor()
    await operator.reads('alarms', /申请人 1 · 会议 [^]*掉线[^]*席位保留/)
    await operator.click('nav-recordings')
    await operator.page.locator(`[data-testid="recording-${room.demo.session.id}"]`).waitFor()
  })

  test('a worker is taken out of service only after a question, and the page says so', async () => {
    await operator.click('nav-workers')
    await operator.click('drain-0')
    await operator.see('drain-dialog')
    await operator.reads('drain-dialog', /停止给进程 0 分配新会议/)
    assert.deepEqual(await operator.axe(), [])
    await operator.shot('operations-drain')
    await operator.click('drain-keep')
    await operator.gone('drain-dialog')
    const busy = await operator.page.locator('tr[data-testid^="worker-"]', { has: operator.page.locator('td:nth-of-type(2):text-is("1")') })
    const name = await busy.getAttribute('data-testid')
    await operator.click(name.replace('worker', 'drain'))
    await operator.click('drain-do')
    await operator.page.locator(`[data-testid="${name}"][data-state="draining"]`).waitFor()
    await operator.reads('toasts', /不再接新会议/)
  })

  test('an address of a case opens nothing for an operator', async () => {
    await operator.goto(`${room.url}/cases/${room.demo.case.serial}`)
    await operator.see('problem')
    assert.doesNotMatch(await operator.page.locator('main').innerText(), /李秀兰|餐饮/)
  })

  test('the clerk reads on the case page what the lines were like, and the test that was sent', async () => {
    const token = room.party('李秀兰').invitation_url.split('/').at(-1)
    await worker.page.context().setOffline(false)
    const sent = await worker.page.evaluate(async (own) => {
      const passed = Object.fromEntries(['websocket', 'tcp', 'audio', 'video', 'round_trip', 'loss'].map((name) => [name, 'passed']))
      const report = { ...passed, udp: 'failed', turn: 'skipped', round_trip_ms: 48, lost: 0.012, browser: 'wechat', system: 'android' }
      const headers = { 'Content-Type': 'application/json' }
      const answer = await fetch(`/api/invitations/${own}/connection-report`, { method: 'PUT', headers, body: JSON.stringify(report) })
      return answer.status
    }, token)
    assert.equal(sent, 200)
    await signIn(clerk, room, 'clerk')
    const session = room.demo.session.id
    const { summary } = await clerk.page.evaluate(async (id) => (await fetch(`/api/sessions/${id}`)).json(), session)
    const identity = (name) => summary.participants.find((person) => person.name === name).identity
    await promisify(execFile)(path.join(ROOT, '.venv', 'bin', 'python'), [
      '-c', KEEP_LINES, path.join(room.data, 'mediation-room.sqlite'), session, identity('赵律师'), identity('张敏'),
    ])
    await clerk.goto(`${room.url}/cases/${room.demo.case.serial}/sessions`)
    const weak = identity('张敏')
    await clerk.see(`line-${weak}`)
    await clerk.reads(`line-worst-${weak}`, /9:50—9:51 网络中断[^]*9:42—9:45 网络较弱：收到丢包 12 %，往返 640 毫秒/)
    await clerk.reads(`line-${weak}`, /微信 · 安卓/)
    await clerk.reads(`line-${identity('赵律师')}`, /没有较弱或中断的时候/)
    await clerk.reads(`connection-report-${identity('李秀兰')}`, /未通过：快速线路（UDP）[^]*往返 48 毫秒，丢包 1.2 %，微信 · 安卓/)
  })

  test('the bars are read with the arrow keys, and every half-minute stands in a list', async () => {
    const row = clerk.page.locator('[data-testid^="line-bars-"]', { has: clerk.page.locator('.is-lost') })
    await row.focus()
    await clerk.page.keyboard.press('Home')
    assert.match(await row.getAttribute('aria-valuetext'), /^9:40—/)
    await clerk.page.keyboard.press('End')
    assert.match(await row.getAttribute('aria-valuetext'), /网络正常|网络一般|没有测到/)
    await clerk.page.locator('[data-testid^="line-list-"]').first().click()
    await atBothWidths(clerk, 'case-lines')
  })

  test('support looks into a case only once its court grants it, without a name, and everybody reads how often', async () => {
    const access = (person) => person.page.locator('li[data-testid^="access-"]')
    await operator.goto(`${room.url}/support`)
    await operator.see('ask-access')
    await operator.page.getByTestId('ask-house').selectOption('洛阳市老城区人民法院')
    await operator.fill('ask-serial', room.demo.case.serial)
    await operator.reads('lacks', /写明用途/)
    await operator.fill('ask-purpose', '申请人打不开链接，要看短信有没有送达')
    await atBothWidths(operator, 'support-ask')
    await operator.click('ask-do')
    await operator.page.locator('li[data-state="asked"]').waitFor()
    assert.equal(await operator.isVisible('access-open'), false)

    await signIn(admin, room, 'court_admin')
    await admin.click('bell')
    await admin.page.getByTestId('bell-menu').getByText('技术支持请求查看案件').click()
    await admin.see('access-answer')
    await admin.click('access-answer')
    await admin.see('grant-dialog')
    await admin.page.getByTestId('grant-hours').selectOption('2')
    await atBothWidths(admin, 'support-grant')
    await admin.click('grant-do')
    await admin.page.locator('li[data-state="open"]').waitFor()

    await operator.page.reload()
    await operator.click('access-open')
    await operator.see('support-sessions')
    const shown = await operator.page.locator('main').innerText()
    const secrets = [...room.demo.parties.map(({ name }) => name), '王调解员', '餐饮', '工资']
    assert.deepEqual(secrets.filter((secret) => shown.includes(secret)), [])
    await atBothWidths(operator, 'support-case')

    await clerk.goto(`${room.url}/cases/${room.demo.case.serial}`)
    await clerk.see('case-accesses')
    await clerk.reads('case-accesses', /孙工程师[^]*钱主任批准[^]*看过 1 次/)
    await clerk.page.getByTestId('case-accesses').screenshot({ path: path.join(ROOT, 'tests', 'artifacts', 'support-of-case.png') })
    await admin.click('access-end')
    await admin.click('end-do')
    await admin.page.locator('li[data-state="ended"]').waitFor()
    assert.match(await access(admin).first().innerText(), /看过 1 次/)
    await atBothWidths(admin, 'support-ended')
    await operator.click('support-again')
    await operator.see('problem')
    await operator.reads('problem', /现在不能查看/)
    assert.doesNotMatch(await operator.page.locator('main').innerText(), /申请人/)
  })

  test('no page had a fault', () => {
    assertNoFaults([operator, mediator, clerk, admin])
  })
})
