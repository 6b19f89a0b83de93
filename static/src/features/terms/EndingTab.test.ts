import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { handOutNotice } from '@/api/intake'
import { ApiError } from '@/api/problem'
import { closeCase, handOver, writeReport } from '@/api/terms'
import type { CaseEnding, EffectShown } from '@/api/types'
import { loadWords, useText } from '@/locales'

import EndingTab from './EndingTab.vue'

vi.mock('@/api/terms')
vi.mock('@/api/intake', async load => ({ ...await load<object>(), handOutNotice: vi.fn() }))

const REPORT = { basic_facts: '欠薪两个月', why: '差额较大', costly_conduct: '', hints: '', undisputed: [] }

const view = (version: number): CaseEnding => ({
  route: 'register', part: null, prospects: [], list: [], effect: null, doors: [], unsettled: null, applications: [], parties: [], told: [], on_paper: [],
  sign_online: [], efforts: { days: 2, ways: 2, parties: [], bar: null }, agreed_in: [], signed_from: null, signers: [], may: ['report', 'hand_over'],
  ending: {
    code: 'party_unwilling', ended_at: '2026-04-07T09:00:00+08:00', ended_by: '王调解员', reason: '', reported_at: null,
    handed_over_at: null, handed_over: [], received_at: null, received_by: null, receipt_number: '', closed_at: null, steps: ['report', 'hand_over', 'receipt'], owed: 'hand_over', version, report: REPORT,
  },
})

beforeEach(() => {
  sessionStorage.clear()
  return loadWords('console', 'people', 'terms')
})
afterEach(() => useText().setLanguage('zh-CN'))
enableAutoUnmount(afterEach)

/** The tab with the report changed and its save on the way: `answer` and `refuse` end it. */
async function aSaveOnTheWay() {
  let resolve: (kept: CaseEnding) => void = vi.fn()
  let reject: (why: ApiError) => void = vi.fn()
  vi.mocked(writeReport).mockReset().mockReturnValue(new Promise<CaseEnding>((yes, no) => {
    resolve = yes
    reject = no
  }))
  vi.mocked(handOver).mockReset().mockResolvedValue(view(5))
  const tab = mount(EndingTab, { props: { serial: 'LY2026-000128', state: 'ended', source: 'entrusted', view: view(3), now: '2026-04-07T09:00:00+08:00' } })
  await tab.get('[data-testid="report-basic"]').setValue('欠薪三个月')
  await tab.get('[data-testid="report"] form').trigger('submit')
  return {
    tab,
    press: () => tab.get('[data-testid="hand-over"]').trigger('click'),
    async answer(): Promise<void> {
      resolve(view(4))
      await flushPromises()
    },
    async refuse(): Promise<void> {
      reject(new ApiError(409, 'conflict.stale', 'ref-1'))
      await flushPromises()
    },
  }
}

it('hands over what is being saved, once it is saved', async () => {
  const save = await aSaveOnTheWay()
  await save.press()
  expect(handOver).not.toHaveBeenCalled()
  await save.answer()
  expect(handOver).toHaveBeenCalledExactlyOnceWith('LY2026-000128', { version: 4 })
})

it('hands over the version just saved before the page was read again', async () => {
  const save = await aSaveOnTheWay()
  await save.answer()
  await save.press()
  await flushPromises()
  expect(handOver).toHaveBeenCalledExactlyOnceWith('LY2026-000128', { version: 4 })
})

it('hands nothing over when the save it waited for is refused', async () => {
  const save = await aSaveOnTheWay()
  await save.press()
  await save.refuse()
  expect(handOver).not.toHaveBeenCalled()
  expect(save.tab.find('[data-testid="report"] [role="alert"]').exists()).toBe(true)
})

it('saves nothing while the case is being handed over', async () => {
  const save = await aSaveOnTheWay()
  await save.answer()
  vi.mocked(handOver).mockReturnValue(new Promise<CaseEnding>(vi.fn()))
  await save.press()
  await save.tab.get('[data-testid="report"] form').trigger('submit')
  expect(writeReport).toHaveBeenCalledTimes(1)
})

/** The tab of an agreement in force that owes nothing more. */
const inForce = (unsettled: CaseEnding['unsettled'], may: string[], changes: Partial<CaseEnding> = {}) => {
  const before = view(3)
  const shown: CaseEnding = { ...before, ...changes, unsettled, may, ending: before.ending && { ...before.ending, code: 'agreement', steps: [], owed: null } }
  vi.mocked(closeCase).mockReset().mockResolvedValue(shown)
  return mount(EndingTab, { attachTo: document.body, props: { serial: 'LY2026-000128', state: 'in_force', source: 'organisation', view: shown, now: '2026-04-07T09:00:00+08:00' } })
}
const inDialog = (testid: string) => document.querySelector<HTMLElement>(`[data-testid="${testid}"]`)

it('files nothing before somebody was asked and said so', async () => {
  const tab = inForce(null, ['close'])
  await tab.get('[data-testid="close-case"]').trigger('click')
  await flushPromises()
  expect(closeCase).not.toHaveBeenCalled()
  inDialog('close-do')?.click()
  await flushPromises()
  expect(closeCase).toHaveBeenCalledExactlyOnceWith('LY2026-000128', { doors_waived: false })
})

it('files a case with open doors only after the tick that no party wants them', async () => {
  const tab = inForce('doors_open', ['close'])
  await tab.get('[data-testid="close-case"]').trigger('click')
  await flushPromises()
  inDialog('close-do')?.click()
  await flushPromises()
  expect(closeCase).not.toHaveBeenCalled()
  expect(inDialog('close-dialog')?.querySelector('#close-lacks')?.textContent).toContain('问过当事人')
  inDialog('doors-waived')?.click()
  await flushPromises()
  inDialog('close-do')?.click()
  await flushPromises()
  expect(closeCase).toHaveBeenCalledExactlyOnceWith('LY2026-000128', { doors_waived: true })
})

it('says what is still to come of an agreement that is not filed', () => {
  const tab = inForce('performance_owed', [])
  expect(tab.find('[data-testid="close-case"]').exists()).toBe(false)
  expect(tab.get('[data-testid="unsettled"]').text()).toContain('回访日')
  expect(tab.get('[data-step="close"]').text()).toContain('之后')
  expect(tab.find('[aria-current="step"]').exists()).toBe(false)
})

it('says of a mediation that ended how far the part is that was agreed, and lets it take effect', () => {
  const kept: CaseEnding = { ...view(3), part: 'to_sign', agreed_in: [{ session: 's1', number: 1 }], may: ['report', 'take_effect'] }
  const tab = mount(EndingTab, { props: { serial: 'LY2026-000128', state: 'ended', source: 'entrusted', view: kept, now: '2026-04-07T09:00:00+08:00' } })
  expect(tab.find('[data-testid="agreed-part"]').exists()).toBe(true)
  expect(tab.find('[data-testid="kept-part"]').exists()).toBe(true)
})

const OPEN_DOOR = {
  door: 'arbitration_review', open: true, joint: true, article: '', remaining: 21, barriers: [], warnings: [],
  deadline: { rule: 'arbitration_review', article: '', starts_on: '2026-04-07', nominal_on: '2026-04-22', due_on: '2026-04-22', provisional: false, trace: [] },
} as unknown as CaseEnding['doors'][number]
const DEBT = { number: 1, due_on: '2026-03-15', what: '支付两万元', clause: 'payment', state: 'overdue', marks: [], remedies: [] } as const

async function asking(...how: Parameters<typeof inForce>) {
  const tab = inForce(...how)
  await tab.get('[data-testid="close-case"]').trigger('click')
  await flushPromises()
  return tab
}

it.each([['zh-CN', '仲裁审查，最后一天 4月22日'], ['en', 'last day']] as const)('names the doors that filing shuts, each with its last day: %s', async (language, word) => {
  await useText().setLanguage(language)
  await asking('doors_open', ['close'], { doors: [OPEN_DOOR] })
  expect(inDialog('close-doors')?.textContent).toContain(word)
})

it('names before filing what is still owed and will be reminded of no more', async () => {
  await asking(null, ['close'], { effect: { performances: [DEBT, { ...DEBT, number: 2, what: '开离职证明', state: 'performed' }], signatures: [], unbound: [], follow_ups: [], effective_at: '2026-04-07T09:30:00+08:00', complete_at: '2026-04-07T09:30:00+08:00', mediator_signed_at: '2026-04-07T09:30:00+08:00', sealed_at: null, follow_up_on: null, state: 'in_force' } as unknown as EffectShown })
  expect(inDialog('close-owed')?.textContent).toContain('支付两万元')
  expect(inDialog('close-owed')?.textContent).not.toContain('离职证明')
})

it('stays open when the filing is refused, with the reason, and has the page read again', async () => {
  const tab = await asking(null, ['close'])
  vi.mocked(closeCase).mockRejectedValue(new ApiError(409, 'close.performance_owed', 'ref-5'))
  inDialog('close-do')?.click()
  await flushPromises()
  expect(inDialog('close-dialog')?.querySelector('[role="alert"]')?.textContent).toContain('ref-5')
  expect(tab.emitted('done')).toHaveLength(1)
})

it('files once however often it is pressed', async () => {
  await asking(null, ['close'])
  vi.mocked(closeCase).mockReturnValue(new Promise<CaseEnding>(vi.fn()))
  inDialog('close-do')?.click()
  inDialog('close-do')?.click()
  await flushPromises()
  expect(closeCase).toHaveBeenCalledTimes(1)
})

it('goes back with Escape to the button that asked, and files nothing', async () => {
  const tab = inForce(null, ['close'])
  const button = tab.get<HTMLButtonElement>('[data-testid="close-case"]')
  button.element.focus()
  await button.trigger('click')
  await flushPromises()
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  await flushPromises()
  expect(inDialog('close-dialog')).toBeNull()
  expect(document.activeElement).toBe(button.element)
  expect(closeCase).not.toHaveBeenCalled()
})

it.each([
  ['zh-CN', 'to_sign', '各方签名以后生效'], ['zh-CN', 'in_force', '已经生效'], ['en', 'in_force', 'in force'],
] as const)('says in an ended case what the part that was agreed is worth: %s, %s', async (language, part, words) => {
  await useText().setLanguage(language)
  const tab = mount(EndingTab, { props: { serial: 'LY2026-000128', state: 'ended', source: 'entrusted', view: { ...view(3), part, may: [] }, now: '2026-04-07T09:00:00+08:00' } })
  expect(tab.get('[data-testid="agreed-part"]').text()).toContain(words)
  expect(tab.find('[data-testid="effect-form"]').exists()).toBe(false)
})

it('records that a paper was given to a person only when somebody who may says so, once', async () => {
  const party = { identity: 'li', name: '李秀兰', side: 'applicant' } as unknown as CaseEnding['parties'][number]
  const told = (may: string[]) => ({ ...view(3), parties: [party], told: ['li'], may })
  const of = (may: string[]) => mount(EndingTab, { props: { serial: 'LY2026-000128', state: 'ended', source: 'entrusted', view: told(may), now: '2026-04-07T09:00:00+08:00' } })
  vi.mocked(handOutNotice).mockReset().mockReturnValue(new Promise(() => undefined))

  const reader = of([])
  expect(reader.find('[data-testid="notice-li"]').exists()).toBe(true)
  expect(reader.find('[data-testid="notice-handed-li"]').exists()).toBe(false)
  const clerk = of(['serve'])
  await clerk.get('[data-testid="notice-handed-li"]').trigger('click')
  await clerk.get('[data-testid="notice-handed-li"]').trigger('click')

  expect(handOutNotice).toHaveBeenCalledExactlyOnceWith('LY2026-000128', 'li')
})
