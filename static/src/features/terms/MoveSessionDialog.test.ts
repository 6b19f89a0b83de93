import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { ApiError } from '@/api/problem'
import { rescheduleSession } from '@/api/terms'
import type { SessionSummary } from '@/api/types'
import { loadWords } from '@/locales'

import MoveSessionDialog from './MoveSessionDialog.vue'

vi.mock('@/api/terms')

const SEEN = '2026-04-07T09:00:00+08:00'
const NEWER = '2026-04-08T14:00:00+08:00'

const session = (startsAt: string): SessionSummary => ({
  id: 'session1', serial: 'LY2026-000128', title: '李秀兰 与 某公司', cause: '追索劳动报酬纠纷', number: 1,
  state: 'scheduled', starts_at: startsAt, minutes: 60, mode: 'online', revision: 1, mediator: '王调解员', participants: [],
})

beforeEach(async () => {
  await loadWords('terms')
  vi.mocked(rescheduleSession).mockRejectedValue(new ApiError(409, 'conflict.stale', 'ref-1'))
})

enableAutoUnmount(afterEach)

async function aDialog() {
  const dialog = mount(MoveSessionDialog, {
    props: { open: true, session: session(SEEN), act: 'move', now: Date.parse(SEEN) },
    attachTo: document.body,
  })
  await flushPromises()
  const reason = document.querySelector<HTMLTextAreaElement>('[data-testid="session-reason"]')
  if (!reason) throw new Error('no field for the reason')
  reason.value = '申请人住院'
  reason.dispatchEvent(new Event('input'))
  return {
    show: (startsAt: string) => dialog.setProps({ session: session(startsAt) }),
    async submit(): Promise<string | undefined> {
      document.querySelector('#session-form')?.dispatchEvent(new Event('submit'))
      await flushPromises()
      return vi.mocked(rescheduleSession).mock.lastCall?.[1].was_at
    },
    refreshes: () => dialog.emitted('done')?.length ?? 0,
  }
}

it('says the time that was seen, not the one that came since', async () => {
  const dialog = await aDialog()
  await dialog.show(NEWER)
  expect(await dialog.submit()).toBe(SEEN)
})

it('says the newer time after a refusal when that was shown already and no other one comes', async () => {
  const dialog = await aDialog()
  await dialog.show(NEWER)
  await dialog.submit()
  await dialog.show(NEWER)
  expect(dialog.refreshes()).toBe(1)
  expect(await dialog.submit()).toBe(NEWER)
})

it('says the newer time once the refresh after a refusal has shown it', async () => {
  const dialog = await aDialog()
  await dialog.submit()
  await dialog.show(NEWER)
  expect(await dialog.submit()).toBe(NEWER)
})

it('still says a time when the refresh after a refusal shows the same one', async () => {
  const dialog = await aDialog()
  await dialog.submit()
  await dialog.show(SEEN)
  expect(await dialog.submit()).toBe(SEEN)
})
