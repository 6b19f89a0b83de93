/** Tells the server every ten seconds what this browser measured, and watches whether the microphone gives sound. */
import { onScopeDispose, ref, watch, type Ref } from 'vue'

import { LevelMeter } from '@/media/levels'
import { agentOf, LineReporter } from '@/media/report'
import { isDoubtful, SilenceWatch, type MicTrouble } from '@/media/silence'

import { useMedia } from './useMedia'
import { useRoom } from './useRoom'

const REPORT_MS = 10_000
const LOOK_MS = 500

export function useLineReport(): Readonly<Ref<MicTrouble | null>> {
  const room = useRoom()
  const media = useMedia()
  const trouble = ref<MicTrouble | null>(null)
  const reporter = new LineReporter()
  const silence = new SilenceWatch()
  const agent = agentOf(navigator.userAgent)
  let meter: LevelMeter | null = null
  let looking = false

  async function report(): Promise<void> {
    if (!room.live || media.line !== 'connected') return
    const rows = await media.statistics()
    const speakers = new Map(media.remote.filter(item => item.source === 'mic').map(item => [item.track.id, item.identity]))
    const figures = reporter.read(rows, speakers)
    await room.ask('line_report', { ...figures, ...agent, mic_silent: trouble.value !== null })
  }

  async function look(): Promise<void> {
    if (looking) return
    looking = true
    const level = meter?.measuring === true ? meter.level() : null
    const takenIn = isDoubtful(level) ? await media.takenIn() : null
    looking = false
    const track = media.micTrack
    const before = trouble.value
    trouble.value = silence.look({
      on: track !== null && media.mic === 'on', muted: track?.muted === true, level, clock: meter?.clock ?? 0, takenIn,
    }, Date.now())
    // The mediator should know at once, and at once when it is over.
    if ((trouble.value === null) !== (before === null)) void report()
  }

  watch(() => media.micTrack, (track) => {
    meter?.stop()
    meter = track === null ? null : new LevelMeter(track)
  }, { immediate: true })
  const timers = [setInterval(() => void report(), REPORT_MS), setInterval(() => void look(), LOOK_MS)]
  onScopeDispose(() => {
    for (const timer of timers) clearInterval(timer)
    meter?.stop()
  })
  return trouble
}
