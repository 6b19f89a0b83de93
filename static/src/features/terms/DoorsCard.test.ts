import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { applyDoor } from '@/api/terms'
import type { CaseEnding, DoorShown } from '@/api/types'
import { loadWords } from '@/locales'

import DoorsCard from './DoorsCard.vue'

vi.mock('@/api/terms')
beforeEach(() => loadWords('terms'))
enableAutoUnmount(afterEach)

const AT = '2026-04-07T09:30:00+08:00'

function card(barriers: string[]) {
  vi.mocked(applyDoor).mockReset().mockResolvedValue({} as CaseEnding)
  const door: DoorShown = { door: 'judicial_confirmation', open: false, joint: true, article: '', deadline: null, remaining: null, barriers, warnings: [] }
  const view = {
    effect: { state: 'in_force', effective_at: AT, all_signed_at: AT, complete_at: AT, mediator_signed_at: AT, sealed_at: null, clauses: [], performances: [], version: 0, follow_up_on: null, unbound: [], signatures: [] },
    doors: [door], applications: [], may: ['apply'], parties: [{ identity: 'li', name: '李某', side: 'applicant' }],
  } as unknown as CaseEnding
  return mount(DoorsCard, { props: { serial: 'LY2026-000128', view, now: '2026-06-01T09:00:00+08:00' } })
}

it('records what was handed in on paper in time, with its day and proof, though the time is over now', async () => {
  const doors = card(['period_over'])
  expect(doors.find('[data-testid="apply-judicial_confirmation"]').exists()).toBe(false)
  await doors.get('[data-testid="door-handed-on"]').setValue('2026-05-07')
  expect(doors.find('[data-testid="apply-judicial_confirmation"]').exists()).toBe(false)
  await doors.get('[data-testid="door-proof"]').setValue('窗口回执')
  await doors.get('[data-testid="apply-judicial_confirmation"]').trigger('click')
  await flushPromises()
  expect(applyDoor).toHaveBeenCalledExactlyOnceWith('LY2026-000128', expect.objectContaining({ handed: { on: '2026-05-07', proof: '窗口回执' } }))
})

it('opens nothing by an earlier day that something else than the time has closed', async () => {
  const doors = card(['excluded', 'period_over'])
  await doors.get('[data-testid="door-handed-on"]').setValue('2026-05-07')
  await doors.get('[data-testid="door-proof"]').setValue('窗口回执')
  expect(doors.find('[data-testid="apply-judicial_confirmation"]').exists()).toBe(false)
})
