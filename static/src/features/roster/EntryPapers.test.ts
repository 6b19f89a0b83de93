import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'

import { addPaper } from '@/api/roster'
import type { RosterEntry } from '@/api/types'
import { loadWords } from '@/locales'

import EntryPapers from './EntryPapers.vue'

vi.mock('@/api/roster')

const paper = (id: string, version: number | null) =>
  ({ id, name: `${id}.pdf`, media: 'application/pdf', size: 9, uploaded_at: '2026-04-01T01:00:00Z', uploaded_by: '赵科员', version })
const held = (may: string[]) => ({ id: 'entry1', papers: [paper('old', 1), paper('new', null)], may, version: 3 }) as unknown as RosterEntry

beforeEach(() => loadWords('roster'))

test('what waits is apart from what stands with a confirmed version', () => {
  expect(mount(EntryPapers, { props: { held: held([]) } }).text()).toContain('new.pdf')
  const kept = mount(EntryPapers, { props: { held: held(['attach']), version: 1 } })
  expect(kept.text()).toContain('old.pdf')
  expect(kept.text()).not.toContain('new.pdf')
  expect(kept.find('[data-testid=paper-add]').exists()).toBe(false)
})

test('only who reports the entry adds papers and takes them out', () => {
  expect(mount(EntryPapers, { props: { held: held(['confirm']) } }).find('input').exists()).toBe(false)
  const own = mount(EntryPapers, { props: { held: held(['attach']) } })
  expect(own.find('[data-testid=paper-add]').exists()).toBe(true)
  expect(own.find('[data-testid=paper-remove-new]').attributes('aria-label')).toContain('new.pdf')
})

test('each chosen file is sent, and the entry is the one that was answered', async () => {
  const answer = held(['attach'])
  vi.mocked(addPaper).mockResolvedValue(answer)
  const own = mount(EntryPapers, { props: { held: held(['attach']) } })
  const input = own.get('input')
  Object.defineProperty(input.element, 'files', { value: [new File(['%PDF-'], 'a.pdf'), new File(['%PDF-1'], 'b.pdf')] })

  await input.trigger('change')
  await flushPromises()

  expect(vi.mocked(addPaper).mock.calls.map(([entry, file]) => [entry, file.name])).toEqual([['entry1', 'a.pdf'], ['entry1', 'b.pdf']])
  expect(own.emitted('changed')).toEqual([[answer], [answer]])
})
