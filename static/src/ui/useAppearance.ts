/** How the app looks for this person: type size, kept on this device. */
import { readonly, ref, watchEffect } from 'vue'

const KEY = 'mediation-room.type'
const large = ref(read() === 'large')

function read(): string | null {
  try {
    return localStorage.getItem(KEY)
  }
  catch {
    return null
  }
}

function keep(value: string): void {
  try {
    localStorage.setItem(KEY, value)
  }
  catch {
    // Private browsing without storage: the choice lasts as long as the page.
  }
}

watchEffect(() => {
  document.documentElement.dataset['type'] = large.value ? 'large' : 'normal'
})

export function useAppearance() {
  function toggleLarge(): void {
    large.value = !large.value
    keep(large.value ? 'large' : 'normal')
  }
  return { large: readonly(large), toggleLarge }
}
