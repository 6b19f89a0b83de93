/** A session of a case: what the mediator and clerk do with it outside the room. */

import { get, path, post, put, SHORT_PATIENCE_MS, type CallOptions } from './client'
import type {
  AskToTest, Conclude, ConfirmManner, IdentityResult, InvitePerson, LineSample, MadeLink, OutcomeView, RecordingOrder, ParticipantView, RecordingSummary, ReissuedInvitation, Removal,
  SessionView, TicketAnswer,
} from './types'

const participant = (session: string, identity: string, action: string): string =>
  path('sessions', session, 'participants', identity, action)

export const readSession = (session: string, options?: CallOptions): Promise<SessionView> =>
  get(path('sessions', session), options)

/** How good everyone's line was, in half-minutes, oldest first. */
export const readLines = (session: string, options?: CallOptions): Promise<readonly LineSample[]> =>
  get(path('sessions', session, 'lines'), options)

/** A ticket that opens the socket for the person signed in. */
export const staffTicket = (session: string, expects401: boolean): Promise<TicketAnswer> =>
  post(path('sessions', session, 'ticket'), {}, { patience: SHORT_PATIENCE_MS, expects401 })

/** Ends the session; the same `key` twice is one outcome. */
export const conclude = (session: string, body: Conclude): Promise<OutcomeView> =>
  post(path('sessions', session, 'outcome'), body)

export const orderRecording = (session: string, body: RecordingOrder): Promise<RecordingSummary> =>
  post(path('sessions', session, 'recording'), body)

export const reportIdentity = (session: string, identity: string, body: IdentityResult): Promise<void> =>
  post(participant(session, identity, 'identity'), body)

/** Out of the room, and the link is suspended until `restoreParticipant`. */
export const removeParticipant = (session: string, identity: string, body: Removal): Promise<void> =>
  post(participant(session, identity, 'remove'), body)

export const restoreParticipant = (session: string, identity: string): Promise<void> =>
  post(participant(session, identity, 'restore'))

/** How a person said they will attend. */
export const confirmManner = (session: string, identity: string, body: ConfirmManner): Promise<ParticipantView> =>
  put(participant(session, identity, 'manner'), body)

/** Somebody comes too to a session planned without them; the answer is the only place the link ever appears. */
export const invitePerson = (session: string, body: InvitePerson): Promise<MadeLink> =>
  post(path('sessions', session, 'participants'), body)

/** The old link is dead at once; the answer is the only place the new one ever appears. */
/** A message that asks a person to test network and device; the same `key` twice is one. */
export const askToTest = (session: string, identity: string, body: AskToTest): Promise<ParticipantView> =>
  post(participant(session, identity, 'test-message'), body)

export const reissueInvitation = (session: string, identity: string): Promise<ReissuedInvitation> =>
  post(participant(session, identity, 'reissue'))
