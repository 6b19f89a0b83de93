/** The device check: camera, microphone, speaker and line, each waiting, passed or failed with a reason. */
import { computed, markRaw, onScopeDispose, ref, shallowRef } from 'vue'

import type { CheckResult, DeviceCheck } from '@/api/types'
import { capture, captureBoth, listDevices, onDeviceChange, type Capture, type DeviceChoice, type DeviceProblem } from '@/media/devices'
import { LevelMeter, litBars, playTest, unlockAudio } from '@/media/levels'
import { probeLine, type ProbeResult } from '@/media/probe'
import { SilenceWatch } from '@/media/silence'

export type CheckState = 'waiting' | 'asking' | 'passed' | 'failed'

/** Where a track goes on when the check is over. */
export type Take = (source: 'mic' | 'camera', track: MediaStreamTrack) => void

export const BARS = 16
/** Bars a "hello" reaches and a quiet room does not. */
const HEARD = 5
const SILENT_AFTER_MS = 8_000
const POLL_MS = 80

const RESULT: Readonly<Record<CheckState, CheckResult>> = {
  waiting: 'skipped', asking: 'skipped', passed: 'passed', failed: 'failed',
}

export function useDeviceCheck() {
  const started = ref(false)
  const camera = ref<CheckState>('waiting')
  const microphone = ref<CheckState>('waiting')
  const speaker = ref<CheckState>('waiting')
  const connection = ref<CheckState>('waiting')
  const cameraProblem = ref<DeviceProblem | null>(null)
  const micProblem = ref<DeviceProblem | null>(null)
  const silent = ref(false)
  /** The system or a call has taken the microphone away. */
  const taken = ref(false)
  const playing = ref(false)
  const soundBlocked = ref(false)
  const line = ref<ProbeResult | null>(null)
  const bars = ref(0)
  const cameraTrack = shallowRef<MediaStreamTrack | null>(null)
  const micTrack = shallowRef<MediaStreamTrack | null>(null)
  const cameras = shallowRef<readonly DeviceChoice[]>([])
  const microphones = shallowRef<readonly DeviceChoice[]>([])
  const names = new Set<string>()
  let meter: LevelMeter | null = null
  let silence = new SilenceWatch()
  let poll: ReturnType<typeof setInterval> | undefined
  let quiet: ReturnType<typeof setTimeout> | undefined
  let take: Take | null = null

  const stopWatching = onDeviceChange(() => void refreshLists())
  onScopeDispose(() => {
    stopWatching()
    if (take === null) handOver((_, track) => track.stop())
  })

  /** Ask for everything at once: one question of the browser instead of two. */
  async function start(): Promise<void> {
    started.value = true
    void testLine()
    await unlockAudio()
    const both = await captureBoth()
    showCamera(both.camera)
    showMicrophone(both.mic)
    await refreshLists()
  }

  async function retryCamera(device?: string): Promise<void> {
    cameraTrack.value?.stop()
    showCamera(await capture('camera', device))
    await refreshLists()
  }

  async function retryMicrophone(device?: string): Promise<void> {
    stopMeter()
    micTrack.value?.stop()
    showMicrophone(await capture('mic', device))
    await refreshLists()
  }

  function showCamera(result: Capture): void {
    if (take !== null) {
      if (result.ok) take('camera', result.track)
      return
    }
    cameraTrack.value = result.ok ? markRaw(result.track) : null
    cameraProblem.value = result.ok ? null : result.problem
    camera.value = result.ok ? 'passed' : 'failed'
    if (!result.ok) names.add(result.name)
  }

  function showMicrophone(result: Capture): void {
    if (take !== null) {
      if (result.ok) take('mic', result.track)
      return
    }
    micTrack.value = result.ok ? markRaw(result.track) : null
    micProblem.value = result.ok ? null : result.problem
    microphone.value = result.ok ? 'waiting' : 'failed'
    silent.value = false
    taken.value = false
    if (result.ok) listen(result.track)
    else names.add(result.name)
  }

  function listen(track: MediaStreamTrack): void {
    stopMeter()
    meter = new LevelMeter(track)
    silence = new SilenceWatch()
    poll = setInterval(measure, POLL_MS)
    quiet = setTimeout(() => {
      silent.value = microphone.value === 'waiting'
    }, SILENT_AFTER_MS)
  }

  function measure(): void {
    const level = meter?.level() ?? 0
    bars.value = litBars(level, BARS)
    taken.value = silence.look({ on: true, muted: micTrack.value?.muted === true, level, clock: meter?.clock ?? 0, takenIn: null }, Date.now()) === 'system'
    // Heard before it was taken away is not heard now.
    if (taken.value) microphone.value = 'waiting'
    if (bars.value < HEARD) return
    microphone.value = 'passed'
    silent.value = false
  }

  function stopMeter(): void {
    clearInterval(poll)
    clearTimeout(quiet)
    meter?.stop()
    meter = null
    bars.value = 0
  }

  async function playSound(): Promise<void> {
    if (playing.value) return
    playing.value = true
    const played = await playTest()
    playing.value = false
    soundBlocked.value = !played
    speaker.value = 'asking'
  }

  function heardSound(heard: boolean): void {
    speaker.value = heard ? 'passed' : 'failed'
  }

  async function testLine(): Promise<void> {
    connection.value = 'waiting'
    line.value = null
    line.value = await probeLine()
    connection.value = line.value === 'good' || line.value === 'slow' ? 'passed' : 'failed'
  }

  async function refreshLists(): Promise<void> {
    cameras.value = await listDevices('camera')
    microphones.value = await listDevices('mic')
  }

  const allPassed = computed(() => [camera, microphone, speaker, connection].every(state => state.value === 'passed'))

  function result(): DeviceCheck {
    return {
      camera: RESULT[camera.value],
      microphone: RESULT[microphone.value],
      speaker: RESULT[speaker.value],
      connection: RESULT[connection.value],
      note: names.size === 0 ? null : [...names].join(' ').slice(0, 500),
    }
  }

  /** End the check: its tracks go on to `whoTakes`, those too that the browser is only about to give. */
  function handOver(whoTakes: Take): void {
    take = whoTakes
    stopMeter()
    if (micTrack.value !== null) take('mic', micTrack.value)
    if (cameraTrack.value !== null) take('camera', cameraTrack.value)
  }

  return {
    started, camera, microphone, speaker, connection, cameraProblem, micProblem, silent, taken, playing, soundBlocked, line, bars,
    cameraTrack, micTrack, cameras, microphones, allPassed,
    start, retryCamera, retryMicrophone, playSound, heardSound, testLine, result, handOver,
  }
}
