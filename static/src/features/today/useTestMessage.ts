/** Ask a person by message to test network and device; a line that fails and a second press are one message. */
import { sameRequest } from '@/api/key'
import { asError, type ApiError } from '@/api/problem'
import { askToTest } from '@/api/sessions'
import type { ParticipantView, SessionSummary } from '@/api/types'
import { useText } from '@/locales'

import { toast } from '../console/toast'

export function useTestMessage() {
  const { t } = useText()
  const send = sameRequest()

  /** Why it was refused; null once it is queued. */
  return async (person: ParticipantView, session: SessionSummary): Promise<ApiError | null> => {
    try {
      await send({ person: person.identity, starts_at: session.starts_at }, ({ key, starts_at: at }) => askToTest(session.id, person.identity, { key, starts_at: at }))
    }
    catch (error) {
      return asError(error)
    }
    toast(t('console.today.testToast', { name: person.name }))
    return null
  }
}
