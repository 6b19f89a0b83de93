// The people of a case by clicks: each answer by itself, a late withdrawal decided, powers with their papers, numbers
// shown for a purpose, tries to reach somebody, and a party who answers by their own link.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'

import { ARTIFACTS, ChromiumPerson, openChromium, PHONE } from './support/browsers.mjs'
import { COMPANY_CODE, MISTYPED_CODE } from './support/idNumbers.mjs'
import { signIn } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { failFast } from './support/steps.mjs'

const OLDER = '孙志强'

describe('the people of a case', { concurrency: false }, () => {
  let room, chromium, mediator, clerk, worker, link
  const identities = {}

  const openPeople = async (person, serial) => {
    await person.goto(`${room.url}/cases/${serial}/people`)
    await person.see('parties')
  }
  const kindOf = (person, name, step) =>
    person.page.locator(`[data-testid="party-${identities[name]}"] td[data-step="${step}"]`).getAttribute('data-kind')

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    mediator = await ChromiumPerson.enter('王调解员', chromium)
    clerk = await ChromiumPerson.enter('陈书记员', chromium, { viewport: PHONE })
    worker = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE })
    await signIn(mediator, room, 'mediator')
  })

  failFast(() => [mediator, clerk, worker], () => room.log)

  after(async () => {
    await chromium?.close()
    await room?.stop()
  })

  test('the case page shows what each person answered to each step', async () => {
    await mediator.goto(`${room.url}/cases/${room.demo.case.serial}`)
    await mediator.see('parties')
    await mediator.see('clocks')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('people-overview')
    await openPeople(mediator, room.demo.case.serial)
    for (const row of await mediator.page.locator('[data-testid^="party-"]').all()) {
      const name = await row.locator('[data-testid^="person-"]').textContent()
      identities[name.trim()] = (await row.getAttribute('data-testid')).replace('party-', '')
    }
    assert.equal(await kindOf(mediator, '李秀兰', 'online_mediation'), 'yes')
    assert.equal(await kindOf(mediator, '李秀兰', 'evidence_exchange'), 'open')
    assert.equal(await kindOf(mediator, '周经理', 'e_signature'), 'na')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('people-tab')
  })

  test('one answer is recorded by the keyboard alone and changes that cell only', async () => {
    await mediator.page.getByTestId(`step-${identities['李秀兰']}-evidence_exchange`).focus()
    await mediator.page.keyboard.press('Enter')
    await mediator.see('answer-dialog')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('people-answer')
    await mediator.page.getByTestId('answer-yes').focus()
    await mediator.page.keyboard.press('Space')
    await mediator.page.getByTestId('answer-do').focus()
    await mediator.page.keyboard.press('Enter')
    await mediator.page.getByTestId('answer-dialog').waitFor({ state: 'detached' })
    const cell = `[data-testid="party-${identities['李秀兰']}"] td[data-step="evidence_exchange"][data-kind="yes"]`
    await mediator.page.locator(cell).waitFor()
    assert.equal(await kindOf(mediator, '李秀兰', 'confirmation'), 'open')
    assert.equal(await kindOf(mediator, '张敏', 'evidence_exchange'), 'open')
  })

  test('a yes taken back shortly before the session needs a reason, waits, and stands until it is decided', async () => {
    await mediator.click(`step-${identities['李秀兰']}-e_service`)
    await mediator.click('answer-no')
    await mediator.see('answer-late')
    await mediator.click('answer-do')
    await mediator.see('answer-dialog')
    await mediator.fill('answer-reason', '手机借给别人了')
    await mediator.shot('people-withdraw')
    await mediator.click('answer-do')
    await mediator.see(`withdrawal-${identities['李秀兰']}-e_service`)
    assert.equal(await kindOf(mediator, '李秀兰', 'e_service'), 'yes')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('people-waiting')
    await mediator.click('withdrawal-decide')
    await mediator.fill('withdrawal-why', '尊重本人意愿')
    await mediator.shot('people-decide')
    await mediator.click('withdrawal-grant')
    await mediator.page.locator(`[data-testid="party-${identities['李秀兰']}"] td[data-step="e_service"][data-kind="back"]`).waitFor()
  })

  test('full authority alone is warned of, missing papers are named, and an authority can be ended', async () => {
    await mediator.click('authority-add')
    await mediator.page.getByTestId('authority-agent').selectOption(identities['赵律师'])
    await mediator.page.getByTestId('authority-principal').selectOption({ index: 1 })
    await mediator.page.getByTestId('authority-kind').selectOption('lawyer')
    await mediator.fill('authority-matters', '全权代理')
    await mediator.see('authority-full')
    assert.match(await mediator.text('authority-missing'), /执业证/)
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('people-authority')
    await mediator.click('power-settle')
    await mediator.page.getByTestId('authority-full').waitFor({ state: 'detached' })
    await mediator.click('paper-authority')
    await mediator.fill('authority-signed', '2026-03-01')
    await mediator.click('authority-do')
    await mediator.page.getByTestId('authority-dialog').waitFor({ state: 'detached' })
    await mediator.see('papers-missing')
    assert.match(await mediator.text('papers-missing'), /律所函/)
    await mediator.page.locator(`[data-testid="authority-revoke-${identities['赵律师']}"]`).last().click()
    await mediator.click('revoke-do')
    await mediator.page.locator('[data-testid^="authority-"][data-stands="false"]').waitFor()
    await mediator.shot('people-powers')
  })

  test('full numbers need a purpose and a reason, and the look is in the log of the court', async () => {
    await mediator.click(`person-${identities['李秀兰']}`)
    assert.match(await mediator.text('sheet-phone'), /138\*\*\*\*6027/)
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('people-sheet')
    await mediator.click('sheet-reveal')
    await mediator.click('reveal-do')
    assert.equal(await mediator.page.getByTestId('reveal-numbers').count(), 0)
    await mediator.fill('reveal-reason', '核对送达电话')
    await mediator.click('reveal-do')
    assert.equal(await mediator.text('reveal-phone'), '13800006027')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('people-numbers')
    await mediator.click('reveal-keep')
    await mediator.page.getByTestId('reveal-dialog').waitFor({ state: 'detached' })
    const opener = `person-${identities['李秀兰']}`
    await mediator.page.waitForFunction((id) => document.activeElement?.getAttribute('data-testid') === id, opener)
    assert.equal(await mediator.page.getByText('13800006027').count(), 0)
    assert.equal(await mediator.page.getByTestId('tab-access').count(), 0)

    await signIn(clerk, room, 'clerk')
    await clerk.goto(`${room.url}/cases/${room.demo.case.serial}/access`)
    await clerk.see('look')
    assert.match(await clerk.text('looks'), /王调解员[\s\S]*李秀兰[\s\S]*核对送达电话/)
    assert.deepEqual(await clerk.axe(), [])
    await clerk.page.getByTestId('looks').screenshot({ path: path.join(ARTIFACTS, 'people-looks-phone.png') })
  })

  test('the court adds a joint respondent on the phone and may not log contacts', async () => {
    await openPeople(clerk, room.demo.case.serial)
    assert.deepEqual(await clerk.axe(), [])
    await clerk.page.getByTestId('parties').screenshot({ path: path.join(ARTIFACTS, 'people-phone.png') })
    assert.equal(await clerk.page.getByTestId('contact-add').count(), 0)
    await clerk.click('person-add')
    await clerk.click('person-side-respondent')
    await clerk.click('person-kind-employer')
    await clerk.fill('person-name', '洛阳某劳务派遣有限公司')
    await clerk.page.getByTestId('person-standing').selectOption('dispatching')
    await clerk.fill('person-phone', '12')
    await clerk.fill('person-number', MISTYPED_CODE)
    await clerk.click('person-do')
    await clerk.see('person-dialog')
    await clerk.see('person-seen')
    assert.match(await clerk.page.getByTestId('person-dialog').textContent(), /最后一位和前面的对不上/u)
    assert.deepEqual(await clerk.axe(), [])
    await clerk.shot('people-add-phone')
    await clerk.fill('person-number', COMPANY_CODE)
    await clerk.fill('person-phone', '037900001111')
    await clerk.click('person-do')
    await clerk.page.getByTestId('person-dialog').waitFor({ state: 'detached' })
    await clerk.page.getByTestId('parties').getByText(/派遣单位/).waitFor()
  })

  test('what somebody else put right meanwhile is shown beside what was typed, and the person decides', async () => {
    const correctMeanwhile = (title) => clerk.page.evaluate(async ([serial, identity, called]) => {
      const here = `/api/cases/${serial}/people`
      const { people } = await (await fetch(here)).json()
      const { version, name, standing, origin } = people.find((one) => one.identity === identity)
      const body = JSON.stringify({ version, name, title: called, standing, origin })
      return (await fetch(`${here}/${identity}`, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body })).status
    }, [room.demo.case.serial, identities['李秀兰'], title])
    await clerk.click(`person-${identities['李秀兰']}`)
    await clerk.click('sheet-correct')
    await clerk.fill('person-title', '申请人（保洁员）')
    assert.equal(await correctMeanwhile('申请人本人'), 200)
    await clerk.click('person-do')
    await clerk.see('two-versions')
    assert.match(await clerk.text('theirs-title'), /申请人本人/)
    assert.match(await clerk.text('mine-title'), /申请人（保洁员）/)
    assert.deepEqual(await clerk.axe(), [])
    await clerk.page.getByTestId('two-versions').scrollIntoViewIfNeeded()
    await clerk.shot('people-two-versions-phone')
    await clerk.click('keep-mine')
    await clerk.click('person-do')
    await clerk.page.getByTestId('person-dialog').waitFor({ state: 'detached' })
    await clerk.page.getByTestId(`party-${identities['李秀兰']}`).getByText('申请人（保洁员）').waitFor()
  })

  test('a party answers a step by their own link on the phone and takes a yes back with a reason', async () => {
    await clerk.click(`person-${identities['李秀兰']}`)
    await clerk.click('sheet-link')
    await clerk.click('link-do')
    link = await clerk.page.getByTestId('own-link').inputValue()
    await worker.goto(link)
    await worker.click('own-open')
    await worker.see('own-steps')
    await worker.click('own-step-confirmation-yes')
    await worker.page.locator('[data-testid="own-step-confirmation"][data-answer="true"]').waitFor()
    assert.equal(await worker.page.locator('[data-testid="own-step-evidence_exchange"]').getAttribute('data-answer'), 'true')
    await worker.click('own-step-confirmation-back')
    await worker.click('own-step-leave')
    await worker.fill('own-step-reason', '想先问问家里人')
    assert.deepEqual(await worker.axe(), [])
    await worker.page.getByTestId('own-steps').screenshot({ path: path.join(ARTIFACTS, 'people-own-steps.png') })
    await worker.click('own-step-leave')
    await worker.page.getByText('您要求撤回').first().waitFor()
    await openPeople(mediator, room.demo.case.serial)
    await mediator.see(`withdrawal-${identities['李秀兰']}-confirmation`)
  })

  test('nobody is called unreachable whom nobody tried to reach, and then the case ends with what was said', async () => {
    await mediator.goto(`${room.url}/cases`)
    await mediator.page.locator('tr', { hasText: OLDER }).getByRole('link').click()
    await mediator.click('tab-people')
    await mediator.click('ask-open')
    await mediator.click('ask-unreachable')
    await mediator.see('ask-untried')
    await mediator.shot('people-untried')
    await mediator.click('ask-keep')
    await mediator.click('contact-add')
    await mediator.click('contact-outcome-no_answer')
    await mediator.fill('contact-note', '响铃无人接听')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('people-contact')
    await mediator.click('contact-do')
    await mediator.see('contact')
    await mediator.click('ask-open')
    await mediator.click('ask-unreachable')
    await mediator.fill('ask-reason', '三天内多次无人接听')
    await mediator.click('ask-do')
    await mediator.see('ask-dialog')
    await mediator.click('ask-sure')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('people-ask')
    await mediator.click('ask-do')
    await mediator.page.getByTestId('ask-dialog').waitFor({ state: 'detached' })
    await mediator.page.locator('[data-testid="case-state"]', { hasText: '终结' }).waitFor()
    assert.equal(await mediator.page.getByTestId('ask-open').count(), 0)
  })
})
