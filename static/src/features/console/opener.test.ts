import { afterEach, describe, expect, test } from 'vitest'

import { openerOf, remember } from './opener'

afterEach(() => document.body.replaceChildren())

function add(tag: string, into: Element = document.body): HTMLElement {
  const made = document.createElement(tag)
  into.append(made)
  return made
}

function dialog(): HTMLElement {
  const made = add('div')
  made.setAttribute('role', 'alertdialog')
  return made
}

describe('what opened a dialog', () => {
  test('is the control that had the focus', () => {
    const button = add('button')
    expect(openerOf(button)).toBe(button)
  })

  test('is, for a dialog opened from another, what opened the first', () => {
    const [button, sheet, form] = [add('button'), dialog(), dialog()]
    remember(sheet, openerOf(button))
    remember(form, openerOf(add('button', sheet)))
    expect(openerOf(add('button', form))).toBe(button)
  })

  test('is nothing when nothing had the focus', () => {
    expect(openerOf(document.body)).toBeNull()
    expect(openerOf(add('button', dialog()))).toBeNull()
  })
})
