/** The people of a case: who they are, who acts for them, what they agreed to, how they were reached. */

import { get, path, post, put, uploadFile, type CallOptions } from './client'
import type {
  AskConcluded, AuthorityRecorded, CasePeople, ContactLogged, FirstPapersCorrected, ImportReport, PapersShown, PersonAdded, PersonalLook, PersonalNumbers,
  PersonalRequest, PersonCorrected, RepresentationRecorded, RepresentationShown, StepAnswered, ConsentStep, WithdrawalDecided, WorkersTold, WorkersWrittenTo,
} from './types'

const of = (serial: string, ...rest: string[]): string => path('cases', serial, ...rest)

/** The same `key` twice is one person. */
export const addPerson = (serial: string, body: PersonAdded): Promise<CasePeople> => post(of(serial, 'people'), body)

export const correctPerson = (serial: string, identity: string, body: PersonCorrected): Promise<CasePeople> =>
  put(of(serial, 'people', identity), body)

/** Whether the papers of the first receipt named them after all, and why. */
export const correctFirstPapers = (serial: string, identity: string, body: FirstPapersCorrected): Promise<CasePeople> =>
  put(of(serial, 'people', identity, 'first-papers'), body)

/** Show somebody's numbers in full; who, when and why is kept for ever. */
export const revealNumbers = (serial: string, identity: string, body: PersonalRequest): Promise<PersonalNumbers> =>
  post(of(serial, 'people', identity, 'personal'), body)

export const readLooks = (serial: string, options?: CallOptions): Promise<readonly PersonalLook[]> =>
  get(of(serial, 'personal-looks'), options)

export const recordAuthority = (serial: string, body: AuthorityRecorded): Promise<CasePeople> =>
  post(of(serial, 'authorities'), body)

/** All papers that were shown, in place of what was noted. */
export const showPapers = (serial: string, authority: string, body: PapersShown): Promise<CasePeople> =>
  put(of(serial, 'authorities', authority, 'papers'), body)

/** A written authority from each of the workers; the same `key` twice is one act. */
export const recordRepresentation = (serial: string, body: RepresentationRecorded): Promise<CasePeople> =>
  post(of(serial, 'representations'), body)

/** The written authority of several workers; neither file nor sighting is refused. */
export const showRepresentation = (serial: string, body: RepresentationShown): Promise<CasePeople> => put(of(serial, 'representations', 'papers'), body)

/** One message to every worker of the case; the same `key` twice is one. */
export const writeToWorkers = (serial: string, body: WorkersWrittenTo): Promise<WorkersTold> => post(of(serial, 'worker-notices'), body)

export const workerListTemplate = (form: 'csv' | 'xlsx'): string => `${path('worker-list', 'template')}?form=${form}`

/** Check the list of workers, or keep what was checked: `digest` is that of the check. */
export function sendWorkerList(serial: string, file: Blob, type: string, digest?: string, withoutWrong = false): Promise<ImportReport> {
  return uploadFile(of(serial, 'worker-list') + (digest ? `?apply=${digest}&without_wrong=${withoutWrong ? 'yes' : 'no'}` : ''), file, type)
}

export const revokeAuthority = (serial: string, authority: string): Promise<CasePeople> =>
  post(of(serial, 'authorities', authority, 'revoke'))

/** What the person answered to one step, as staff heard or read it. */
export const answerStep = (serial: string, identity: string, step: ConsentStep, body: StepAnswered): Promise<CasePeople> =>
  put(of(serial, 'people', identity, 'steps', step), body)

export const decideWithdrawal = (serial: string, withdrawal: string, body: WithdrawalDecided): Promise<CasePeople> =>
  post(of(serial, 'withdrawals', withdrawal), body)

/** The same `key` twice is one try. */
export const logContact = (serial: string, body: ContactLogged): Promise<CasePeople> => post(of(serial, 'contacts'), body)

/** What the person says to mediation; a no, or nobody there, ends the case. */
export const concludeAsking = (serial: string, body: AskConcluded): Promise<CasePeople> => post(of(serial, 'asking'), body)
