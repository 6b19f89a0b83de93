// Generated from signaling/protocol by `python -m server.web.contract`. Do not edit.

/** Where a person stands in the dispute. */
export type Side =
  | 'applicant'
  | 'respondent'
  | 'neutral'

/** What a person is in the session; shown in words, grants decide what they may do. */
export type Role =
  | 'party'
  | 'agent'
  /** Passes on what is said, in another language or in signs; linked to whom they help. */
  | 'interpreter'
  | 'mediator'
  | 'clerk'

/** Where in the session a person is. */
export type Place =
  | 'lobby'
  | 'joint'
  /** Admitted, but outside a caucus that is being held. */
  | 'waiting'
  | 'caucus'

/** How far the meeting is. */
export type Phase =
  | 'before'
  | 'open'
  | 'caucus'
  | 'ended'

/** Whether a person can be reached now. */
export type Connection =
  | 'here'
  | 'reconnecting'
  | 'away'

/** State of a microphone or camera as the server enforces it. */
export type Switch =
  | 'on'
  | 'off'
  | 'host_muted'

/** What the truth line says about recording. */
export type RecordingState =
  | 'off'
  | 'on'
  | 'paused'
  | 'broken'
  /** In a caucus nothing can be recorded. */
  | 'not_allowed'

/** One person as the viewer may see them. */
export interface MemberView {
  readonly identity: string
  readonly name: string
  readonly side: Side
  readonly role: Role
  /** Role in words, such as 代理人 or 人事主管; empty if there is none. */
  readonly title: string
  readonly place: Place
  /** Whether they were let in; until the meeting opens they wait in the lobby all the same. */
  readonly admitted: boolean
  readonly connection: Connection
  readonly mic: Switch
  readonly camera: Switch
  /** The camera is on, but their line is too thin to send the picture. */
  readonly camera_thin: boolean
  readonly screen: boolean
  /** Position in the queue of raised hands, from 1. */
  readonly hand: number | null
  /** Whether this person's media is being written right now. */
  readonly recorded: boolean
  /** The standing answer; None when not answered. */
  readonly recording_consent: boolean | null
  /** Person with whom they move as one unit. */
  readonly linked_to: string | null
  /** When they came to this place. */
  readonly since: string
}

/** Who can hear the viewer now; built from room membership on the server. */
export interface HeardBy {
  readonly names: readonly string[]
  /** For a party: someone of the other side is among them. */
  readonly includes_other_side: boolean
  /** For a neutral person: both sides are among them. */
  readonly both_sides: boolean
}

/** Recording as the viewer should be told. */
export interface RecordingView {
  readonly state: RecordingState
  /** Recorded so far, pauses left out; `counted_at` says when this was true. */
  readonly seconds: number
  readonly counted_at: string
  /** Whether the viewer's own media is written. */
  readonly me: boolean
  /** People whose voice reached the file in the last seconds (host only, else 0). */
  readonly heard_voices: number
  /** Last proof that bytes of every speaking person arrive (host only). */
  readonly checked_at: string | null
  /** Stable code of what is broken, such as `recording.disk_full`. */
  readonly problem: string | null
}

/** A caucus invitation ringing at the viewer. */
export interface CallView {
  readonly caucus: string
  readonly caller: string
  /** Who else of the viewer's side is called or comes along; the caller is not repeated. */
  readonly with_names: readonly string[]
  readonly expires_at: string
}

/** What became of one caucus invitation. */
export type CallState =
  | 'calling'
  | 'accepted'
  | 'declined'
  | 'no_answer'

/** The host's sight of the invitations going out. */
export interface CallProgress {
  readonly identity: string
  readonly name: string
  readonly state: CallState
}

/** The caucus the viewer is in (or, for the host, is calling). */
export interface CaucusView {
  readonly caucus: string
  readonly side: Side
  readonly names: readonly string[]
  readonly since: string | null
  /** What the side that waits is told; host only. */
  readonly until: string | null
  /** Host only. */
  readonly calls: readonly CallProgress[]
}

/** Why the viewer waits; the sentence is chosen in `static/src/locales`. */
export type WaitingReason =
  | 'not_started'
  | 'host_checking'
  | 'caucus'
  | 'sent_back'
  | 'refused'
  | 'host_away'

/** What a waiting person is told: neither topic nor names of a caucus. */
export interface WaitingView {
  readonly reason: WaitingReason
  /** Sentence the host wrote for this person or side. */
  readonly note: string | null
  /** Estimate given by the host. */
  readonly until: string | null
}

/** One message of the joint room; in a caucus they live only in memory. */
export interface ChatLine {
  readonly id: string
  readonly at: string
  readonly identity: string
  readonly name: string
  readonly text: string
}

/** The viewer. */
export interface MeView {
  readonly identity: string
  readonly name: string
  readonly side: Side
  readonly role: Role
  readonly place: Place
  readonly grants: readonly string[]
  readonly mic: Switch
  readonly camera: Switch
  readonly screen: boolean
  readonly hand: number | null
  readonly recording_consent: boolean | null
}

/** Everything one viewer may know of the session now. Replaces the previous view as a whole. */
export interface RoomView {
  readonly session: string
  readonly seq: number
  readonly now: string
  readonly phase: Phase
  readonly starts_at: string
  /** Such as 李秀兰 与 洛阳某餐饮管理有限公司. */
  readonly title: string
  readonly serial: string
  readonly cause: string
  readonly host_name: string
  readonly me: MeView
  readonly heard_by: HeardBy
  readonly recording: RecordingView
  /** People in the viewer's place, the viewer first; for the host everyone, lobby included. */
  readonly members: readonly MemberView[]
  readonly waiting: WaitingView | null
  readonly call: CallView | null
  readonly caucus: CaucusView | null
  /** Last lines of the viewer's place: 200, or 40,000 characters of text. */
  readonly chat: readonly ChatLine[]
}

/** What happened; the client announces it and the court's timeline shows it. */
export type EventKind =
  | 'arrived'
  | 'admitted'
  | 'refused'
  | 'joined'
  | 'dropped'
  | 'returned'
  | 'left'
  | 'sent_back'
  | 'removed'
  /** The removal was lifted; the person may knock again. */
  | 'restored'
  | 'opened'
  | 'muted'
  | 'unmuted'
  | 'hand_raised'
  | 'hand_lowered'
  | 'screen_started'
  | 'screen_stopped'
  | 'chat'
  | 'caucus_called'
  | 'caucus_declined'
  | 'caucus_started'
  | 'caucus_ended'
  | 'recording_started'
  | 'recording_paused'
  | 'recording_resumed'
  | 'recording_stopped'
  | 'recording_broken'
  | 'consent_changed'
  /** The host sent a note or an estimate to a waiting side. */
  | 'told'
  | 'ended'

/** One thing that happened, as the viewer may know it. */
export interface RoomEvent {
  readonly seq: number
  readonly at: string
  readonly kind: EventKind
  /** Whom it is about. */
  readonly identity: string | null
  readonly name: string | null
  readonly note: string | null
}

/**
 * Server to client `update`: the next event this viewer may see, and the view after it.
 *
 * `previous` is the sequence number of the last event this viewer was entitled to. A client that holds
 * another number has missed something and sends `sync`.
 */
export interface Update {
  readonly previous: number
  readonly event: RoomEvent | null
  readonly view: RoomView
}

/** Whose track the browser finds under `mid`. */
export interface OfferedTrackMessage {
  readonly mid: string
  readonly identity: string
  readonly source: 'mic' | 'camera' | 'screen'
}

/** TURN servers with short-lived credentials, as `RTCIceServer` takes them. */
export interface IceServerMessage {
  readonly urls: readonly string[]
  readonly username: string
  readonly credential: string
}

/**
 * Server to client `offer`: apply it, answer with the same `version`.
 *
 * `fresh` asks for a new peer connection: the old one, if any, is gone at the server. `ice_servers` are for that
 * connection, or for the present one when it looks for another path; `relay_only` allows no path but theirs.
 */
export interface OfferMessage {
  readonly version: number
  readonly sdp: string
  readonly tracks: readonly OfferedTrackMessage[]
  readonly fresh: boolean
  readonly ice_servers: readonly IceServerMessage[]
  readonly relay_only: boolean
}

/** What kind of passing news this is. */
export type SignalKind =
  | 'speakers'
  | 'quality'
  /** Pictures of others that are not sent to the viewer; those that the line is too thin for come back. */
  | 'pictures'
  /** Facts of the case changed (identity, consent, device check): ask HTTP again. */
  | 'participants'
  /** Who mediates disclosed something, is challenged, or was answered for: ask HTTP what is put to oneself. */
  | 'panel'

/** Four steps, in words on the screen. */
export type QualityLevel =
  | 'good'
  | 'fair'
  | 'poor'
  | 'lost'

/** Somebody's picture, or with `full` perhaps their voice, that is not sent to the viewer now. */
export interface PausedPicture {
  readonly identity: string
  readonly source: 'mic' | 'camera' | 'screen'
  /** The viewer's line is too thin; the viewer's browser cannot decode what the other's can send; or the connection already carries as many voices and pictures as it may, and this one comes when another goes. */
  readonly reason: 'line' | 'codec' | 'full'
}

/** Server to client `signal`: not numbered, not kept. */
export interface Signal {
  readonly kind: SignalKind
  /** Identities, loudest first. */
  readonly speakers: readonly string[]
  readonly quality: Readonly<Record<string, QualityLevel>>
  /** All of them, each time. */
  readonly paused: readonly PausedPicture[]
  /** Identities, with the quality: their microphone is on and their browser hears nothing in it. */
  readonly silent: readonly string[]
  /** Identities, with the quality: they do not get everybody, for their connection carries as many as it may. */
  readonly crowded: readonly string[]
}

/**
 * Server to client `media_wanted`: of the viewer's own picture somebody needs only the lowest `layers`; null all.
 *
 * The browser stops the others, with 0 the whole picture; what is needed again it sends again at once.
 */
export interface MediaWanted {
  readonly source: 'camera' | 'screen'
  readonly layers: number | null
}

/** Why the server ends a socket; after each of them the client must not reconnect by itself. */
export type ClosedReason =
  /** The same person came in elsewhere; this device may take the seat back by a tap. */
  | 'taken_over'
  /** The host removed the person; the link is suspended. */
  | 'removed'
  /** The account of this member of staff was closed. */
  | 'shut_out'
  /** This mediator has the case no longer: challenged, or it was given to somebody else. */
  | 'unseated'
  /** The person left by the button. */
  | 'left'
  /** The session is over. */
  | 'ended'
  /** Far more messages than a person can cause. */
  | 'flooded'

/** Server to client `closed`: the last message on this socket. */
export interface Closed {
  readonly reason: ClosedReason
  /** Sentence the host wrote, when removed. */
  readonly note: string | null
}

/** The `auth` of the Socket.IO connect packet. A refusal carries `Refusal` as `data` of the connect error. */
export interface Connect {
  readonly ticket: string
  /** Random name of this page load. The same name again means the same page came back: its peer connection is kept and forwarded again at once. Another or none closes it, and the client sends `media_connect`. */
  readonly device?: string | null
}

/** Why the socket was not accepted, in `data` of the connect error. */
export interface Refusal {
  readonly code: string
}

/** `sync`: what did I miss since event `since`? Answered by `SyncAnswer` in the ack. */
export interface Sync {
  readonly since: number
}

/** Exactly the events after `since` that the viewer may see, and the view now. */
export interface SyncAnswer {
  readonly events: readonly RoomEvent[]
  readonly view: RoomView
}

/** `media_connect`: ready for media; the ack carries a fresh `OfferMessage`. Only for the admitted. */
export type MediaConnect = Readonly<Record<string, never>>

/** `media_answer`: the browser's answer to the offer of this version. */
export interface MediaAnswer {
  readonly version: number
  readonly sdp: string
}

/** `media_restart`: the line changed; the ack carries an offer with new ICE credentials. */
export type MediaRestart = Readonly<Record<string, never>>

/** How large somebody's picture is on the screen: its height in pixels of the screen, 0 when out of sight. */
export interface ShownPicture {
  readonly identity: string
  readonly source: 'camera' | 'screen'
  readonly height: number
}

/** `media_shown`: what is in sight changed. A picture out of sight is not sent; one never named is, in full. */
export interface MediaShown {
  readonly pictures: readonly ShownPicture[]
}

/** `media_state`: what the person switched on or off themselves. */
export interface MediaState {
  readonly mic: boolean
  readonly camera: boolean
  readonly screen: boolean
  /** The camera is on and not sent for the time being: the line is too thin. */
  readonly camera_thin?: boolean
}

/** How somebody's voice came to whoever reports. */
export interface VoiceHeard {
  readonly identity: string
  /** Share of it that had to be made up. */
  readonly concealed: number
}

/**
 * `line_report`: what the browser measured of its own line since the last report, about every ten seconds.
 *
 * Kept with the session in half-minutes; figures only, no address, no name of a device.
 */
export interface LineReport {
  readonly round_trip_ms?: number | null
  /** Kind of the browser's own candidate in use (RFC 8445). */
  readonly path?: 'host' | 'srflx' | 'prflx' | 'relay' | null
  readonly transport?: 'udp' | 'tcp' | null
  /** Lines of the largest picture sent and received. */
  readonly sent_height?: number | null
  readonly received_height?: number | null
  /** Decoded, of the fastest picture received. */
  readonly frames_per_second?: number | null
  readonly freezes?: number
  readonly freeze_ms?: number
  /** Share of the sound played that had to be made up. */
  readonly concealed?: number
  /** Of the sound received, of the voice that comes least evenly. */
  readonly jitter_ms?: number | null
  /** Of each voice that came: what the line of whoever speaks made of it. Not kept here but with whom it is about. */
  readonly voices?: readonly VoiceHeard[]
  /** The microphone is on and nothing comes out of it. */
  readonly mic_silent?: boolean
  readonly browser?: 'chrome' | 'edge' | 'firefox' | 'safari' | 'wechat' | 'other'
  readonly system?: 'android' | 'ios' | 'windows' | 'macos' | 'linux' | 'other'
}

/** `chat_send`: say something in writing to everyone in this place. */
export interface ChatSend {
  /** Made by the client; the same id twice is one message. */
  readonly id: string
  readonly text: string
}

/** `hand_raise`: ask to speak, or no longer. */
export interface HandRaise {
  readonly raised: boolean
}

/** `leave`: the person leaves by the button, not by losing the line. */
export type Leave = Readonly<Record<string, never>>

/** `knock`: ask again after having been refused or sent back. */
export type Knock = Readonly<Record<string, never>>

/** `admit` (host): let a waiting person in. */
export interface Admit {
  readonly identity: string
}

/** `refuse` (host): not now, with the reason the person will read. */
export interface Refuse {
  readonly identity: string
  readonly reason: string
}

/** `send_back` (host): move an admitted person to the lobby, with the reason they will read. */
export interface SendBack {
  readonly identity: string
  readonly reason: string
}

/** `mute` (host): drop this person's microphone at the server, or lift that. */
export interface Mute {
  readonly identity: string
  readonly muted: boolean
}

/** `lower_hand` (host): take somebody's hand down, after they have spoken. */
export interface LowerHand {
  readonly identity: string
}

/** `open_meeting` (host): everyone admitted comes together; later arrivals still knock. */
export type OpenMeeting = Readonly<Record<string, never>>

/** `tell` (host): a sentence for a waiting side, and how long it may take. */
export interface Tell {
  readonly side: Side
  readonly note?: string | null
  readonly minutes?: number | null
}

/** `caucus_call` (host): ring everyone of one side; the meeting goes on until someone accepts. */
export interface CaucusCall {
  readonly side: 'applicant' | 'respondent'
  /** Estimate the other side is told. */
  readonly minutes: number
  /** Let in whoever interprets for those who go; without it nobody who interprets hears the caucus. */
  readonly interpreters?: boolean
}

/** `caucus_answer`: accept or not now. */
export interface CaucusAnswer {
  readonly caucus: string
  readonly accept: boolean
}

/** `caucus_cancel` (host): stop ringing. */
export type CaucusCancel = Readonly<Record<string, never>>

/** `caucus_prolong` (host): tell the side that waits that it takes so many minutes more. */
export interface CaucusProlong {
  readonly minutes: number
}

/** `caucus_end` (host): everyone back to the joint room. */
export type CaucusEnd = Readonly<Record<string, never>>

/** Answer to every client message. On refusal nothing has changed and `code` says why. */
export interface Ack {
  readonly ok: boolean
  readonly code: string | null
  /** People a refusal is about, such as those whose consent is missing. */
  readonly names: readonly string[]
  /** With `media.sdp`, for who makes a client: what does not fit in the answer, in a few English words. */
  readonly reason: string | null
  readonly sync: SyncAnswer | null
  readonly offer: OfferMessage | null
}

/** Client to server: event name and payload; each is answered by `Ack`. */
export interface ClientMessages {
  readonly sync: Sync
  readonly media_connect: MediaConnect
  readonly media_answer: MediaAnswer
  readonly media_restart: MediaRestart
  readonly media_shown: MediaShown
  readonly media_state: MediaState
  readonly line_report: LineReport
  readonly chat_send: ChatSend
  readonly hand_raise: HandRaise
  readonly leave: Leave
  readonly knock: Knock
  readonly admit: Admit
  readonly refuse: Refuse
  readonly send_back: SendBack
  readonly mute: Mute
  readonly lower_hand: LowerHand
  readonly open_meeting: OpenMeeting
  readonly tell: Tell
  readonly caucus_call: CaucusCall
  readonly caucus_answer: CaucusAnswer
  readonly caucus_cancel: CaucusCancel
  readonly caucus_prolong: CaucusProlong
  readonly caucus_end: CaucusEnd
}

/** Server to client: event name and payload. */
export interface ServerMessages {
  readonly update: Update
  readonly offer: OfferMessage
  readonly media_wanted: MediaWanted
  readonly signal: Signal
  readonly closed: Closed
}
