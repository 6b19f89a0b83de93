import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'

import { ApiError } from '@/api/problem'

import ToastRegion from './ToastRegion.vue'
import { toast } from './toast'

const SHOWN = 8_000

/** The region beside a page, with one report that can be taken back. */
async function shown(run: () => Promise<unknown> = () => Promise.resolve()) {
  document.body.innerHTML = '<main id="main" tabindex="-1"></main><div id="app"></div>'
  const region = mount(ToastRegion, { attachTo: '#app' })
  toast('已删除视图“老城区”', { run, done: '已恢复视图“老城区”' })
  await nextTick()
  return { region, text: () => region.text(), undo: () => region.find<HTMLButtonElement>('[data-testid="undo"]') }
}

const pass = async (ms: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(ms)
}

beforeEach(() => vi.useFakeTimers())
enableAutoUnmount(afterEach)
afterEach(async () => {
  await pass(2 * SHOWN)
  vi.useRealTimers()
})

describe('a report that can be taken back', () => {
  it('is said without interrupting, and its button is reached by the Tab key', async () => {
    const { region, undo } = await shown()

    expect(region.attributes('role')).toBe('status')
    expect([undo().element.tagName, undo().element.tabIndex]).toEqual(['BUTTON', 0])
    expect(undo().text()).toContain('撤销')
  })

  it('is there for eight seconds', async () => {
    const { text } = await shown()
    await pass(SHOWN - 1)
    expect(text()).toContain('已删除')
    await pass(1)
    expect(text()).toBe('')
  })

  it('stays while the pointer is over it or the focus in it, and for eight seconds after both have left', async () => {
    const { region, text, undo } = await shown()
    await region.get('[data-testid="toast"]').trigger('pointerenter')
    undo().element.focus()
    await pass(SHOWN)
    await region.get('[data-testid="toast"]').trigger('pointerleave')
    await pass(SHOWN)
    expect(text()).toContain('已删除')
    undo().element.blur()
    await pass(SHOWN - 1)
    expect(text()).toContain('已删除')
    await pass(1)
    expect(text()).toBe('')
  })

  it('is taken back once, however often it is pressed; the page says so and takes the focus', async () => {
    let finish: (value: unknown) => void = vi.fn()
    const run = vi.fn(() => new Promise((resolve) => { finish = resolve }))
    const { text, undo } = await shown(run)
    undo().element.focus()
    await undo().trigger('click')
    await undo().trigger('click')
    finish(null)
    await flushPromises()

    expect(run).toHaveBeenCalledOnce()
    expect(text()).toBe('已恢复视图“老城区”')
    expect(undo().exists()).toBe(false)
    expect(document.activeElement?.id).toBe('main')
  })

  it('says why it was not taken back, and may be pressed again', async () => {
    const run = vi.fn().mockRejectedValueOnce(new ApiError(0, 'network.unreachable', null)).mockResolvedValue(null)
    const { text, undo } = await shown(run)
    await undo().trigger('click')
    await flushPromises()
    expect(text()).toContain('没有撤销成')
    await undo().trigger('click')
    await flushPromises()

    expect(text()).toBe('已恢复视图“老城区”')
  })

  it('is offered for what has an opposite only', async () => {
    const { region, undo } = await shown()
    await pass(SHOWN)
    toast('已归档')
    await nextTick()

    expect(region.text()).toBe('已归档')
    expect(undo().exists()).toBe(false)
  })
})
