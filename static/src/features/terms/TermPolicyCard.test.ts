import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { decideTermPolicy, readTermPolicy } from '@/api/terms'
import { loadWords } from '@/locales'

import TermPolicyCard from './TermPolicyCard.vue'

vi.mock('@/api/terms')

const SHIPPED = { extension_days: 30, extensions: 1, base: 'rolled' as const, counts_suspension: true }

beforeEach(() => {
  vi.mocked(readTermPolicy).mockResolvedValue(SHIPPED)
  vi.mocked(decideTermPolicy).mockReset().mockResolvedValue({ ...SHIPPED, counts_suspension: false })
  return loadWords('console', 'terms')
})
enableAutoUnmount(afterEach)

it('counts the days of a suspension unless the court decides otherwise, and says that no document confirms it', async () => {
  const card = mount(TermPolicyCard, { global: { stubs: { RouterLink: true } } })
  await flushPromises()
  expect(card.get<HTMLInputElement>('[data-testid="policy-suspension-counted"]').element.checked).toBe(true)
  expect(card.get('[data-testid="policy-suspension-unconfirmed"]').text()).toContain('未经文件确认')

  await card.get('[data-testid="policy-suspension-apart"]').setValue()
  await card.get('form').trigger('submit')
  await flushPromises()

  expect(vi.mocked(decideTermPolicy).mock.calls).toEqual([[{ seen: SHIPPED, ...SHIPPED, counts_suspension: false }]])
})
