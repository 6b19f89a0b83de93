/** What a party does by their own link, and what anyone may ask. The token is the whole authority: it is never logged. */

import { del, get, path, post, put, upload, type CallOptions } from './client'
import type { ApplicationForm, CheckAnswer, OwnCaseLink, OwnCaseView, OwnCourse, OwnDoorAnswer, OwnDoorWish, OwnExtensionAnswer, OwnFactsAnswer, OwnMannerSaid, OwnPerformanceSaid, OwnRoomLink, OwnStepAnswer, ReceivingHouse, ConsentStep, MaterialKind, SayYear } from './types'

export const readHouses = (options?: CallOptions): Promise<readonly ReceivingHouse[]> => get(path('houses'), options)

export const startApplication = (): Promise<OwnCaseLink> => post(path('applications'))

export const readOwnCase = (token: string, options?: CallOptions): Promise<OwnCaseView> => get(path('own', token), options)

/** This is my device: binds the link to it. Again on the same device changes nothing. */
export const openOwnCase = (token: string): Promise<OwnCaseView> => post(path('own', token, 'open'))

/** It is me on another device: binds the link to this one. */
export const moveOwnCase = (token: string, phoneTail: string): Promise<OwnCaseView> =>
  post(path('own', token, 'move'), { phone_tail: phoneTail })

/** It is not me: the link is dead, whoever runs the case is told. */
export const denyOwnCase = (token: string): Promise<void> => post(path('own', token, 'deny'))

export const saveOwnCase = (
  token: string, version: number, house: string, application: ApplicationForm,
): Promise<OwnCaseView> => put(path('own', token), { version, house, application })

export const submitOwnCase = (token: string): Promise<OwnCaseView> => post(path('own', token, 'submit'))

export const resubmitOwnCase = (token: string): Promise<OwnCaseView> => post(path('own', token, 'resubmit'))

export const acknowledgeRisk = (token: string): Promise<OwnCaseView> => post(path('own', token, 'explanation'))

/** The record of my oral application says what I told. */
export const confirmOwnRecord = (token: string, document: string): Promise<OwnCaseView> =>
  post(path('own', token, 'oral-record'), { document })

/** One's own answer to one step of the case. */
export const answerOwnStep = (token: string, step: ConsentStep, body: OwnStepAnswer): Promise<OwnCaseView> =>
  put(path('own', token, 'steps', step), body)

/** From when one's own year to ask for arbitration is counted; with nothing in it, it is taken back. */
export const sayOwnYear = (token: string, body: SayYear): Promise<OwnCaseView> => put(path('own', token, 'limitation'), body)

/** One's own sessions, the term, and the ways that are left when it is over. */
export const ownCourse = (token: string): Promise<OwnCourse> => get(path('own', token, 'course'))

/** One's own answer to the request for more time. */
export const answerOwnExtension = (token: string, extension: string, body: OwnExtensionAnswer): Promise<OwnCourse> =>
  post(path('own', token, 'extensions', extension), body)

/** One's own answer to the facts that are not disputed. */
export const answerOwnFacts = (token: string, body: OwnFactsAnswer): Promise<OwnCourse> => post(path('own', token, 'undisputed-facts'), body)

/** Ask for a door of one's own agreement; nothing is sent before every party confirmed. */
export const applyOwnDoor = (token: string, body: OwnDoorWish): Promise<OwnCourse> => post(path('own', token, 'doors'), body)

/** Confirm what another party asked for, decline it, or take back what one asked for oneself. */
export const answerOwnDoor = (token: string, application: string, body: OwnDoorAnswer): Promise<OwnCourse> =>
  post(path('own', token, 'doors', application), body)

/** Where the paper of a joint application is; a link of the page, not a request. */
export const ownDoorPaper = (token: string, application: string): string => path('own', token, 'doors', application, 'paper')

/** How one wants to attend a session, until it begins. */
export const sayOwnManner = (token: string, session: string, body: OwnMannerSaid): Promise<OwnCourse> =>
  put(path('own', token, 'sessions', session, 'manner'), body)

/** On the day: the personal link of one's own session, bound to this device. */
export const enterOwnSession = (token: string, session: string): Promise<OwnRoomLink> =>
  post(path('own', token, 'sessions', session, 'enter'))

/** What one says of an instalment oneself. */
export const sayOwnPerformance = (token: string, number: number, body: OwnPerformanceSaid): Promise<OwnCourse> =>
  post(path('own', token, 'performances', String(number)), body)

/** Where the calendar file of one's own session is; a link of the page, not a request. */
export const ownMeetingFile = (token: string, session: string): string =>
  path('own', token, 'sessions', session, 'session.ics')

/** Where the paper is that tells how it ended or why it was returned; a link of the page, not a request. */
export const ownNotice = (token: string): string => path('own', token, 'notice')

export const addOwnMaterial = (token: string, form: FormData): Promise<OwnCaseView> =>
  upload(path('own', token, 'materials'), form)

/** What a file of one's own is, instead of what was said when it came. */
export const callOwnMaterial = (token: string, material: string, kind: MaterialKind): Promise<OwnCaseView> =>
  put(path('own', token, 'materials', material), { kind })

export const removeOwnMaterial = (token: string, material: string): Promise<OwnCaseView> =>
  del(path('own', token, 'materials', material))

export const ownMaterial = (token: string, material: string): string => path('own', token, 'materials', material)

export const ownDocument = (token: string, document: string): string => path('own', token, 'documents', document)

export const checkMessage = (serial: string, phoneTail: string): Promise<CheckAnswer> =>
  post(path('check'), { serial, phone_tail: phoneTail })
