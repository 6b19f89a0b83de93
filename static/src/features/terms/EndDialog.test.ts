import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import type { EffortBar, CaseEnding } from '@/api/types'
import { loadWords } from '@/locales'

import EndDialog from './EndDialog.vue'

vi.mock('@/api/terms')

const ending = (bar: EffortBar | null): CaseEnding => ({
  route: 'register', part: null, prospects: [], list: [], effect: null, doors: [], unsettled: null, applications: [], parties: [], told: [], on_paper: [],
  sign_online: [], efforts: { days: 2, ways: 2, parties: [], bar }, agreed_in: [], signed_from: null, signers: [], may: [], ending: null,
})

const open = (bar: EffortBar | null) => mount(EndDialog, { props: { open: true, serial: 'LY2026-000128', state: 'asking', ending: ending(bar) }, attachTo: document.body })
const at = (id: string): HTMLInputElement | null => document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`)

beforeEach(async () => {
  await loadWords('people')
  await loadWords('terms')
})
enableAutoUnmount(afterEach)

it('keeps “cannot be reached” closed with the reason while another respondent was not tried', async () => {
  open({ code: 'ending.others_remain', facts: { names: '派遣公司' } })
  await flushPromises()
  expect(at('end-party_unreachable')?.disabled).toBe(true)
  expect(at('end-party_unreachable')?.getAttribute('aria-describedby')).toBe('end-bar')
  expect(at('end-bar')?.textContent).toContain('派遣公司')
})

it('names what is lacking and the day where the tries are too few', async () => {
  open({ code: 'contact.too_early', facts: { name: '周经理', days: '1', ways: '2', from_on: '2026-04-08' } })
  await flushPromises()
  expect(at('end-bar')?.textContent).toMatch(/1 天.*2 种.*2026-04-08/u)
})

it('opens it where nobody of a side is left, and keeps the note that no document confirms the number', async () => {
  open(null)
  await flushPromises()
  expect(at('end-party_unreachable')?.disabled).toBe(false)
  expect(at('end-bar')).toBeNull()
  expect(at('end-unconfirmed')?.textContent).toMatch(/没有依据/u)
})
