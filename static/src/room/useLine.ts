/** The call's line in one sentence, measured while someone looks at it. */
import { onScopeDispose, ref, watch, type Ref } from 'vue'

import { useText } from '@/locales'

import { useMedia } from './useMedia'

const EVERY_MS = 2_000

export function useLine(looking: Readonly<Ref<boolean>>): Readonly<Ref<string>> {
  const { t } = useText()
  const media = useMedia()
  const sentence = ref('')
  let timer: ReturnType<typeof setInterval> | undefined

  async function measure(): Promise<void> {
    const figures = await media.figures()
    sentence.value = figures?.roundTripMs == null
      ? t('room.help.lineNone')
      : t('room.help.lineFigures', { ms: figures.roundTripMs, lost: (figures.lost * 100).toFixed(1) })
  }

  watch(looking, (now) => {
    clearInterval(timer)
    if (!now) return
    void measure()
    timer = setInterval(() => void measure(), EVERY_MS)
  }, { immediate: true })
  onScopeDispose(() => clearInterval(timer))
  return sentence
}
