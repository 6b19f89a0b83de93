import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { answerOwnFacts } from '@/api/ownCase'
import { ApiError } from '@/api/problem'
import type { OwnCourse, OwnFacts } from '@/api/types'
import { loadWords } from '@/locales'

import FactsCard from './FactsCard.vue'

vi.mock('@/api/ownCase')

const fact = (number: number, agrees: boolean | null = null) =>
  ({ number, text: `事实${String(number)}`, source: '劳动合同', agrees, words: agrees === false ? '不对' : '', handed_over: false })

const ASKED: OwnFacts = {
  sha256: 'a'.repeat(64), wording: '2026-11', facts: [fact(1), fact(2)], at: null, form: null, said_by: '', for_self: true, stands_for: [], barred: [], open: true,
}
const COURSE = { facts: ASKED } as unknown as OwnCourse

const show = (asked: OwnFacts) => mount(FactsCard, { props: { token: 'token-0001', asked }, attachTo: document.body })

beforeEach(async () => {
  await loadWords('apply')
  vi.mocked(answerOwnFacts).mockReset().mockResolvedValue(COURSE)
})
enableAutoUnmount(afterEach)

it('says that confirming concedes nothing and that the facts may be used in court', () => {
  const text = show(ASKED).text()
  expect(text).toContain('不等于为了达成和解作出让步')
  expect(text).toContain('可以在诉讼中使用')
  expect(text).toContain('来源：劳动合同')
})

it('chooses nothing beforehand and sends nothing before each fact is answered and each refusal says why', async () => {
  const card = show(ASKED)
  expect(card.findAll('input:checked')).toHaveLength(0)
  await card.get('[data-testid="own-fact-1-yes"]').setValue(true)
  await card.get('form').trigger('submit')
  await card.get('[data-testid="own-fact-2-no"]').setValue(true)
  await card.get('form').trigger('submit')
  await flushPromises()
  expect(answerOwnFacts).not.toHaveBeenCalled()
  await card.get('[data-testid="own-fact-2-words"]').setValue('工资是七千')
  await card.get('form').trigger('submit')
  await flushPromises()
  expect(answerOwnFacts).toHaveBeenCalledExactlyOnceWith('token-0001', {
    sha256: ASKED.sha256, wording: '2026-11', answers: [{ number: 1, agrees: true, words: '' }, { number: 2, agrees: false, words: '工资是七千' }],
  })
})

it('says in plain words that the facts changed, and asks for the new ones', async () => {
  vi.mocked(answerOwnFacts).mockRejectedValue(new ApiError(409, 'facts.changed', 'ref-1'))
  const card = show(ASKED)
  for (const number of [1, 2]) await card.get(`[data-testid="own-fact-${String(number)}-yes"]`).setValue(true)
  await card.get('form').trigger('submit')
  await flushPromises()
  expect(card.emitted('moved')).toHaveLength(1)
  expect(card.text()).toContain('调解员刚改过文字')
  await card.setProps({ asked: { ...ASKED, sha256: 'b'.repeat(64) } })
  expect(card.findAll('input:checked')).toHaveLength(0)
})

it('chooses for nobody what another person answered for them', () => {
  const card = show({ ...ASKED, facts: [fact(1, true), fact(2, false)], at: '2026-04-07T09:00:00+08:00', form: 'online', said_by: '李强' })
  expect(card.findAll('input:checked')).toHaveLength(0)
  expect(card.get('[data-testid="own-facts-said"]').text()).toContain('李强')
})

it('offers nothing to press once the record is fixed, and says what went to the court', () => {
  const card = show({ ...ASKED, open: false, facts: [{ ...fact(1, true), handed_over: true }, fact(2, false)], at: '2026-04-07T09:00:00+08:00', form: 'online' })
  expect(card.find('[data-testid="own-facts-do"]').exists()).toBe(false)
  expect(card.get('[data-testid="own-fact-1"]').text()).toContain('已随报告移送')
  expect(card.get('[data-testid="own-fact-2"]').text()).not.toContain('已随报告移送')
})

it('offers nothing to press to whoever came without authority', () => {
  const card = show({ ...ASKED, for_self: false, barred: [{ name: '李秀兰', why: 'none', papers: [], who_may: ['李秀兰'] }] })
  expect(card.find('[data-testid="own-facts-do"]').exists()).toBe(false)
  expect(card.find('[data-testid="own-facts-barred"]').exists()).toBe(true)
})

it('asks nobody to check what is fixed already', () => {
  const text = show({ ...ASKED, open: false }).text()
  expect(text).toContain('不能再确认')
  expect(text).not.toContain('请逐条核对')
  expect(text).not.toContain('一条一条看')
})
