import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { readYears, recordYears } from '@/api/terms'
import type { YearsShown } from '@/api/types'
import { loadWords } from '@/locales'

import YearsDialog from './YearsDialog.vue'

vi.mock('@/api/terms')

const NOTHING = { known_on: null, employment: null, ended_on: null }
const years: YearsShown = {
  workers: [
    { identity: 'li', name: '李秀兰', said: { known_on: '2025-06-03', employment: 'ended', ended_on: '2025-09-12' }, days: null },
    { identity: 'wang', name: '王建国', said: NOTHING, days: null },
  ],
  version: 4, may_write: true,
}

async function opened(): Promise<void> {
  dialog = mount(YearsDialog, { props: { open: true, serial: 'LY2026-000128' }, attachTo: document.body })
  await flushPromises()
}

let dialog: ReturnType<typeof mount>
const at = (id: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-testid="${id}"]`)

beforeEach(async () => {
  await loadWords('filing')
  await loadWords('people')
  vi.mocked(readYears).mockResolvedValue(years)
  vi.mocked(recordYears).mockReset().mockResolvedValue(years)
  sessionStorage.clear()
  await opened()
})
enableAutoUnmount(afterEach)

async function type(id: string, value: string): Promise<void> {
  const field = at(id) as HTMLInputElement | null
  if (!field) throw new Error(`no field ${id}`)
  field.value = value
  field.dispatchEvent(new Event('input'))
  await flushPromises()
}

async function submit(): Promise<void> {
  document.querySelector('#years-form')?.dispatchEvent(new Event('submit'))
  await flushPromises()
}

it('records the days of whom they changed for, and of nobody else', async () => {
  await submit()
  expect(recordYears).not.toHaveBeenCalled()
  await type('years-known-wang', '2025-10-09')
  await submit()
  expect(vi.mocked(recordYears).mock.lastCall).toEqual(['LY2026-000128', { version: 4, said: [{ identity: 'wang', known_on: '2025-10-09', employment: null, ended_on: null }] }])
})

it('sends no last day of whoever still works there', async () => {
  at('years-employment-li-ongoing')?.click()
  await flushPromises()
  await submit()
  expect(vi.mocked(recordYears).mock.lastCall?.[1].said).toEqual([{ identity: 'li', known_on: '2025-06-03', employment: 'ongoing', ended_on: null }])
})

it('leaves what another worker told after a draft was typed, and sends that line no more', async () => {
  await type('years-known-wang', '2025-10-09')
  await type('years-known-li', '2025-06-04')
  const told: YearsShown = { ...years, version: 5, workers: years.workers.map(one => (one.identity === 'wang' ? { ...one, said: { ...NOTHING, known_on: '2025-11-01' } } : one)) }
  vi.mocked(readYears).mockResolvedValue(told)
  dialog.unmount()
  await opened()
  expect((at('years-known-wang') as HTMLInputElement).value).toBe('2025-11-01')
  await submit()
  expect(vi.mocked(recordYears).mock.lastCall?.[1].said.map(one => [one.identity, one.known_on])).toEqual([['li', '2025-06-04']])
})

it('takes back what was told, of that worker alone', async () => {
  at('years-clear-li')?.click()
  await flushPromises()
  await submit()
  expect(vi.mocked(recordYears).mock.lastCall?.[1].said).toEqual([{ identity: 'li', known_on: null, employment: null, ended_on: null }])
})

it('sends no day that has not come yet', async () => {
  await type('years-known-wang', '2999-01-01')
  await submit()
  expect(recordYears).not.toHaveBeenCalled()
})
