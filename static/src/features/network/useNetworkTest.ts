/** Runs the checks one after another and keeps what they say. */
import { computed, ref, shallowRef } from 'vue'

import { ApiError } from '@/api/problem'
import { reportConnection } from '@/api/invitations'
import { unlockAudio } from '@/media/levels'
import { runLoop, type LoopResult, type Way } from '@/media/loop'
import { probeSocket } from '@/media/probe'
import { agentOf } from '@/media/report'

import { CHECKS, judge, resultsOf, verdictOf, WAITING, type CheckName, type CheckState, type States } from './checks'

const WAYS: readonly Way[] = ['udp', 'tcp', 'turn']

export function useNetworkTest(token: string | null) {
  const states = shallowRef<States>(WAITING)
  const running = ref(false)
  const done = ref(false)
  const loop = shallowRef<LoopResult | null>(null)
  const sent = ref(false)
  const failed = shallowRef<ApiError | null>(null)
  const agent = agentOf(navigator.userAgent)

  const verdict = computed(() => done.value ? verdictOf(states.value) : null)

  function set(found: Partial<Record<CheckName, CheckState>>): void {
    states.value = { ...states.value, ...found }
  }

  async function run(): Promise<void> {
    if (running.value) return
    running.value = true
    done.value = false
    sent.value = false
    failed.value = null
    loop.value = null
    states.value = WAITING
    await unlockAudio()
    set({ websocket: 'running' })
    set({ websocket: await probeSocket() ? 'passed' : 'failed' })
    await runPaths()
    for (const name of CHECKS) if (states.value[name] === 'waiting') set({ [name]: 'skipped' })
    running.value = false
    done.value = true
  }

  async function runPaths(): Promise<void> {
    if (typeof RTCPeerConnection !== 'function') {
      set({ udp: 'failed', tcp: 'failed' })
      return
    }
    set({ audio: 'running', video: 'running', round_trip: 'running', loss: 'running' })
    // Sound and picture are judged on the first way that opens, as in a meeting; of the others only whether they do.
    for (const way of WAYS) {
      set({ [way]: 'running' })
      const found = await runLoop(way, loop.value === null)
      set({ [way]: found === null ? 'skipped' : found.connected ? 'passed' : 'failed' })
      if (loop.value !== null || found?.connected !== true) continue
      loop.value = found
      set(judge(found))
    }
    if (loop.value === null) set({ audio: 'skipped', video: 'skipped', round_trip: 'skipped', loss: 'skipped' })
  }

  /** Send the result to whoever prepares the session; only with a personal link. */
  async function send(): Promise<void> {
    if (token === null) return
    try {
      await reportConnection(token, {
        ...resultsOf(states.value), round_trip_ms: loop.value?.roundTripMs ?? null, lost: loop.value?.lost ?? null, ...agent,
      })
      sent.value = true
      failed.value = null
    }
    catch (error) {
      if (!(error instanceof ApiError)) throw error
      failed.value = error
    }
  }

  return { states, running, done, loop, sent, failed, verdict, agent, run, send }
}
