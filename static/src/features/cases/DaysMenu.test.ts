import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { loadWords } from '@/locales'

import DaysMenu from './DaysMenu.vue'
import { queryOf, routeQuery } from './search'

beforeEach(() => loadWords('console', 'desk'))
enableAutoUnmount(afterEach)

const field = (testid: string) => document.querySelector<HTMLInputElement | HTMLSelectElement>(`[data-testid="${testid}"]`)

function put(testid: string, value: string): void {
  const input = field(testid)
  if (!input) throw new Error(testid)
  input.value = value
  input.dispatchEvent(new Event(input instanceof HTMLSelectElement ? 'change' : 'input'))
}

async function opened() {
  const menu = mount(DaysMenu, { attachTo: document.body, props: { asked: queryOf({ state: 'scheduled', page: '3' }) } })
  await menu.get('[data-testid="filter-days"]').trigger('click')
  await flushPromises()
  return menu
}

async function ask(): Promise<void> {
  document.querySelector('[data-testid="days"] form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
}

it('asks for days, a period and workers together, beside what was asked for, from the first page', async () => {
  const menu = await opened()
  put('received-from', '2026-01-01')
  put('received-to', '2026-03-31')
  put('days-rule', 'SUE_15D')
  put('days-workers', '10')
  await ask()

  const asked = menu.emitted('ask')?.map(([search]) => routeQuery(search as Parameters<typeof routeQuery>[0]))
  expect(asked).toEqual([{ state: ['scheduled'], received_from: '2026-01-01', received_to: '2026-03-31', rule: 'SUE_15D', workers_from: '10' }])
})

it('says that days end before they begin, and asks for nothing', async () => {
  const menu = await opened()
  put('dueOn-from', '2026-04-02')
  put('dueOn-to', '2026-04-01')
  await ask()

  expect(menu.emitted('ask')).toBeUndefined()
  expect(document.querySelector('[data-testid="days"] [role="alert"]')?.textContent).toContain('结束的日子早于开始的日子')
})
