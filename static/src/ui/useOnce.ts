/** Work that must not run twice at once: a second press while it runs does nothing. */
import { readonly, ref } from 'vue'

export function useOnce() {
  const busy = ref(false)
  async function once(work: () => Promise<unknown>): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      await work()
    }
    finally {
      busy.value = false
    }
  }
  return { busy: readonly(busy), once }
}
