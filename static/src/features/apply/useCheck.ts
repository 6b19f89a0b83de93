/** Asking whether a message came from us: the serial in it and the end of the number that got it. */
import { computed, ref, shallowRef } from 'vue'

import { checkMessage } from '@/api/ownCase'
import { asError, type ApiError } from '@/api/problem'
import type { CheckAnswer } from '@/api/types'
import { useOnce } from '@/ui/useOnce'

import { wordsOf } from './problem'

export function useCheck() {
  const { busy, once } = useOnce()
  const serial = ref('')
  const tail = ref('')
  const answer = shallowRef<CheckAnswer | null>(null)
  const problem = shallowRef<ApiError | null>(null)
  const words = computed(() => (problem.value ? wordsOf(problem.value) : null))

  const check = () => once(async () => {
    answer.value = null
    try {
      answer.value = await checkMessage(serial.value.trim(), tail.value)
      problem.value = null
    }
    catch (error) {
      problem.value = asError(error)
    }
  })
  return { serial, tail, answer, problem, words, busy, check }
}
