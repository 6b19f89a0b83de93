import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { answerOwnDoor, applyOwnDoor } from '@/api/ownCase'
import { ApiError } from '@/api/problem'
import type { OwnAgreement, OwnAgreementDoor, OwnApplication, OwnCourse } from '@/api/types'
import { loadWords } from '@/locales'

import AgreementCard from './AgreementCard.vue'

vi.mock('@/api/ownCase')

const DOOR: OwnAgreementDoor = {
  door: 'judicial_confirmation', joint: true, article: '民事诉讼法 第二百零五条', remaining: 30, barriers: [], warnings: ['excludes_other'], may_apply: true,
  deadline: { rule: 'JUDICIAL_CONFIRM_30D', article: '民事诉讼法 第二百零五条', starts_on: '2026-04-07', nominal_on: '2026-05-07', due_on: '2026-05-07', provisional: false, trace: [] },
}
const WAITING: OwnApplication = {
  id: 'a1', door: 'judicial_confirmation', state: 'awaiting_other', applicant: '李某', applied_at: '2026-04-07T09:00:00+08:00', handed_in_on: null, ruled_on: null, received_on: null, awaits_signing: false,
  waits_for: ['某公司'], declined: [], wording: '2026-11', agrees: true, at: '2026-04-07T09:00:00+08:00', said_by: '', for_self: true, stands_for: [], barred: [], may_answer: false, may_withdraw: true,
}
const AGREEMENT: OwnAgreement = { effective_at: '2026-04-07T09:00:00+08:00', state: 'in_force', partly: false, terms: [], wording: '2026-11', doors: [DOOR], applications: [] }

beforeEach(async () => {
  await loadWords('agreement', 'apply')
  vi.mocked(applyOwnDoor).mockReset().mockResolvedValue({} as OwnCourse)
  vi.mocked(answerOwnDoor).mockReset().mockResolvedValue({} as OwnCourse)
})

enableAutoUnmount(afterEach)

const shown = (change: Partial<OwnAgreement>) => mount(AgreementCard, { props: { token: 'token-0001', agreement: { ...AGREEMENT, ...change } } })

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

it('says what was agreed, and that the paper that was signed counts; nothing where nothing was written down', () => {
  const told = shown({ terms: ['公司 12月15日前支付 12600 元。\n双方再无争议。'] }).get('[data-testid="own-terms"]').text()
  expect(told).toContain('12600 元')
  expect(told).toContain('签了字的协议书')
  expect(shown({ terms: [] }).find('[data-testid="own-terms"]').exists()).toBe(false)
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

it('asks with one tap, after what it promises was read', async () => {
  const card = shown({})
  expect(card.get('[data-testid="own-undertakings"]').text()).toContain('自愿')
  await card.get('[data-testid="own-apply-judicial_confirmation"]').trigger('click')
  await flushPromises()
  expect(applyOwnDoor).toHaveBeenCalledWith('token-0001', { door: 'judicial_confirmation', wording: '2026-11' })
  expect(card.emitted('said')).toHaveLength(1)
})

it('offers no application for what is asked of the court itself, nor a promise nobody makes', () => {
  const card = shown({ doors: [{ ...DOOR, door: 'payment_order', joint: false, deadline: null, remaining: null, may_apply: false }] })
  expect(card.text()).toContain('到法院申请支付令')
  expect(card.find('[data-testid^="own-apply"]').exists()).toBe(false)
  expect(card.find('[data-testid="own-undertakings"]').exists()).toBe(false)
})

it('lets whoever is asked confirm or decline, with nothing chosen beforehand', async () => {
  const card = shown({ applications: [{ ...WAITING, agrees: null, at: null, may_answer: true, may_withdraw: false }] })
  const [yes, no] = ['yes', 'no'].map(one => card.get(`[data-testid="own-door-${one}-judicial_confirmation"]`))
  expect([yes?.attributes('aria-pressed'), no?.attributes('aria-pressed')]).toEqual(['false', 'false'])
  await no?.trigger('click')
  await flushPromises()
  expect(answerOwnDoor).toHaveBeenCalledWith('token-0001', 'a1', { agrees: false, wording: '2026-11' })
})

it('says in a plain sentence why a late confirmation is not taken', async () => {
  vi.mocked(answerOwnDoor).mockRejectedValue(new ApiError(409, 'door.closed', 'ref-1'))
  const card = shown({ applications: [{ ...WAITING, agrees: null, at: null, may_answer: true, may_withdraw: false }] })
  await card.get('[data-testid="own-door-yes-judicial_confirmation"]').trigger('click')
  await flushPromises()
  expect(card.text()).toContain('这条路现在不能走')
})

it('lets whoever asked take it back while it waits', async () => {
  const card = shown({ applications: [WAITING] })
  await card.get('[data-testid="own-door-back-judicial_confirmation"]').trigger('click')
  await flushPromises()
  expect(answerOwnDoor).toHaveBeenCalledWith('token-0001', 'a1', { agrees: false, wording: '2026-11' })
})

it('says of a mediation paper that it has no effect before everybody signed for it, nor when somebody did not', () => {
  const paper: OwnApplication = { ...WAITING, door: 'court_paper', state: 'granted', waits_for: [], ruled_on: '2026-04-20', received_on: '2026-04-22', awaits_signing: true, may_withdraw: false }
  const made = shown({ applications: [paper] })
  expect(made.text()).toContain('等各方签收')
  expect(made.text()).toMatch(/您 4月22日.*签收/)
  expect(made.text()).not.toContain('已获准许')
  expect(made.text()).not.toContain('收到裁定')
  const examined = shown({ state: 'under_review', applications: [paper] })
  expect(examined.text()).toContain('调解书已经做好，等各方签收')
  expect(examined.text()).not.toContain('正在审查')
  const refused = shown({ applications: [{ ...paper, state: 'not_signed', awaits_signing: false }] })
  expect(refused.text()).toContain('调解书没有效力')
})
