/** A page of cases as a file a spreadsheet opens: what the page shows, with whole days instead of "today". */

import type { CaseSummary } from '@/api/types'
import type { TextKey } from '@/locales'

import { clockTime } from '../console/time'
import { beijingDay } from '../terms/due'
import { sidesOf } from './crowd'
import { nextStep } from './nextStep'

type Say = (key: TextKey, named?: Record<string, unknown>) => string
type Column = (one: CaseSummary, t: Say) => string

const BOM = '\uFEFF'
/** By these a spreadsheet takes a cell for a formula, also behind what it trims away. */
const FORMULA = /^[\s\u0000]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u

const isoDay = (at: string): string => beijingDay(Date.parse(at))

function noteOf(one: CaseSummary, t: Say): string {
  if (one.owed && !one.next_due) return t('desk.owed.now')
  if (one.next_due?.stopped) return t('desk.list.file.stopped')
  return one.next_due?.provisional ? t('desk.list.file.provisional') : ''
}

/** The columns in their order. */
const COLUMNS = {
  due: one => one.next_due?.due_on ?? '',
  nominal: one => one.next_due?.nominal_on ?? '',
  note: noteOf,
  serial: one => one.serial,
  received: one => isoDay(one.received_at),
  applicant: (one, t) => sidesOf(one.title, t)[0] ?? '',
  respondent: (one, t) => sidesOf(one.title, t)[1] ?? '',
  cause: one => one.cause,
  state: (one, t) => t(`console.caseState.${one.state}`),
  handler: one => one.handler?.name ?? '',
  organisation: one => one.organisation ?? '',
  mediator: one => one.mediator ?? '',
  next: nextStep,
  session: one => (one.next_session_at ? `${isoDay(one.next_session_at)} ${clockTime(one.next_session_at)}` : ''),
  law: one => one.owed?.article ?? one.next_due?.article ?? '',
} as const satisfies Record<string, Column>

const NAMES = Object.keys(COLUMNS) as readonly (keyof typeof COLUMNS)[]

/** A cell that is read as text: an apostrophe stands before what would be computed, quotes around what would end it. */
export function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The file: RFC 4180, begun with a mark by which Excel knows UTF-8. */
export function listFile(cases: readonly CaseSummary[], t: Say): string {
  const head = NAMES.map(name => t(`desk.list.file.${name}`))
  const rows = cases.map(one => NAMES.map(name => COLUMNS[name](one, t)))
  return BOM + [head, ...rows].map(row => `${row.map(cell).join(',')}\r\n`).join('')
}
