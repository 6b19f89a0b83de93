import { mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { shallowRef } from 'vue'

import type { ApplicationForm } from '@/api/types'
import { loadWords } from '@/locales'

import type { OwnCase } from '../../useOwnCase'
import MoneyStep from './MoneyStep.vue'

beforeEach(() => loadWords('apply'))

it('leaves what is no sum in its field, says so, and keeps the sum once it is one', async () => {
  const form = shallowRef({ case_type: 'labour', claims: [{ plain: 'unpaid_wages', amount: null, words: '' }] } as unknown as ApplicationForm)
  const own = { form, write: (next: ApplicationForm) => { form.value = next } } as unknown as OwnCase
  const step = mount(MoneyStep, { props: { own } })
  const field = step.get<HTMLInputElement>('[data-testid="money-unpaid_wages"]')
  await field.setValue('一万二')
  expect([field.element.value, field.attributes('aria-invalid')]).toEqual(['一万二', 'true'])
  await field.setValue('12000')
  expect([field.element.value, form.value.claims[0]?.amount]).toEqual(['12,000', 1_200_000])
})
