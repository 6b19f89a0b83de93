import { afterEach, expect, it, vi } from 'vitest'

import { readable } from './photo'

const close = vi.fn()
const heic = new File(['heic'], '工资条.HEIC', { type: 'image/heic', lastModified: 1_700_000_000_000 })

function browser(reads: boolean, draws: Blob | null = new Blob(['jpeg'], { type: 'image/jpeg' })): void {
  vi.stubGlobal('createImageBitmap', () => (reads ? Promise.resolve({ width: 4, height: 3, close }) : Promise.reject(new DOMException('no', 'InvalidStateError'))))
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done) => { done(draws) })
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  close.mockClear()
})

it('sends a HEIC photograph as JPEG under its name where the browser can read it', async () => {
  browser(true)
  const sent = await readable(heic)

  expect([sent.name, sent.type, sent.lastModified, await sent.text()]).toEqual(['工资条.jpg', 'image/jpeg', heic.lastModified, 'jpeg'])
  expect(close).toHaveBeenCalledOnce()
})

it.each([['cannot read it', false, undefined], ['cannot write it', true, null]] as const)('sends it as it is where the browser %s', async (_, reads, draws) => {
  browser(reads, draws)
  expect(await readable(heic)).toBe(heic)
})

it('leaves every other file as it is', async () => {
  browser(true)
  const paper = new File(['%PDF'], 'heic.pdf', { type: 'application/pdf' })
  expect(await readable(paper)).toBe(paper)
})
