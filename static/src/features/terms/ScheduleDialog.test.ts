import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import type { AuthorityView, CasePeople, CasePerson, CaseView, PartyView } from '@/api/types'
import { loadWords } from '@/locales'

import ScheduleDialog from './ScheduleDialog.vue'

vi.mock('@/api/terms')

const PARTIES = [
  { identity: 'li', name: '李秀兰', side: 'applicant', role: 'party', title: '申请人' },
  { identity: 'lin', name: '林律师', side: 'applicant', role: 'agent', title: '代理人' },
  { identity: 'zhou', name: '某公司', side: 'respondent', role: 'party', title: '被申请人' },
] as unknown as PartyView[]

/** The people of the case: what the company said to mediating online, and the authority of the lawyer. */
const people = (answer: boolean | null, authority: Partial<AuthorityView>): CasePeople => ({
  people: PARTIES.map(one => ({ ...one, absence: null, consents: [{ step: 'online_mediation', answer: one.identity === 'zhou' ? answer : true }] }) as unknown as CasePerson),
  authorities: [{ agent: 'lin', principal: 'li', kind: 'lawyer', revoked_at: null, until: null, ...authority } as AuthorityView],
}) as unknown as CasePeople

const found = (testid: string): HTMLElement | null => document.querySelector(`[data-testid="${testid}"]`)
const comes = (identity: string): boolean => (found(`schedule-person-${identity}`) as HTMLInputElement).checked

beforeEach(async () => {
  sessionStorage.clear()
  await loadWords('terms', 'console')
})

enableAutoUnmount(afterEach)

async function opened(everyone: CasePeople): Promise<void> {
  mount(ScheduleDialog, {
    props: {
      open: true, view: { serial: 'LY2026-000128', parties: PARTIES } as unknown as CaseView, parties: [], due: null,
      now: '2026-11-27T02:00:00Z', nextDay: '2026-11-30', everyone,
    },
    attachTo: document.body,
  })
  await flushPromises()
}

it('proposes the next working day', async () => {
  await opened(people(true, {}))

  expect((found('schedule-when') as HTMLInputElement).value).toBe('2026-11-30T09:30')
})

it('says who was not asked yet', async () => {
  await opened(people(null, {}))

  expect(found('schedule-unasked')?.textContent).toContain('某公司')
})

it('says of no meeting on site that it needs consent to mediation online', async () => {
  await opened(people(null, {}))
  expect(found('schedule-unasked-online')).not.toBeNull()

  found('schedule-mode-on_site')?.click()
  await flushPromises()

  expect(found('schedule-unasked')).not.toBeNull()
  expect(found('schedule-unasked-online')).toBeNull()
})

it('says nothing of it once everybody agreed', async () => {
  await opened(people(true, {}))

  expect(found('schedule-unasked')).toBeNull()
})

it('does not propose an agent whose authority is over, and says why', async () => {
  await opened(people(true, { revoked_at: '2026-11-20T01:00:00Z' }))

  expect([comes('li'), comes('lin'), comes('zhou')]).toEqual([true, false, true])
  expect(found('schedule-gone-lin')).not.toBeNull()
})
