/**
 * This person's microphone, camera and screen, and everybody else's tracks.
 *
 * The person says what they want; the server says what is on. A track carries sound only while the server
 * confirms it, so the word under the icon and the line never disagree.
 */
import { defineStore } from 'pinia'
import { computed, markRaw, ref, shallowRef, watch } from 'vue'

import { MediaConnection, midOf, type LineState, type RemoteTrack, type Source } from '@/media/connection'
import { capture, onDeviceChange, type DeviceProblem } from '@/media/devices'
import { Recovery, type Outcome } from '@/media/recovery'
import { Regain, REGAIN_MS } from '@/media/regain'
import type { StatsRow } from '@/media/report'
import { Sight } from '@/media/sight'
import type { TakenIn } from '@/media/silence'
import { lineFigures, type LineFigures } from '@/media/stats'
import type { Share } from '@/media/thrift'
import { watchUplink } from '@/media/uplink'
import { watchLine } from '@/media/watch'
import type { OfferMessage } from '@/protocol/messages'

import { useRoom } from './useRoom'

export type SwitchState = 'on' | 'off' | 'host_muted' | 'turning_on' | 'turning_off' | 'unavailable'


/** Kept on this device so that the next page and the next visit use the same camera. */
export interface Chosen { mic?: string | undefined, camera?: string | undefined }

export const useMedia = defineStore('media', () => {
  const room = useRoom()
  const tracks = {
    mic: shallowRef<MediaStreamTrack | null>(null),
    camera: shallowRef<MediaStreamTrack | null>(null),
    screen: shallowRef<MediaStreamTrack | null>(null),
  }
  const wanted = { mic: ref(false), camera: ref(false), screen: ref(false) }
  /** How often each was switched off, by whomever: what was on its way before is not wanted after. */
  const refusals = { mic: 0, camera: 0, screen: 0 }
  const problems = {
    mic: ref<DeviceProblem | null>(null),
    camera: ref<DeviceProblem | null>(null),
    screen: ref<DeviceProblem | null>(null),
  }
  const opening = { mic: ref(false), camera: ref(false), screen: ref(false) }
  const remote = shallowRef<readonly RemoteTrack[]>([])
  const line = ref<LineState>('idle')
  const silent = ref(false)
  /** The server has as many people as it carries well; tried again by itself. */
  const full = ref(false)
  /** The line is so thin that one's own camera is on and not sent; tried again by itself. */
  const thin = ref(false)
  const chosen: Chosen = {}
  /** Whether nothing helped so far: the person had better load the page again. */
  const stuck = ref(false)

  const sight = new Sight(pictures => void room.ask('media_shown', { pictures: [...pictures] }))
  const connection = new MediaConnection({
    answer: async (version, sdp) => {
      await room.ask('media_answer', { version, sdp })
    },
    tracks: (now) => {
      remote.value = now.map(item => markRaw(item))
      sight.offer(now.flatMap(({ identity, source }) => source === 'mic' ? [] : [{ identity, source }]))
    },
    line: (state) => {
      line.value = state
      if (state === 'connected') {
        full.value = false
        recovery.well()
      }
      else if (state === 'failed') recovery.failed()
      else if (state === 'interrupted') recovery.lost()
    },
  })

  const recovery = new Recovery({
    restart: async () => {
      // What ended the media may have ended the socket, and an answer is waited for much longer than a check.
      void room.check()
      return await askAgain('media_restart')
    },
    rebuild: async () => await askAgain('media_connect'),
    stuck: (now) => {
      stuck.value = now
    },
  })

  const regain = new Regain(async source => !await turnOn(source) && problems[source].value === 'busy')

  room.onOffer(offer => void apply(offer))
  room.onWanted(({ source, layers }) => void connection.want(source, layers))
  watch(() => [room.live, room.admitted] as const, ([live, admitted]) => {
    // While the line is down nothing is decided: the same page may get its seat and connection back.
    if (!live) return
    // Someone sent back keeps the connection: the server forwards nothing of it, and coming in again is instant.
    if (admitted && !connection.usable && !recovery.climbing) recovery.failed()
    else recovery.again()
    sight.again()
    void tell()
  }, { flush: 'sync' })
  watch(() => [room.me?.mic, room.me?.camera, wanted.mic.value] as const, obey, { flush: 'sync' })
  // The server ends a shown screen when its owner goes to another place: it was meant for those who saw it.
  watch(() => room.me?.screen, (shown, before) => {
    if (before === true && shown === false && tracks.screen.value !== null) void turnOff('screen')
  }, { flush: 'sync' })

  watchLine({
    received: async () => connection.connected ? await connection.received() : null,
    changed: () => {
      void room.check()
      if (connection.usable) recovery.lost()
    },
    // A call or a locked screen ends tracks while nobody looks, and the network may be another one meanwhile.
    back: () => {
      void room.check()
      regainLost()
    },
    // The socket needs its time to be found dead, and without it no restart can be asked for.
    doubtful: () => void room.check(),
    silent: () => {
      if (recovery.climbing) return
      line.value = 'interrupted'
      void room.check()
      recovery.lost()
    },
    beats: () => {
      if (!recovery.climbing) return
      line.value = 'connected'
      recovery.well()
    },
  })
  onDeviceChange(regainLost)

  watchUplink(midOf('camera'), {
    sends: () => connection.connected && tracks.camera.value !== null,
    statistics,
    carries: share => void spare(share),
  })

  /** Send as much of the camera as the line carries; whoever misses it is told. */
  async function spare(share: Share): Promise<void> {
    const before = thin.value
    thin.value = share === 'none'
    await connection.share(share)
    if (thin.value !== before) await tell()
  }

  async function apply(offer: OfferMessage): Promise<void> {
    try {
      await connection.apply(offer)
    }
    catch {
      // A description the browser cannot use: begin again with a new connection.
      connection.close()
      recovery.failed()
    }
  }

  async function askAgain(message: 'media_restart' | 'media_connect'): Promise<Outcome> {
    if (!room.live || !room.admitted) return 'unreachable'
    const ack = await room.ask(message, {})
    full.value = ack?.code === 'media.full'
    if (full.value) return 'full'
    // The server has forgotten the connection: only a new one can help.
    if (message === 'media_restart' && ack?.code?.startsWith('media.') === true) return await askAgain('media_connect')
    if (ack?.offer) await apply(ack.offer)
    return ack?.ok === true ? 'taken' : 'unreachable'
  }

  function recover(): void {
    if (!room.live || !room.admitted) return
    if (connection.usable) recovery.lost()
    else recovery.failed()
  }

  /** The server enforces; the track follows what it confirmed. */
  function obey(): void {
    // Muted by the host: lifting that gives the microphone back switched off, so the wish ends here too.
    if (room.me?.mic === 'host_muted') refuse('mic')
    if (tracks.mic.value !== null) tracks.mic.value.enabled = room.me === null || (wanted.mic.value && room.me.mic === 'on')
    if (tracks.camera.value !== null && room.me !== null) tracks.camera.value.enabled = wanted.camera.value
  }

  function refuse(source: Source): void {
    refusals[source] += 1
    wanted[source].value = false
  }

  async function tell(): Promise<boolean> {
    if (!room.live || room.me === null) return true
    const ack = await room.send('media_state', {
      mic: wanted.mic.value && tracks.mic.value !== null,
      camera: wanted.camera.value && tracks.camera.value !== null,
      screen: wanted.screen.value && tracks.screen.value !== null,
      camera_thin: thin.value,
    })
    return ack.ok
  }

  /** Open a device and send it; false when it cannot be used (`problems` says why). */
  async function turnOn(source: Source): Promise<boolean> {
    wanted[source].value = true
    if (opening[source].value) return false
    opening[source].value = true
    try {
      if (!await openTrack(source)) return false
      await connection.setLocal(source, tracks[source].value)
      await tell()
      obey()
      return true
    }
    finally {
      opening[source].value = false
    }
  }

  async function openTrack(source: Source): Promise<boolean> {
    if (tracks[source].value?.readyState === 'live') return true
    const device = source === 'screen' ? undefined : chosen[source]
    const result = await capture(source, device)
    problems[source].value = result.ok ? null : result.problem
    if (!result.ok) {
      wanted[source].value = false
      return false
    }
    // Switched off, or everything left, while the browser was still asking.
    if (!wanted[source].value) {
      result.track.stop()
      return false
    }
    if (source !== 'screen') regain.forget(source)
    hold(source, result.track)
    return true
  }

  function hold(source: Source, track: MediaStreamTrack): void {
    tracks[source].value?.stop()
    if (source === 'screen') track.contentHint = 'detail'
    track.onended = () => void ended(source, track)
    if (source !== 'screen') track.onmute = () => setTimeout(() => void replaceMuted(source, track), REGAIN_MS)
    tracks[source].value = markRaw(track)
    problems[source].value = null
  }

  /** A call came in, the device was pulled out, or the browser's own "stop sharing" was pressed. */
  async function ended(source: Source, track: MediaStreamTrack): Promise<void> {
    if (tracks[source].value !== track) return
    tracks[source].value = null
    await connection.setLocal(source, null)
    if (source === 'screen') {
      await turnOff('screen')
      return
    }
    if (wanted[source].value) regain.took(source)
    await tell()
    await regain.tryNow(source)
  }

  function regainLost(): void {
    for (const source of ['mic', 'camera'] as const) {
      if (wanted[source].value && tracks[source].value?.readyState !== 'live') regain.took(source)
    }
    regain.tryAll()
  }

  /** Some telephones leave a track silent after a call although it lives on: another one is opened. */
  async function replaceMuted(source: 'mic' | 'camera', track: MediaStreamTrack): Promise<void> {
    if (tracks[source].value !== track || !track.muted) return
    tracks[source].value = null
    track.onended = null
    track.stop()
    regain.took(source)
    await regain.tryNow(source)
  }

  async function turnOff(source: Source): Promise<void> {
    refuse(source)
    if (source !== 'screen') regain.forget(source)
    const track = tracks[source].value
    // The microphone stays open so that speaking again is instant; the camera's light goes out.
    if (source === 'mic') {
      if (track !== null) track.enabled = false
    }
    else {
      tracks[source].value = null
      await connection.setLocal(source, null)
      track?.stop()
    }
    await tell()
  }

  async function toggle(source: Source): Promise<void> {
    if (wanted[source].value && tracks[source].value !== null) await turnOff(source)
    else await turnOn(source)
  }

  /**
   * Who takes over the tracks the device check opened. One that comes after the room was entered is stopped where
   * it was switched off since, where everything was let go of, and where there is a live one already.
   */
  function heir(): (source: 'mic' | 'camera', track: MediaStreamTrack) => void {
    const before = { ...refusals }
    return (source, track) => {
      if (refusals[source] !== before[source] || tracks[source].value?.readyState === 'live') track.stop()
      else adopt(source, track)
    }
  }

  function adopt(source: 'mic' | 'camera', track: MediaStreamTrack): void {
    hold(source, track)
    wanted[source].value = true
    void connection.setLocal(source, track)
    obey()
    void tell()
  }

  async function choose(source: 'mic' | 'camera', device: string): Promise<void> {
    chosen[source] = device
    const old = tracks[source].value
    tracks[source].value = null
    if (old !== null) {
      old.onended = null
      old.stop()
    }
    await turnOn(source)
  }

  function stateOf(source: 'mic' | 'camera'): SwitchState {
    const confirmed = room.me?.[source] ?? 'off'
    if (confirmed === 'host_muted') return 'host_muted'
    if (opening[source].value) return 'turning_on'
    if (problems[source].value !== null && tracks[source].value === null) return 'unavailable'
    const want = wanted[source].value && tracks[source].value !== null
    if (want && confirmed !== 'on') return room.live ? 'turning_on' : 'off'
    if (!want && confirmed === 'on') return 'turning_off'
    return confirmed
  }

  const mic = computed(() => stateOf('mic'))
  const camera = computed(() => stateOf('camera'))
  const sharing = computed(() => tracks.screen.value !== null)

  function trackOf(identity: string, source: Source): MediaStreamTrack | null {
    if (identity === room.me?.identity) return source === 'mic' ? null : tracks[source].value
    return remote.value.find(item => item.identity === identity && item.source === source)?.track ?? null
  }

  async function statistics(): Promise<readonly StatsRow[]> {
    const report = await connection.statistics()
    return report === null ? [] : [...report.values() as Iterable<StatsRow>]
  }

  async function takenIn(): Promise<TakenIn | null> {
    return await connection.takenIn()
  }

  async function figures(): Promise<LineFigures | null> {
    const report = await connection.statistics()
    return report === null ? null : lineFigures(report.values() as Iterable<{ type: string }>)
  }

  /** Close everything and let go of the devices. */
  function release(): void {
    regain.stop()
    sight.close()
    recovery.stop()
    connection.close()
    for (const source of ['mic', 'camera', 'screen'] as const) {
      const track = tracks[source].value
      tracks[source].value = null
      refuse(source)
      track?.stop()
    }
  }

  return {
    micTrack: tracks.mic, cameraTrack: tracks.camera, screenTrack: tracks.screen,
    micProblem: problems.mic, cameraProblem: problems.camera, screenProblem: problems.screen,
    remote, line, stuck, silent, full, thin, mic, camera, sharing,
    toggle, turnOn, turnOff, heir, choose, trackOf, statistics, takenIn, figures, release, sight: markRaw(sight), reconnect: recover,
  }
})
