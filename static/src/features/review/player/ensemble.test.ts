import { describe, expect, test, vi } from 'vitest'

import { Ensemble, PATIENCE_MS } from './ensemble'
import { FakeMedia } from './fakeMedia'
import type { Segment, Stretch } from './plan'

const TICK = 100

function file(key: string, at: number, length: number, over: Partial<Segment> = {}): Segment {
  return { key, seat: key, source: 'mic', url: `/${key}.webm`, at, length, gaps: [], ...over }
}

/** The ensemble with an element for every file, and a wall clock moved by hand. */
class Stage {
  now = 0
  readonly report = vi.fn()
  readonly passedOver = vi.fn()
  readonly ensemble: Ensemble
  readonly media = new Map<string, FakeMedia>()

  constructor(readonly files: Segment[], length: number, skipped: Stretch[] = [], seekMs = 0) {
    this.ensemble = new Ensemble(files, skipped, length, { report: this.report, skipped: this.passedOver })
    for (const one of files) {
      const media = new FakeMedia(one.length, seekMs)
      this.media.set(one.key, media)
      this.ensemble.attach(one, media)
    }
    this.ensemble.tick(0)
  }

  of(key: string): FakeMedia {
    const media = this.media.get(key)
    if (!media) throw new Error(`no file ${key}`)
    return media
  }

  pass(ms: number): void {
    for (let left = ms; left > 0; left -= TICK) {
      const step = Math.min(TICK, left)
      this.now += step
      for (const media of this.media.values()) media.pass(step)
      this.ensemble.tick(this.now)
    }
  }

  play(): void {
    this.ensemble.play(this.now)
  }

  get state(): string {
    return this.ensemble.snapshot(this.now).state
  }

  get position(): number {
    return this.ensemble.snapshot(this.now).position
  }

  /** How far an element is from where the clock wants it, in milliseconds. */
  drift(key: string): number {
    const segment = this.files.find(one => one.key === key)
    return Math.abs(this.of(key).currentTime * 1000 - (this.position - (segment?.at ?? 0)))
  }
}

describe('files on one clock', () => {
  test('play together, each from its own beginning', () => {
    const stage = new Stage([file('li', 0, 60_000), file('zhao', 2_000, 60_000)], 62_000)
    stage.play()
    stage.pass(10_000)

    expect(stage.state).toBe('playing')
    expect(stage.drift('li')).toBeLessThanOrEqual(40)
    expect(stage.drift('zhao')).toBeLessThanOrEqual(40)
  })

  test('a file waits for its turn and stops after it', () => {
    const stage = new Stage([file('li', 0, 5_000), file('zhao', 8_000, 5_000)], 20_000)
    stage.play()
    stage.pass(6_000)
    expect([stage.of('li').paused, stage.of('zhao').paused]).toEqual([true, true])

    stage.pass(4_000)
    expect(stage.of('zhao').paused).toBe(false)

    stage.pass(5_000)
    expect(stage.of('zhao').paused).toBe(true)
  })

  test('an element that runs fast is held by nudging, without a seek', () => {
    const stage = new Stage([file('li', 0, 120_000)], 120_000)
    stage.of('li').skew = 1.01
    stage.play()
    stage.pass(60_000)

    expect(stage.of('li').seeks).toEqual([])
    expect(stage.drift('li')).toBeLessThanOrEqual(50)
  })

  test('an element far behind is put in place by one seek', () => {
    const stage = new Stage([file('li', 0, 120_000)], 120_000)
    stage.play()
    stage.pass(5_000)
    stage.of('li').slip(-3_000)
    stage.pass(2_000)

    expect(stage.of('li').seeks).toHaveLength(1)
    expect(stage.drift('li')).toBeLessThanOrEqual(40)
  })

  test('a nudge is around the chosen speed', () => {
    const stage = new Stage([file('li', 0, 120_000)], 120_000)
    stage.play()
    stage.ensemble.setRate(2, stage.now)
    stage.pass(5_000)

    expect(stage.position).toBe(10_000)
    expect(stage.of('li').playbackRate).toBeCloseTo(2, 1)
  })

  test('everybody waits for the one that buffers, then all go on', () => {
    const stage = new Stage([file('li', 0, 60_000), file('zhao', 0, 60_000)], 60_000)
    stage.play()
    stage.pass(5_000)
    stage.of('zhao').readyState = 2
    stage.pass(2_000)

    expect(stage.state).toBe('buffering')
    expect(stage.of('li').paused).toBe(true)
    const stood = stage.position

    stage.of('zhao').readyState = 4
    stage.pass(1_000)
    expect(stage.state).toBe('playing')
    expect(stage.position).toBeGreaterThan(stood)
    expect(stage.drift('li')).toBeLessThanOrEqual(40)
  })

  test('one that never comes does not stop the others for ever', () => {
    const stage = new Stage([file('li', 0, 60_000), file('zhao', 0, 60_000)], 60_000)
    stage.of('zhao').readyState = 0
    stage.play()
    stage.pass(PATIENCE_MS + 1_000)

    expect(stage.state).toBe('playing')
    expect(stage.of('li').paused).toBe(false)
  })

  test('one that comes late joins in at the right place', () => {
    const stage = new Stage([file('li', 0, 60_000), file('zhao', 0, 60_000)], 60_000)
    stage.of('zhao').readyState = 0
    stage.play()
    stage.pass(PATIENCE_MS + 5_000)
    stage.of('zhao').readyState = 4
    stage.pass(2_000)

    expect(stage.drift('zhao')).toBeLessThanOrEqual(40)
  })

  test('one that cannot be played is named, and the others play', () => {
    const stage = new Stage([file('li', 0, 60_000), file('zhao', 0, 60_000)], 60_000)
    stage.of('zhao').error = { code: 4 }
    stage.play()
    stage.pass(1_000)

    expect(stage.ensemble.snapshot(stage.now).failed).toEqual(['zhao'])
    expect(stage.state).toBe('playing')
  })

  test('a gap inside a file is not waited for', () => {
    const stage = new Stage([file('li', 0, 60_000, { gaps: [{ at: 5_000, length: 10_000 }] })], 60_000)
    stage.play()
    stage.pass(6_000)
    stage.of('li').readyState = 2
    stage.pass(1_000)

    expect(stage.state).toBe('playing')
  })

  test('the last moments of a file are not waited for', () => {
    const stage = new Stage([file('li', 0, 10_000)], 20_000)
    stage.play()
    stage.pass(9_800)
    stage.of('li').readyState = 2
    stage.pass(1_000)

    expect(stage.state).toBe('playing')
  })

  test('a file that is shorter than stated does not hang the player', () => {
    const stage = new Stage([file('li', 0, 10_000), file('zhao', 0, 30_000)], 30_000)
    stage.media.set('li', new FakeMedia(7_000))
    stage.ensemble.attach(stage.files[0] ?? file('li', 0, 1), stage.of('li'))
    stage.play()
    stage.pass(12_000)

    expect(stage.position).toBe(12_000)
  })

  test('a jump brings every element along, and playing goes on', () => {
    const stage = new Stage([file('li', 0, 60_000), file('zhao', 2_000, 58_000)], 60_000, [], 250)
    stage.play()
    stage.pass(3_000)
    stage.ensemble.seek(40_000, stage.now)
    expect(stage.state).toBe('buffering')
    stage.pass(2_000)

    expect(stage.state).toBe('playing')
    expect(stage.drift('li')).toBeLessThanOrEqual(40)
    expect(stage.drift('zhao')).toBeLessThanOrEqual(40)
  })

  test('a jump back from the end of a file plays it again', () => {
    const stage = new Stage([file('li', 0, 10_000)], 30_000)
    stage.play()
    stage.pass(12_000)
    stage.ensemble.seek(1_000, stage.now)
    stage.pass(2_000)

    expect(stage.of('li').paused).toBe(false)
    expect(stage.drift('li')).toBeLessThanOrEqual(40)
  })

  test('a sealed stretch is passed over and said so', () => {
    const caucus = { at: 10_000, length: 60_000 }
    const stage = new Stage([file('li', 0, 10_000), file('after', 70_000, 20_000)], 90_000, [caucus])
    stage.play()
    stage.pass(12_000)

    expect(stage.position).toBeGreaterThanOrEqual(70_000)
    expect(stage.passedOver).toHaveBeenCalledExactlyOnceWith(caucus)
    expect(stage.of('after').paused).toBe(false)
  })

  test('ends once, and begins anew when played again', () => {
    const stage = new Stage([file('li', 0, 5_000)], 5_000)
    stage.play()
    stage.pass(7_000)
    expect(stage.state).toBe('ended')

    stage.play()
    stage.pass(1_000)
    expect(stage.state).toBe('playing')
    expect(stage.position).toBeLessThan(2_000)
  })

  test('every play, pause, jump and end is reported once with its place', () => {
    const stage = new Stage([file('li', 0, 5_000)], 5_000)
    stage.play()
    stage.play()
    stage.pass(1_000)
    stage.ensemble.pause(stage.now)
    stage.ensemble.pause(stage.now)
    stage.ensemble.seek(4_000, stage.now)
    stage.play()
    stage.pass(3_000)

    expect(stage.report.mock.calls).toEqual([
      ['play', 0], ['pause', 1_000], ['seek', 4_000], ['play', 4_000], ['end', 5_000],
    ])
  })

  test('a browser that wants a tap first is named, and the tap plays', async () => {
    const stage = new Stage([file('li', 0, 60_000)], 60_000)
    stage.of('li').refusal = 'NotAllowedError'
    stage.play()
    await Promise.resolve()
    await Promise.resolve()
    expect(stage.ensemble.snapshot(stage.now).blocked).toBe(true)

    stage.of('li').refusal = null
    stage.ensemble.pause(stage.now)
    stage.play()
    await Promise.resolve()
    await Promise.resolve()
    expect(stage.ensemble.snapshot(stage.now).blocked).toBe(false)
  })

  test('a closed player leaves nothing running', () => {
    const stage = new Stage([file('li', 0, 60_000), file('zhao', 0, 60_000)], 60_000)
    stage.play()
    stage.pass(1_000)
    stage.ensemble.close()

    expect([...stage.media.values()].every(media => media.paused)).toBe(true)
  })
})
