// From intake to its end without a mouse: a clerk, an organisation and a mediator who use the keyboard only.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, openChromium } from './support/browsers.mjs'
import { ByKeys } from './support/keys.mjs'
import { Room } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

const SERIAL = 'LY2026-000131'

/** The hour's place in a field of date and time, from the year. */
const HOUR = 3

describe('a case by keys alone', { concurrency: false }, () => {
  let room, chromium
  const people = {}
  const keys = {}

  const inState = (person, id, word) => person.page.locator(`[data-testid="${id}"]`, { hasText: word }).waitFor()
  const signIn = async (name) => {
    const { login, password } = room.account(name)
    await people[name].goto(`${room.url}/sign-in`)
    await people[name].see('login')
    await keys[name].type('login', login)
    await keys[name].type('password', password)
    await keys[name].page.keyboard.press('Enter')
    await people[name].see('account-menu')
    await keys[name].stands('signing in')
  }

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    for (const name of ['clerk', 'organisation', 'mediator']) {
      people[name] = await ChromiumPerson.enter(name, chromium)
      keys[name] = new ByKeys(people[name])
    }
  })

  failFast(() => Object.values(people), () => room.log)

  after(async () => {
    await chromium?.close()
    await room?.stop()
  })

  test('the clerk adds what is missing and takes the application on', async () => {
    const { clerk } = keys
    await signIn('clerk')
    await clerk.press('nav-intake')
    await clerk.press(`intake-${SERIAL}`)
    await clerk.press('step-parties')
    await clerk.choose('consent-respondent-0-yes')
    await clerk.press('step-review')
    await clerk.page.waitForFunction(
      () => document.querySelector('[data-testid="intake-saved"]')?.textContent.includes('已保存')
        && !document.querySelector('[data-testid="take-on"]')?.hasAttribute('aria-disabled'),
    )
    await clerk.press('take-on')
    await clerk.press('intake-case')
    await people.clerk.see('case-state')
  })

  test('the clerk sends it to an organisation', async () => {
    const { clerk } = keys
    await clerk.press('to-referral')
    await clerk.press('choice-court')
    await people.clerk.page.locator('[data-testid="choice"][data-state="court"]').waitFor()
    await clerk.stands('the choice')
    await clerk.press('referral-send')
    await inState(people.clerk, 'referral-state', '待确认接受')
    await clerk.stands('the letter')
  })

  test('the organisation discloses for its mediator and accepts', async () => {
    const { organisation } = keys
    await signIn('organisation')
    await organisation.press('nav-referrals')
    await organisation.follow(`referral-${SERIAL}`)
    await organisation.pick('accept-mediator', '王调解员')
    for (const ground of ['party_or_relative', 'interest', 'other_relation']) await organisation.choose(`${ground}-no`)
    await organisation.press('accept-do')
    await inState(people.organisation, 'referral-state', '已接受')
    await organisation.stands('accepting')
  })

  test('the mediator makes a session; the focus goes back to what opened the dialog', async () => {
    const { mediator } = keys
    await signIn('mediator')
    await people.mediator.page.keyboard.press('Control+k')
    await mediator.isOn('find-case')
    await people.mediator.page.keyboard.insertText(SERIAL)
    await people.mediator.page.keyboard.press('Enter')
    await mediator.follow(`case-${SERIAL}`)
    await people.mediator.see('acts')
    await mediator.press('act-schedule')
    await people.mediator.page.keyboard.press('Escape')
    await people.mediator.gone('schedule-dialog')
    await mediator.isOn('act-schedule')
    await mediator.press('act-schedule')
    await mediator.turn('schedule-when', HOUR, 1)
    assert.match(await people.mediator.page.getByTestId('schedule-when').inputValue(), /T10:30$/)
    await mediator.press('schedule-do')
    await mediator.press('schedule-done')
    await inState(people.mediator, 'case-state', '已排期')
    await mediator.stands('the session was made')
  })

  test('the mediator ends it and reads what is owed next', async () => {
    const { mediator } = keys
    await mediator.press('act-end')
    await mediator.choose('end-differences_too_large')
    await mediator.type('end-reason', '双方差距太大，三次沟通没有结果')
    await mediator.press('end-do')
    await inState(people.mediator, 'case-state', '终结')
    await mediator.stands('the ending')
    await mediator.press('tab-ending')
    await people.mediator.see('ways')
  })

  test('nobody met a fault', () => {
    assertNoFaults(Object.values(people))
  })
})
