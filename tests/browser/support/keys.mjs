// A person without a mouse: Tab, arrows, Space and Enter, and what is typed. The focus is seen wherever it stands.
import assert from 'node:assert/strict'

const byTestId = (name) => `[data-testid="${name}"]`

/** Stops of the Tab key after which a control counts as out of reach: more than any page of staff has. */
const FAR = 250

/** What has the focus: where it is, whether it shows, whether anything of it is on the screen and uncovered. */
const LOOK = () => {
  const at = document.activeElement
  if (!at || at === document.body) return { nothing: true }
  const rings = (one) => {
    if (!one) return false
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = window.getComputedStyle(one)
    if (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 && outlineColor !== 'rgba(0, 0, 0, 0)') return true
    if (!/0px 0px 0px [2-6]px/.test(boxShadow)) return false // what is one pixel wide is a frame
    return boxShadow.includes('inset') || !clipped(one)
  }
  // A ring around a control is not there where what holds it cuts it off on three sides.
  const clipped = (one) => {
    const inner = one.getBoundingClientRect()
    for (let holder = one.parentElement; holder; holder = holder.parentElement) {
      if (!['hidden', 'clip'].includes(window.getComputedStyle(holder).overflowX)) continue
      const outer = holder.getBoundingClientRect()
      const cut = [inner.left - outer.left, inner.top - outer.top, outer.right - inner.right, outer.bottom - inner.bottom]
      if (cut.filter((room) => room < 2).length >= 3) return true
    }
    return false
  }
  const label = at.closest('label')
  const box = (label ?? at).getBoundingClientRect()
  const points = [0.1, 0.5, 0.9].map((part) => [box.left + box.width * part, box.top + box.height / 2])
  const whole = label ?? at
  const free = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y)
    return top && (whole.contains(top) || top.contains(at))
  })
  const name = at.dataset.testid ?? at.getAttribute('aria-label') ?? at.innerText?.slice(0, 40) ?? ''
  return { what: `${at.tagName.toLowerCase()} ${name}`, seen: rings(at) || rings(label) || rings(at.parentElement), free }
}

/** Whether the focus stands on the control, or inside it. */
const STANDS_ON = (where) => {
  const wanted = document.querySelector(where)
  return wanted !== null && (wanted === document.activeElement || wanted.contains(document.activeElement))
}

/** Whether the focus stands on a link inside it. */
const STANDS_ON_ITS_LINK = (where) => document.activeElement?.matches('a') && document.activeElement.closest(where) !== null

/** Whether the focus stands in the group of radios that the control belongs to. */
const STANDS_IN_GROUP = (where) => {
  const wanted = document.querySelector(where)
  const at = document.activeElement
  const group = wanted?.closest('[role="radiogroup"]')
  if (group) return group.contains(at)
  const radio = wanted?.matches('input') ? wanted : wanted?.querySelector('input')
  return at?.type === 'radio' && at.name === radio?.name && at.form === radio?.form
}

/** Whether a radio is chosen, be it the browser's own or one of ours. */
const IS_CHOSEN = (where) => {
  const wanted = document.querySelector(where)
  const radio = wanted.matches('input') ? wanted : wanted.querySelector('input')
  return radio ? radio.checked : wanted.getAttribute('aria-checked') === 'true'
}

export class ByKeys {
  constructor(person) {
    this.person = person
    this.page = person.page
  }

  /** After whatever was done, the focus comes to stand on something: who cannot see is never left on nothing. */
  async stands(after) {
    await this.page.waitForFunction(() => document.activeElement && document.activeElement !== document.body)
      .catch(() => assert.fail(`${this.person.name}: after ${after} the focus is on nothing`))
  }

  /** Tab until `there(where)`; every stop on the way shows its focus and is not covered. */
  async #tabUntil(id, there) {
    await this.person.see(id)
    const where = byTestId(id)
    for (let stop = 0; stop < FAR; stop += 1) {
      if (await this.page.evaluate(there, where)) return
      await this.page.keyboard.press('Tab')
      const look = await this.page.evaluate(LOOK)
      if (look.nothing) continue // from the last control back to the first
      assert.ok(look.seen, `${this.person.name}: the focus does not show on ${look.what}`)
      assert.ok(look.free, `${this.person.name}: the focus is covered on ${look.what}`)
    }
    assert.fail(`${this.person.name}: ${id} is not reached by Tab`)
  }

  async to(id) {
    await this.#tabUntil(id, STANDS_ON)
  }

  /** Enter on a button or a link. */
  async press(id) {
    await this.to(id)
    await this.page.keyboard.press('Enter')
    await this.stands(id)
  }

  /** Enter on the link of a line that holds other controls as well. */
  async follow(id) {
    await this.#tabUntil(id, STANDS_ON_ITS_LINK)
    await this.page.keyboard.press('Enter')
    await this.stands(id)
  }

  /** Space on a box. */
  async tick(id) {
    await this.to(id)
    await this.page.keyboard.press('Space')
  }

  /** By arrows within the group. */
  async choose(id) {
    await this.#tabUntil(id, STANDS_IN_GROUP)
    for (let step = 0; step < FAR; step += 1) {
      if (await this.page.evaluate(STANDS_ON, byTestId(id))) break
      await this.page.keyboard.press('ArrowDown')
    }
    await this.page.keyboard.press('Space')
    const chosen = await this.page.evaluate(IS_CHOSEN, byTestId(id))
    assert.ok(chosen, `${this.person.name}: ${id} is not chosen by keys`)
  }

  async type(id, text) {
    await this.to(id)
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(text)
  }

  /** An option by its words: arrows on the closed list. */
  async pick(id, words) {
    await this.to(id)
    const where = byTestId(id)
    const shown = () => this.page.evaluate((one) => document.querySelector(one).selectedOptions[0]?.text ?? '', where)
    for (let step = 0; step < FAR && !(await shown()).includes(words); step += 1) await this.page.keyboard.press('ArrowDown')
    assert.ok((await shown()).includes(words), `${this.person.name}: ${words} is not reached in ${id}`)
  }

  /** Move one part of a date and time by an hour, a day, …: `part` counts from the year. */
  async turn(id, part, times) {
    await this.to(id)
    for (let step = 0; step < part; step += 1) await this.page.keyboard.press('ArrowRight')
    for (let step = 0; step < times; step += 1) await this.page.keyboard.press('ArrowUp')
  }

  /** The focus is on the control, without another key: where a dialog closed, or a form said what is missing. */
  async isOn(id) {
    await this.page.waitForFunction(STANDS_ON, byTestId(id)).catch(async () => {
      const { what } = await this.page.evaluate(LOOK)
      assert.fail(`${this.person.name}: the focus is on ${what ?? 'nothing'} and not on ${id}`)
    })
  }
}
