import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'

import type { CaseClocks, CaseEnding, CaseState, CaseView } from '@/api/types'
import { loadWords } from '@/locales'

import ActCard from './ActCard.vue'

beforeEach(() => loadWords('console', 'people', 'terms'))
enableAutoUnmount(afterEach)

function card(state: CaseState, may: readonly string[] = ['case.conduct']) {
  const view = { serial: 'LY2026-000128', state, may, sessions: [], parties: [] } as unknown as CaseView
  const clocks = { clocks: [{ key: 'term', deadline: { due_on: '2026-05-07' } }], pauses: [], extensions: [], offer: {}, now: '2026-04-07T09:00:00+08:00' } as unknown as CaseClocks
  const ending = { parties: [], may: ['end'] } as unknown as CaseEnding
  return mount(ActCard, { props: { view, clocks, ending, people: null }, shallow: true })
}

const offered = (state: CaseState, may?: readonly string[]): (string | undefined)[] =>
  card(state, may).findAll('.acts__b').map(one => one.attributes('data-testid'))

it('offers the way back to the table while what was agreed is not in force', () => {
  expect(offered('agreed')).toEqual(['act-schedule', 'act-extend', 'act-onSite', 'act-offline', 'act-suspend', 'act-award', 'act-end'])
})

it('says before anybody plans that the former signatures will not count', () => {
  expect(card('agreed').find('[data-testid="agreed-again"]').text()).toContain('不作数')
  for (const state of ['in_mediation', 'partly_agreed', 'in_force'] as const) expect(card(state).find('[data-testid="agreed-again"]').exists()).toBe(false)
  expect(card('agreed', ['case.receive']).find('[data-testid="agreed-again"]').exists()).toBe(false)
})

it('offers no meeting once the agreement is in force', () => {
  expect(offered('in_force')).not.toContain('act-schedule')
})

it('lets the term be longer during a suspension, in which it may run on', () => {
  expect(offered('suspended')).toEqual(['act-extend', 'act-award', 'act-end'])
})
