import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { computed, shallowRef } from 'vue'

import type { CaseView, DocumentView, ServedView } from '@/api/types'
import { loadWords, useText } from '@/locales'

import DocumentsCard from './DocumentsCard.vue'
import type { CaseFiles } from './useCaseFiles'

vi.mock('./papers', () => ({ papersOf: () => [] }))

const AT = '2026-04-07T09:30:00+08:00'
const served = (name: string, channel: ServedView['channel'], by_name = ''): ServedView => ({ identity: name, name, channel, at: AT, by_name })
const DOCUMENT: DocumentView = {
  id: 'd1', kind: 'ending_notice', title: '调解终结通知书', sha256: 'ab12cd34ef56ab78'.repeat(4), size: 1, made_at: AT,
  served: [served('孙志强', 'own_link'), served('某物流公司', 'read_online'), served('某物流公司', 'paper', '王调解员')],
}

beforeEach(() => loadWords('console'))
afterEach(() => useText().setLanguage('zh-CN'))
enableAutoUnmount(afterEach)

function card(...documents: DocumentView[]) {
  const files = { data: shallowRef(documents), problem: shallowRef(null), loading: computed(() => false), refresh: vi.fn() } as unknown as CaseFiles['documents']
  return mount(DocumentsCard, { props: { view: { serial: 'LY2026-000121' } as CaseView, people: null, ending: null, documents: files, now: Date.parse(AT) } })
}

it('says of every copy that was given out to whom, when, in which way, and by whom it was printed', () => {
  const lines = card(DOCUMENT).findAll('[data-testid="served"]').map(one => one.text())
  expect(lines.map(one => one.includes('9:30'))).toEqual([true, true, true])
  expect(lines[0]).toContain('孙志强')
  expect(lines[1]).toContain('纸质的另行送达')
  expect(lines[2]).toContain('王调解员')
})

it('says it in English too, and shows by which digest the copy is known', async () => {
  await useText().setLanguage('en')
  const shown = card(DOCUMENT)
  expect(shown.findAll('[data-testid="served"]').map(one => one.text())).toEqual([
    expect.stringContaining('Served on 孙志强'), expect.stringContaining('not agreed to be served there'), expect.stringContaining('by 王调解员'),
  ])
  expect(shown.text()).toContain('ab12cd34ef56ab78')
})

it('says of a copy that nobody was given nothing of service', () => {
  expect(card({ ...DOCUMENT, served: [] }).find('[data-testid="served"]').exists()).toBe(false)
})
