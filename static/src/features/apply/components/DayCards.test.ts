import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'

import type { OwnDay } from '@/api/types'
import { loadWords, useText } from '@/locales'

import DayCards from './DayCards.vue'

const OBJECTION: OwnDay = {
  of: '', is_over: false,
  deadline: {
    rule: 'CONFIRM_OBJECT_15D', article: '民诉法解释 第三百七十二条', starts_on: '2026-04-07', nominal_on: '2026-04-22', due_on: '2026-04-22',
    provisional: false, trace: ['民诉法解释 第三百七十二条：2026-04-07 起 15 日，当日不计', '2026-04-22 24:00 届满'],
  },
}
const ENFORCEMENT: OwnDay = {
  of: '', is_over: false,
  deadline: { ...OBJECTION.deadline, rule: 'ENFORCE_2Y', due_on: '2028-05-08', provisional: true },
}

beforeEach(() => loadWords('apply'))

enableAutoUnmount(afterEach)

const shown = (...days: OwnDay[]) => mount(DayCards, { props: { days } })

it('says the day, what to do until then, and how it was worked out', () => {
  const card = shown(OBJECTION).get('[data-testid="own-day-objection"]')
  expect(card.attributes('data-due')).toBe('2026-04-22')
  expect(card.text()).toContain('对司法确认裁定提异议')
  expect(card.text()).toContain('4月22日')
  expect(card.text()).toContain('书面提出')
  const working = card.findAll('details li').map(one => one.text())
  expect(working).toHaveLength(2)
  expect(working[0]).toContain('民诉法解释 第三百七十二条')
})

it('says of a day that a calendar could move that it is provisional', () => {
  expect(shown(ENFORCEMENT).get('[data-testid="own-day-enforcement"]').text()).toContain('暂定')
  expect(shown(OBJECTION).text()).not.toContain('暂定')
})

it('says whose the day is only where one speaks for somebody', () => {
  expect(shown(OBJECTION).find('[data-testid="own-day-of"]').exists()).toBe(false)
  expect(shown({ ...OBJECTION, of: '李秀兰' }).get('[data-testid="own-day-of"]').text()).toContain('李秀兰')
})

it('gives no advice for a day that is past', () => {
  const text = shown({ ...OBJECTION, is_over: true }).text()
  expect(text).toContain('已经过了')
  expect(text).not.toContain('书面提出')
})

it('is English from title to working for who reads English', async () => {
  await useText().setLanguage('en')
  expect(shown(OBJECTION, ENFORCEMENT).text()).not.toMatch(/[一-龥]/)
  await useText().setLanguage('zh-CN')
})
