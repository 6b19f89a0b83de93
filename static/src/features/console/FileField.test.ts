import { mount } from '@vue/test-utils'
import { beforeEach, expect, test } from 'vitest'

import { loadWords } from '@/locales'

import FileField from './FileField.vue'

const field = () => mount(FileField, { props: { label: '名单', accept: '.csv', testid: 'sheet' } })

beforeEach(() => loadWords('console'))

test('what is asked and what was chosen is said in the words of the page', async () => {
  const held = field()
  expect(held.text()).toContain('还没有选择文件')
  const input = held.get<HTMLInputElement>('[data-testid=sheet]')
  const file = new File(['姓名'], '名单.csv')
  Object.defineProperty(input.element, 'files', { value: [file], configurable: true })

  await input.trigger('change')

  expect(held.emitted('choose')).toEqual([[file]])
  expect(held.text()).toContain('名单.csv')
  const said = held.get('button').attributes('aria-labelledby')?.split(' ').map(id => held.get(`[id="${id}"]`).text())
  expect(said).toEqual([expect.any(String), '换一个文件', '名单.csv'])
})

test('nothing chosen asks nothing', async () => {
  const held = field()
  await held.get('[data-testid=sheet]').trigger('change')
  expect(held.emitted('choose')).toBeUndefined()
})
