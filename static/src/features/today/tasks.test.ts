import { expect, test } from 'vitest'

import type { Task } from '@/api/types'
import { desk } from '@/locales/zh-CN/desk'
import { terms } from '@/locales/zh-CN/terms'

import { inGroups } from './tasks'

const task = (due_on: string, more: Partial<Task> = {}): Task => ({
  serial: 'LY2026-000128', title: '李秀兰 与 洛阳某公司', key: 'term', rule: 'MEDIATE_30D', who: '', nominal_on: due_on, due_on,
  is_provisional: false, stopped: false, article: '', working_left: null, ...more,
})

test('tasks stand in groups by urgency, each of them once', () => {
  const tasks = ['2026-03-01', '2026-03-18', '2026-03-20', '2026-05-01'].map(on => task(on))

  const groups = inGroups([...tasks, task('2026-01-01', { stopped: true })], '2026-03-18')

  expect(groups.map(([urgency, group]) => [urgency, group.length])).toEqual([['over', 1], ['today', 1], ['week', 1], ['later', 2]])
})

test('a group that holds nothing is not there', () => {
  expect(inGroups([task('2026-03-18')], '2026-03-18').map(([urgency]) => urgency)).toEqual(['today'])
  expect(inGroups([], '2026-03-18')).toEqual([])
})

test('every period has a sentence for what is to be done', () => {
  expect(Object.keys(desk.rule).sort()).toEqual(Object.keys(terms.rule).sort())
})
