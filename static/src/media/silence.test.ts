import { expect, it } from 'vitest'

import { SilenceWatch, type MicLook, type MicTrouble } from './silence'

const ON = { on: true, muted: false, level: 0 } as const

/** Look every half second for so long; `more` says what is measured at each second. */
function after(
  seconds: number, look: Partial<MicLook> = {}, more: (second: number) => Partial<MicLook> = () => ({}), watch = new SilenceWatch(),
): MicTrouble | null {
  let found: MicTrouble | null = null
  for (let second = 0; second <= seconds; second += 0.5)
    found = watch.look({ ...ON, clock: second, takenIn: null, ...look, ...more(second) }, second * 1_000)
  return found
}

it('a microphone that gives nothing for ten seconds is silent, and not before', () => {
  expect(after(9.5)).toBeNull()
  expect(after(10)).toBe('silent')
})

it('one that gives zeros, or not even those, is silent as soon', () => {
  expect(after(10, {}, second => ({ takenIn: { seconds: second, energy: 0.3 } }))).toBe('silent')
  expect(after(10, {}, () => ({ takenIn: { seconds: 0, energy: 0 } }))).toBe('silent')
})

it('one that the system took away is said sooner', () => {
  expect(after(2, { muted: true })).toBe('system')
})

it('a quiet room is not silent, and a microphone switched off is nobody\'s trouble', () => {
  expect(after(60, { level: 0.000_5 })).toBeNull()
  expect(after(60, { on: false })).toBeNull()
})

it('a browser that does not let us measure raises no alarm', () => {
  expect(after(60, { level: null })).toBeNull()
})

it('before the first tap on a page, when nothing may be measured, what the browser took in tells of silence', () => {
  const unmeasured = (second: number) => ({ level: null, clock: 0, takenIn: { seconds: second, energy: 0.3 } })

  expect(after(9.5, {}, unmeasured)).toBeNull()
  expect(after(10, {}, unmeasured)).toBe('silent')
  expect(after(60, {}, second => ({ level: null, clock: 0, takenIn: { seconds: second, energy: second / 1e6 } }))).toBeNull()
  expect(after(60, {}, () => ({ level: null, clock: 0, takenIn: { seconds: 3, energy: 0.3 } }))).toBeNull()
})

it('one sound, and the count begins again', () => {
  const watch = new SilenceWatch()
  after(9, {}, () => ({}), watch)
  watch.look({ ...ON, clock: 9.5, takenIn: null, level: 0.1 }, 9_500)

  expect(watch.look({ ...ON, clock: 12, takenIn: null }, 12_000)).toBeNull()
})

it('a sound between two looks is a sound', () => {
  expect(after(60, {}, second => ({ takenIn: { seconds: second, energy: second % 5 === 0 ? second : Math.floor(second / 5) * 5 } }))).toBeNull()
})

it('a machine that is too busy to measure, or to take in, has not heard ten seconds of silence', () => {
  expect(after(30, {}, second => ({ clock: second / 4 }))).toBeNull()
  expect(after(30, {}, second => ({ takenIn: { seconds: second / 4, energy: 0 } }))).toBeNull()
  expect(after(41, {}, second => ({ takenIn: { seconds: second / 4, energy: 0 } }))).toBe('silent')
})

it('a page that stood still tells of a moment, not of all the time it did not look', () => {
  const watch = new SilenceWatch()
  watch.look({ ...ON, clock: 0, takenIn: null }, 0)

  expect(watch.look({ ...ON, clock: 20, takenIn: null }, 20_000)).toBeNull()
})
