/** Short reports of what was done, past tense only. */

import { readonly, ref } from 'vue'

interface Toast {
  readonly id: number
  readonly text: string
}

const SHOWN_MS = 8_000

const toasts = ref<Toast[]>([])
let last = 0

export function toast(text: string): void {
  last += 1
  const id = last
  toasts.value = [...toasts.value.slice(-2), { id, text }]
  setTimeout(() => {
    toasts.value = toasts.value.filter(one => one.id !== id)
  }, SHOWN_MS)
}

export const shownToasts = readonly(toasts)
