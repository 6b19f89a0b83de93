import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { readAward, recordAward } from '@/api/terms'
import type { AwardShown, Finality } from '@/api/types'
import { loadWords } from '@/locales'

import AwardDialog from './AwardDialog.vue'

vi.mock('@/api/terms')

const NOW = '2026-05-20T09:00:00+08:00'
const received = (identity: string, side: 'applicant' | 'respondent') => ({ identity, name: identity, side, on: '2026-03-14', proof: '', annulled_on: null, annulled_proof: '' })
const award = (finality: Finality): AwardShown => ({
  arbitration: 'awarded', number: '洛劳人仲案字〔2026〕57号', finality, received: [received('li', 'applicant'), received('co', 'respondent')], version: 3, may_write: true,
})
const at = (id: string): HTMLInputElement | null => document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`)

beforeEach(() => loadWords('terms'))
enableAutoUnmount(afterEach)

async function aDialog(finality: Finality): Promise<void> {
  vi.mocked(readAward).mockResolvedValue(award(finality))
  vi.mocked(recordAward).mockReset().mockResolvedValue(award(finality))
  mount(AwardDialog, { props: { open: true, serial: 'LY2026-000128', now: NOW }, attachTo: document.body })
  await flushPromises()
}

async function submit(): Promise<void> {
  document.querySelector('#award-form')?.dispatchEvent(new Event('submit'))
  await flushPromises()
}

it('records who received the ruling that set a final award aside, and not before a day is known', async () => {
  await aDialog('final')
  expect(at('award-ruling-li')).toBeNull()
  at('award-annulled')?.click()
  await flushPromises()
  await submit()
  expect(recordAward).not.toHaveBeenCalled()
  const day = at('award-ruling-li')
  if (!day) throw new Error('no field for the day of the ruling')
  day.value = '2026-05-08'
  day.dispatchEvent(new Event('input'))
  await flushPromises()
  await submit()
  expect(vi.mocked(recordAward).mock.lastCall?.[1].received).toEqual([
    { identity: 'li', on: '2026-03-14', proof: '', annulled_on: '2026-05-08', annulled_proof: '' }, { identity: 'co', on: '2026-03-14', proof: '' },
  ])
})

it('asks for no ruling where the award is not final', async () => {
  await aDialog('not_final')
  expect(at('award-annulled')).toBeNull()
})
