import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { defineComponent, h, nextTick, ref, useTemplateRef } from 'vue'

import { pathOf, standNear, useKeptFocus } from './keptFocus'

afterEach(() => document.body.replaceChildren())

const Page = defineComponent({
  setup() {
    const page = useTemplateRef<HTMLElement>('page')
    useKeptFocus(page)
    const asked = ref(true)
    return () => h('main', { ref: 'page' }, [
      h('h1', 'case'),
      h('section', [h('h2', 'choice'), asked.value ? h('button', { onClick: () => { asked.value = false } }, 'appoint') : h('p', 'appointed')]),
    ])
  },
})

/** Until watchers of the document have had their turn. */
const seen = async (): Promise<void> => {
  await nextTick()
  await new Promise(resolve => setTimeout(resolve))
}

describe('the focus', () => {
  test('goes to the heading of the card whose button went with its own press', async () => {
    const page = mount(Page, { attachTo: document.body })
    const button = page.get('button')
    button.element.focus()
    await button.trigger('click')
    await seen()
    expect(document.activeElement?.textContent).toBe('choice')
  })

  test('stays away where somebody pressed beside everything before', async () => {
    const page = mount(Page, { attachTo: document.body })
    const button = page.get('button')
    button.element.focus()
    await page.get('main').trigger('pointerdown')
    button.element.blur()
    await button.trigger('click')
    await seen()
    expect(document.activeElement).toBe(document.body)
  })

  test('goes nowhere when all that stood around is gone', () => {
    const card = document.createElement('section')
    expect(standNear(pathOf(card))).toBe(false)
  })
})
