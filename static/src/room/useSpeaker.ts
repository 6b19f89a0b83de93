/** The person who spoke last among the others; silence changes nothing. */
import { ref, watch, type Ref } from 'vue'

import { useRoom } from './useRoom'

export function useLastSpeaker(): Readonly<Ref<string | null>> {
  const room = useRoom()
  const last = ref<string | null>(null)
  watch(() => room.speakers, (speakers) => {
    const other = speakers.find(identity => identity !== room.me?.identity)
    if (other !== undefined) last.value = other
  }, { immediate: true })
  return last
}
