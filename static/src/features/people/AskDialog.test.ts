import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { concludeAsking } from '@/api/people'
import type { CasePeople, CasePerson, PartyEffort } from '@/api/types'
import { loadWords } from '@/locales'

import AskDialog from './AskDialog.vue'

vi.mock('@/api/people')

const person = (identity: string, name: string, changes: Partial<CasePerson> = {}): CasePerson => ({
  identity, name, side: 'respondent', role: 'party', title: '', kind: 'person', standing: 'usual', origin: 'mainland', phone: '', email: '',
  prefers_email: false, id_number: '', identity_seen: '', linked_to: null, absence: null, named_first: null, version: 0, consents: [], ...changes,
})

const early: PartyEffort = {
  identity: 'zhou', name: '周经理', ground: null, asked_until: '2026-04-10',
  bar: { code: 'contact.too_early', facts: { name: '周经理', days: '1', ways: '1', from_on: '2026-04-08' } },
}

const people = (...parties: PartyEffort[]): CasePeople => ({
  serial: 'LY2026-000128', people: [person('zhou', '周经理'), person('other', '派遣公司')], authorities: [], uncovered: [], withdrawals: [], contacts: [],
  wording: '2026-11', awarded: false, withdrawal_notice_hours: 24, efforts: { days: 2, ways: 2, parties, bar: null },
})

const open = (known: CasePeople) => mount(AskDialog, { props: { open: true, serial: 'LY2026-000128', people: known }, attachTo: document.body })
const at = (id: string): HTMLInputElement => {
  const found = document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`)
  if (!found) throw new Error(`${id} is not there`)
  return found
}

beforeEach(async () => {
  await loadWords('people')
  vi.mocked(concludeAsking).mockReset()
})
enableAutoUnmount(afterEach)

it('shows before anything is pressed that it is too early, what is lacking and from which day it can be done', async () => {
  open(people(early))
  await flushPromises()
  const choice = at('ask-unreachable')
  expect(choice.disabled).toBe(true)
  const words = choice.closest('label')?.textContent ?? ''
  for (const part of ['周经理', '1 天', '1 种', '2026-04-08']) expect(words).toContain(part)
})

it('says that no document confirms how many tries are enough', async () => {
  open(people(early))
  await flushPromises()
  expect(at('ask-unconfirmed').textContent).toMatch(/没有依据.*2 天、2 种/u)
})

it('lets somebody be called unreachable once the tries are enough', async () => {
  open(people({ ...early, ground: 'tried_enough', bar: null }))
  await flushPromises()
  expect(at('ask-unreachable').disabled).toBe(false)
})
