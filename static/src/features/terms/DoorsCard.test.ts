import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { ApiError } from '@/api/problem'
import { applyDoor, ruleDoor } from '@/api/terms'
import type { ApplicationShown, CaseEnding, DoorShown } from '@/api/types'
import { loadWords, useText } from '@/locales'

import DoorsCard from './DoorsCard.vue'

vi.mock('@/api/terms')
beforeEach(() => loadWords('console', 'people', 'terms'))
afterEach(() => useText().setLanguage('zh-CN'))
enableAutoUnmount(afterEach)

const AT = '2026-04-07T09:30:00+08:00'

function card(barriers: string[], applications: ApplicationShown[] = []) {
  vi.mocked(applyDoor).mockReset().mockResolvedValue({} as CaseEnding)
  vi.mocked(ruleDoor).mockReset().mockResolvedValue({} as CaseEnding)
  const door: DoorShown = { door: 'judicial_confirmation', open: !barriers.length, joint: true, article: '', deadline: null, remaining: null, barriers, warnings: [] }
  const view = {
    effect: { state: 'in_force', effective_at: AT, all_signed_at: AT, complete_at: AT, mediator_signed_at: AT, sealed_at: null, clauses: [], performances: [], version: 0, follow_up_on: null, follow_ups: [], followed_up_on: null, unbound: [], signatures: [] },
    doors: [door], applications, may: ['apply'], parties: [{ identity: 'li', name: '李某', side: 'applicant' }],
  } as unknown as CaseEnding
  return mount(DoorsCard, { props: { serial: 'LY2026-000128', view, now: '2026-06-01T09:00:00+08:00' } })
}

it('records what was handed in on paper in time, with its day and proof, though the time is over now', async () => {
  const doors = card(['period_over'])
  expect(doors.find('[data-testid="apply-judicial_confirmation"]').exists()).toBe(false)
  await doors.get('[data-testid="door-handed-on"]').setValue('2026-05-07')
  expect(doors.find('[data-testid="apply-judicial_confirmation"]').exists()).toBe(false)
  await doors.get('[data-testid="door-proof"]').setValue('窗口回执')
  await doors.get('[data-testid="apply-judicial_confirmation"]').trigger('click')
  await flushPromises()
  expect(applyDoor).toHaveBeenCalledExactlyOnceWith('LY2026-000128', expect.objectContaining({ handed: { on: '2026-05-07', proof: '窗口回执' } }))
})

it('opens nothing by an earlier day that something else than the time has closed', async () => {
  const doors = card(['excluded', 'period_over'])
  await doors.get('[data-testid="door-handed-on"]').setValue('2026-05-07')
  await doors.get('[data-testid="door-proof"]').setValue('窗口回执')
  expect(doors.find('[data-testid="apply-judicial_confirmation"]').exists()).toBe(false)
})

const APPLIED: ApplicationShown = {
  id: 'a1', door: 'judicial_confirmation', state: 'sent', applicant: '李某', applied_at: AT, sent_at: AT, ruled_on: null, received: [], awaits_signing: false, note: '', handed_in_on: null, proof: '', answers: [],
}
const RULED: ApplicationShown = {
  ...APPLIED, state: 'granted', ruled_on: '2026-05-20', received: [{ identity: 'li', name: '李某', on: null }, { identity: 'co', name: '某公司', on: '2026-05-22' }],
}

it('records nothing as of today when only half of what was handed in is said, and says which half', async () => {
  const doors = card([])
  await doors.get('[data-testid="door-handed-on"]').setValue('2026-05-07')
  const apply = doors.get('[data-testid="apply-judicial_confirmation"]')
  await apply.trigger('click')
  expect(applyDoor).not.toHaveBeenCalled()
  expect(doors.get(`#${apply.attributes('aria-describedby')}`).text()).toContain('凭据')
})

it('takes the day on paper for one application only, and says before that it will', async () => {
  const doors = card([])
  await doors.get('[data-testid="door-handed-on"]').setValue('2026-05-07')
  await doors.get('[data-testid="door-proof"]').setValue('窗口回执')
  expect(doors.get('[data-testid="handed-now"]').text()).toContain('5月7日')
  await doors.get('[data-testid="apply-judicial_confirmation"]').trigger('click')
  await flushPromises()
  await doors.get('[data-testid="apply-judicial_confirmation"]').trigger('click')
  await flushPromises()
  expect(vi.mocked(applyDoor).mock.calls.map(([, body]) => body.handed)).toEqual([{ on: '2026-05-07', proof: '窗口回执' }, null])
})

it('keeps the day on paper and gives the reference when the application is refused', async () => {
  const doors = card([])
  vi.mocked(applyDoor).mockRejectedValue(new ApiError(422, 'door.handed_in', 'ref-3'))
  await doors.get('[data-testid="door-handed-on"]').setValue('2026-05-07')
  await doors.get('[data-testid="door-proof"]').setValue('窗口回执')
  await doors.get('[data-testid="apply-judicial_confirmation"]').trigger('click')
  await flushPromises()
  expect(doors.get('[role="alert"]').text()).toContain('ref-3')
  expect(doors.get<HTMLInputElement>('[data-testid="door-handed-on"]').element.value).toBe('2026-05-07')
})

it.each(['zh-CN', 'en'] as const)('records no ruling without the day that the paper names, says so, and then records one only: %s', async (language) => {
  await useText().setLanguage(language)
  const doors = card(['applied'], [APPLIED])
  for (const act of ['grant', 'dismiss'] as const) {
    const button = doors.get(`[data-testid="${act}-judicial_confirmation"]`)
    await button.trigger('click')
    expect(doors.get(`#${button.attributes('aria-describedby')}`).text()).toMatch(/以文书为准|as its paper says/)
  }
  expect(ruleDoor).not.toHaveBeenCalled()
  vi.mocked(ruleDoor).mockReturnValue(new Promise<CaseEnding>(vi.fn()))
  await doors.get('[data-testid="ruled-on-judicial_confirmation"]').setValue('2026-05-20')
  await doors.get('[data-testid="dismiss-judicial_confirmation"]').trigger('click')
  await doors.get('[data-testid="grant-judicial_confirmation"]').trigger('click')
  await flushPromises()
  expect(ruleDoor).toHaveBeenCalledExactlyOnceWith('LY2026-000128', 'a1', { action: 'dismiss', on: '2026-05-20' })
})

it('keeps the days on which parties received the ruling, each as the paper shows, and none that nobody typed', async () => {
  const doors = card(['applied'], [{ ...RULED, received: RULED.received.map(one => ({ ...one, on: null })) }])
  const keep = doors.get('[data-testid="received-keep"]')
  await keep.trigger('click')
  expect(ruleDoor).not.toHaveBeenCalled()
  expect(doors.get(`#${keep.attributes('aria-describedby')}`).text()).toContain('至少一方')
  await doors.get('[data-testid="received-on-1"]').setValue('2026-05-22')
  await keep.trigger('click')
  await flushPromises()
  expect(ruleDoor).toHaveBeenCalledExactlyOnceWith('LY2026-000128', 'a1', { action: 'grant', on: '2026-05-20', received: [{ identity: 'co', on: '2026-05-22' }] })
})

it('names of each day of receipt whose it is, and takes none before the ruling', () => {
  const doors = card(['applied'], [RULED])
  const days = doors.findAll<HTMLInputElement>('[data-testid^="received-on-"]')
  expect(days.map(one => one.element.closest('label')?.textContent)).toEqual(['李某收到裁定的日期', '某公司收到裁定的日期'])
  expect(days.map(one => [one.element.min, one.element.value])).toEqual([['2026-05-20', ''], ['2026-05-20', '2026-05-22']])
})

it('asks of a mediation paper who signed for it, and records that somebody does not', async () => {
  const paper: ApplicationShown = { ...RULED, door: 'arbitration_review', awaits_signing: true }
  const doors = card([], [paper])
  expect(doors.get('[data-testid="application-arbitration_review"]').text()).toContain('待各方签收')
  expect(doors.get('[data-testid="agreement-state"]').text()).toBe('等各方签收')
  await doors.get('[data-testid="refuse-arbitration_review"]').trigger('click')
  await flushPromises()
  expect(ruleDoor).toHaveBeenCalledExactlyOnceWith('LY2026-000128', 'a1', expect.objectContaining({ action: 'refuse' }))
  expect(card([], [{ ...RULED }]).find('[data-testid="refuse-judicial_confirmation"]').exists()).toBe(false)
})
