// The roster by clicks: 人社 reports, the court confirms, the public reads, a party complains.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, openChromium, PHONE } from './support/browsers.mjs'
import { signIn } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

const SHEET = [
  '类别,名称,邀请法院,组织类型,纠纷类型,擅长领域,电话,统一社会信用代码或设立文件,地址,负责人,联系人',
  '组织,孟津区劳动争议调解站,洛阳市老城区人民法院,基层人民调解组织,劳动争议,工伤,0379-67000000,孟编〔2024〕2号,孟津区,王站长,王站长',
  '组织,坏的一行,洛阳市老城区人民法院,没有这种,劳动争议,工伤,0379-67000000,孟编〔2024〕2号,孟津区,王站长,王站长',
].join('\n')

describe('the roster', { concurrency: false }, () => {
  let room, chromium, office, court, worker, folder

  const rowOf = (person, name) => person.page.locator('[data-testid="roster"] tr', { hasText: name })

  before(async () => {
    room = await Room.start()
    folder = await mkdtemp(path.join(tmpdir(), 'roster-'))
    chromium = await openChromium()
    office = await ChromiumPerson.enter('赵科长', chromium)
    court = await ChromiumPerson.enter('钱主任', chromium)
    worker = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE })
  })

  failFast(() => [office, court, worker], () => room.log)

  after(async () => {
    await chromium?.close()
    await room?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('人社 brings in a sheet after seeing what becomes of every row', async () => {
    await signIn(office, room, 'labour_office')
    await office.click('roster-import')
    const file = path.join(folder, 'roster.csv')
    await writeFile(file, SHEET)
    await office.page.getByTestId('import-file').setInputFiles(file)
    await office.see('import-rows')
    await office.reads('import-summary', /共 2 行：新增 1，变更 0，没有变化 0，不能导入 1/)
    await office.reads('import-row-3', /组织类型：没有这个选项/)
    assert.deepEqual(await office.axe(), [])
    await office.shot('roster-import')
    await office.click('import-apply')
    await office.gone('import-apply')
    await office.click('import-close')
    await rowOf(office, '孟津区劳动争议调解站').getByText('人社已报送').waitFor()
  })

  test('the court gives a certificate, and only then the public sees the organisation', async () => {
    await worker.goto(`${room.url}/roster?query=孟津区`)
    await worker.see('empty')
    await signIn(court, room, 'court_admin')
    await rowOf(court, '孟津区劳动争议调解站').getByRole('link').click()
    await court.fill('entry-certificate', 'LTD-2026-001')
    await court.click('entry-confirm')
    await court.page.locator('[data-testid="entry-state"]', { hasText: '已入册' }).waitFor()
    assert.deepEqual(await court.axe(), [])
    await worker.goto(`${room.url}/roster?query=孟津`)
    await worker.see('public-roster')
    await worker.reads('public-roster', /孟津区劳动争议调解站/)
  })

  test('a reported change stands beside what is true until the court confirms it', async () => {
    await court.click('roster-waiting')
    await rowOf(court, '马调解员').getByRole('link').click()
    await court.see('entry-diff')
    await court.reads('diff-phone', /138\*\*\*\*2201[\s\S]*159\*\*\*\*7731/)
    await court.shot('roster-diff')
    await court.click('entry-unlock')
    await court.fill('reveal-reason', '核对变更的电话')
    await court.click('reveal-do')
    await court.reads('reveal-new-phone', /^15900007731$/)
    assert.deepEqual(await court.axe(), [])
    await court.click('reveal-keep')
    await court.click('entry-confirm')
    await court.page.locator('[data-testid="entry-state"]', { hasText: '已入册' }).waitFor()
    await court.page.reload()
    await court.see('entry-values')
    await court.reads('entry-values', /159\*\*\*\*7731/)
  })

  test('what the court gives back carries its reason to whoever reported it', async () => {
    await court.goto(`${room.url}/roster/entries?query=瀍河区`)
    await rowOf(court, '瀍河区').getByRole('link').click()
    await court.fill('entry-return-reason', '设立文件看不清，请重新上传')
    await court.click('entry-return')
    await court.page.locator('[data-testid="entry-state"]', { hasText: '退回' }).waitFor()
    await office.goto(`${room.url}/roster/entries?query=瀍河区`)
    await rowOf(office, '瀍河区').getByRole('link').click()
    await office.see('entry-reason')
    await office.reads('entry-reason', /设立文件看不清/)
  })

  test('人社 reports a new mediator and learns what is missing', async () => {
    await office.goto(`${room.url}/roster/entries`)
    await office.click('roster-add-mediator')
    await office.fill('form-name', '宋调解员')
    await office.click('form-save')
    await office.gone('entry-form')
    await office.see('entry-report')
    await office.click('entry-report')
    await office.see('problem')
    await office.reads('problem', /还有内容要补齐/)
    await office.reads('entry-state', '草稿')
  })

  test('a party reads the roster on a phone and complains to the court alone', async () => {
    await worker.goto(`${room.url}/roster`)
    await worker.see('public-roster')
    assert.deepEqual(await worker.axe(), [])
    await worker.shot('roster-public-phone')
    const text = await worker.body()
    assert.doesNotMatch(text, /1380000|990000|\*\*\*\*/)
    await worker.page.locator('[data-testid="public-roster"] tr', { hasText: '王调解员' }).getByRole('button').click()
    await worker.click('ground-coercion')
    await worker.fill('complaint-text', '一再说不签字就走不了，让人很难受。')
    await worker.fill('complaint-name', '李秀兰')
    await worker.fill('complaint-phone', '13800006027')
    assert.deepEqual(await worker.axe(), [])
    await worker.click('complaint-send')
    await worker.reads('complaint-receipt', /TS-[0-9A-F]{4}-[0-9A-F]{4}[\s\S]*13800006027/)
    assert.deepEqual(await worker.axe(), [])
    await worker.shot('complaint-receipt')
    const number = await worker.page.getByTestId('complaint-number').textContent()
    // The bell of the court's administrator leads to it.
    await court.goto(`${room.url}/roster/entries`)
    await court.click('bell')
    await court.page.getByTestId('bell-menu').getByText(number).click()
    await court.see('complaints')
    await court.reads('complaints', /王调解员[\s\S]*强迫调解[\s\S]*收到投诉的短信/)
    await court.shot('complaints')
    const mine = court.page.locator('[data-testid="complaints"] > li', { hasText: number })
    await mine.getByTestId('complaint-unlock').click()
    await court.fill('reveal-reason', '核实投诉的经过')
    await court.click('reveal-do')
    await court.reads('reveal-phone', /^13800006027$/)
    assert.deepEqual(await court.axe(), [])
    await court.click('reveal-keep')
    await mine.getByTestId('complaint-decide').click()
    await court.fill('decide-decision', '经查属实，予以批评并暂停三个月。')
    await court.fill('decide-reply', '已暂停其调解工作三个月')
    await court.fill('decide-informed', '市司法局')
    await court.click('decide-suspend')
    assert.deepEqual(await court.axe(), [])
    await court.click('decide-save')
    await court.gone('decide-dialog')
    await mine.getByText('处理结果的短信').waitFor()
    await worker.goto(`${room.url}/roster?query=王调解员`)
    await worker.see('empty')
  })

  test('nobody met a fault and nothing came from elsewhere', () => {
    for (const person of [office, court, worker]) {
      assertNoFaults([person])
      assert.deepEqual(person.foreign, [])
    }
  })
})
