import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { ApiError } from '@/api/problem'
import { startChoice } from '@/api/referral'
import type { ReferralDesk } from '@/api/types'
import { loadWords, useText } from '@/locales'

import ChoiceCard from './ChoiceCard.vue'

vi.mock('@/api/referral')

beforeEach(async () => {
  await loadWords('console', 'people', 'referral', 'roster', 'terms')
  vi.mocked(startChoice).mockReset().mockResolvedValue({} as ReferralDesk)
})
afterEach(() => useText().setLanguage('zh-CN'))
enableAutoUnmount(afterEach)

/** Both picked the centre, to which nothing can be referred now. */
function gone(changes: Partial<ReferralDesk> = {}) {
  const desk = {
    serial: 'LY2026-000129', source: 'court', may: ['start_choice'], consent_missing: [], now: '2026-04-07T09:00:00+08:00',
    candidates: [{ id: 'centre', kind: 'organisation', name: '西工区调解中心', may_be_chosen: false }],
    choice: { state: 'matched', choosers: [], handed_over: null, due: null, chosen: 'centre' }, ...changes,
  } as unknown as ReferralDesk
  return mount(ChoiceCard, { props: { desk } })
}
const inChoice = (testid: string) => `[data-testid="${testid}"]`

it('names whom both picked and why it does not go on, and offers both ways out', () => {
  const card = gone()
  expect(card.get(inChoice('choice-gone')).text()).toContain('双方选择一致：西工区调解中心')
  expect(card.get(inChoice('choice-gone')).text()).toContain('已满额')
  expect(card.findAll('button').map(one => one.text())).toEqual(['请双方再选', '由法院指定'])
})

it('says in English too that both picked the same, also of whom no list holds any more', async () => {
  await useText().setLanguage('en')
  const card = gone({ candidates: [] })
  expect(card.get(inChoice('choice-gone')).text()).toContain('Both picked the same')
})

it('begins one round, however often the button is pressed', async () => {
  let answer: (desk: ReferralDesk) => void = vi.fn()
  vi.mocked(startChoice).mockReturnValue(new Promise((resolve) => { answer = resolve }))
  const card = gone()
  await card.get(inChoice('choice-again')).trigger('click')
  await card.get(inChoice('choice-again')).trigger('click')
  await card.get(inChoice('choice-court')).trigger('click')
  answer({ serial: 'LY2026-000129' } as ReferralDesk)
  await flushPromises()
  expect(startChoice).toHaveBeenCalledExactlyOnceWith('LY2026-000129', { joint: true })
  expect(card.emitted('done')).toHaveLength(1)
})

it('says beside the button that lies still who has not agreed yet', async () => {
  const card = gone({ consent_missing: ['配送公司'] })
  const again = card.get(inChoice('choice-again'))
  await again.trigger('click')
  expect(startChoice).not.toHaveBeenCalled()
  expect(card.get(`#${again.attributes('aria-describedby')}`).text()).toContain('配送公司')
})

it('offers an organisation no court to appoint in a case of its own', () => {
  const card = gone({ source: 'organisation' })
  expect(card.find(inChoice('choice-court')).exists()).toBe(false)
  expect(card.get(inChoice('choice-gone')).text()).toContain('直接在旁边指定')
})

it('keeps the card and gives the reference when the round is refused', async () => {
  vi.mocked(startChoice).mockRejectedValue(new ApiError(409, 'choice.begun', 'ref-7'))
  const card = gone()
  await card.get(inChoice('choice-court')).trigger('click')
  await flushPromises()
  expect(card.get('[role="alert"]').text()).toContain('ref-7')
  expect(card.emitted('done')).toBeUndefined()
})
