import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'

import { readCauses, readIntake, saveIntake, submitIntake } from '@/api/intake'
import type { IntakeView } from '@/api/types'
import { loadWords } from '@/locales'

import FormView from './FormView.vue'

vi.mock('@/api/intake')
enableAutoUnmount(afterEach)

const VIEW = {
  serial: null, state: null, may_write: true, version: 1, saved_at: '2026-04-07T01:00:00Z', door: 'counter', gaps: [], materials: [], returns: [], kept_until: null, documents: [],
  application: { parties: [], claims: [{ plain: 'unpaid_wages', amount: null, words: '' }], wage: null, workers: 1, cause_code: '', facts: '', place: '', since: '', post: '', arbitration: null },
} as unknown as IntakeView

beforeEach(async () => {
  await loadWords('intake', 'filing', 'console')
  vi.mocked(readIntake).mockResolvedValue(VIEW)
  vi.mocked(saveIntake).mockResolvedValue(VIEW)
  vi.mocked(readCauses).mockRejectedValue(new Error('no line'))
})

it('goes no further with a sum that is none: the field says so and is shown, and nothing is handed in', async () => {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', name: 'intake', component: { template: '<p />' } }, { path: '/case/:serial', name: 'case', component: { template: '<p />' } }] })
  const page = mount(FormView, { props: { id: 'd1' }, attachTo: document.body, global: { plugins: [router], stubs: { ReceiptPanel: true, GapsPanel: true } } })
  await flushPromises()
  const press = (testid: string) => page.get(`[data-testid="${testid}"]`).trigger('click')
  const at = () => page.get('[aria-current="step"] button').attributes('data-testid')
  await press('step-claims')
  const sum = page.get<HTMLInputElement>('[data-testid="amount-unpaid_wages"]')
  await sum.setValue('一万二')

  for (const way of ['intake-next', 'intake-back', 'step-review', 'intake-submit', 'intake-leave']) {
    await press(way)
    await flushPromises()
    expect([way, at(), document.activeElement === sum.element]).toEqual([way, 'step-claims', true])
  }
  expect(page.get('[role="alert"]').text()).not.toBe('')
  expect(submitIntake).not.toHaveBeenCalled()

  await sum.setValue('12000')
  await press('intake-next')
  await flushPromises()
  expect(at()).toBe('step-materials')
})
