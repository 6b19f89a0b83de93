import { expect, it } from 'vitest'

import { SilenceWatch, type MicLook } from './silence'

const ON: MicLook = { on: true, muted: false, level: 0 }

function after(seconds: number, look: MicLook, watch = new SilenceWatch()) {
  let found = null
  for (let second = 0; second <= seconds; second += 1) found = watch.look(look, second * 1_000)
  return found
}

it('a microphone that gives nothing for ten seconds is silent, and not before', () => {
  expect(after(9, ON)).toBeNull()
  expect(after(10, ON)).toBe('silent')
})

it('one that the system took away is said sooner', () => {
  expect(after(2, { ...ON, muted: true })).toBe('system')
})

it('a quiet room is not silent, and a microphone switched off is nobody\'s trouble', () => {
  expect(after(60, { ...ON, level: 0.000_5 })).toBeNull()
  expect(after(60, { ...ON, on: false })).toBeNull()
})

it('a browser that does not let us measure raises no alarm', () => {
  expect(after(60, { ...ON, level: null })).toBeNull()
})

it('one sound, and the count begins again', () => {
  const watch = new SilenceWatch()
  after(9, ON, watch)
  watch.look({ ...ON, level: 0.1 }, 9_500)

  expect(watch.look(ON, 12_000)).toBeNull()
})
