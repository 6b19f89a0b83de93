import { mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { shallowRef } from 'vue'

import type { ApplicationForm } from '@/api/types'
import { loadWords } from '@/locales'

import type { OwnCase } from '../../useOwnCase'
import LimitationQuestions from './LimitationQuestions.vue'

beforeEach(() => loadWords('apply'))

it('keeps no day that has not come yet, says so, and leaves it to be mended', async () => {
  const form = shallowRef({ known_on: '2026-03-01', employment: null, employment_ended_on: null } as unknown as ApplicationForm)
  const own = { form, view: shallowRef(null), write: (next: ApplicationForm) => { form.value = next } } as unknown as OwnCase
  const questions = mount(LimitationQuestions, { props: { own } })
  const field = questions.get<HTMLInputElement>('[data-testid="known-on"]')
  await field.setValue('9999-01-01')
  expect([field.attributes('aria-invalid'), field.element.value, form.value.known_on]).toEqual(['true', '9999-01-01', '2026-03-01'])
  await field.setValue('2026-03-02')
  expect([field.attributes('aria-invalid'), form.value.known_on]).not.toContain('true')
  expect(form.value.known_on).toBe('2026-03-02')
})
