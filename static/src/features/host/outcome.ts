/** The outcome as a form: what each kind asks for, and what is still missing. Mirrors what the server demands. */
import type { Conclude, EndingCode, OutcomeKind, SessionMode } from '@/api/types'
import { beijingInstant } from '@/locales/dates'

export interface OutcomeForm {
  kind: OutcomeKind | null
  terms: string
  ending: EndingCode | ''
  reason: string
  /** Value of a `datetime-local` field. */
  next: string
  /** Who came on site; nobody is asked for it of a session by video. */
  came: readonly string[]
}

export type Missing = 'kind' | 'terms' | 'ending' | 'reason' | 'reasonShort'

export const KINDS: readonly OutcomeKind[] = ['settled', 'partly_settled', 'not_settled', 'adjourned']

/** `agreement` and a private settlement do not end a mediation without result. */
export const ENDINGS: readonly EndingCode[] = [
  'agreement', 'settled_and_withdrew', 'party_unreachable', 'party_unwilling', 'differences_too_large', 'term_over',
  'refused_to_sign', 'other',
]

const OTHER_REASON_LENGTH = 10

export function emptyForm(): OutcomeForm {
  return { kind: null, terms: '', ending: '', reason: '', next: '', came: [] }
}

/** The first thing missing, or null. */
export function missingOf(form: OutcomeForm): Missing | null {
  const reason = form.reason.trim()
  switch (form.kind) {
    case null: return 'kind'
    case 'settled': case 'partly_settled': return form.terms.trim() === '' ? 'terms' : null
    case 'not_settled':
      if (form.ending === '') return 'ending'
      if (form.ending === 'other' && reason.length < OTHER_REASON_LENGTH) return 'reasonShort'
      return reason === '' ? 'reason' : null
    case 'adjourned': return reason === '' ? 'reason' : null
  }
}

/** What is sent; only fields of the chosen kind, and of a meeting on site who came. Call with nothing missing. */
export function orderOf(form: OutcomeForm, mode: SessionMode = 'online'): Omit<Conclude, 'key'> {
  const { kind } = form
  if (kind === null) throw new Error('an outcome without a kind')
  const withTerms = kind === 'settled' || kind === 'partly_settled'
  const reason = form.reason.trim()
  return {
    kind,
    ending_code: kind === 'not_settled' && form.ending !== '' ? form.ending : null,
    terms: withTerms ? form.terms.trim() : null,
    reason: reason === '' || kind === 'settled' ? null : reason,
    next_session_at: kind === 'adjourned' && form.next !== '' ? beijingInstant(form.next) : null,
    came: mode === 'online' ? null : { people: form.came },
  }
}
