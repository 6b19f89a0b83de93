import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'

import { ownCourse } from '@/api/ownCase'
import type { CaseState, OwnCourse, OwnMeeting } from '@/api/types'
import { loadWords } from '@/locales'

import MeetingCards from './MeetingCards.vue'

vi.mock('@/api/ownCase')
vi.mock('vue-router', () => ({ useRouter: () => ({}), RouterLink: 'a' }))

const meeting = { id: 's1', number: 1, state: 'cancelled', starts_at: '2026-03-28T09:30:00+08:00', minutes: 90, mode: 'online', put_off: false } as OwnMeeting
const course: OwnCourse = {
  sessions: [meeting], term: null, performances: [], days: [], facts: null, extension: null, agreement: null, appraising: false,
  ended: { notices: ['arbitrate'], ways: [], part: null } as unknown as OwnCourse['ended'],
}

const shown = async (state: CaseState, answer: OwnCourse) => {
  vi.mocked(ownCourse).mockResolvedValue(answer)
  const card = mount(MeetingCards, { props: { token: 'abc', state } })
  await flushPromises()
  return card
}

beforeEach(() => loadWords('apply'))

it('promises a new time only while mediation goes on', async () => {
  const running = await shown('accepted', { ...course, ended: null })
  const ended = await shown('ended', course)
  expect(running.get('[data-testid="own-cancelled"]').text()).toContain('新的时间')
  expect(ended.get('[data-testid="own-cancelled"]').text()).not.toContain('新的时间')
})

it('says first what can be done once mediation has ended', async () => {
  const ended = await shown('ended', course)
  const order = ended.findAll('section').map(one => one.attributes('data-testid'))
  expect(order).toEqual(['own-ways', 'own-session'])
})
