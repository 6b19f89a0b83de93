import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { complain } from '@/api/roster'
import type { PublicEntry } from '@/api/types'
import { loadWords } from '@/locales'

import ComplaintDialog from './ComplaintDialog.vue'

vi.mock('@/api/roster')

const ABOUT = { id: 'entry1', name: '王调解员' } as PublicEntry

const byTestId = (name: string) => document.querySelector<HTMLElement>(`[data-testid="${name}"]`)

async function write(name: string, text: string): Promise<void> {
  const field = byTestId(name)
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) throw new Error(`no field ${name}`)
  field.value = text
  field.dispatchEvent(new Event('input'))
  await flushPromises()
}

beforeEach(() => loadWords('console', 'roster'))

enableAutoUnmount(afterEach)

it('names what is missing as long as nothing can be sent, and sends once nothing is', async () => {
  mount(ComplaintDialog, { props: { about: ABOUT }, attachTo: document.body })
  await flushPromises()
  byTestId('complaint-send')?.click()
  await flushPromises()
  expect(complain).not.toHaveBeenCalled()
  expect(byTestId('lacks')?.textContent).toBe('还差：为什么投诉、经过（至少 10 个字）、您的姓名、您的手机号')
  byTestId('ground-coercion')?.click()
  await write('complaint-text', '一再说不签字就走不了')
  await write('complaint-name', '李秀兰')
  await write('complaint-phone', '138')
  expect(byTestId('lacks')?.textContent).toBe('还差：您的手机号')
  await write('complaint-phone', '13800006027')
  expect(byTestId('lacks')).toBeNull()
  vi.mocked(complain).mockResolvedValue({ number: 'TS-7F3A-91C2', made_at: '2026-04-07T01:00:00Z' })
  byTestId('complaint-send')?.click()
  await flushPromises()
  expect(complain).toHaveBeenCalledOnce()
  expect(byTestId('complaint-receipt')?.textContent).toMatch(/TS-7F3A-91C2[\s\S]*13800006027/)
})
