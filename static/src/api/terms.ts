/** The term of a case: clocks, extension, pauses, sessions to be held; its end; the working calendar. */

import { get, path, post, put, type CallOptions } from './client'
import type {
  ApplyDoor, AskExtension, AwardShown, CancelSession, CaseClocks, CaseEnding, CloseCase, ConfirmDoor, CorrectEffect, CourtTerms, DecideTerms, EndCase, EnterCalendar, EnteredSession, FactsAnswered, UndisputedFacts, WriteFacts, EnterOfflineResult, HandOverCase, MarkPerformance, MovedDeadline,
  MoveOnSite, OnSiteAppointment, PartySays, ReceiveHandOver, RecordAward, RecordFollowUp, Remedy, RescheduleSession, Resume, RuleDoor, ScheduleSession,
  SessionScheduled, StartPause, TakeEffect, WorkingCalendar, WriteReport, RecordYears, YearsShown,
} from './types'

const of = (serial: string, ...rest: string[]): string => path('cases', serial, ...rest)

export const readClocks = (serial: string, options?: CallOptions): Promise<CaseClocks> => get(of(serial, 'clocks'), options)

export const readAward = (serial: string): Promise<AwardShown> => get(of(serial, 'award'))

export const recordAward = (serial: string, body: RecordAward): Promise<AwardShown> => put(of(serial, 'award'), body)

/** The year of each worker to ask for arbitration. */
export const readYears = (serial: string): Promise<YearsShown> => get(of(serial, 'limitations'))

export const recordYears = (serial: string, body: RecordYears): Promise<YearsShown> => put(of(serial, 'limitations'), body)

export const askExtension = (serial: string, body: AskExtension): Promise<CaseClocks> => post(of(serial, 'extensions'), body)

export const answerExtension = (serial: string, extension: string, body: PartySays): Promise<CaseClocks> =>
  post(of(serial, 'extensions', extension, 'answers'), body)

export const grantExtension = (serial: string, extension: string): Promise<CaseClocks> =>
  post(of(serial, 'extensions', extension, 'grant'))

export const withdrawExtension = (serial: string, extension: string): Promise<CaseClocks> =>
  post(of(serial, 'extensions', extension, 'withdraw'))

export const startPause = (serial: string, body: StartPause): Promise<CaseClocks> => post(of(serial, 'pauses'), body)

export const resumeTerm = (serial: string, body: Resume): Promise<CaseClocks> => post(of(serial, 'resume'), body)

export const moveOnSite = (serial: string, body: MoveOnSite): Promise<OnSiteAppointment> => post(of(serial, 'on-site'), body)

/** A meeting that was held offline, with what was agreed; the same `key` twice is one meeting. */
export const enterOfflineResult = (serial: string, body: EnterOfflineResult): Promise<EnteredSession> => post(of(serial, 'offline-result'), body)

/** The answer is the only place the new links ever appear; the same `key` twice is one session. */
export const scheduleSession = (serial: string, body: ScheduleSession): Promise<SessionScheduled> =>
  post(of(serial, 'sessions'), body)

export const rescheduleSession = (session: string, body: RescheduleSession): Promise<void> =>
  post(path('sessions', session, 'reschedule'), body)

export const cancelSession = (session: string, body: CancelSession): Promise<void> =>
  post(path('sessions', session, 'cancel'), body)

export const endCase = (serial: string, body: EndCase): Promise<CaseEnding> => post(of(serial, 'end'), body)

export const writeReport = (serial: string, body: WriteReport): Promise<CaseEnding> => put(of(serial, 'report'), body)

export const handOver = (serial: string, body: HandOverCase): Promise<CaseEnding> => post(of(serial, 'hand-over'), body)

export const receiveHandOver = (serial: string, body: ReceiveHandOver): Promise<CaseEnding> => post(of(serial, 'receipt'), body)

export const closeCase = (serial: string, body: CloseCase): Promise<CaseEnding> => post(of(serial, 'close'), body)

export const takeEffect = (serial: string, body: TakeEffect): Promise<CaseEnding> => post(of(serial, 'effect'), body)

/** Other instants of the same signatures, over the agreement as it was read. */
export const correctEffect = (serial: string, body: CorrectEffect): Promise<CaseEnding> => post(of(serial, 'effect', 'correction'), body)

/** What staff saw of an instalment, over the agreement as it was read. */
export const markPerformance = (serial: string, number: number, body: MarkPerformance): Promise<CaseEnding> =>
  post(of(serial, 'performances', String(number)), body)

/** Whom somebody asked whether the agreement is performed, over the agreement as it was read. */
export const recordFollowUp = (serial: string, body: RecordFollowUp): Promise<CaseEnding> => post(of(serial, 'follow-ups'), body)

/** Where the draft of an application after a default is; a link of the page, not a request. */
export const draftAfterDefault = (serial: string, number: number, remedy: Remedy): string =>
  `${of(serial, 'performances', String(number), 'draft')}?remedy=${remedy}`

/** The joint application as a paper, filled in with what is known. */
export const doorPaper = (serial: string, application: string): string => of(serial, 'doors', application, 'paper')

export const applyDoor = (serial: string, body: ApplyDoor): Promise<CaseEnding> => post(of(serial, 'doors'), body)

export const confirmDoor = (serial: string, application: string, body: ConfirmDoor): Promise<CaseEnding> =>
  post(of(serial, 'doors', application, 'answers'), body)

export const ruleDoor = (serial: string, application: string, body: RuleDoor): Promise<CaseEnding> =>
  post(of(serial, 'doors', application, 'ruling'), body)

export const readCalendar = (options?: CallOptions): Promise<WorkingCalendar> => get(path('calendar'), options)

export const previewCalendar = (year: number, body: EnterCalendar): Promise<readonly MovedDeadline[]> =>
  post(path('calendar', String(year), 'preview'), body)

export const enterCalendar = (year: number, body: EnterCalendar): Promise<readonly MovedDeadline[]> =>
  put(path('calendar', String(year)), body)

export const readTermPolicy = (options?: CallOptions): Promise<CourtTerms> => get(path('term-policy'), options)

export const decideTermPolicy = (body: DecideTerms): Promise<CourtTerms> => put(path('term-policy'), body)

/** The facts that are not disputed, with each party's answer; for whoever mediates. */
export const readFacts = (serial: string): Promise<UndisputedFacts> => get(of(serial, 'undisputed-facts'))

/** Other words void every confirmation and ask again. */
export const writeFacts = (serial: string, body: WriteFacts): Promise<UndisputedFacts> => put(of(serial, 'undisputed-facts'), body)

/** What a party said on paper or orally. */
export const recordFacts = (serial: string, body: FactsAnswered): Promise<UndisputedFacts> => post(of(serial, 'undisputed-facts', 'answers'), body)
