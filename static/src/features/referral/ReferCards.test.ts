import { shallowMount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'

import type { CandidateView, ReferralDesk } from '@/api/types'
import { loadWords } from '@/locales'

import ReferCards from './ReferCards.vue'

const house = (id: string, reasons: CandidateView['reasons'] = ['room']) => ({
  id, kind: 'organisation', name: id, organisation_id: null, account: null, type: 'union', fee: 'free', level: 'court', e_seal: true,
  skills: [], speciality: '', reasons, may_be_chosen: !reasons.includes('full'), may_preside: true, open_cases: 0, max_open: 10,
}) as unknown as CandidateView

const desk = (candidates: readonly CandidateView[], more: Partial<ReferralDesk> = {}) => ({
  serial: 'LY2026-000001', may: ['send'], candidates, referrals: [], explanation_owed: [], choice: null, preview: [], now: '2026-11-27T06:20:00Z', materials: 1,
  pool_workers: 10, pool_amount: null, ...more,
}) as unknown as ReferralDesk

const recommended = (candidates: readonly CandidateView[]) =>
  shallowMount(ReferCards, { props: { desk: desk(candidates) } }).findAll('[data-testid="recommended"]').length

beforeEach(async () => {
  await loadWords('referral')
  await loadWords('roster')
})

it('recommends nobody whom something speaks against', () => {
  expect(recommended([house('a', ['other_skill']), house('b', ['full'])])).toBe(0)
  expect(recommended([house('a', ['other_skill']), house('b')])).toBe(1)
})

it('shows whom the case was referred to before, while it is referred anew', () => {
  const past = { id: 'r1', organisation: 'a', mediator: null, state: 'declined', ground: 'out_of_field', reason: '积案较多', sent_at: '2026-11-27T06:17:00Z', chosen_by: 'court' }
  const first = shallowMount(ReferCards, { props: { desk: desk([house('a')]) } })
  const again = shallowMount(ReferCards, { props: { desk: desk([house('a')], { referrals: [past] } as unknown as Partial<ReferralDesk>) } })
  expect(first.find('[data-testid="refer-history"]').exists()).toBe(false)
  expect(again.find('[data-testid="refer-history"]').exists()).toBe(true)
})
