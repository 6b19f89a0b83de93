import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { correctFirstPapers } from '@/api/people'
import type { CasePeople, CasePerson } from '@/api/types'
import { loadWords } from '@/locales'

import FirstPapersDialog from './FirstPapersDialog.vue'

vi.mock('@/api/people')

const at = (id: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-testid="${id}"]`)

beforeEach(async () => {
  await loadWords('console', 'people', 'terms')
  vi.mocked(correctFirstPapers).mockReset().mockResolvedValue({} as CasePeople)
  const person = { identity: 'zhao', name: '赵工友', named_first: true, version: 3 } as CasePerson
  mount(FirstPapersDialog, { props: { open: true, serial: 'LY2026-000128', person }, attachTo: document.body })
  await flushPromises()
})
enableAutoUnmount(afterEach)

async function submit(): Promise<void> {
  document.querySelector('#first-form')?.dispatchEvent(new Event('submit'))
  await flushPromises()
}

it('corrects nothing that stands already, and nothing without a reason', async () => {
  await submit()
  at('first-no')?.click()
  await flushPromises()
  await submit()
  expect(correctFirstPapers).not.toHaveBeenCalled()
})

it('says what is true and why, over the person as they were read', async () => {
  at('first-no')?.click()
  const reason = at('first-reason') as HTMLTextAreaElement | null
  if (!reason) throw new Error('no field for the reason')
  reason.value = ' 申请书上没有他的名字 '
  reason.dispatchEvent(new Event('input'))
  await flushPromises()
  await submit()
  expect(vi.mocked(correctFirstPapers).mock.lastCall).toEqual(['LY2026-000128', 'zhao', { version: 3, named: false, reason: '申请书上没有他的名字' }])
})
