/** What was typed into the forms of a case and not sent. */
import { enableAutoUnmount, flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Component } from 'vue'

import { complain } from '@/api/roster'
import { ApiError } from '@/api/problem'
import { endCase, writeReport } from '@/api/terms'
import type { CaseEnding, CasePeople, PublicEntry } from '@/api/types'
import { loadWords } from '@/locales'

import AuthorityDialog from '../people/AuthorityDialog.vue'
import PersonDialog from '../people/PersonDialog.vue'
import ComplaintDialog from '../public/ComplaintDialog.vue'
import DisclosureFields from '../referral/DisclosureFields.vue'
import EffectForm from './EffectForm.vue'
import EndDialog from './EndDialog.vue'
import ReportCard from './ReportCard.vue'

vi.mock('@/api/terms')
vi.mock('@/api/people')
vi.mock('@/api/roster')

const SERIAL = 'LY2026-000128'
const EFFORTS = { days: 2, ways: 2, parties: [], bar: null }
const PARTY = { identity: 'li', name: '李某', side: 'applicant' as const }
const NO_REPORT = { basic_facts: '', why: '', costly_conduct: '', hints: '', undisputed: [] }

const ending = (version = 3, report = NO_REPORT): CaseEnding => ({
  parties: [PARTY], agreed_in: [{ session: 's1', number: 1 }], signed_from: null, signers: [], sign_online: [], efforts: EFFORTS, may: ['report', 'take_effect'],
  ending: { version, report, steps: ['report'] },
} as unknown as CaseEnding)
const people = (): CasePeople => ({
  people: [{ ...PARTY, role: 'party', kind: 'person' }], authorities: [], contacts: [], awarded: false, efforts: EFFORTS,
} as unknown as CasePeople)

const within = (testid: string) => document.querySelector<HTMLInputElement>(`[data-testid="${testid}"]`)

/** Mount it anew, as after a reload or after signing in again. */
async function opened(component: Component, props: Record<string, unknown>): Promise<VueWrapper> {
  const page = mount(component, { props, attachTo: document.body, global: { stubs: { RouterLink: true } } })
  await flushPromises()
  return page
}

async function type(testid: string, words: string): Promise<void> {
  const field = within(testid)
  if (!field) throw new Error(`no field ${testid}`)
  field.value = words
  field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input'))
  await flushPromises()
}

async function press(testid: string): Promise<void> {
  within(testid)?.click()
  await flushPromises()
}

async function submit(form: string): Promise<void> {
  document.querySelector(form)?.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
}

const kept = (): string => Object.keys(sessionStorage).map(name => sessionStorage.getItem(name)).join()

beforeEach(async () => {
  sessionStorage.clear()
  vi.resetAllMocks()
  await loadWords('console', 'terms', 'people', 'filing', 'referral', 'roster')
})
enableAutoUnmount(afterEach)

const REPORT = { serial: SERIAL, view: ending(), editable: true, held: false }
const EFFECT = { serial: SERIAL, source: 'entrusted', view: ending(), now: '2026-04-07T09:00:00+08:00' }
const END = { open: true, serial: SERIAL, state: 'mediating', ending: ending() }
const PEOPLE = { open: true, serial: SERIAL, people: people(), mayUpload: true }

describe('what was typed and not sent is there again in', () => {
  it.each<[string, Component, Record<string, unknown>, string]>([
    ['a report with one field', ReportCard, REPORT, 'report-basic'],
    ['an agreement', EffectForm, EFFECT, 'signed-mediator'],
    ['an ending', EndDialog, END, 'end-reason'],
    ['an authority', AuthorityDialog, PEOPLE, 'authority-matters'],
    ['a person', PersonDialog, PEOPLE, 'person-title'],
    ['a complaint', ComplaintDialog, { about: { id: 'entry-1', name: '洛阳调解委员会' } satisfies Partial<PublicEntry> }, 'complaint-text'],
  ])('%s', async (_, component, props, field) => {
    const said = field === 'signed-mediator' ? '2026-05-20T09:30' : '欠薪两个月，双方差额较大'
    const before = await opened(component, props)
    await type(field, said)
    before.unmount()
    await opened(component, props)

    expect(within(field)?.value).toBe(said)
    expect(within('draft-restored')).not.toBeNull()
  })

  it('what a mediator discloses, ready to be sent when it was whole', async () => {
    const props = { modelValue: null, about: `${SERIAL}/accept` }
    const before = await opened(DisclosureFields, props)
    await press('interest-yes')
    await press('party_or_relative-no')
    await press('other_relation-no')
    await type('disclosure-text', '曾为被申请人提供过咨询')
    before.unmount()
    const after = await opened(DisclosureFields, props)

    expect(within('disclosure-text')?.value).toBe('曾为被申请人提供过咨询')
    expect(within('interest-yes')?.getAttribute('aria-checked')).toBe('true')
    expect(after.emitted('update:modelValue')?.at(-1)).toEqual([{ grounds: ['interest'], text: '曾为被申请人提供过咨询' }])
    after.unmount()
    await opened(DisclosureFields, { ...props, about: `${SERIAL}/preside` })
    expect(within('draft-restored')).toBeNull()
  })

  it('an agreement with each signature beside its own party', async () => {
    const before = await opened(EffectForm, EFFECT)
    const at = document.querySelector<HTMLInputElement>('input[type="datetime-local"]')
    if (!at) throw new Error('no field for a signature')
    at.value = '2026-05-20T09:10'
    at.dispatchEvent(new Event('input'))
    await flushPromises()
    before.unmount()
    await opened(EffectForm, { ...EFFECT, view: { ...ending(), parties: [{ ...PARTY, identity: 'co', name: '公司' }, PARTY] } })

    expect([...document.querySelectorAll<HTMLInputElement>('input[type="datetime-local"]')].slice(0, 2).map(one => one.value)).toEqual(['', '2026-05-20T09:10'])
    expect(kept()).not.toContain('李某')
  })

  it('nothing of the former terms where they were talked over again, and says whose signatures do not count', async () => {
    const before = await opened(EffectForm, EFFECT)
    expect(within('signed-anew')).toBeNull()
    await type('signed-mediator', '2026-05-20T09:10')
    before.unmount()
    await opened(EffectForm, { ...EFFECT, view: { ...ending(), agreed_in: [{ session: 's2', number: 2 }], signed_from: '2026-05-21T10:00:00+08:00' } })

    expect([within('signed-mediator')?.value, within('draft-restored')]).toEqual(['', null])
    expect(within('signed-anew')?.textContent).toContain('10:00')
  })
})

describe('what was typed', () => {
  it('is gone once it was sent', async () => {
    vi.mocked(writeReport).mockResolvedValue(ending(4))
    await opened(ReportCard, REPORT)
    await type('report-basic', '欠薪两个月')
    await type('report-why', '差额较大')
    await submit('[data-testid="report"] form')

    expect(writeReport).toHaveBeenCalledOnce()
    expect(sessionStorage).toHaveLength(0)
  })

  it('stays when sending was refused, and while the dialog is closed', async () => {
    vi.mocked(endCase).mockRejectedValue(new ApiError(409, 'case.state', 'R-1'))
    const dialog = await opened(EndDialog, END)
    await press('end-other')
    await type('end-reason', '申请人已经另行起诉，不再调解')
    await submit('#end-form')
    await dialog.setProps({ open: false })
    await dialog.setProps({ open: true })
    await flushPromises()

    expect(endCase).toHaveBeenCalledOnce()
    expect(within('end-reason')?.value).toBe('申请人已经另行起诉，不再调解')
  })

  it('never says again what may no longer be said of the case', async () => {
    const before = await opened(EndDialog, END)
    await press('end-term_over')
    before.unmount()
    await opened(EndDialog, { ...END, state: 'awaiting_acceptance' })
    await submit('#end-form')

    expect(endCase).not.toHaveBeenCalled()
  })

  it('never overwrites what somebody else saved meanwhile without a word', async () => {
    const before = await opened(ReportCard, REPORT)
    await type('report-basic', '欠薪两个月')
    before.unmount()
    await opened(ReportCard, { ...REPORT, view: ending(4, { ...NO_REPORT, basic_facts: '欠薪三个月' }) })

    expect(within('report-basic')?.value).toBe('欠薪两个月')
    expect(within('theirs-basic_facts')?.textContent).toContain('欠薪三个月')
  })

  it('holds no number of a person and no address', async () => {
    const before = await opened(PersonDialog, PEOPLE)
    await type('person-name', '张敏')
    await type('person-phone', '13900003316')
    await type('person-email', 'min@example.com')
    await type('person-number', '410305199001011234')
    before.unmount()
    await opened(ComplaintDialog, { about: { id: 'entry-1', name: '洛阳调解委员会' } })
    await type('complaint-phone', '13900003317')
    await type('complaint-name', '王某')
    await type('complaint-text', '调解员当场施压')

    expect(kept()).toContain('张敏')
    for (const secret of ['13900003316', 'min@example.com', '410305199001011234', '13900003317', '王某']) expect(kept()).not.toContain(secret)
  })

  it('is sent under the same key when the answer was lost, and under a new one when it was changed', async () => {
    vi.mocked(endCase).mockRejectedValue(new ApiError(0, 'network.timeout', null))
    await opened(EndDialog, END)
    await press('end-other')
    await type('end-reason', '申请人已经另行起诉，不再调解')
    await submit('#end-form')
    await submit('#end-form')
    await type('end-reason', '申请人已经另行起诉，本案不再调解')
    await submit('#end-form')
    const [first, again, changed] = vi.mocked(endCase).mock.calls.map(([, body]) => body.key)

    expect(again).toBe(first)
    expect(changed).not.toBe(first)
  })
})

it('a complaint that was given up leaves nothing for the next one at this machine', async () => {
  await opened(ComplaintDialog, { about: { id: 'entry-1', name: '洛阳调解委员会' } })
  await type('complaint-text', '调解员当场施压，逼迫签字')
  expect(sessionStorage).not.toHaveLength(0)
  await press('complaint-close')

  expect(sessionStorage).toHaveLength(0)
})

it('a complaint that was received is forgotten', async () => {
  vi.mocked(complain).mockResolvedValue({ number: 'T-1', made_at: '2026-05-20T09:00:00+08:00' })
  await opened(ComplaintDialog, { about: { id: 'entry-1', name: '洛阳调解委员会' } })
  await press('ground-ethics')
  await type('complaint-text', '调解员当场施压，逼迫签字')
  await type('complaint-name', '王某')
  await type('complaint-phone', '13900003317')
  await press('complaint-send')

  expect(complain).toHaveBeenCalledOnce()
  expect(sessionStorage).toHaveLength(0)
})
