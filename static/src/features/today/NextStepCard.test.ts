import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'

import type { ParticipantView, SessionSummary } from '@/api/types'
import { loadWords } from '@/locales'

import NextStepCard from './NextStepCard.vue'

const NOW = '2026-04-07T00:32:00Z'
const zhou: ParticipantView = {
  identity: 'zhou', name: '周经理', side: 'respondent', role: 'party', title: '人事经理', phone: '138****6027', link: 'opened',
  identity_check: 'not_checked', identity_checked_at: null, notice_acknowledged_at: NOW, recording_consent: null, consents: [],
  device_check: null, linked_to: null, removed_reason: null, attending: null, test_asked_at: null, wish: null,
}
const session = (person: ParticipantView): SessionSummary => ({
  id: 's1', serial: 'LY2026-000128', title: '李秀兰 与 公司', cause: '追索劳动报酬纠纷', number: 1, state: 'scheduled',
  starts_at: '2026-04-07T01:00:00Z', minutes: 90, mode: 'online', revision: 0, mediator: '王调解员', participants: [person],
})

async function open(person: ParticipantView, mayHost = true) {
  const nowhere = { template: '<p></p>' }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/room/:session', name: 'room', component: nowhere }, { path: '/cases/:serial', name: 'case', component: nowhere }],
  })
  const page = mount(NextStepCard, {
    props: { step: { kind: 'device', session: session(person), person }, now: Date.parse(NOW), mayHost, mayEnter: true }, global: { plugins: [router] },
  })
  await flushPromises()
  return page
}

beforeEach(async () => {
  await loadWords('console')
})
enableAutoUnmount(afterEach)

it('offers the mediator to write to whoever has not tested', async () => {
  const page = await open(zhou)
  const act = page.get('[data-testid="next-action"]')
  expect(act.text()).toBe('发送测试短信')
  await act.trigger('click')

  expect(page.emitted('test')).toEqual([[zhou, 's1']])
})

it('shows when it was sent, and offers the room instead', async () => {
  const page = await open({ ...zhou, test_asked_at: '2026-04-07T00:30:00Z' })

  expect(page.get('[data-testid="next-asked"]').text()).toContain('8:30')
  expect(page.get('[data-testid="next-action"]').attributes('href')).toBe('/room/s1')
})

it('offers it to nobody who does not lead the session', async () => {
  expect((await open(zhou, false)).get('[data-testid="next-action"]').text()).toBe('进入调解室')
})
