import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { ApiError } from '@/api/problem'
import { readFacts, recordFacts, writeFacts } from '@/api/terms'
import type { UndisputedFacts } from '@/api/types'
import { loadWords } from '@/locales'

import FactsCard from './FactsCard.vue'

vi.mock('@/api/terms')

const answer = (identity: string, name: string, side: 'applicant' | 'respondent', agrees: boolean | null) => ({
  identity, name, side, agrees, form: agrees === null ? null : 'online' as const, at: agrees === null ? null : '2026-04-07T09:00:00+08:00',
  recorded_by: agrees === null ? null : name, by_right: null, authorised_on: null,
})
const ANSWERS = [answer('li', '李秀兰', 'applicant', true), answer('co', '周经理', 'respondent', false)]

const FACTS: UndisputedFacts = {
  edition: 1, sha256: 'a'.repeat(64), written_at: '2026-04-07T08:00:00+08:00', written_by: '王调解员', open: true,
  facts: [{ number: 1, text: '2021年入职', source: '劳动合同', joint: false, answers: ANSWERS, refused: [{ name: '周经理', words: '是2022年' }] }],
  parties: [
    { identity: 'li', name: '李秀兰', side: 'applicant', state: 'confirmed', is_asked: true, online: true },
    { identity: 'co', name: '周经理', side: 'respondent', state: 'refused', is_asked: true, online: false },
  ],
}

async function show(facts: UndisputedFacts) {
  vi.mocked(readFacts).mockReset().mockResolvedValue(facts)
  const card = mount(FactsCard, { props: { serial: 'LY2026-000128', now: '2026-04-07T10:00:00+08:00' }, attachTo: document.body })
  await flushPromises()
  return card
}

beforeEach(async () => {
  sessionStorage.clear()
  await loadWords('terms', 'people')
  vi.mocked(writeFacts).mockReset().mockResolvedValue(FACTS)
  vi.mocked(recordFacts).mockReset().mockResolvedValue(FACTS)
})
enableAutoUnmount(afterEach)

it('shows what each party answered, the words of a refusal, and that the fact stays', async () => {
  const card = await show(FACTS)
  expect(card.get('[data-testid="facts-of-applicant"]').attributes('data-state')).toBe('confirmed')
  expect(card.get('[data-testid="facts-of-respondent"]').attributes('data-state')).toBe('refused')
  expect(card.get('[data-testid="fact-refused"]').text()).toContain('是2022年')
  expect(card.get('[data-testid="fact-1"]').text()).toContain('不移送')
})

it('warns before a change that every confirmation is void, and writes over the edition that was read', async () => {
  const card = await show(FACTS)
  await card.get('[data-testid="facts-write"]').trigger('click')
  expect(card.get('[data-testid="facts-form"]').text()).toContain('全部作废')
  await card.get('[data-testid="fact-0-text"]').setValue('2022年入职')
  await card.get('[data-testid="facts-form"]').trigger('submit')
  await flushPromises()
  expect(writeFacts).toHaveBeenCalledExactlyOnceWith('LY2026-000128', { edition: 1, facts: [{ text: '2022年入职', source: '劳动合同' }] })
})

it('writes no fact without its source', async () => {
  const card = await show({ ...FACTS, edition: 0, facts: [] })
  await card.get('[data-testid="facts-write"]').trigger('click')
  await card.get('[data-testid="fact-0-text"]').setValue('2022年入职')
  await card.get('[data-testid="facts-form"]').trigger('submit')
  await flushPromises()
  expect(writeFacts).not.toHaveBeenCalled()
})

it('records nothing over what a party said by the own link, and for others only what was chosen', async () => {
  const card = await show(FACTS)
  expect(card.find('[data-testid="facts-hear-applicant"]').exists()).toBe(false)
  await card.get('[data-testid="facts-hear-respondent"]').trigger('click')
  await card.get('[data-testid="facts-heard"]').trigger('submit')
  expect(recordFacts).not.toHaveBeenCalled()
  await card.get('[data-testid="facts-heard-1-yes"]').setValue(true)
  await card.get('[data-testid="facts-heard-form"]').setValue('written')
  await card.get('[data-testid="facts-heard"]').trigger('submit')
  await flushPromises()
  expect(recordFacts).toHaveBeenCalledExactlyOnceWith('LY2026-000128', { sha256: FACTS.sha256, identity: 'co', form: 'written', answers: [{ number: 1, agrees: true, words: '' }] })
})

it('says in plain words that somebody else wrote, keeps what was typed, and reads again', async () => {
  const card = await show(FACTS)
  vi.mocked(writeFacts).mockRejectedValue(new ApiError(409, 'conflict.stale', 'ref-1'))
  await card.get('[data-testid="facts-write"]').trigger('click')
  await card.get('[data-testid="fact-0-text"]').setValue('2022年入职')
  await card.get('[data-testid="facts-form"]').trigger('submit')
  await flushPromises()
  expect(readFacts).toHaveBeenCalledTimes(2)
  expect(card.find('[role="alert"]').exists()).toBe(true)
  expect(card.get<HTMLTextAreaElement>('[data-testid="fact-0-text"]').element.value).toBe('2022年入职')
})

it('offers nothing to change once the record is fixed', async () => {
  const card = await show({ ...FACTS, open: false })
  expect(card.find('[data-testid="facts-write"]').exists()).toBe(false)
  expect(card.find('[data-testid="facts-hear-respondent"]').exists()).toBe(false)
  expect(card.find('[data-testid="facts-closed"]').exists()).toBe(true)
})
