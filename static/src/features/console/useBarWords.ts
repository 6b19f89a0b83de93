/** A refusal that is known before anything is asked, in the words it would come back with. */
import type { EffortBar } from '@/api/types'
import { useText } from '@/locales'

import { problemFacts, problemKey } from './problem'

const CONFLICT = 409

export function useBarWords() {
  const { any, has } = useText()

  return function barWords(bar: EffortBar): string {
    const key = problemKey({ code: bar.code, status: CONFLICT }, has)
    const facts = problemFacts({ fields: bar.facts }, any, has)
    return `${any(`${key}.title`, facts)}${any('common.colon')}${any(`${key}.next`, facts)}`
  }
}
