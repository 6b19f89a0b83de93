/** The sentence for an order of the host that was refused: what happened and what to do next. */
import type { ApiError } from '@/api/problem'
import { useText } from '@/locales'

export function useOrderWords() {
  const { t, any, has } = useText()

  return function orderWords(error: Pick<ApiError, 'code' | 'status'>): string {
    const key = `host.orderProblem.${error.code.replaceAll('.', '_')}`
    if (has(key)) return any(key)
    if (error.status === 0) return t('common.error.networkNext')
    if (error.status === 401) return t('host.orderProblem.auth_expired')
    return error.status === 403 ? t('common.error.forbiddenNext') : t('host.orderProblem.other')
  }
}
