// From a worker's phone to the clerk's desk: the first receipt, what is missing, a return, and a case that came late.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'

import { zip } from './support/archive.mjs'
import { ChromiumPerson, LAPTOP, openChromium, PHONE } from './support/browsers.mjs'
import { WORKER_NUMBER } from './support/idNumbers.mjs'
import { signIn } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { failFast } from './support/steps.mjs'

// One white pixel, as a phone would send a photograph.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)
const photo = (name) => ({ name, mimeType: 'image/png', buffer: PNG })

/** A file of an electronic filing with one paper in it; `named` is the digest its list gives. */
const filing = (content, named = createHash('sha256').update(content).digest('hex')) => ({
  name: '网上立案材料.zip',
  mimeType: 'application/zip',
  buffer: zip({
    'manifest.json': Buffer.from(JSON.stringify({
      format: 'efiling-bundle/1', reference: '豫0302网立2026-004417',
      files: [{ path: 'a.png', name: '工资条.png', kind: 'pay', sha256: named }],
    })),
    'a.png': content,
  }),
})

/** The day so many days before today, in Beijing. */
const daysAgo = (days) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(Date.now() - days * 86_400_000))

describe('intake', { concurrency: false }, () => {
  let room, chromium, worker, clerk, serial

  const clean = async (person, title) => {
    await person.shot(title)
    assert.equal(await person.scrollsIntoNothing(), false, title)
    assert.deepEqual(await person.axe(), [], title)
  }
  /** On to the next question, once it has taken the focus. */
  const next = async () => {
    const before = await worker.page.locator('main h1').innerText()
    await worker.click('form-next')
    await worker.page.waitForFunction(
      (last) => document.activeElement?.tagName === 'H1' && document.activeElement.innerText !== last, before,
    )
  }
  const pick = (person, name, value) => person.page.getByTestId(name).selectOption(value)
  /** Typed and left, so that a field that is checked as a whole goes on. */
  const type = async (person, name, value) => {
    await person.fill(name, value)
    await person.page.getByTestId(name).blur()
  }
  const settled = (person) => person.page.waitForFunction(
    () => document.querySelector('[data-testid="intake-saved"]')?.textContent.includes('已保存'),
  )

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    worker = await ChromiumPerson.enter('陈志强', chromium, { viewport: PHONE })
    clerk = await ChromiumPerson.enter('陈书记员', chromium, { viewport: LAPTOP })
  })

  failFast(() => [worker, clerk], () => room.log)

  after(async () => {
    await chromium?.close()
    await room?.stop()
  })

  test('a worker answers eight questions on the phone', async () => {
    await worker.goto(`${room.url}/apply`)
    await worker.see('apply-start')
    await clean(worker, 'apply-start')
    await worker.click('apply-start')
    await worker.see('what-unpaid_wages')
    assert.equal(await worker.page.locator('[data-testid^="matter-"]:not([data-testid="matter-law"])').count(), 2)
    await worker.click('matter-personnel')
    await worker.see('what-public_dismissal')
    await worker.reads('matter-law', /第五十二条/)
    await clean(worker, 'apply-personnel')
    await worker.click('matter-labour')
    await worker.click('what-unpaid_wages')
    await worker.click('what-overtime')
    await clean(worker, 'apply-what')
    await next()
    await type(worker, 'you-name', '陈志强')
    await type(worker, 'you-phone', '13800004410')
    await type(worker, 'you-id', WORKER_NUMBER.toLowerCase())
    await clean(worker, 'apply-you')
    await next()
    await type(worker, 'employer-name', '洛阳北辰重工机械有限公司')
    await type(worker, 'employer-place', '老城区')
    await clean(worker, 'apply-employer')
    await next()
    await type(worker, 'work-since', '2021年5月')
    await type(worker, 'work-facts', '2021年5月起在车间工作，去年十二月起没有发工资，找过车间主任两次。')
    await clean(worker, 'apply-work')
    await next()
    await type(worker, 'money-unpaid_wages', '12,600')
    await type(worker, 'money-overtime', '3400')
    await clean(worker, 'apply-money')
    await next()
    await worker.click('arbitration-none')
    await worker.page.getByTestId('known-on').fill(daysAgo(100))
    await worker.see('limitation-known')
    await worker.click('employment-ended')
    await worker.page.getByTestId('employment-ended-on').fill(daysAgo(60))
    await worker.see('limitation-employment_ended')
    // Pay that is owed counts from the day of leaving, and both claims are for pay.
    await worker.page.getByTestId('limitation-known').waitFor({ state: 'detached' })
    await clean(worker, 'apply-limitation')
    await worker.click('arbitration-awarded')
    await worker.page.getByTestId('award-date').fill(daysAgo(40))
    await type(worker, 'award-proof', 'EMS 签收')
    await clean(worker, 'apply-arbitration')
    await next()
    await worker.page.getByTestId('file-input').setInputFiles([photo('劳动合同.png'), photo('工资条.png')])
    await worker.page.getByTestId('file-list').locator('li').nth(1).waitFor()
    await clean(worker, 'apply-materials')
    await next()
    await worker.see('form-send')
  })

  test('what was typed is still there after the page was closed', async () => {
    await worker.page.waitForFunction(() => document.querySelector('[data-testid="form-saved"]')?.textContent.includes('已保存'))
    await worker.page.reload()
    await worker.see('what-overtime')
    assert.equal(await worker.page.getByTestId('what-overtime').isChecked(), true)
    await next()
    assert.equal(await worker.page.getByTestId('you-id').inputValue(), WORKER_NUMBER)
    await worker.goto(room.url)
    await worker.click('welcome-resume')
    await worker.see('what-overtime')
    for (let step = 0; step < 7; step += 1) await next()
    await worker.see('form-send')
  })

  test('it is handed in with a serial and a receipt that is the same bytes for ever', async () => {
    await worker.click('form-send')
    assert.match(await worker.text('send-house').then(() => worker.page.locator('main').innerText()), /请选一个/)
    await pick(worker, 'send-house', '洛阳市老城区人民法院')
    await worker.click('consent-mediation-yes')
    await clean(worker, 'apply-send')
    await worker.click('form-send')
    await worker.see('own-receipt')
    await clean(worker, 'own-case')
    serial = (await worker.page.locator('main').innerText()).match(/[A-Z]{2}\d{4}-\d{6}/)[0]
    const digests = []
    for (let time = 0; time < 2; time += 1) {
      const [download] = await Promise.all([worker.page.waitForEvent('download'), worker.click('own-download')])
      assert.equal(download.suggestedFilename(), '首次收件凭证.pdf')
      digests.push(createHash('sha256').update(await readFile(await download.path())).digest('hex'))
    }
    assert.equal(digests[0], digests[1])
  })

  test('a message with that serial is ours, another is not', async () => {
    const link = worker.page.url()
    await worker.goto(`${room.url}/check`)
    await worker.fill('check-serial', serial)
    await worker.fill('check-tail', '4410')
    await worker.click('check-do')
    await worker.see('check-yes')
    await clean(worker, 'check-yes')
    await worker.fill('check-tail', '0000')
    await worker.click('check-do')
    await worker.see('check-no')
    await clean(worker, 'check-no')
    await worker.goto(link)
    await worker.see('own-receipt')
  })

  test('the clerk returns it with one of three codes and the worker reads the advice', async () => {
    await signIn(clerk, room, 'clerk')
    await clerk.click('nav-intake')
    await clerk.see('intake-waiting')
    await clean(clerk, 'intake-desk')
    await clerk.click(`intake-${serial}`)
    await clerk.see('receipt-serial')
    await clerk.reads('receipt-serial', serial)
    await clean(clerk, 'intake-source')
    await clerk.click('intake-return')
    await clerk.click('return-confirm')
    await clerk.see('return-dialog')
    await clerk.click('return-unsuitable_online')
    await clean(clerk, 'intake-return')
    await clerk.click('return-confirm')
    await clerk.see('intake-returned')
    await clerk.click('intake-leave')
    await clerk.page.getByTestId('intake-givenBack').getByTestId(`intake-${serial}`).click()
    await clerk.see('intake-returned')
    await worker.page.reload()
    await worker.see('own-returned')
    await worker.reads('own-returned', /现场办理/)
    await clean(worker, 'own-returned')
    await worker.click('own-again')
    await worker.page.getByTestId('own-returned').waitFor({ state: 'detached' })
  })

  test('the case came late: both sides are told before it is taken on', async () => {
    await clerk.page.reload()
    await clerk.click('step-arbitration')
    await type(clerk, 'award-number', '洛劳人仲案字〔2026〕57号')
    await clerk.click('finality-not_final')
    await settled(clerk)
    await clerk.see('risk')
    await clean(clerk, 'intake-late')
    await clerk.click('risk-paper')
    await clerk.see('risk-download')
    const [paper] = await Promise.all([clerk.page.waitForEvent('download'), clerk.click('risk-download')])
    assert.match(paper.suggestedFilename(), /释明.*\.pdf$/)
    await clerk.click('explain-0')
    await clerk.page.getByTestId('explained-0').locator('.c-jade').waitFor()
    await clerk.click('explain-phone-1')
    await clerk.page.getByTestId('explained-1').locator('.c-jade').waitFor()
    await clerk.click('step-claims')
    await clerk.click('cause-proposed')
    await settled(clerk)
    await clean(clerk, 'intake-claims')
    await clerk.click('step-parties')
    await clean(clerk, 'intake-parties')
    await clerk.click('step-review')
    await clerk.page.waitForFunction(() => !document.querySelector('[data-testid="take-on"]')?.hasAttribute('aria-disabled'))
    await clean(clerk, 'intake-ready')
    await clerk.click('take-on')
    await clerk.see('intake-case')
    await worker.page.reload()
    await worker.see('own-state')
    await worker.reads('own-state', /正在找调解员/)
  })

  test('the case page shows the materials, and one is compared with its original', async () => {
    await clerk.click('intake-case')
    await clerk.see('materials-card')
    await clerk.page.getByRole('button', { name: '核对 劳动合同.png' }).click()
    await clerk.click('compare-object')
    await clerk.click('compare-save')
    await clerk.page.getByText('有异议要写理由').waitFor()
    await clerk.fill('compare-objection', '签名不是本人所写')
    await clean(clerk, 'case-compare')
    await clerk.click('compare-save')
    await clerk.page.getByTestId('materials-card').getByText('对方有异议').waitFor()
    await clean(clerk, 'case-materials')
    const [pack] = await Promise.all([clerk.page.waitForEvent('download'), clerk.click('pack-make')])
    assert.match(pack.suggestedFilename(), /^[A-Z]{2}\d{4}-\d{6}-办理情况\.zip$/)
  })

  test('a clerk takes a paper application in: a receipt at once, the rest later', async () => {
    await clerk.click('nav-intake')
    await clerk.click('begin-counter')
    await clerk.click('step-materials')
    await clerk.click('material-upload')
    await clerk.page.getByText('请写明原件由谁保管').waitFor()
    await type(clerk, 'material-holder', '刘建国')
    await clerk.page.getByTestId('material-input').setInputFiles([photo('调解申请书.png')])
    await clerk.page.getByTestId('materials').getByText('代为电子化').waitFor()
    await clerk.page.getByTestId('bundle-input').setInputFiles([filing(PNG, '0'.repeat(64))])
    await clerk.page.locator('[data-testid="bundle-report"][data-applied="false"]').waitFor()
    assert.equal(await clerk.page.getByTestId('materials').getByText('工资条.png').count(), 0)
    await clerk.page.getByTestId('bundle-input').setInputFiles([filing(Buffer.concat([PNG, Buffer.from('2')]))])
    await clerk.page.locator('[data-testid="bundle-report"][data-applied="true"]').waitFor()
    await clerk.page.getByTestId('materials').getByText('工资条.png').waitFor()
    await clean(clerk, 'intake-materials')
    await clerk.click('intake-submit')
    await clerk.see('receipt-serial')
    assert.notEqual(await clerk.text('receipt-serial'), serial)
    const first = await clerk.text('receipt-time')
    await clerk.click('step-parties')
    await type(clerk, 'name-applicant-0', '刘建国')
    await settled(clerk)
    await clerk.reads('receipt-time', first)
    await clerk.click('step-review')
    assert.equal(await clerk.page.getByTestId('take-on').getAttribute('aria-disabled'), 'true')
    await clean(clerk, 'intake-incomplete')
  })

  test('what somebody said at the counter is read back, put on paper and signed', async () => {
    await clerk.click('nav-intake')
    await clerk.click('begin-oral')
    await clerk.click('step-source')
    await clerk.click('read-back')
    await clerk.click('step-parties')
    await type(clerk, 'name-applicant-0', '马桂兰')
    await settled(clerk)
    await clerk.click('intake-submit')
    await clerk.see('receipt-serial')
    await clerk.click('step-source')
    await clerk.click('oral-make')
    await clerk.see('oral-download')
    const [record] = await Promise.all([clerk.page.waitForEvent('download'), clerk.click('oral-download')])
    assert.match(record.suggestedFilename(), /\.pdf$/)
    await clean(clerk, 'intake-oral')
    await clerk.click('oral-sign-0')
    await clerk.page.getByTestId('oral-confirmed-0').locator('.c-jade').waitFor()
    await clerk.page.setViewportSize(PHONE)
    await clean(clerk, 'intake-oral-phone')
    await clerk.page.setViewportSize(LAPTOP)
  })
})
