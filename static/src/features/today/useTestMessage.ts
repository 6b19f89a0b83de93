/** Ask a person by message to test network and device; a line that fails and a second press are one message. */
import { asError, type ApiError } from '@/api/problem'
import { askToTest } from '@/api/sessions'
import type { ParticipantView, SessionSummary } from '@/api/types'
import { useText } from '@/locales'

import { toast } from '../console/toast'
import { newKey } from '../console/useAction'

export function useTestMessage() {
  const { t } = useText()
  let key = newKey()

  /** Why it was refused; null once it is queued. */
  return async (person: ParticipantView, session: SessionSummary): Promise<ApiError | null> => {
    try {
      await askToTest(session.id, person.identity, { key, starts_at: session.starts_at })
    }
    catch (error) {
      const problem = asError(error)
      if (!problem.passing) key = newKey()
      return problem
    }
    key = newKey()
    toast(t('console.today.testToast', { name: person.name }))
    return null
  }
}
