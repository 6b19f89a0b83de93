// One case through every desk by clicks: the worker's phone, the clerk, both sides who choose, the organisation, the
// mediator, and back to the phone. A second case takes every bad turn: late, returned, declined, extended, ended.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, openChromium, PHONE } from './support/browsers.mjs'
import { LATE_NUMBER, OLDER_NUMBER } from './support/idNumbers.mjs'
import { joinByLink, signIn } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { failFast } from './support/steps.mjs'

const COURT = '洛阳市老城区人民法院'
const LATE_EMPLOYER = '洛阳某服装加工有限公司'
const EMPLOYER = '洛阳某火锅餐饮有限公司'

/** The day so many days before today, in Beijing. */
const daysAgo = (days) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(Date.now() - days * 86_400_000))

describe('a case through every desk', { concurrency: false }, () => {
  let room, chromium
  const people = {}
  const enter = async (name, options) => (people[name] = await ChromiumPerson.enter(name, chromium, options))

  /** Axe on the page, its picture, and nothing wider than the screen. */
  const clean = async (person, title) => {
    await person.shot(`journey-${title}`)
    assert.deepEqual(await person.axe(), [], title)
    const [wide, screen] = await person.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    assert.ok(wide <= screen, `${title}: ${wide} px on a screen of ${screen}`)
  }
  const type = async (person, name, value) => {
    await person.fill(name, value)
    await person.page.getByTestId(name).blur()
  }
  /** On to the next question, once it has taken the focus. */
  const next = async (person) => {
    const last = await person.page.locator('main h1').innerText()
    await person.click('form-next')
    await person.page.waitForFunction(
      (before) => document.activeElement?.tagName === 'H1' && document.activeElement.innerText !== before, last,
    )
  }
  const settled = (person) => person.page.waitForFunction(
    () => document.querySelector('[data-testid="intake-saved"]')?.textContent.includes('已保存'),
  )
  const inState = (person, id, word) => person.page.locator(`[data-testid="${id}"]`, { hasText: word }).waitFor()
  const signInAs = async (person, name) => {
    const { login, password } = room.demo.accounts.find((one) => one.name === name)
    await person.goto(`${room.url}/sign-in`)
    await person.fill('login', login)
    await person.fill('password', password)
    await person.click('sign-in')
    await person.see('account-menu')
  }

  /** The eight questions on a phone, to the page with the receipt; returns the serial. */
  const handIn = async (worker, { name, phone, number, employer, awarded }) => {
    await worker.goto(`${room.url}/apply`)
    await worker.click('apply-start')
    await worker.click('what-unpaid_wages')
    await next(worker)
    await type(worker, 'you-name', name)
    await type(worker, 'you-phone', phone)
    await type(worker, 'you-id', number)
    await next(worker)
    await type(worker, 'employer-name', employer)
    await type(worker, 'employer-place', '西工区')
    await next(worker)
    await type(worker, 'work-since', '2023年3月')
    await type(worker, 'work-facts', '2023年3月起在后厨工作，最近三个月没有发工资，找过店长两次。')
    await next(worker)
    await type(worker, 'money-unpaid_wages', '12600')
    await next(worker)
    await worker.click(awarded ? 'arbitration-awarded' : 'arbitration-none')
    if (awarded) {
      await worker.page.getByTestId('award-date').fill(awarded)
      await type(worker, 'award-proof', '当面签收')
    }
    await next(worker)
    await next(worker)
    await worker.page.getByTestId('send-house').selectOption(COURT)
    await worker.click('consent-mediation-yes')
    await worker.click('form-send')
    await worker.see('own-receipt')
    return (await worker.page.locator('main').innerText()).match(/[A-Z]{2}\d{4}-\d{6}/)[0]
  }

  /** What the clerk adds before a case can be taken on. */
  const complete = async (clerk) => {
    await clerk.click('step-claims')
    await clerk.click('cause-proposed')
    await settled(clerk)
    await clerk.click('step-review')
  }
  const takeOn = async (clerk) => {
    await clerk.page.waitForFunction(() => !document.querySelector('[data-testid="take-on"]')?.hasAttribute('aria-disabled'))
    await clerk.click('take-on')
    await clerk.see('intake-case')
    await clerk.click('intake-case')
    await clerk.see('case-state')
  }

  /** What one of the parties said to mediating online, as the clerk heard it. */
  const agrees = async (clerk, serial, name) => {
    await clerk.goto(`${room.url}/cases/${serial}/people`)
    const person = clerk.page.locator('[data-testid^="person-"]', { hasText: name }).first()
    const identity = (await person.getAttribute('data-testid')).replace('person-', '')
    await clerk.click(`step-${identity}-online_mediation`)
    await clerk.click('answer-yes')
    await clerk.click('answer-do')
    await clerk.gone('answer-dialog')
  }

  /** The personal link of one of the parties, as the clerk makes it on the page of the case. */
  const linkOf = async (clerk, serial, name) => {
    await clerk.goto(`${room.url}/cases/${serial}/people`)
    await clerk.page.locator('[data-testid^="person-"]', { hasText: name }).first().click()
    await clerk.click('sheet-link')
    await clerk.click('link-do')
    return await clerk.page.getByTestId('own-link').inputValue()
  }

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    for (const name of ['worker', 'employer', 'late']) await enter(name, { viewport: PHONE })
    for (const name of ['clerk', 'centre', 'mediator', 'other']) await enter(name)
  })

  failFast(() => Object.values(people), () => room.log)

  after(async () => {
    await chromium?.close()
    await room?.stop()
  })

  describe('the straight way', { concurrency: false }, () => {
    let serial, link, meeting

    test('a worker hands in on the phone and reads how far it is', async () => {
      const { worker } = people
      serial = await handIn(worker, {
        name: '何秀英', phone: '13800007721', number: OLDER_NUMBER, employer: EMPLOYER,
      })
      await worker.see('own-course')
      await worker.reads('own-state', '工作人员正在看您的材料')
      assert.equal(await worker.page.locator('[data-testid="own-course"] [aria-current="step"]').count(), 1)
      await clean(worker, 'own-received')
    })

    test('the clerk checks it and takes it on', async () => {
      const { clerk } = people
      await signIn(clerk, room, 'clerk')
      await clerk.click('nav-intake')
      await clerk.click(`intake-${serial}`)
      await clerk.see('receipt-serial')
      await complete(clerk)
      await clean(clerk, 'intake-review')
      await takeOn(clerk)
      await clean(clerk, 'case-taken-on')
    })

    test('from the page of the case the clerk lets both sides choose', async () => {
      const { clerk } = people
      await clerk.click('to-referral')
      await clerk.reads('choice-lacking', new RegExp(EMPLOYER))
      await clean(clerk, 'choice-lacking')
      await agrees(clerk, serial, EMPLOYER)
      await clerk.goto(`${room.url}/referrals/${serial}`)
      await clerk.see('choice-joint')
      await clerk.gone('choice-lacking')
      await clerk.click('choice-joint')
      await clerk.page.locator('[data-testid="choice"][data-state="open"]').waitFor()
      await clean(clerk, 'choice-open')
      link = await linkOf(clerk, serial, EMPLOYER)
    })

    test('worker and employer pick the same mediator, neither seeing the other', async () => {
      const { clerk, worker, employer } = people
      const pick = (person) => person.page.locator('[data-testid="own-choice"] label', { hasText: '王调解员' }).locator('input').check()
      await worker.page.reload()
      await worker.see('own-choice')
      await pick(worker)
      await worker.click('own-pick-do')
      await worker.see('own-picked')
      await clean(worker, 'own-picked')
      await employer.goto(link)
      await employer.see('own-open')
      await clean(employer, 'own-device')
      await employer.click('own-open')
      await employer.see('own-choice')
      assert.doesNotMatch(await employer.text('own-choice'), /您选了/)
      await clean(employer, 'own-choice')
      await pick(employer)
      await employer.click('own-pick-do')
      await employer.gone('own-choice')
      await clerk.goto(`${room.url}/referrals/${serial}`)
      await clerk.page.locator('[data-testid="choice"][data-state="matched"]').waitFor()
      await clean(clerk, 'choice-matched')
      await clerk.click('referral-send')
      await inState(clerk, 'referral-state', '待确认接受')
      await clean(clerk, 'referral-sent')
    })

    test('the organisation accepts in the name of the mediator, with what has to be disclosed', async () => {
      const { centre } = people
      await signIn(centre, room, 'organisation')
      await centre.click('nav-referrals')
      await centre.see('referrals')
      await clean(centre, 'organisation-list')
      await centre.page.getByTestId(`referral-${serial}`).getByRole('link').click()
      await centre.see('accept-mediator')
      const mine = centre.page.getByTestId('accept-mediator').locator('option', { hasText: '王调解员' })
      await centre.page.getByTestId('accept-mediator').selectOption(await mine.getAttribute('value'))
      for (const ground of ['party_or_relative', 'interest']) await centre.click(`${ground}-no`)
      await centre.click('other_relation-yes')
      await centre.fill('disclosure-text', '三年前在这家餐饮公司的园区讲过一次课，没有收取费用。')
      await clean(centre, 'organisation-answer')
      await centre.click('accept-do')
      await inState(centre, 'referral-state', '已接受')
      await centre.page.locator('[data-testid="disclosure"][data-state="asking"]').waitFor()
      await clean(centre, 'organisation-panel')
    })

    test('both sides answer the disclosure on their own pages', async () => {
      for (const person of [people.worker, people.employer]) {
        await person.page.reload()
        await person.see('own-disclosure')
        await clean(person, `own-disclosure-${person.name}`)
        await person.click('own-reply-continue')
        await person.page.getByTestId('own-reply-continue').waitFor({ state: 'detached' })
      }
      await people.centre.page.reload()
      await people.centre.page.locator('[data-testid="disclosure"][data-state="continued"]').waitFor()
    })

    test('the employer reads on the phone what was agreed to at the counter, and the mediator makes the session', async () => {
      const { mediator, employer } = people
      await employer.page.locator('[data-testid="own-step-online_mediation"][data-answer="true"]').waitFor()
      await signIn(mediator, room, 'mediator')
      await clean(mediator, 'mediator-today')
      await mediator.goto(`${room.url}/cases/${serial}`)
      await mediator.see('acts')
      await clean(mediator, 'mediator-case')
      await mediator.click('act-schedule')
      await mediator.fill('schedule-when', `${daysAgo(-3)}T09:30`)
      await mediator.click('schedule-do')
      await mediator.page.locator('[data-testid^="made-link-"]').nth(1).waitFor()
      await clean(mediator, 'mediator-links')
      meeting = await mediator.page.locator('[data-testid^="made-link-"]').first().inputValue()
      await mediator.click('schedule-done')
      await inState(mediator, 'case-state', '已排期')
    })

    test('who lost the link gets a new one long before the day, and the old one opens nothing', async () => {
      const { mediator, worker } = people
      await mediator.click('tab-sessions')
      await mediator.see('readiness')
      await clean(mediator, 'mediator-sessions')
      await mediator.page.locator('[data-testid^="person-"]', { hasText: '何秀英' }).locator('[data-testid^="reissue-"]').click()
      await mediator.click('reissue-do')
      const [lost, back] = [meeting, worker.page.url()]
      meeting = await mediator.page.getByTestId('invitation-url').inputValue()
      await clean(mediator, 'mediator-reissued')
      await mediator.click('reissue-done')
      await worker.goto(lost)
      await worker.see('error-panel')
      assert.equal(await worker.page.getByTestId('join-start').count(), 0)
      await worker.goto(back)
      await worker.see('own-state')
    })

    test('the worker sees the session on the phone, puts it into the calendar and opens its link', async () => {
      const { worker, employer } = people
      await worker.page.reload()
      await worker.see('own-session')
      await worker.reads('own-session', /第 1 次调解会议[\s\S]*手机或者电脑参加/)
      await worker.see('own-term')
      await clean(worker, 'own-scheduled')
      const [file] = await Promise.all([worker.page.waitForEvent('download'), worker.click('own-calendar-1')])
      const written = await readFile(await file.path(), 'utf8')
      assert.match(written, /BEGIN:VEVENT[\s\S]*STATUS:CONFIRMED/)
      assert.doesNotMatch(written, /何秀英|火锅|\/j\//)
      await employer.page.reload()
      await employer.see('own-session')
      await joinByLink(worker, meeting, {
        consent: true,
        visit: async (step) => {
          if (step === 'landing') await worker.see('join-calendar')
          await clean(worker, `meeting-${step}`)
        },
      })
      await worker.see('lobby-not-today')
      const [again] = await Promise.all([worker.page.waitForEvent('download'), worker.click('lobby-calendar')])
      assert.match(again.suggestedFilename(), /\.ics$/)
    })
  })

  describe('every bad turn', { concurrency: false }, () => {
    let serial

    const choose = async (clerk, who) => {
      await clerk.goto(`${room.url}/referrals/${serial}`)
      await clerk.see('choice')
      if (await clerk.isVisible('choice-court')) await clerk.click('choice-court')
      await clerk.page.locator('[data-testid="choice"][data-state="court"]').waitFor()
      if (who) await clerk.page.locator('label[data-testid^="candidate-"]', { hasText: who }).locator('input').check()
    }
    const send = async (clerk) => {
      await clerk.click('referral-send')
      await inState(clerk, 'referral-state', '待确认接受')
    }

    test('a worker comes long after the award, and the clerk returns what does not belong here', async () => {
      const { late, clerk } = people
      serial = await handIn(late, {
        name: '吴国梁', phone: '13800009932', number: LATE_NUMBER, employer: LATE_EMPLOYER, awarded: daysAgo(45),
      })
      await clerk.goto(`${room.url}/intake`)
      await clerk.click(`intake-${serial}`)
      await clerk.click('intake-return')
      await clerk.click('return-inviter_without_jurisdiction')
      await clerk.fill('return-note', '工作地在西工区，请写明上班的地点。')
      await clean(clerk, 'return')
      await clerk.click('return-confirm')
      await clerk.see('intake-returned')
      await late.page.reload()
      await late.see('own-returned')
      await late.reads('own-returned', /退回来了[\s\S]*管辖[\s\S]*请写明上班的地点/)
      await clean(late, 'own-returned')
      await late.click('own-again')
      await late.page.getByTestId('own-returned').waitFor({ state: 'detached' })
    })

    test('nobody goes on before each side was told that the time to sue is over', async () => {
      const { late, clerk } = people
      await clerk.page.reload()
      await clerk.click('step-arbitration')
      await type(clerk, 'award-number', '洛劳人仲案字〔2026〕88号')
      await clerk.click('finality-not_final')
      await settled(clerk)
      await clerk.see('risk')
      await complete(clerk)
      assert.equal(await clerk.page.getByTestId('take-on').getAttribute('aria-disabled'), 'true')
      await clean(clerk, 'explanation-owed')
      await late.page.reload()
      await late.click('own-risk-do')
      await late.page.getByTestId('own-risk-do').waitFor({ state: 'detached' })
      await clean(late, 'own-risk')
      await clerk.page.reload()
      await clerk.click('step-arbitration')
      await clerk.page.getByTestId('explained-0').locator('.c-jade').waitFor()
      assert.equal(await clerk.page.getByTestId('explained-1').locator('.c-jade').count(), 0)
      await clerk.reads('risk', /每个参加调解的当事人都确认后/)
      await clerk.click('explain-phone-1')
      await clerk.page.getByTestId('explained-1').locator('.c-jade').waitFor()
      await clerk.click('step-review')
      await takeOn(clerk)
    })

    test('the organisation declines; the court appoints a mediator by name, who accepts on the phone', async () => {
      const { clerk, centre, other, late } = people
      await choose(clerk)
      await send(clerk)
      await centre.goto(`${room.url}/referrals/${serial}`)
      await centre.click('answer-no')
      await centre.click('decline-unsuitable')
      await centre.fill('decline-reason', '近期人手不足，不能按期办理')
      await centre.click('decline-do')
      await centre.see('referrals')
      await late.page.reload()
      await inState(late, 'own-state', '正在找调解员')
      await choose(clerk, '马调解员')
      await clean(clerk, 'appointed-anew')
      await send(clerk)
      await signInAs(other, '马调解员')
      await other.click('nav-referrals')
      await other.page.getByTestId(`referral-${serial}`).getByRole('link').click()
      await other.see('accept-mediator')
      for (const ground of ['party_or_relative', 'interest', 'other_relation']) await other.click(`${ground}-no`)
      await clean(other, 'mediator-answer')
      await other.click('accept-do')
      await inState(other, 'referral-state', '已接受')
    })

    test('the term is longer only when each side agreed, and the worker reads the new day', async () => {
      const { other, late } = people
      await late.page.reload()
      const before = await late.page.getByTestId('own-term').getAttribute('data-due')
      await other.click('referral-case')
      await other.click('act-extend')
      await other.fill('extension-reason', '等公司补交考勤记录')
      await other.click('extension-ask')
      await other.click('says-yes-applicant')
      await other.click('extension-grant')
      await other.see('problem')
      await other.reads('problem', new RegExp(LATE_EMPLOYER))
      await clean(other, 'extension-missing')
      await other.click('says-yes-respondent')
      await other.click('extension-grant')
      await other.page.getByTestId('extension-dialog').waitFor({ state: 'detached' })
      await late.page.reload()
      await late.see('own-term')
      assert.ok((await late.page.getByTestId('own-term').getAttribute('data-due')) > before)
      await clean(late, 'own-extended')
    })

    test('it ends without agreement, and the worker reads which ways are left', async () => {
      const { other, late } = people
      await other.click('act-end')
      await other.click('end-differences_too_large')
      await other.fill('end-reason', '三次沟通后仍相差一万二千元')
      await other.click('end-do')
      await inState(other, 'case-state', '终结')
      await other.click('tab-ending')
      await other.see('ways')
      await clean(other, 'ended')
      await late.page.reload()
      await late.see('own-ways')
      await late.reads('own-ways', /起诉/)
      assert.doesNotMatch(await late.page.locator('main').innerText(), /失败|一万二千元/)
      await clean(late, 'own-ended')
    })
  })

  test('nobody met a fault', () => {
    for (const person of Object.values(people)) assert.deepEqual(person.faults, [])
  })
})
