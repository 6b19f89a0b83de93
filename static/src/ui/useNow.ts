/** The time now, for words such as "7 minutes"; ticks once a second while the component lives. */
import { onScopeDispose, ref, type Ref } from 'vue'

export function useNow(everyMs = 1_000): Ref<number> {
  const now = ref(Date.now())
  const timer = setInterval(() => {
    now.value = Date.now()
  }, everyMs)
  onScopeDispose(() => clearInterval(timer))
  return now
}
