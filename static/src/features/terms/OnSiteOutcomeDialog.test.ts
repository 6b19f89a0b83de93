import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { conclude } from '@/api/sessions'
import type { PartyView, SessionSummary } from '@/api/types'
import { loadWords } from '@/locales'

import OnSiteOutcomeDialog from './OnSiteOutcomeDialog.vue'

vi.mock('@/api/sessions')

const session = {
  id: 's1', serial: 'LY2026-000128', number: 2, title: '', cause: '', starts_at: '2026-04-07T01:00:00Z', minutes: 60, mode: 'on_site', state: 'scheduled',
  participants: [],
} as unknown as SessionSummary
const person = (identity: string, name: string): PartyView => ({ identity, name, side: 'applicant', role: 'party', title: '', phone: '', id_number: '' })
const people = [person('li', '李秀兰'), person('zhou', '周经理')]

async function open() {
  const page = mount(OnSiteOutcomeDialog, { props: { open: true, session, people, now: Date.parse('2026-04-08T01:00:00Z') }, attachTo: document.body })
  await flushPromises()
  return page
}
const at = (id: string): HTMLInputElement => {
  const found = document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`)
  if (!found) throw new Error(id)
  return found
}
async function press(id: string): Promise<void> {
  at(id).click()
  await flushPromises()
}
async function type(id: string, text: string): Promise<void> {
  const field = at(id)
  field.value = text
  field.dispatchEvent(new Event('input'))
  await flushPromises()
}
const send = async (): Promise<void> => {
  document.querySelector('form')?.requestSubmit()
  await flushPromises()
}

beforeEach(async () => {
  sessionStorage.clear()
  vi.mocked(conclude).mockReset()
  await Promise.all([loadWords('console'), loadWords('people'), loadWords('terms')])
})
enableAutoUnmount(afterEach)

describe('of a meeting on site', () => {
  it('sends who came, from when to when', async () => {
    await open()
    await press('came-li')
    await press('came-zhou')
    await press('came-kind-settled')
    await type('came-terms', '十日内支付 16,000 元。')
    await send()

    expect(vi.mocked(conclude).mock.calls[0]?.[1]).toMatchObject({
      kind: 'settled', terms: '十日内支付 16,000 元。',
      came: { people: ['li', 'zhou'], since: '2026-04-07T09:00:00+08:00', until: '2026-04-07T02:00:00.000Z', after_term: false },
    })
  })

  it('sends nothing while something is agreed and nobody is ticked', async () => {
    await open()
    await press('came-kind-settled')
    await type('came-terms', '十日内支付 16,000 元。')
    await send()

    expect(conclude).not.toHaveBeenCalled()
    expect(at('on-site-outcome-dialog').textContent).toContain('没有人到场')
  })

  it('says that nobody came where that is how it was', async () => {
    await open()
    await press('came-kind-adjourned')
    await type('came-reason', '双方都没有来')
    await send()

    expect(vi.mocked(conclude).mock.calls[0]?.[1]?.came).toEqual({ people: [], since: null, until: null, after_term: false })
  })

  it('has what was typed again after a reload', async () => {
    const before = await open()
    await press('came-li')
    await press('came-kind-adjourned')
    await type('came-reason', '核对工资表')
    before.unmount()
    await open()

    expect(at('came-li').checked).toBe(true)
    expect(at('came-reason').value).toBe('核对工资表')
  })
})
