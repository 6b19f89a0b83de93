/** The player in the page: drives the ensemble, shows its state, reports every play. */

import { onScopeDispose, shallowRef } from 'vue'

import { reportPlay } from '@/api/recordings'
import type { PlayReport, Review } from '@/api/types'

import { segmentsOf, skippedOf } from './model'
import { Ensemble, type Snapshot } from './player/ensemble'
import type { Segment, Stretch } from './player/plan'

/** The clock is looked at this often; a drift of 150 ms is seen in time. */
const TICK_MS = 100

/** Dragging the position sends one report when the hand rests. */
const SEEK_REST_MS = 600

export function usePlayer(review: Review, skipped: (stretch: Stretch) => void) {
  const ensemble = new Ensemble(segmentsOf(review), skippedOf(review), review.length_ms, { report, skipped })
  const snapshot = shallowRef<Snapshot>(ensemble.snapshot(performance.now()))
  const near = shallowRef<readonly Segment[]>(ensemble.near(performance.now()))
  let seekReport: ReturnType<typeof setTimeout> | undefined

  function report(action: PlayReport['action'], at: number): void {
    clearTimeout(seekReport)
    if (action === 'seek') seekReport = setTimeout(() => void send(action, at), SEEK_REST_MS)
    else void send(action, at)
  }

  // The server opened this viewing and knows of it; a lost report must not stop the player.
  const send = (action: PlayReport['action'], at: number) =>
    reportPlay(review.viewing, { action, at_ms: at }).catch(() => undefined)

  function show(): void {
    const now = performance.now()
    ensemble.tick(now)
    const next = ensemble.snapshot(now)
    if (changed(snapshot.value, next)) snapshot.value = next
    const due = ensemble.near(now)
    if (due.map(one => one.key).join() !== near.value.map(one => one.key).join()) near.value = due
  }

  const now = (work: (at: number) => void) => () => {
    work(performance.now())
    show()
  }

  const timer = setInterval(show, TICK_MS)
  const leave = () => ensemble.pause(performance.now())
  window.addEventListener('pagehide', leave)
  onScopeDispose(() => {
    clearInterval(timer)
    clearTimeout(seekReport)
    window.removeEventListener('pagehide', leave)
    leave()
    ensemble.close()
  })

  return {
    snapshot, near,
    toggle: now(at => ensemble.toggle(at)),
    step: (by: number) => now(at => ensemble.step(by, at))(),
    seek: (to: number) => now(at => ensemble.seek(to, at))(),
    setRate: (rate: number) => now(at => ensemble.setRate(rate, at))(),
    attach: (segment: Segment, media: HTMLMediaElement) => ensemble.attach(segment, media),
    detach: (segment: Segment) => ensemble.detach(segment.key),
  }
}

export type Player = ReturnType<typeof usePlayer>

function changed(a: Snapshot, b: Snapshot): boolean {
  return a.state !== b.state || a.position !== b.position || a.rate !== b.rate || a.blocked !== b.blocked
    || a.failed.length !== b.failed.length
}
