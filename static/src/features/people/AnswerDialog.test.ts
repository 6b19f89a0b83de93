import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { answerStep } from '@/api/people'
import { ApiError } from '@/api/problem'
import type { CasePeople, CasePerson, ConsentStep } from '@/api/types'
import { loadWords, useText } from '@/locales'

import AnswerDialog from './AnswerDialog.vue'

vi.mock('@/api/people')

const AT = '2026-04-07T09:30:00+08:00'

beforeEach(async () => {
  await loadWords('console', 'people', 'terms')
  vi.mocked(answerStep).mockReset().mockResolvedValue({} as CasePeople)
})
afterEach(() => useText().setLanguage('zh-CN'))
enableAutoUnmount(afterEach)

const at = (testid: string) => document.querySelector<HTMLElement>(`[data-testid="${testid}"]`)

/** Li agreed to this step; the dialog asks again. */
async function asked(step: ConsentStep = 'online_mediation', hours = 24) {
  const person = { identity: 'li', name: '李某', role: 'party', side: 'applicant', kind: 'person', consents: [{ step, answer: true, at: AT, channel: 'oral', recorded_by: '陈书记员' }] } as unknown as CasePerson
  const people = { people: [person], withdrawals: [], authorities: [], wording: '2026-11', withdrawal_notice_hours: hours } as unknown as CasePeople
  const dialog = mount(AnswerDialog, { attachTo: document.body, props: { open: false, serial: 'LY2026-000128', people, person, step, now: Date.parse(AT) } })
  await dialog.setProps({ open: true })
  await flushPromises()
  return dialog
}

async function press(...testids: string[]): Promise<void> {
  for (const testid of testids) {
    at(testid)?.click()
    await flushPromises()
  }
}

it.each([['zh-CN', '不到 48 小时'], ['en', '48 hours']] as const)('says from how many hours before a session somebody decides, and that no document sets them: %s', async (language, words) => {
  await useText().setLanguage(language)
  await asked('online_mediation', 48)
  expect(at('answer-late')).toBeNull()
  await press('answer-no')
  expect(at('answer-late')?.textContent).toContain(words)
  expect(at('answer-unconfirmed')?.textContent).toContain('48')
})

it.each([['online_mediation', 0], ['e_service', 24], ['confirmation', 24]] as const)('warns of no decision where it is taken back at once: %s, %i hours', async (step, hours) => {
  await asked(step, hours)
  await press('answer-no')
  expect(at('answer-reason')).not.toBeNull()
  expect(at('answer-late')).toBeNull()
})

it('records no answer that nobody chose, and no withdrawal without its reason', async () => {
  await asked()
  await press('answer-do')
  expect(at('answer-dialog')?.textContent).toContain('请先选本人的答复')
  await press('answer-no', 'answer-do')
  expect(at('answer-dialog')?.textContent).toContain('请写明撤回的原因')
  expect(answerStep).not.toHaveBeenCalled()
})

it('records once however often it is pressed', async () => {
  await asked()
  vi.mocked(answerStep).mockReturnValue(new Promise<CasePeople>(vi.fn()))
  await press('answer-yes', 'answer-do', 'answer-do')
  expect(answerStep).toHaveBeenCalledTimes(1)
})

it('stays open with the reference when it is refused, and closes with Escape', async () => {
  vi.mocked(answerStep).mockRejectedValue(new ApiError(409, 'consent.outdated_wording', 'ref-8'))
  const dialog = await asked()
  await press('answer-yes', 'answer-do')
  expect(document.querySelector('[role="alert"]')?.textContent).toContain('ref-8')
  expect(dialog.emitted('done')).toBeUndefined()
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  await flushPromises()
  expect(dialog.emitted('update:open')).toEqual([[false]])
})
