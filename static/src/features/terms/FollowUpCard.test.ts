import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { ApiError } from '@/api/problem'
import { recordFollowUp } from '@/api/terms'
import type { CaseEnding } from '@/api/types'
import { loadWords } from '@/locales'

import FollowUpCard from './FollowUpCard.vue'

vi.mock('@/api/terms')
beforeEach(() => loadWords('console', 'people', 'terms'))
enableAutoUnmount(afterEach)

const ASKED = { on: '2026-05-10', channel: 'telephone', asked: ['李某', '某公司'], found: '第二期没有付', at: '2026-05-10T09:30:00+08:00', by: '王调解员' }

function card(effect: object, may = ['mark']) {
  vi.mocked(recordFollowUp).mockReset().mockResolvedValue({} as CaseEnding)
  const view = {
    effect: { version: 3, follow_up_on: '2026-05-08', follow_ups: [], followed_up_on: null, ...effect }, may,
    parties: [{ identity: 'li', name: '李某', side: 'applicant' }, { identity: 'firm', name: '某公司', side: 'respondent' }],
  } as unknown as CaseEnding
  return mount(FollowUpCard, { attachTo: document.body, props: { serial: 'LY2026-000128', view, now: '2026-05-08T09:00:00+08:00' } })
}
const state = (found: ReturnType<typeof card>) => found.get('[data-testid="follow-up-state"]').attributes('data-state')
const inDialog = (testid: string) => document.querySelector<HTMLInputElement>(`[data-testid="${testid}"]`)

it('is to come before its day, due from that day on, and done once somebody wrote down what was found', () => {
  expect(state(card({ follow_up_on: '2026-05-09' }))).toBe('to_come')
  expect(state(card({}))).toBe('due')
  const done = card({ follow_ups: [ASKED], followed_up_on: '2026-05-10' })
  expect(state(done)).toBe('done')
  expect(done.get('[data-testid="follow-up-0"]').text()).toContain('第二期没有付')
  expect(done.get('[data-testid="follow-up-0"]').text()).toContain('李某')
})

it('lets nobody write who may not', () => {
  expect(card({}, []).find('[data-testid="follow-up"]').exists()).toBe(false)
})

it('names what is missing and sends nothing, then sends who was asked and what was found', async () => {
  const found = card({})
  await found.get('[data-testid="follow-up"]').trigger('click')
  await flushPromises()
  inDialog('follow-up-do')?.click()
  await flushPromises()
  expect(recordFollowUp).not.toHaveBeenCalled()
  expect(inDialog('follow-up-dialog')?.querySelector('#follow-up-lacks')?.textContent).toContain('了解到的情况')

  inDialog('follow-up-asked-firm')?.click()
  const text = inDialog('follow-up-found')
  if (!text) throw new Error('no field')
  text.value = ' 已经付清 '
  text.dispatchEvent(new Event('input'))
  await flushPromises()
  inDialog('follow-up-do')?.click()
  await flushPromises()

  expect(recordFollowUp).toHaveBeenCalledExactlyOnceWith('LY2026-000128', { version: 3, on: '2026-05-08', channel: 'telephone', asked: ['firm'], found: '已经付清' })
  expect(found.emitted('done')).toHaveLength(1)
})

it('keeps what was typed and says why when it is refused', async () => {
  const found = card({})
  vi.mocked(recordFollowUp).mockRejectedValue(new ApiError(409, 'conflict.stale', 'ref-7'))
  await found.get('[data-testid="follow-up"]').trigger('click')
  await flushPromises()
  inDialog('follow-up-asked-li')?.click()
  const text = inDialog('follow-up-found')
  if (!text) throw new Error('no field')
  text.value = '已经付清'
  text.dispatchEvent(new Event('input'))
  await flushPromises()
  inDialog('follow-up-do')?.click()
  await flushPromises()

  expect(inDialog('follow-up-dialog')?.textContent).toContain('ref-7')
  expect(inDialog('follow-up-found')?.value).toBe('已经付清')
})
