import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'

import type { OwnAgreement, OwnAgreementDoor, OwnApplication } from '@/api/types'
import { loadWords } from '@/locales'

import AgreementCard from './AgreementCard.vue'

const DOOR: OwnAgreementDoor = {
  door: 'judicial_confirmation', joint: true, article: '民事诉讼法 第二百零五条', remaining: 30, barriers: [], warnings: ['excludes_other'], may_apply: true,
  deadline: { rule: 'JUDICIAL_CONFIRM_30D', article: '民事诉讼法 第二百零五条', starts_on: '2026-04-07', nominal_on: '2026-05-07', due_on: '2026-05-07', provisional: false, trace: [] },
}
const WAITING: OwnApplication = {
  id: 'a1', door: 'judicial_confirmation', state: 'awaiting_other', applicant: '李某', applied_at: '2026-04-07T09:00:00+08:00', handed_in_on: null, ruled_on: null, received_on: null,
  waits_for: ['某公司'], declined: [], wording: '2026-11', agrees: true, at: '2026-04-07T09:00:00+08:00', said_by: '', for_self: true, stands_for: [], barred: [], may_answer: false, may_withdraw: true,
}
const AGREEMENT: OwnAgreement = { effective_at: '2026-04-07T09:00:00+08:00', state: 'in_force', partly: false, wording: '2026-11', doors: [DOOR], applications: [] }

beforeEach(() => loadWords('agreement', 'apply'))

enableAutoUnmount(afterEach)

const shown = (change: Partial<OwnAgreement>) => mount(AgreementCard, { props: { agreement: { ...AGREEMENT, ...change } } })

it('says from when the agreement binds, and each door with its last day, who goes through it and how', () => {
  const card = shown({})
  expect(card.get('[data-testid="own-effective"]').text()).toContain('4月7日')
  const door = card.get('[data-testid="own-door-judicial_confirmation"]')
  expect(door.text()).toContain('5月7日')
  expect(door.text()).toContain('还有 30 天')
  expect(door.text()).toContain('各方一起申请')
  expect(door.get('details').text()).toContain('第二百零五条')
})

it('says why a door is not open, and counts no days to it', () => {
  const card = shown({ doors: [{ ...DOOR, barriers: ['period_over'], remaining: -3, may_apply: false }] })
  const door = card.get('[data-testid="own-door-judicial_confirmation"]')
  expect(door.text()).toContain('期限已经过了')
  expect(door.text()).not.toContain('还有')
  expect(door.find('details').exists()).toBe(false)
})

it('names who has not confirmed an application and says that it was not sent', () => {
  const one = shown({ applications: [WAITING] }).get('[data-testid="own-application-judicial_confirmation"]')
  expect(one.text()).toContain('还没有提交')
  expect(one.text()).toContain('还没有确认：某公司')
})

it('tells a ruling with its day, and after a dismissal what is left', () => {
  const granted = shown({ applications: [{ ...WAITING, state: 'granted', waits_for: [], ruled_on: '2026-04-20', received_on: '2026-04-22', may_withdraw: false }] })
  expect(granted.text()).toContain('您 4月22日')
  const dismissed = shown({ applications: [{ ...WAITING, state: 'dismissed', waits_for: [], ruled_on: '2026-04-20', may_withdraw: false }] })
  expect(dismissed.text()).toContain('也可以起诉')
})
