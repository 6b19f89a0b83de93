import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { Sight, type Seen } from './sight'

const LI = { identity: 'li', source: 'camera' } as const
const WANG = { identity: 'wang', source: 'camera' } as const
const SOON = 2_000

function aScreen() {
  const told: (readonly Seen[])[] = []
  const heights = new Map<Element, (height: number) => void>()
  const sight = new Sight(seen => void told.push(seen), (element, changed) => {
    heights.set(element, changed)
    return () => void heights.delete(element)
  })
  return { sight, told, show: (tile: Element, height: number) => heights.get(tile)?.(height), watched: heights }
}

/** A screen with one tile of Li's camera, of which nothing is told yet. */
function aTile() {
  const screen = aScreen()
  const tile = document.createElement('video')
  screen.sight.watch(tile, 'li', 'camera')
  screen.sight.offer([LI])
  return { ...screen, tile }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('what is in sight and what is not is told for every picture offered', () => {
  const { sight, told, show } = aScreen()
  const tile = document.createElement('video')
  sight.watch(tile, 'li', 'camera')
  sight.offer([LI, WANG])

  show(tile, 360)
  vi.advanceTimersByTime(SOON)

  expect(told).toEqual([[{ ...LI, height: 360 }, { ...WANG, height: 0 }]])
})

it('a picture shown twice counts with the larger tile', () => {
  const { sight, told, show } = aScreen()
  const [large, small] = [document.createElement('video'), document.createElement('video')]
  sight.watch(large, 'li', 'camera')
  sight.watch(small, 'li', 'camera')
  sight.offer([LI])

  show(large, 720)
  show(small, 90)
  vi.advanceTimersByTime(SOON)

  expect(told).toEqual([[{ ...LI, height: 720 }]])
})

it('what comes into sight is told at once, what leaves it only when it stays away', () => {
  const { sight, told, show } = aScreen()
  const tile = document.createElement('video')
  const stop = sight.watch(tile, 'li', 'camera')
  sight.offer([LI])
  show(tile, 180)
  vi.advanceTimersByTime(100)
  stop()
  const again = document.createElement('video')
  sight.watch(again, 'li', 'camera')
  show(again, 180)
  vi.advanceTimersByTime(SOON)

  expect(told).toEqual([[{ ...LI, height: 180 }]])
  show(again, 0)
  vi.advanceTimersByTime(1_000)
  expect(told).toHaveLength(1)
  vi.advanceTimersByTime(SOON)
  expect(told[1]).toEqual([{ ...LI, height: 0 }])
})

it('a little more or less is not worth a message', () => {
  const { told, show, tile } = aTile()
  show(tile, 360)
  vi.advanceTimersByTime(SOON)

  show(tile, 380)
  vi.advanceTimersByTime(SOON)

  expect(told).toHaveLength(1)
})

it('a new offer is told everything again, for the server may have begun anew', () => {
  const { sight, told, show, tile } = aTile()
  show(tile, 360)
  vi.advanceTimersByTime(SOON)

  sight.offer([LI])
  vi.advanceTimersByTime(SOON)

  expect(told).toEqual([[{ ...LI, height: 360 }], [{ ...LI, height: 360 }]])
})

it('everything is told again to a server that may have missed what was told last', () => {
  const { sight, told, show, tile } = aTile()
  show(tile, 360)
  vi.advanceTimersByTime(SOON)

  sight.again()
  vi.advanceTimersByTime(SOON)

  expect(told).toEqual([[{ ...LI, height: 360 }], [{ ...LI, height: 360 }]])
})

it('nothing is told after the end', () => {
  const { sight, told, show, tile } = aTile()
  show(tile, 360)

  sight.close()
  vi.advanceTimersByTime(SOON)

  expect(told).toEqual([])
})
