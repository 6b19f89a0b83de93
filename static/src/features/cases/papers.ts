/** 文书: which papers a case rests on, how many there are, and how far each is. */
import type { CaseEnding, CasePeople, CaseView } from '@/api/types'

import { invited } from '../today/readiness'

export type PaperKey = 'notice' | 'service' | 'authority' | 'outcome' | 'agreement'
export type PaperWord = 'none' | 'notice' | 'noticeSome' | 'service' | 'papersMissing' | 'settle' | 'general' | 'outcome' | 'force' | 'unsigned'

export interface PaperLine {
  readonly key: PaperKey
  /** How many papers of this kind there are. */
  readonly count: number
  readonly tone: 'jade' | 'amber' | 'plain'
  readonly word: PaperWord
  readonly n: number
  readonly of: number
  /** When, for what took effect. */
  readonly at: string | null
}

const line = (key: PaperKey, count: number, tone: PaperLine['tone'], word: PaperWord, rest: Partial<PaperLine> = {}): PaperLine =>
  ({ key, count, tone, word, n: count, of: count, at: null, ...rest })

function notice(view: CaseView): PaperLine {
  const people = view.sessions.filter(one => one.summary.state !== 'cancelled').flatMap(one => invited(one.summary))
  const all = new Set(people.map(one => one.identity)).size
  const read = new Set(people.filter(one => one.notice_acknowledged_at !== null).map(one => one.identity)).size
  if (all === 0) return line('notice', 0, 'plain', 'none')
  return line('notice', read > 0 ? 1 : 0, read === all ? 'jade' : 'amber', read === all ? 'notice' : 'noticeSome', { n: read, of: all })
}

function service(people: CasePeople): PaperLine {
  const agreed = people.people.filter(one => one.consents.some(said => said.step === 'e_service' && said.answer === true)).length
  return agreed > 0 ? line('service', 1, 'jade', 'service', { n: agreed }) : line('service', 0, 'plain', 'none')
}

function authority(people: CasePeople): PaperLine {
  const standing = people.authorities.filter(one => one.stands)
  if (standing.length === 0) return line('authority', 0, 'plain', 'none')
  if (standing.some(one => one.missing_papers.length > 0)) return line('authority', standing.length, 'amber', 'papersMissing')
  return standing.some(one => one.may_settle) ? line('authority', standing.length, 'jade', 'settle') : line('authority', standing.length, 'plain', 'general')
}

function outcome(view: CaseView): PaperLine {
  const kept = view.sessions.filter(one => one.outcome !== null).length
  return kept > 0 ? line('outcome', kept, 'jade', 'outcome') : line('outcome', 0, 'plain', 'none')
}

function agreement(view: CaseView, ending: CaseEnding): PaperLine {
  if (ending.effect) return line('agreement', 1, 'jade', 'force', { at: ending.effect.effective_at })
  const waits = view.state === 'agreed' || view.state === 'partly_agreed' || ending.agreed_in.length > 0
  return line('agreement', 0, waits ? 'amber' : 'plain', waits ? 'unsigned' : 'none')
}

/** The lines of the card, in the order in which a case comes to them; what was not read yet is left out. */
export function papersOf(view: CaseView, people: CasePeople | null, ending: CaseEnding | null): PaperLine[] {
  return [
    notice(view), ...(people ? [service(people), authority(people)] : []), outcome(view), ...(ending ? [agreement(view, ending)] : []),
  ]
}
