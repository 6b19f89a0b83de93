import { mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { shallowRef } from 'vue'

import type { ApplicationForm, Door, IntakeView } from '@/api/types'
import { loadWords } from '@/locales'

import type { Intake } from '../useIntake'
import SourceStep from './SourceStep.vue'

beforeEach(() => loadWords('intake', 'filing'))

/** An application that came by a door, received at noon in Beijing on 31 March. */
function shown(door: Door) {
  const form = shallowRef({ case_type: 'labour', stage: 'pre_filing', court_number: '', posted_on: null, posted_proof: '' } as unknown as ApplicationForm)
  const view = shallowRef({ door, house: '老城法院', is_court: true, case_types: ['labour'], receipt: { at: '2026-03-31T04:00:00Z' } } as unknown as IntakeView)
  const intake = { form, view, write: (change: Partial<ApplicationForm>) => { form.value = { ...form.value, ...change } } } as unknown as Intake
  const step = mount(SourceStep, { props: { intake }, global: { stubs: { OralRecord: true } } })
  return { form, step, field: (testid: string) => step.find<HTMLInputElement>(`[data-testid="${testid}"]`) }
}

it('asks for the day of posting and what shows it, and for neither where nothing came by post', async () => {
  const { form, field } = shown('counter')
  expect(field('posted-proof').exists()).toBe(false)

  await field('posted-on').setValue('2026-03-30')
  await field('posted-proof').setValue('EMS 1234567890123')
  expect([form.value.posted_on, form.value.posted_proof]).toEqual(['2026-03-30', 'EMS 1234567890123'])

  await field('posted-on').setValue('')
  expect([form.value.posted_on, form.value.posted_proof]).toEqual([null, ''])
  expect(shown('oral').field('posted-on').exists()).toBe(false)
})

it('says at the field that nothing was posted after it was received, and keeps no such day', async () => {
  const { form, field } = shown('counter')

  await field('posted-on').setValue('2026-04-01')

  expect([form.value.posted_on, field('posted-on').element.value, field('posted-on').attributes('aria-invalid')]).toEqual([null, '2026-04-01', 'true'])
})
