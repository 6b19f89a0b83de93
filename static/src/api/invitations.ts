/** What a person behind a personal link does before the room. The token is the whole authority: it is never logged. */

import { get, path, post, put, SHORT_PATIENCE_MS, type CallOptions } from './client'
import type {
  ConnectionReport, ConsentAnswer, DeviceCheck, InvitationMove, InvitationView, NoticeAcknowledgement, OwnDisclosureView, OwnReply, OwnStepAnswer, Purpose, TicketAnswer,
} from './types'

export const readInvitation = (token: string, options?: CallOptions): Promise<InvitationView> =>
  get(path('invitations', token), options)

/** This is my device: binds the link to it. Again on the same device changes nothing. */
export const openInvitation = (token: string): Promise<InvitationView> => post(path('invitations', token, 'open'))

/** I am not this person: the link is dead from now on. */
export const denyInvitation = (token: string): Promise<void> => post(path('invitations', token, 'deny'))

/** It is me on another device: binds the link to this one. */
export const moveInvitation = (token: string, body: InvitationMove): Promise<InvitationView> =>
  post(path('invitations', token, 'move'), body)

export const acknowledgeNotice = (token: string, body: NoticeAcknowledgement): Promise<InvitationView> =>
  post(path('invitations', token, 'notice'), body)

export const answerConsent = (token: string, purpose: Purpose, body: ConsentAnswer): Promise<InvitationView> =>
  put(path('invitations', token, 'consents', purpose), body)

/** Whether the person themselves agrees to mediate online; nothing else follows from it. */
export const answerMediation = (token: string, body: OwnStepAnswer): Promise<InvitationView> =>
  put(path('invitations', token, 'steps', 'online_mediation'), body)

export const reportDeviceCheck = (token: string, body: DeviceCheck): Promise<InvitationView> =>
  put(path('invitations', token, 'device-check'), body)

/** What the connection test found, for whoever prepares the session. */
export const reportConnection = (token: string, body: ConnectionReport): Promise<InvitationView> =>
  put(path('invitations', token, 'connection-report'), body)

/** What a mediator disclosed and is put to the person behind the link. */
export const readDisclosures = (token: string, options?: CallOptions): Promise<OwnDisclosureView[]> =>
  get(path('invitations', token, 'disclosures'), options)

export const replyInRoom = (token: string, disclosure: string, body: OwnReply): Promise<OwnDisclosureView[]> =>
  post(path('invitations', token, 'disclosures', disclosure), body)

/** A ticket that opens the socket for the person behind the link. */
export const invitationTicket = (token: string): Promise<TicketAnswer> => post(path('invitations', token, 'ticket'), {}, { patience: SHORT_PATIENCE_MS })
