import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'

import type { OwnCaseView, SayYear } from '@/api/types'
import { loadWords } from '@/locales'

import type { OwnCase } from '../useOwnCase'
import OwnYear from './OwnYear.vue'

beforeEach(async () => {
  await loadWords('apply')
  await loadWords('filing')
})

function page(view: Partial<OwnCaseView>) {
  const sayYear = vi.fn<(said: SayYear) => Promise<null>>(() => Promise.resolve(null))
  const own = { view: shallowRef({ limitation: null, limitation_said: null, limitation_unsaid: true, may_say_limitation: true, ...view }), sayYear }
  return { sayYear, shown: mount(OwnYear, { props: { own: own as unknown as OwnCase } }) }
}
type Page = ReturnType<typeof page>['shown']
const at = (shown: Page, id: string) => shown.find(`[data-testid="${id}"]`)

it('lets a worker tell the own days, and sends nothing before they keep them', async () => {
  const { sayYear, shown } = page({})
  expect(at(shown, 'own-limitation-unsaid').exists()).toBe(true)
  await at(shown, 'own-year').trigger('click')
  await at(shown, 'known-on').setValue('2025-10-09')
  await at(shown, 'employment-ended').trigger('change')
  await at(shown, 'employment-ended-on').setValue('2025-12-01')
  expect(sayYear).not.toHaveBeenCalled()
  await at(shown, 'own-year-keep').trigger('click')
  await flushPromises()
  expect(sayYear.mock.lastCall).toEqual([{ known_on: '2025-10-09', employment: 'ended', ended_on: '2025-12-01' }])
  expect(at(shown, 'own-year-kept').exists()).toBe(true)
})

it('begins with what was told, and drops the last day of whoever still works there', async () => {
  const { sayYear, shown } = page({ limitation_unsaid: false, limitation_said: { known_on: '2025-10-09', employment: 'ended', ended_on: '2025-12-01' } })
  await at(shown, 'own-year').trigger('click')
  await at(shown, 'employment-ongoing').trigger('change')
  await at(shown, 'own-year-keep').trigger('click')
  await flushPromises()
  expect(sayYear.mock.lastCall).toEqual([{ known_on: '2025-10-09', employment: 'ongoing', ended_on: null }])
})

it('keeps what was there when one leaves without keeping', async () => {
  const { sayYear, shown } = page({})
  await at(shown, 'own-year').trigger('click')
  await at(shown, 'known-on').setValue('2025-10-09')
  await at(shown, 'own-year-leave').trigger('click')
  expect(sayYear).not.toHaveBeenCalled()
  expect(at(shown, 'known-on').exists()).toBe(false)
})

it('asks nothing where no such day counts any more', () => {
  const { shown } = page({ limitation_unsaid: false, may_say_limitation: false })
  expect(at(shown, 'own-year').exists()).toBe(false)
})

it('says where no last day can be worked out from what was told, never that days were worked out', async () => {
  const { sayYear, shown } = page({ limitation: { days: [], exempt: false }, limitation_said: { known_on: null, employment: 'ended', ended_on: null } })
  expect(at(shown, 'own-limitation-unsaid').text()).toContain('还算不出')
  await at(shown, 'own-year').trigger('click')
  await at(shown, 'own-year-keep').trigger('click')
  await flushPromises()
  expect(sayYear).toHaveBeenCalledOnce()
  expect(at(shown, 'own-year-kept').text()).toBe('已保存')
})

it('takes back what was told by mistake', async () => {
  const { sayYear, shown } = page({ limitation_said: { known_on: null, employment: 'ended', ended_on: null } })
  await at(shown, 'own-year').trigger('click')
  await at(shown, 'own-year-clear').trigger('click')
  await at(shown, 'own-year-keep').trigger('click')
  await flushPromises()
  expect(sayYear.mock.lastCall).toEqual([{ known_on: null, employment: null, ended_on: null }])
  expect(at(shown, 'own-year-kept').text()).toBe('已保存')
})
