import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defineComponent, h, nextTick, type Ref } from 'vue'

import { useOpened } from './useOpened'

enableAutoUnmount(afterEach)
beforeEach(() => { history.replaceState({ position: 3 }, '', '/cases/LY2026-000128?page=2') })

type Dialog = 'end' | 'extend'

function aCard(...may: Dialog[]): { open: Ref<Dialog | null>, leave: () => void } {
  const made: Ref<Dialog | null>[] = []
  const card = mount(defineComponent({
    setup() {
      made.push(useOpened((name): name is Dialog => (may as string[]).includes(name)))
      return () => h('p')
    },
  }))
  const [open] = made
  if (!open) throw new Error('no card')
  return { open, leave: () => { card.unmount() } }
}

it('opens after a reload the dialog that was open', async () => {
  const { open } = aCard('end', 'extend')
  expect(open.value).toBeNull()
  open.value = 'end'
  await nextTick()
  expect([location.pathname + location.search, history.state]).toEqual(['/cases/LY2026-000128?page=2&open=end', { position: 3 }])

  expect(aCard('end', 'extend').open.value).toBe('end')
})

it('opens after a reload no dialog that was closed', async () => {
  const { open } = aCard('end')
  open.value = 'end'
  await nextTick()
  open.value = null
  await nextTick()

  expect(location.search).toBe('?page=2')
  expect(aCard('end').open.value).toBeNull()
})

it('opens no dialog that may not be opened now, or that nobody knows', () => {
  history.replaceState(null, '', '/cases/LY2026-000128?open=end')
  expect(aCard('extend').open.value).toBeNull()
  history.replaceState(null, '', '/cases/LY2026-000128?open=everything')
  expect(aCard('end', 'extend').open.value).toBeNull()
})

it('leaves nothing in the address when its card is left', async () => {
  const { open, leave } = aCard('end')
  open.value = 'end'
  await nextTick()
  leave()
  expect(location.search).toBe('?page=2')
})
