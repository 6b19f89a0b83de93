import { enableAutoUnmount, flushPromises, mount, RouterLinkStub } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { listUndelivered, sendFactsAgain } from '@/api/delivery'
import { ApiError } from '@/api/problem'
import type { Fault, UndeliveredFact, UndeliveredFacts } from '@/api/types'
import { loadWords, useText } from '@/locales'

import DeliveryView from './DeliveryView.vue'

vi.mock('@/api/delivery')

beforeEach(() => loadWords('console', 'delivery'))
afterEach(() => useText().setLanguage('zh-CN'))
enableAutoUnmount(afterEach)

const FAULTS: readonly Fault[] = ['refused', 'turned_away', 'unanswered', 'unwritten', 'unfit']
const letter = (id: number, changes: Partial<UndeliveredFact> = {}): UndeliveredFact => ({
  id, serial: `LY2026-00012${id}`, name: 'CaseEnded', at: '2026-04-07T09:30:00+08:00', attempts: 12, fault: 'refused', status: 422, behind: 0, ...changes,
})

async function page(...letters: UndeliveredFact[]) {
  const view: UndeliveredFacts = { letters, waiting: 4 }
  vi.mocked(listUndelivered).mockReset().mockResolvedValue(view)
  vi.mocked(sendFactsAgain).mockReset().mockResolvedValue({ letters: [], waiting: 5 })
  const mounted = mount(DeliveryView, { attachTo: document.body, global: { stubs: { RouterLink: RouterLinkStub } } })
  await flushPromises()
  return mounted
}

it.each(['zh-CN', 'en'] as const)('says of every fault what to do next and a code to quote: %s', async (language) => {
  await useText().setLanguage(language)
  const view = await page(...FAULTS.map((fault, index) => letter(index, { fault, status: null })))
  for (const [index, fault] of FAULTS.entries()) {
    const cell = view.get(`[data-testid="undelivered-${index}"]`).text()
    expect(cell).toContain(`delivery.${fault}`)
    expect(cell).not.toContain('delivery.fault')
  }
})

it('reads which fact of which case the button sends, and what waits behind it', async () => {
  const view = await page(letter(1, { behind: 3 }))
  expect(view.get('[data-testid="send-again"]').attributes('aria-label')).toBe('重发：LY2026-000121 调解终结')
  expect(view.text()).toContain('3 条等它')
  expect(view.text()).toContain('另有 4 条')
})

it('sends a fact once however often the button is pressed, and takes the focus to the list it left', async () => {
  const view = await page(letter(1))
  let answer: (found: UndeliveredFacts) => void = vi.fn()
  vi.mocked(sendFactsAgain).mockReturnValue(new Promise((resolve) => { answer = resolve }))
  const button = view.get<HTMLButtonElement>('[data-testid="send-again"]')
  button.element.focus()
  await button.trigger('click')
  await button.trigger('click')
  answer({ letters: [], waiting: 5 })
  await flushPromises()
  expect(sendFactsAgain).toHaveBeenCalledExactlyOnceWith([1])
  expect(view.find('[data-testid="undelivered-1"]').exists()).toBe(false)
  expect(document.activeElement?.tagName).toBe('H2')
})

it('sends no more at once than a request takes', async () => {
  const view = await page(...Array.from({ length: 501 }, (_, id) => letter(id)))
  await view.get('[data-testid="send-all-again"]').trigger('click')
  expect(vi.mocked(sendFactsAgain).mock.calls[0]?.[0]).toHaveLength(500)
})

it('reads the list again when somebody else sent one first, and says so', async () => {
  const view = await page(letter(1), letter(2))
  vi.mocked(sendFactsAgain).mockRejectedValue(new ApiError(409, 'delivery.gone', 'ref-9'))
  vi.mocked(listUndelivered).mockResolvedValue({ letters: [letter(2)], waiting: 4 })
  await view.get('[data-testid="send-all-again"]').trigger('click')
  await flushPromises()
  expect(view.get('[role="alert"]').text()).toContain('有的已经重发过了')
  expect(view.find('[data-testid="undelivered-1"]').exists()).toBe(false)
})

it('keeps what it shows when it cannot be read again, and says that', async () => {
  const view = await page(letter(1))
  vi.mocked(listUndelivered).mockRejectedValue(new ApiError(0, 'network', null))
  await view.get('[data-testid="delivery-refresh"]').trigger('click')
  await flushPromises()
  expect(view.find('[data-testid="undelivered-1"]').exists()).toBe(true)
  expect(view.find('[role="alert"]').exists()).toBe(true)
})
