import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { ref, shallowRef, type Component } from 'vue'

import type { ApplicationForm, OwnCaseView } from '@/api/types'
import { loadWords } from '@/locales'

import type { OwnCase } from '../../useOwnCase'
import EmployerStep from './EmployerStep.vue'
import YouStep from './YouStep.vue'

beforeEach(() => loadWords('apply', 'filing'))

const someone = (key: string, side: string, standing: string) => ({ key, side, standing, name: '', id_number: '', phone: '', email: '', prefers_email: false, address: '', service_address: '', representative: '', origin: 'mainland', consent: null })

/** What a worker finds who begins. */
function begun() {
  const form = shallowRef({ case_type: 'labour', claims: [], filler: null, place: '', parties: [someone('a', 'applicant', 'worker'), someone('b', 'respondent', 'employer')] } as unknown as ApplicationForm)
  const view = shallowRef<OwnCaseView | null>(null)
  const handedIn = ref(false)
  const own = { form, view, handedIn, write: (next: ApplicationForm) => { form.value = next } } as unknown as OwnCase
  return { form, view, handedIn, own }
}

function step(component: Component, own: OwnCase) {
  const page = mount(component, { props: { own }, attachTo: document.body })
  return { page, field: (testid: string) => page.find<HTMLInputElement>(`[data-testid="${testid}"]`) }
}

describe('who applies', () => {
  it('asks a worker no more than before: the rest is closed until it is opened', () => {
    const { page } = step(YouStep, begun().own)

    expect(page.findAll('details')).toHaveLength(1)
    expect(page.get('details').attributes('open')).toBeUndefined()
    expect(page.find('[data-testid="you-representative"]').exists()).toBe(false)
  })

  it('asks an employer for name, code and representative, and says what is wrong with a code', async () => {
    const { form, own } = begun()
    const { page, field } = step(YouStep, own)

    await field('you-employer').setValue(true)
    await field('you-representative').setValue('周经理')
    await field('you-id').setValue('91410300MA0000000A')

    expect(form.value.parties.map(one => [one.standing, one.representative])).toEqual([['employer', '周经理'], ['worker', '']])
    expect(page.text()).toContain('统一社会信用代码')
    expect(field('you-id').attributes('aria-invalid')).toBe('true')
  })

  it('takes who fills it in for another, and with it whatever was answered for them', async () => {
    const { form, own } = begun()
    form.value = { ...form.value, parties: form.value.parties.map(one => ({ ...one, consent: true })) }
    const { field } = step(YouStep, own)

    await field('you-filler').setValue(true)
    await field('filler-name').setValue('陈小雨')
    await field('filler-kind').setValue('guardian')

    expect(form.value.filler).toEqual({ kind: 'guardian', name: '陈小雨', phone: '' })
    expect(form.value.parties[0]?.consent).toBeNull()
    await field('you-filler').setValue(false)
    expect(form.value.filler).toBeNull()
  })

  it('calls number and card those of the person it is filled in for, and of nobody where a unit applies', async () => {
    const { own } = begun()
    const { page, field } = step(YouStep, own)

    await field('you-filler').setValue(true)
    expect(page.text()).toContain('本人的手机号')
    expect(page.text()).toContain('本人的身份证号')
    await field('you-employer').setValue(true)
    expect(page.text()).not.toContain('本人的手机号')
  })

  it('does not let it be taken back that it was handed in for another', () => {
    const { form, handedIn, own } = begun()
    form.value = { ...form.value, filler: { kind: 'relative', name: '陈小雨', phone: '' } }
    handedIn.value = true

    expect(step(YouStep, own).field('you-filler').attributes('disabled')).toBeDefined()
  })
})

describe('the other side', () => {
  it('takes up to five, each with its name, and takes one out again', async () => {
    const { form, own } = begun()
    const { field } = step(EmployerStep, own)

    for (let n = 2; n <= 5; n += 1) {
      await field('other-add').trigger('click')
      await field(`employer-name-${n}`).setValue(`公司${n}`)
    }
    expect(field('other-add').exists()).toBe(false)
    await field('other-remove-3').trigger('click')

    expect(form.value.parties.slice(1).map(one => [one.side, one.standing, one.name])).toEqual([
      ['respondent', 'employer', ''], ['respondent', 'employer', '公司2'], ['respondent', 'employer', '公司4'], ['respondent', 'employer', '公司5'],
    ])
    expect(field('other-add').exists()).toBe(true)
  })

  it('stays with a name once it was handed in', async () => {
    const { form, view, handedIn, own } = begun()
    const { field } = step(EmployerStep, own)
    await field('other-add').trigger('click')
    await field('employer-name-2').setValue('人力派遣公司')
    handedIn.value = true
    view.value = { application: form.value } as unknown as OwnCaseView
    await field('other-add').trigger('click')

    expect([field('other-remove-2').exists(), field('other-remove-3').exists()]).toEqual([false, true])
  })
})
