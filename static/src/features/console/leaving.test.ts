import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'

import LeaveDialog from './LeaveDialog.vue'
import { useUnsent, watchLeaving } from './leaving'
import { useDraft } from './useDraft'

const at = (testid: string) => document.querySelector<HTMLElement>(`[data-testid="${testid}"]`)

/** On the page of a case, with the question ready to be asked. */
async function onCase() {
  const page = { template: '<p>page</p>' }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/cases/:tab?', component: page }, { path: '/today', component: page }, { path: '/sign-in', name: 'sign-in', component: page }],
  })
  await router.push('/cases/people')
  watchLeaving(router)
  mount(LeaveDialog, { attachTo: document.body })
  return router
}

/** A form that says whether something of it is unsent. */
function aForm(): { unsent: ReturnType<typeof ref<boolean>>, leave: () => void } {
  const unsent = ref<boolean>()
  const scope = effectScope()
  scope.run(() => useUnsent(() => unsent.value === true))
  scopes.push(scope)
  return { unsent, leave: () => scope.stop() }
}

const scopes: ReturnType<typeof effectScope>[] = []

beforeEach(() => sessionStorage.clear())
enableAutoUnmount(afterEach)
afterEach(() => {
  for (const scope of scopes.splice(0)) scope.stop()
  vi.unstubAllGlobals()
})

it('a page with a chosen file is left only by whoever says so, and stays as it is otherwise', async () => {
  const router = await onCase()
  aForm().unsent.value = true
  const first = router.push('/today')
  await flushPromises()
  at('unsent-stay')?.click()
  await first
  expect(router.currentRoute.value.path).toBe('/cases/people')

  const second = router.push('/today')
  await flushPromises()
  at('unsent-go')?.click()
  await second
  expect(router.currentRoute.value.path).toBe('/today')
})

it.each([['/cases/people?page=2'], ['/sign-in']])('nobody is asked on the way to %s', async (path) => {
  const router = await onCase()
  aForm().unsent.value = true
  await router.push(path)

  expect(router.currentRoute.value.fullPath).toBe(path)
  expect(at('unsent-dialog')).toBeNull()
})

it('nothing is asked where all is sent or the form is gone', async () => {
  const router = await onCase()
  const form = aForm()
  form.unsent.value = true
  form.leave()
  await router.push('/today')

  expect(router.currentRoute.value.path).toBe('/today')
})

it.each([[true, false], [false, true]])('closing the tab with text is asked about only where the text is not kept (kept: %s)', async (kept, asked) => {
  await onCase()
  if (!kept) vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => { throw new Error('full') } })
  const text = ref('')
  const scope = effectScope()
  scopes.push(scope)
  scope.run(() => useDraft('report', () => 'LY2026-000128', { text }).begin())
  text.value = '双方对工资数额有分歧'
  await nextTick()
  const closing = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(closing)

  expect(closing.defaultPrevented).toBe(asked)
})
