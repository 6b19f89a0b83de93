/** A new page inside the same address: whoever reads by ear or by keyboard begins at its heading. */
import { onMounted } from 'vue'

export function useHeadingFocus(): void {
  onMounted(() => {
    const heading = document.querySelector<HTMLElement>('main h1')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus({ preventScroll: true })
  })
}
