import { describe, expect, test } from 'vitest'

import { playerKey } from './keys'

function pressed(key: string, target: HTMLElement = document.body, init: KeyboardEventInit = {}) {
  const event = new KeyboardEvent('keydown', { key, ...init })
  Object.defineProperty(event, 'target', { value: target })
  return playerKey(event)
}

function element(tag: string, set: Record<string, unknown> = {}): HTMLElement {
  return Object.assign(document.createElement(tag), set)
}

describe('keys of the player', () => {
  test('are space, J, L, comma and period, also with a Chinese keyboard', () => {
    expect([' ', 'j', 'J', 'l', ',', '.', '，', '。', 'k'].map(key => pressed(key)))
      .toEqual(['toggle', 'back', 'back', 'forward', 'previous', 'next', 'previous', 'next', null])
  })

  test('are off while typing', () => {
    for (const field of [element('textarea'), element('input', { type: 'search' }), element('select')]) {
      expect([' ', 'j', '.'].map(key => pressed(key, field))).toEqual([null, null, null])
    }
  })

  test('leave the space to the button that has the focus', () => {
    expect([pressed(' ', element('button')), pressed('j', element('button'))]).toEqual([null, 'back'])
  })

  test('work on the position slider', () => {
    expect(pressed(' ', element('input', { type: 'range' }))).toBe('toggle')
  })

  test('leave shortcuts of the browser alone', () => {
    expect([pressed('l', document.body, { ctrlKey: true }), pressed('j', document.body, { metaKey: true })]).toEqual([null, null])
  })
})
