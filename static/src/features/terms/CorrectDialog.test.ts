import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { ApiError } from '@/api/problem'
import { correctEffect } from '@/api/terms'
import type { CaseEnding, EffectShown } from '@/api/types'
import { loadWords, useText } from '@/locales'

import CorrectDialog from './CorrectDialog.vue'
import EffectForm from './EffectForm.vue'

vi.mock('@/api/terms')
beforeEach(() => loadWords('console', 'people', 'terms'))
afterEach(() => useText().setLanguage('zh-CN'))
enableAutoUnmount(afterEach)

const AT = '2026-04-07T09:30:00+08:00'
const EFFECT: EffectShown = {
  state: 'in_force', effective_at: AT, all_signed_at: AT, complete_at: AT, mediator_signed_at: AT, sealed_at: null, clauses: ['payment'], performances: [], version: 4, follow_up_on: null, follow_ups: [], followed_up_on: null, unbound: [],
  signatures: [{ identity: 'li', party: '李某', signer: '李某', kind: null, at: AT, online: false }],
}
const input = (testid: string) => document.querySelector<HTMLInputElement>(`[data-testid="${testid}"]`)

function write(testid: string, text: string): void {
  const found = input(testid)
  if (!found) throw new Error(testid)
  found.value = text
  found.dispatchEvent(new Event('input'))
}

it('sends every instant as it was typed, over the version that was read, with the reason', async () => {
  vi.mocked(correctEffect).mockReset().mockResolvedValue({} as CaseEnding)
  mount(CorrectDialog, { attachTo: document.body, props: { open: true, serial: 'LY2026-000128', effect: EFFECT } })
  await flushPromises()
  expect(input('correct-li')?.value).toBe('2026-04-07T09:30')
  write('correct-li', '2026-04-03T16:05')
  write('correct-why', '登记时按当天填写')
  await flushPromises()
  document.querySelector('#correct-form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
  expect(correctEffect).toHaveBeenCalledExactlyOnceWith('LY2026-000128', {
    version: 4, signatures: [{ identity: 'li', at: '2026-04-03T16:05:00+08:00' }], mediator_signed_at: AT, sealed_at: null, reason: '登记时按当天填写',
  })
})

/** The dialog open over an agreement that Li signed at 9:30:45. */
async function opened(effect: EffectShown = EFFECT) {
  vi.mocked(correctEffect).mockReset().mockResolvedValue({} as CaseEnding)
  const dialog = mount(CorrectDialog, { attachTo: document.body, props: { open: true, serial: 'LY2026-000128', effect } })
  await flushPromises()
  return dialog
}
async function press(): Promise<void> {
  document.querySelector('#correct-form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
}
const lacks = () => document.querySelector('#correct-lacks')?.textContent ?? ''

it.each([['zh-CN', '至少改一个时间'], ['en', 'at least one time changed']] as const)('corrects nothing where no time was changed, and says what is missing: %s', async (language, word) => {
  await useText().setLanguage(language)
  await opened()
  write('correct-why', '登记时按当天填写')
  await press()
  expect(correctEffect).not.toHaveBeenCalled()
  expect(lacks()).toContain(word)
})

it('leaves the seconds of an instant that nobody touched', async () => {
  await opened({ ...EFFECT, signatures: [{ identity: 'li', party: '李某', signer: '李某', kind: null, online: false, at: '2026-04-07T09:30:45+08:00' }] })
  write('correct-mediator', '2026-04-07T10:00')
  write('correct-why', '调解员后签')
  await flushPromises()
  await press()
  expect(vi.mocked(correctEffect).mock.calls[0]?.[1]).toMatchObject({ mediator_signed_at: '2026-04-07T10:00:00+08:00', signatures: [{ identity: 'li', at: '2026-04-07T09:30:45+08:00' }] })
})

it('corrects once however often it is pressed, over the version that was read when it opened', async () => {
  const dialog = await opened()
  vi.mocked(correctEffect).mockReturnValue(new Promise<CaseEnding>(vi.fn()))
  write('correct-li', '2026-04-03T16:05')
  write('correct-why', '登记时按当天填写')
  await dialog.setProps({ effect: { ...EFFECT, version: 5 } })
  await press()
  await press()
  expect(correctEffect).toHaveBeenCalledTimes(1)
  expect(vi.mocked(correctEffect).mock.calls[0]?.[1].version).toBe(4)
})

it('stays open with the reference when somebody else corrected it, and has the page read again', async () => {
  const dialog = await opened()
  vi.mocked(correctEffect).mockRejectedValue(new ApiError(409, 'conflict.stale', 'ref-4'))
  write('correct-li', '2026-04-03T16:05')
  write('correct-why', '登记时按当天填写')
  await press()
  expect(document.querySelector('[role="alert"]')?.textContent).toContain('ref-4')
  expect(dialog.emitted('done')).toHaveLength(1)
  expect(dialog.emitted('update:open')).toBeUndefined()
})

it('closes with Escape and corrects nothing', async () => {
  const dialog = await opened()
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  await flushPromises()
  expect(dialog.emitted('update:open')).toEqual([[false]])
  expect(correctEffect).not.toHaveBeenCalled()
})

it('offers no instant of a signature that nobody typed', () => {
  const view = {
    parties: [{ identity: 'li', name: '李某', side: 'applicant', agrees: null, at: null, form: null, recorded_by: null }], signers: [], sign_online: [], agreed_in: [{ session: 's1', number: 1 }], signed_from: null,
  } as unknown as CaseEnding
  const form = mount(EffectForm, { props: { serial: 'LY2026-000128', source: 'entrusted', view, now: '2026-04-07T09:00:00+08:00' } })
  const typed = ['signed-applicant', 'signed-mediator'].map(one => form.get<HTMLInputElement>(`[data-testid="${one}"]`).element)
  expect(typed.map(one => one.value)).toEqual(['', ''])
  expect(typed.map(one => one.required)).toEqual([true, true])
})
