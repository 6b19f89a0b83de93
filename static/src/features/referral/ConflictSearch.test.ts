import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { searchRegister } from '@/api/referral'
import { loadWords } from '@/locales'

import ConflictSearch from './ConflictSearch.vue'

vi.mock('@/api/referral')

beforeEach(async () => {
  await loadWords('console', 'referral')
  vi.mocked(searchRegister).mockReset().mockResolvedValue([])
})
enableAutoUnmount(afterEach)

it('searches nothing and says what is missing while nobody said what it is for', async () => {
  const page = mount(ConflictSearch)
  await page.get('[data-testid="register-text"]').setValue('王调解员')
  await page.get('form').trigger('submit')
  expect(searchRegister).not.toHaveBeenCalled()
  expect(page.get('[data-testid="lacks"]').text()).toContain('查来做什么')
})

it('names whom it did not find, also when another name is typed meanwhile', async () => {
  const page = mount(ConflictSearch)
  await page.get('[data-testid="register-text"]').setValue('没有这个人')
  await page.get('[data-testid="register-purpose"]').setValue('agent')
  await page.get('form').trigger('submit')
  await flushPromises()
  await page.get('[data-testid="register-text"]').setValue('王调解员')
  expect(searchRegister).toHaveBeenCalledExactlyOnceWith('没有这个人', 'agent')
  expect(page.get('[data-testid="register-none"]').text()).toContain('没有这个人')
})
