import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'

import type { LetterView, ReferralDesk } from '@/api/types'
import { loadWords } from '@/locales'

import AcceptCards from './AcceptCards.vue'

const letter: LetterView = {
  court_number: '（2026）豫0302诉前调186号', stage: 'pre_filing', procedure: null,
  award: { arbitration: 'awarded', finality: 'not_final', annulled: false, bar: 'late', untold: [] },
  parties: [{ name: '马海涛', side: 'applicant', kind: 'person', agrees: true }, { name: '豫西物流', side: 'respondent', kind: 'employer', agrees: null }],
  files: [{ id: 'm1', kind: 'contract', name: '劳动合同.pdf' }],
}
const desk = (given: Partial<LetterView> = {}): ReferralDesk => ({
  now: '2026-04-07T01:00:00Z', serial: 'LY2026-000128', title: '马海涛与豫西物流', cause: '经济补偿金纠纷', claim: '经济补偿', place: '西工区', amount: null, workers: 12,
  state: 'awaiting_acceptance', source: 'entrusted', court: '老城区人民法院', explanation_owed: [], judges: [], consent_missing: [], materials: 1,
  letter: { ...letter, ...given }, choice: null, candidates: [], preview: [], term: null, referrals: [], panel: [], disclosures: [], challenges: [], changes: [],
  proposes_ending: false, pool_workers: 10, pool_amount: null, may: ['accept', 'decline'],
})

async function open(found: ReferralDesk): Promise<void> {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', name: 'referrals', component: { template: '' } }] })
  mount(AcceptCards, { props: { desk: found }, global: { plugins: [router] }, attachTo: document.body })
  await flushPromises()
}
const says = (id: string): string => document.querySelector(`[data-testid="${id}"]`)?.textContent ?? ''

beforeEach(async () => {
  await loadWords('console', 'people', 'referral', 'roster', 'terms')
})
enableAutoUnmount(afterEach)

it('tells whoever is asked of the award, of who agreed, of the workers and of the files, before they answer', async () => {
  await open(desk())

  expect(says('accept-stage')).toBe('立案前')
  expect(says('accept-award')).toMatch(/已经裁决 · 非终局裁决.*超过起诉期限 · 已向各方释明/u)
  expect(says('accept-consent')).toBe('马海涛：同意豫西物流：还没有答复')
  expect(says('accept-workers')).toContain('12')
  expect(says('accept-files')).toContain('劳动合同.pdf')
  expect(document.querySelector('[data-testid="accept-file-m1"]')?.getAttribute('href')).toBe('/api/cases/LY2026-000128/materials/m1')
})

it('names who was not told yet what a late suit costs', async () => {
  await open(desk({ award: { arbitration: 'awarded', finality: null, annulled: false, bar: 'late', untold: ['马海涛'] } }))

  expect(says('accept-award')).toContain('还没有向马海涛释明')
})

it('says so where nobody said whether it was arbitrated, and where all agreed', async () => {
  await open(desk({ award: null, parties: letter.parties.map(one => ({ ...one, agrees: true })), files: [] }))

  expect(says('accept-award')).toBe('没有登记')
  expect(says('accept-consent')).toBe('各方均同意')
  expect(says('accept-files')).toContain('没有随函材料')
})
