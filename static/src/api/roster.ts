/** The roster: entries and their steps, files, the public page, complaints. */

import { del, get, path, post, postForFile, put, upload, uploadFile, type CallOptions } from './client'
import type {
  AdoptionAnswer, AdoptionRequest, ComplainantPhone, ComplaintDecision, ComplaintList, ComplaintReceipt, ComplaintRequest, DisputeKind,
  EntryKind, EntryNumbers, EntryState, Fee, ImportReport, PersonalRequest, PublicRoster, RosterAccount, RosterConfirm, RosterEnter, RosterEntry, RosterLevel, RosterList, RosterReason,
  RosterStep, RosterValues, Skill,
} from './types'

export interface RosterQuery {
  query?: string | undefined
  state?: EntryState | undefined
  kind?: EntryKind | undefined
  dispute?: DisputeKind | undefined
  skill?: Skill | undefined
  fee?: Fee | undefined
  level?: RosterLevel | undefined
  court?: string | undefined
  waiting?: boolean | undefined
  page?: number | undefined
}

function written(query: RosterQuery): string {
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value && !(name === 'page' && value === 1)) asked.set(name, String(value))
  }
  const text = asked.toString()
  return text && `?${text}`
}

export const listRoster = (query: RosterQuery, options?: CallOptions): Promise<RosterList> =>
  get(path('roster') + written(query), options)

export const readEntry = (entry: string, options?: CallOptions): Promise<RosterEntry> => get(path('roster', entry), options)

export const enterEntry = (body: RosterEnter): Promise<RosterEntry> => post(path('roster'), body)

export const editEntry = (entry: string, body: RosterValues): Promise<RosterEntry> => put(path('roster', entry), body)

export const proposeChange = (entry: string, body: RosterValues): Promise<RosterEntry> =>
  post(path('roster', entry, 'change'), body)

/** Steps that need nothing but the version that was read. */
export const stepEntry = (entry: string, step: 'report' | 'take-up' | 'restore', body: RosterStep): Promise<RosterEntry> =>
  post(path('roster', entry, step), body)

/** Steps that need a reason. */
export const reasonedStep = (entry: string, step: 'removal' | 'return' | 'suspend', body: RosterReason): Promise<RosterEntry> =>
  post(path('roster', entry, step), body)

export const confirmEntry = (entry: string, body: RosterConfirm): Promise<RosterEntry> =>
  post(path('roster', entry, 'confirm'), body)

/** A paper that goes to the court with the next report. */
export function addPaper(entry: string, file: File): Promise<RosterEntry> {
  const form = new FormData()
  form.set('file', file, file.name)
  return upload(path('roster', entry, 'papers'), form)
}

/** The bytes of a paper; that it was read is written down. */
export const readPaper = (entry: string, paper: string): Promise<Blob> => postForFile(path('roster', entry, 'papers', paper, 'readings'), {})

export const takePaperOut = (entry: string, paper: string): Promise<RosterEntry> => del(path('roster', entry, 'papers', paper))

export const linkAccount = (entry: string, body: RosterAccount): Promise<RosterEntry> =>
  post(path('roster', entry, 'account'), body)

export const askAdoption = (body: AdoptionRequest): Promise<RosterEntry> => post(path('roster-adoptions'), body)

export const answerAdoption = (entry: string, body: AdoptionAnswer): Promise<RosterEntry> =>
  post(path('roster', entry, 'adoption'), body)

export const endAdoption = (entry: string): Promise<void> => del(path('roster', entry, 'adoption'))

export const templateAddress = (form: 'csv' | 'xlsx'): string => `${path('roster-imports', 'template')}?form=${form}`

/** Check a file, or keep what was checked: `digest` is that of the check. */
export function sendSheet(file: Blob, type: string, digest?: string): Promise<ImportReport> {
  return uploadFile(path('roster-imports') + (digest ? `?apply=${digest}` : ''), file, type)
}

export const listPublic = (query: RosterQuery, options?: CallOptions): Promise<PublicRoster> =>
  get(path('public', 'roster') + written(query), options)

export const complain = (body: ComplaintRequest): Promise<ComplaintReceipt> => post(path('public', 'complaints'), body)

export const listComplaints = (options?: CallOptions): Promise<ComplaintList> => get(path('complaints'), options)

export const decideComplaint = (complaint: string, body: ComplaintDecision): Promise<void> =>
  post(path('complaints', complaint, 'decision'), body)

export const unlockComplainant = (complaint: string, why: PersonalRequest): Promise<ComplainantPhone> =>
  post(path('complaints', complaint, 'personal'), why)

export const unlockEntry = (entry: string, why: PersonalRequest): Promise<EntryNumbers> => post(path('roster', entry, 'personal'), why)
