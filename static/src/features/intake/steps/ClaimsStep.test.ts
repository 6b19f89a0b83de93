import { mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { reactive, shallowRef } from 'vue'

import { readCauses } from '@/api/intake'
import type { ApplicationForm } from '@/api/types'
import { loadWords } from '@/locales'

import type { Intake } from '../useIntake'
import ClaimsStep from './ClaimsStep.vue'

vi.mock('@/api/intake')

beforeEach(async () => {
  await loadWords('intake', 'filing')
  vi.mocked(readCauses).mockRejectedValue(new Error('no line'))
})

it('leaves what is no sum or number in its field, says so there, and keeps it once it is one', async () => {
  const form = shallowRef({ claims: [{ plain: 'unpaid_wages', amount: null, words: '' }], wage: null, workers: 1, cause_code: '', facts: '', place: '', since: '', post: '' } as unknown as ApplicationForm)
  const intake = { form, bad: reactive(new Map<string, string>()), write: (change: Partial<ApplicationForm>) => { form.value = { ...form.value, ...change } } } as unknown as Intake
  let step = mount(ClaimsStep, { props: { intake } })
  const field = (testid: string) => step.get<HTMLInputElement>(`[data-testid="${testid}"]`)

  for (const [testid, wrong] of [['amount-unpaid_wages', '一万二'], ['wage', '六千'], ['workers', '0']] as const) {
    await field(testid).setValue(wrong)
    expect([field(testid).element.value, field(testid).attributes('aria-invalid')]).toEqual([wrong, 'true'])
  }
  expect(step.findAll('[role="alert"]')).toHaveLength(3)
  expect([form.value.claims[0]?.amount, form.value.wage, form.value.workers]).toEqual([null, null, 1])

  step.unmount()
  step = mount(ClaimsStep, { props: { intake } })
  expect([field('wage').element.value, step.findAll('[role="alert"]').length]).toEqual(['六千', 3])

  await field('amount-unpaid_wages').setValue('12,000 元')
  await field('wage').setValue('6000')
  await field('workers').setValue('12')

  expect(step.findAll('[role="alert"]')).toHaveLength(0)
  expect([form.value.claims[0]?.amount, form.value.wage, form.value.workers]).toEqual([1_200_000, 600_000, 12])
})
