import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { correctEffect } from '@/api/terms'
import type { CaseEnding, EffectShown } from '@/api/types'
import { loadWords } from '@/locales'

import CorrectDialog from './CorrectDialog.vue'
import EffectForm from './EffectForm.vue'

vi.mock('@/api/terms')
beforeEach(() => loadWords('terms'))
enableAutoUnmount(afterEach)

const AT = '2026-04-07T09:30:00+08:00'
const EFFECT: EffectShown = {
  state: 'in_force', effective_at: AT, all_signed_at: AT, complete_at: AT, mediator_signed_at: AT, sealed_at: null, clauses: ['payment'], performances: [], version: 4, follow_up_on: null, unbound: [],
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

it('offers no instant of a signature that nobody typed', () => {
  const view = {
    parties: [{ identity: 'li', name: '李某', side: 'applicant', agrees: null, at: null, form: null, recorded_by: null }], signers: [], sign_online: [], agreed_in: [{ session: 's1', number: 1 }],
  } as unknown as CaseEnding
  const form = mount(EffectForm, { props: { serial: 'LY2026-000128', source: 'entrusted', view } })
  const typed = ['signed-applicant', 'signed-mediator'].map(one => form.get<HTMLInputElement>(`[data-testid="${one}"]`).element)
  expect(typed.map(one => one.value)).toEqual(['', ''])
  expect(typed.map(one => one.required)).toEqual([true, true])
})
