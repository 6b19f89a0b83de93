import { enableAutoUnmount, flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { readYears, recordYears } from '@/api/terms'
import type { YearsShown } from '@/api/types'
import { loadWords } from '@/locales'

import { toast } from '../console/toast'
import YearsDialog from './YearsDialog.vue'

vi.mock('@/api/terms')
vi.mock('../console/toast')

const NOTHING = { known_on: null, employment: null, ended_on: null }
const years: YearsShown = {
  workers: [
    { identity: 'li', name: '李秀兰', said: { known_on: '2025-06-03', employment: 'ended', ended_on: '2025-09-12' }, days: null },
    { identity: 'wang', name: '王建国', said: NOTHING, days: null },
  ],
  version: 4, may_write: true,
}

async function opened(): Promise<void> {
  shown = mount(YearsDialog, { props: { open: true, serial: 'LY2026-000128' }, attachTo: document.body })
  await flushPromises()
}

let shown: VueWrapper
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
  shown.unmount()
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

const DAY = { starts_on: '2026-02-01', nominal: '2027-02-01', due: '2027-02-01', article: '', trace: [], is_over: false }
const some = (worker: Partial<YearsShown['workers'][number]>, whole: Partial<YearsShown> = {}): YearsShown => ({ ...years, ...whole, workers: [{ identity: 'li', name: '李秀兰', said: { ...NOTHING, employment: 'ended' }, days: null, ...worker }] })

async function reopen(seen: YearsShown): Promise<void> {
  vi.mocked(readYears).mockResolvedValue(seen)
  await shown.setProps({ open: false })
  await shown.setProps({ open: true })
  await flushPromises()
}

it('says of each last day for which claims it is, and that it is provisional', async () => {
  await reopen(some({ days: { exempt: false, days: [{ ...DAY, event: 'known', provisional: true }, { ...DAY, event: 'employment_ended', due: '2026-12-01', provisional: false }] } }))
  const lines = [...(at('years-li')?.querySelectorAll('p') ?? [])].map(line => line.textContent)
  expect(lines[0]).toContain('（暂定）')
  expect(lines[0]).toContain('其他请求')
  expect(lines[1]).not.toContain('暂定')
  expect(lines[1]).toContain('拖欠的工资')
})

it('says where no last day can be worked out, and never that days were worked out anew', async () => {
  const seen = some({ days: { exempt: false, days: [] } })
  await reopen(seen)
  expect(at('years-uncounted-li')?.textContent).toContain('还算不出')
  vi.mocked(recordYears).mockResolvedValue(seen)
  at('years-employment-li-ongoing')?.click()
  await flushPromises()
  await submit()
  expect(recordYears).toHaveBeenCalledOnce()
  expect(toast).toHaveBeenLastCalledWith(expect.stringContaining('李秀兰还算不出最后一天'))
})

it('is no form where nothing may be recorded, and says why', async () => {
  await reopen(some({}, { may_write: false }))
  expect(at('years-not-now')?.textContent).toContain('不用登记')
  expect(at('years-known-li')).toBeNull()
  expect(at('years-li')?.textContent).not.toContain('请问本人')
  await submit()
  expect(recordYears).not.toHaveBeenCalled()
})
