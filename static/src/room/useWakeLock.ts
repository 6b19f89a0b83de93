/** Keeps the screen on while the component lives; the browser drops the lock whenever the page is hidden. */
import { onMounted, onScopeDispose, ref } from 'vue'

export function useWakeLock() {
  const held = ref(false)
  let lock: WakeLockSentinel | null = null

  async function hold(): Promise<void> {
    if (document.visibilityState !== 'visible') return
    try {
      lock = await (navigator as Partial<Navigator>).wakeLock?.request('screen') ?? null
      held.value = lock !== null
    }
    catch {
      held.value = false
    }
  }

  const again = (): void => void hold()
  onMounted(() => {
    document.addEventListener('visibilitychange', again)
    void hold()
  })
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', again)
    void lock?.release()
  })
  return { held }
}
