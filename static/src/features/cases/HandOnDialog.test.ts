import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { handOn, readColleagues } from '@/api/cases'
import type { Handler } from '@/api/types'
import { loadWords } from '@/locales'

import ToastRegion from '../console/ToastRegion.vue'
import HandOnDialog from './HandOnDialog.vue'

vi.mock('@/api/cases')

const CHEN = { id: 'chen', name: '陈书记员' }
const WANG = { id: 'wang', name: '王书记员' }

const at = (testid: string) => document.querySelector<HTMLElement>(`[data-testid="${testid}"]`)

async function press(testid: string): Promise<void> {
  at(testid)?.click()
  await flushPromises()
}

/** Two cases, in these hands, are handed on to Wang. */
async function handedOn(first: Handler | null, second: Handler | null) {
  const again = vi.fn()
  mount(ToastRegion, { attachTo: document.body })
  const cases = [{ serial: 'LY2026-000128', handler: first }, { serial: 'LY2026-000129', handler: second }]
  const dialog = mount(HandOnDialog, { attachTo: document.body, props: { cases, again } })
  await flushPromises()
  await press('hand-on-to-wang')
  document.querySelector('#hand-on-form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
  dialog.unmount()
  return again
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await loadWords('console', 'desk')
  vi.mocked(handOn).mockReset().mockResolvedValue(undefined)
  vi.mocked(readColleagues).mockReset().mockResolvedValue([{ ...CHEN, is_me: true }, { ...WANG, is_me: false }])
})
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.runAllTimers()
  vi.useRealTimers()
})

it('cases handed on by mistake go back with one press, and the page is read again', async () => {
  const again = await handedOn(CHEN, CHEN)
  await press('undo')

  expect(vi.mocked(handOn).mock.lastCall?.[0]).toMatchObject({
    cases: [{ serial: 'LY2026-000128', seen: 'wang' }, { serial: 'LY2026-000129', seen: 'wang' }], to: 'chen',
  })
  expect(again).toHaveBeenCalledOnce()
  expect(at('toasts')?.textContent).toContain('转回陈书记员')
})

it.each([[null, null], [CHEN, null], [CHEN, WANG], [{ id: 'zhao', name: '已离开的人' }, { id: 'zhao', name: '已离开的人' }]])(
  'nothing is offered to go back where no one colleague had all of them, or that one is gone', async (first, second) => {
    await handedOn(first, second)

    expect(handOn).toHaveBeenCalledOnce()
    expect(at('undo')).toBeNull()
  },
)
