/** Who mediates a case: choosing, referring, accepting, disclosing. Every step answers with the desk afterwards. */

import { get, path, post, type CallOptions } from './client'
import type {
  AcceptReferral, AssignMediator, ChallengeDecision, ChallengeRequest, ChangeAnswer, ChangeAsked, DeclineReferral, DisclosureReply,
  DisclosureSaid, HandOverPanel, OwnChallengeRequest, OwnChangeAsked, OwnChoiceView, OwnPick, OwnReply, PresideCase, RecordPick, ReferralDesk, ReferralList, ReferralReason, RegisterLine, RegisterPurpose, SendReferral, StartChoice,
} from './types'

type Step = Promise<ReferralDesk>

export const listReferrals = (options?: CallOptions): Promise<ReferralList> => get(path('referrals'), options)

/** Who mediated, by part of a name or a serial; who looks, and for what, is kept. */
export const searchRegister = (text: string, purpose: RegisterPurpose): Promise<readonly RegisterLine[]> =>
  get(`${path('conflict-register')}?${new URLSearchParams({ text, purpose }).toString()}`)

export const readReferral = (serial: string, options?: CallOptions): Step => get(path('cases', serial, 'referral'), options)

export const letterAddress = (serial: string, referral: string): string => path('cases', serial, 'referrals', referral, 'letter')

export const startChoice = (serial: string, body: StartChoice): Step => post(path('cases', serial, 'choice'), body)

export const recordPick = (serial: string, body: RecordPick): Step => post(path('cases', serial, 'choice', 'picks'), body)

export const askCourt = (serial: string): Step => post(path('cases', serial, 'choice', 'court'))

export const sendReferral = (serial: string, body: SendReferral): Step => post(path('cases', serial, 'referrals'), body)

export const acceptReferral = (serial: string, body: AcceptReferral): Step => post(path('cases', serial, 'referrals', 'accept'), body)

/** A judge of the court mediates; the term runs from the last consent. */
export const preside = (serial: string, body: PresideCase): Step => post(path('cases', serial, 'presiding'), body)

/** What a party brought to the organisation itself. */
export const takeOnOwn = (serial: string, body: AcceptReferral): Step => post(path('cases', serial, 'referrals', 'own'), body)

/** Afterwards the case is out of reach, so there is no desk to answer with. */
export const declineReferral = (serial: string, body: DeclineReferral): Promise<void> =>
  post(path('cases', serial, 'referrals', 'decline'), body)

export const withdrawReferral = (serial: string, body: ReferralReason): Step => post(path('cases', serial, 'referrals', 'withdraw'), body)

export const endReferral = (serial: string, body: ReferralReason): Step => post(path('cases', serial, 'referrals', 'end'), body)

export const assignMediator = (serial: string, body: AssignMediator): Step => post(path('cases', serial, 'panel'), body)

export const handOverPanel = (serial: string, body: HandOverPanel): Step => post(path('cases', serial, 'panel', 'presider'), body)

export const disclose = (serial: string, body: DisclosureSaid): Step => post(path('cases', serial, 'disclosures'), body)

export const replyToDisclosure = (serial: string, disclosure: string, body: DisclosureReply): Step =>
  post(path('cases', serial, 'disclosures', disclosure, 'replies'), body)

export const challengeMediator = (serial: string, body: ChallengeRequest): Step => post(path('cases', serial, 'challenges'), body)

export const decideChallenge = (serial: string, challenge: string, body: ChallengeDecision): Step =>
  post(path('cases', serial, 'challenges', challenge, 'decision'), body)

export const askChange = (serial: string, body: ChangeAsked): Step => post(path('cases', serial, 'changes'), body)

export const answerChange = (serial: string, change: string, body: ChangeAnswer): Step =>
  post(path('cases', serial, 'changes', change, 'answer'), body)

/** What the party behind a link chooses and answers. */
export const readOwnChoice = (token: string, options?: CallOptions): Promise<OwnChoiceView> => get(path('own', token, 'choice'), options)

export const pickOwn = (token: string, body: OwnPick): Promise<OwnChoiceView> => post(path('own', token, 'choice'), body)

export const replyOwn = (token: string, disclosure: string, body: OwnReply): Promise<OwnChoiceView> =>
  post(path('own', token, 'disclosures', disclosure), body)

/** The court is to appoint; again changes nothing. */
export const askCourtOwn = (token: string): Promise<OwnChoiceView> => post(path('own', token, 'choice', 'court'))

export const challengeOwn = (token: string, body: OwnChallengeRequest): Promise<OwnChoiceView> =>
  post(path('own', token, 'challenges'), body)

export const askChangeOwn = (token: string, body: OwnChangeAsked): Promise<OwnChoiceView> =>
  post(path('own', token, 'changes'), body)
