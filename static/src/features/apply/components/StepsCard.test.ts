import { mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { shallowRef } from 'vue'

import type { CaseState, OwnStep, ConsentStep } from '@/api/types'
import { loadWords } from '@/locales'

import type { OwnCase } from '../useOwnCase'
import StepsCard from './StepsCard.vue'

const step = (code: ConsentStep, answer: boolean | null = null): OwnStep =>
  ({ step: code, answer, at: answer === null ? null : '2026-03-18T09:30:00+08:00', waiting: false, withdrawn: false, refused: '' }) as OwnStep

const asked = (state: CaseState): (string | undefined)[] => {
  const view = { state, steps: [step('online_mediation'), step('confirmation'), step('e_service', true)] }
  const card = mount(StepsCard, { props: { own: { view: shallowRef(view) } as unknown as OwnCase } })
  return card.findAll('[data-answer], .step').map(one => one.attributes('data-testid'))
}

beforeEach(() => loadWords('apply'))

it('asks for everything while the mediation runs, for what may follow once an agreement is in force, for nothing once it is over', () => {
  expect(asked('scheduled')).toEqual(['own-step-online_mediation', 'own-step-confirmation', 'own-step-e_service'])
  expect(asked('in_force')).toEqual(['own-step-confirmation', 'own-step-e_service'])
  expect(asked('ended')).toEqual(['own-step-e_service'])
})

it.each([[48, '48'], [0, '']])('says from how many hours before a session somebody decides first: %i', async (hours, said) => {
  const view = { state: 'scheduled', steps: [step('online_mediation', true)], withdrawal_notice_hours: hours }
  const card = mount(StepsCard, { props: { own: { view: shallowRef(view) } as unknown as OwnCase } })
  await card.get('[data-testid="own-step-online_mediation-back"]').trigger('click')
  const hint = card.get('textarea').attributes('aria-describedby') ?? ''
  expect(card.get(`#${hint}`).text().replace(/\D/g, '')).toBe(said)
})

it('says why it was not granted to take back what holds', () => {
  const refused = { ...step('online_mediation', true), refused: '会议在即' }
  const card = mount(StepsCard, { props: { own: { view: shallowRef({ state: 'scheduled', steps: [refused, step('e_service', true)], withdrawal_notice_hours: 24 }) } as unknown as OwnCase } })
  expect(card.get('[data-testid="own-step-online_mediation-refused"]').text()).toContain('会议在即')
  expect(card.find('[data-testid="own-step-e_service-refused"]').exists()).toBe(false)
})

it('warns of a decision only where a session is held by the consent', async () => {
  const card = mount(StepsCard, { props: { own: { view: shallowRef({ state: 'scheduled', steps: [step('online_mediation', true), step('e_service', true)], withdrawal_notice_hours: 24 }) } as unknown as OwnCase } })
  for (const [code, word] of [['online_mediation', '24'], ['e_service', '马上']] as const) {
    await card.get(`[data-testid="own-step-${code}-back"]`).trigger('click')
    expect(card.get(`[data-testid="own-step-${code}"]`).text()).toContain(word)
  }
})
