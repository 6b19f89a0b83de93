import { expect, it } from 'vitest'

import { litBars, loudness } from './levels'

it('silence has no loudness and lights no bar', () => {
  expect(loudness(new Float32Array(8))).toBe(0)
  expect(litBars(0, 16)).toBe(0)
})

it('a full swing is as loud as can be and lights every bar', () => {
  expect(loudness(Float32Array.from([1, -1, 1, -1]))).toBe(1)
  expect(litBars(1, 16)).toBe(16)
})

it('a quiet room lights fewer bars than speech', () => {
  const room = litBars(0.002, 16)
  const speech = litBars(0.05, 16)

  expect(room).toBeLessThan(5)
  expect(speech).toBeGreaterThan(8)
})
