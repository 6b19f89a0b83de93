import { expect, it, vi } from 'vitest'
import { createApp, h } from 'vue'

import { useBackGuard } from './useBackGuard'

it('each press of the back button asks and leaves the page where it is, also after the room was shown again', () => {
  const asked = vi.fn()
  const show = () => {
    const app = createApp({ setup: () => {
      useBackGuard(asked)
      return () => h('p')
    } })
    app.mount(document.createElement('div'))
    return app
  }
  const before = history.length
  const first = show()
  first.unmount()
  const again = show()

  expect(history.length).toBe(before + 1)
  for (const presses of [1, 2]) {
    window.dispatchEvent(new PopStateEvent('popstate'))
    expect(asked).toHaveBeenCalledTimes(presses)
    expect(history.state).toMatchObject({ held: true })
  }
  again.unmount()
  window.dispatchEvent(new PopStateEvent('popstate'))
  expect(asked).toHaveBeenCalledTimes(2)
})
