import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { sayOwnPerformance } from '@/api/ownCase'
import type { OwnCourse, OwnPerformance } from '@/api/types'
import { loadWords } from '@/locales'

import PerformanceCards from './PerformanceCards.vue'

vi.mock('@/api/ownCase')

const DUE: OwnPerformance = {
  number: 1, due_on: '2026-04-07', what: '支付工资7,500元', state: 'overdue', own: null, may_say: true, remedies: [],
}
const told = (own: OwnPerformance['own']): OwnPerformance => ({ ...DUE, state: 'claimed', own })

beforeEach(async () => {
  await loadWords('apply')
  vi.mocked(sayOwnPerformance).mockReset().mockResolvedValue({ performances: [told('performed')] } as unknown as OwnCourse)
})

enableAutoUnmount(afterEach)

const places = (cards: ReturnType<typeof mount>) => cards.findAll('.per__b button').map(one => one.attributes('data-testid'))

it('leaves both answers where they are once one is given, so that a second tap says nothing else', async () => {
  const cards = mount(PerformanceCards, { props: { token: 'token-0001', performances: [DUE] }, attachTo: document.body })
  const before = places(cards)
  await cards.get('[data-testid="own-performed-1"]').trigger('click')
  await flushPromises()
  await cards.setProps({ performances: [told('performed')] })
  expect(places(cards)).toEqual(before)
  expect(cards.get('[data-testid="own-performed-1"]').attributes('aria-pressed')).toBe('true')
  await cards.get('[data-testid="own-performed-1"]').trigger('click')
  await flushPromises()
  expect(sayOwnPerformance).toHaveBeenCalledOnce()
  expect(sayOwnPerformance).toHaveBeenCalledWith('token-0001', 1, { extent: 'performed' })
})

it('lets an answer be changed', async () => {
  const cards = mount(PerformanceCards, { props: { token: 'token-0001', performances: [told('performed')] }, attachTo: document.body })
  await cards.get('[data-testid="own-not-performed-1"]').trigger('click')
  await flushPromises()
  expect(sayOwnPerformance).toHaveBeenCalledWith('token-0001', 1, { extent: 'not_performed' })
})
