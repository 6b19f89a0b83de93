// Generated from server/web/schemas by `python -m server.web.contract`. Do not edit.

/** RFC 9457 problem details; `code` is stable, `reference` is what a person can quote on the telephone. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly reference: string
  readonly detail: string | null
  readonly fields: Readonly<Record<string, string>>
}

/** Where a person stands. */
export type SideCode =
  | 'applicant'
  | 'respondent'
  | 'neutral'

/** What a person is. */
export type RoleCode =
  | 'party'
  | 'agent'
  | 'mediator'
  | 'clerk'
  | 'judge'
  | 'organisation'
  | 'labour_office'
  | 'court_admin'
  | 'auditor'

/** Life of a session (one meeting of a case). */
export type SessionState =
  | 'scheduled'
  | 'open'
  | 'concluded'
  | 'adjourned'
  | 'cancelled'

/** How far the case is, as `design/console/NOTES` words it. */
export type CaseState =
  | 'received'
  | 'returned'
  | 'to_appoint'
  | 'awaiting_acceptance'
  | 'accepted'
  | 'asking'
  | 'scheduled'
  | 'in_mediation'
  | 'on_site'
  | 'suspended'
  | 'appraisal'
  | 'agreed'
  | 'partly_agreed'
  | 'in_force'
  | 'confirming'
  | 'performing'
  | 'ended'
  | 'handed_over'
  | 'filed'

/** Who brought the case to mediation (OM-01). */
export type CaseSource =
  | 'entrusted'
  | 'commissioned'
  | 'organisation'
  | 'judge'

/** Before filing, or in litigation. */
export type CaseStage =
  | 'pre_filing'
  | 'litigation'

/** How the suit is tried; only in litigation. */
export type Procedure =
  | 'ordinary'
  | 'summary'

/** How the mediation is held. */
export type CaseMode =
  | 'online'
  | 'offline'

/** What consent is asked for, each on its own (OL-01, NOTES of the room). */
export type Purpose =
  | 'recording'
  | 'transcript'
  | 'court_viewing'

/** Result of comparing the person with their document (OM-21). */
export type IdentityCheck =
  | 'not_checked'
  | 'passed'
  | 'failed'

/** One line of the device check. */
export type CheckResult =
  | 'passed'
  | 'failed'
  | 'skipped'

/** Result of the device check, line by line. */
export interface DeviceCheck {
  readonly camera: CheckResult
  readonly microphone: CheckResult
  readonly speaker: CheckResult
  readonly connection: CheckResult
  /** Browser and reason of a failure, such as `NotAllowedError`. */
  readonly note?: string | null
}

/** Result of the connection test, sent to whoever prepares the session. */
export interface ConnectionReport {
  readonly websocket: CheckResult
  readonly udp: CheckResult
  readonly tcp: CheckResult
  readonly turn: CheckResult
  readonly audio: CheckResult
  readonly video: CheckResult
  readonly round_trip: CheckResult
  readonly loss: CheckResult
  readonly round_trip_ms?: number | null
  readonly lost?: number | null
  readonly browser: 'chrome' | 'edge' | 'firefox' | 'safari' | 'wechat' | 'other'
  readonly system: 'android' | 'ios' | 'windows' | 'macos' | 'linux' | 'other'
}

/** What the browser finds under `mid` of an offer of the connection test. */
export interface LoopTrack {
  readonly mid: string
  readonly source: 'mic' | 'camera' | 'screen'
}

/** An offer of the connection test. */
export interface LoopOffer {
  readonly version: number
  readonly sdp: string
  readonly tracks: readonly LoopTrack[]
}

/** The browser's answer to an offer of the connection test. */
export interface LoopAnswer {
  readonly version: number
  readonly sdp: string
}

/** A connection test that has begun: twenty seconds. */
export interface ConnectionTest {
  readonly test: string
  /** To the half that sends. */
  readonly offer: LoopOffer
}

/** Standing answer to one purpose. */
export interface Consent {
  readonly purpose: Purpose
  readonly answer: boolean | null
  readonly version: string
  readonly answered_at: string | null
}

/** Whose device is asking. */
export type Device =
  | 'unbound'
  | 'this'
  | 'other'

/**
 * What the person behind the link may see, before and after opening it.
 *
 * GET /api/invitations/{token}. When `device` is `other`, consents and check are left out (empty, None).
 */
export interface InvitationView {
  readonly identity: string
  readonly name: string
  readonly side: SideCode
  readonly role: RoleCode
  readonly title: string
  readonly device: Device
  /** Masked phone, such as 138****6027. */
  readonly phone_hint: string
  readonly serial: string
  readonly cause: string
  readonly other_party: string
  readonly own_party: string
  readonly mediator: string
  readonly organisation: string
  readonly court: string
  readonly session: string
  readonly session_state: SessionState
  readonly starts_at: string
  readonly minutes: number
  readonly notice_version: string
  readonly notice_acknowledged_at: string | null
  readonly consents: readonly Consent[]
  readonly device_check: DeviceCheck | null
  /** After the end: `settled`, `partly_settled`, `not_settled` or `adjourned`. */
  readonly outcome: string | null
  readonly expires_at: string
}

/** POST /api/invitations/{token}/move: it is me on another device; binds the link to this one. */
export interface InvitationMove {
  readonly phone_tail: string
}

/** POST /api/invitations/{token}/notice. */
export interface NoticeAcknowledgement {
  readonly version: string
}

/** PUT /api/invitations/{token}/consents/{purpose}; may be changed at any time, also in the room. */
export interface ConsentAnswer {
  readonly answer: boolean
  readonly version: string
}

/** POST /api/invitations/{token}/ticket and POST /api/sessions/{id}/ticket: what opens the socket. */
export interface TicketAnswer {
  readonly ticket: string
  readonly expires_at: string
  readonly session: string
  readonly identity: string
}

/** POST /api/sign-in. */
export interface SignIn {
  readonly login: string
  readonly password: string
}

/** GET /api/me; 401 when not signed in. */
export interface Me {
  readonly account: string
  readonly login: string
  readonly name: string
  readonly role: RoleCode
  readonly organisation: string
}

/** One invited person and how ready they are. */
export interface ParticipantView {
  readonly identity: string
  readonly name: string
  readonly side: SideCode
  readonly role: RoleCode
  readonly title: string
  /** Masked. */
  readonly phone: string
  readonly link: 'not_opened' | 'opened' | 'suspended' | 'expired' | 'denied'
  readonly identity_check: IdentityCheck
  readonly identity_checked_at: string | null
  readonly notice_acknowledged_at: string | null
  readonly recording_consent: boolean | null
  readonly consents: readonly Consent[]
  readonly device_check: DeviceCheck | null
  readonly linked_to: string | null
  readonly removed_reason: string | null
}

/** A session in a list. */
export interface SessionSummary {
  readonly id: string
  readonly serial: string
  readonly title: string
  readonly cause: string
  /** 第 n 次调解会议. */
  readonly number: number
  readonly state: SessionState
  readonly starts_at: string
  readonly minutes: number
  readonly mediator: string
  readonly participants: readonly ParticipantView[]
}

/** GET /api/today: sessions of today and the next days for the person signed in. */
export interface Today {
  readonly now: string
  readonly sessions: readonly SessionSummary[]
  readonly later: readonly SessionSummary[]
}

/** GET /api/cases: conditions, all optional; pages count from 1. */
export interface CaseQuery {
  readonly query?: string
  readonly state?: readonly CaseState[]
  readonly page?: number
}

/** A case in a list. GET /api/cases?query=&state=&page= answers `CaseList`. */
export interface CaseSummary {
  readonly serial: string
  readonly title: string
  readonly cause: string
  readonly state: CaseState
  readonly received_at: string
  readonly mediator: string | null
  readonly organisation: string | null
  readonly source: CaseSource
  readonly next_session_at: string | null
}

/** A page of cases; 50 a page. */
export interface CaseList {
  readonly cases: readonly CaseSummary[]
  readonly total: number
  readonly page: number
}

/** A party or agent on the case page. */
export interface PartyView {
  readonly identity: string
  readonly name: string
  readonly side: SideCode
  readonly role: RoleCode
  readonly title: string
  readonly phone: string
  /** Masked. */
  readonly id_number: string
}

/** One line of 经过: what happened to the case, newest first. */
export interface TimelineEntry {
  readonly at: string
  /** Stable code such as `case.received`, `invitation.opened`, `consent.answered`, `session.concluded`. */
  readonly kind: string
  readonly actor: string
  readonly text: string
  readonly tone: 'clock' | 'consent' | 'waiting' | 'plain'
}

/** One stretch of presence or absence of a person, for the record. */
export interface AttendanceStretch {
  readonly kind: 'present' | 'dropped' | 'caucus' | 'waiting'
  readonly since: string
  readonly until: string | null
}

/** Attendance of one person in a session. */
export interface AttendanceView {
  readonly identity: string
  readonly name: string
  readonly side: SideCode
  readonly title: string
  readonly stretches: readonly AttendanceStretch[]
}

/** How a session ends. */
export type OutcomeKind =
  | 'settled'
  | 'partly_settled'
  | 'not_settled'
  | 'adjourned'

/** The eight endings of OM-33 (在线调解规则 art. 25). */
export type EndingCode =
  | 'agreement'
  | 'settled_and_withdrew'
  | 'party_unreachable'
  | 'party_unwilling'
  | 'differences_too_large'
  | 'term_over'
  | 'refused_to_sign'
  | 'other'

/**
 * POST /api/sessions/{id}/outcome (mediator). The same `key` twice is one outcome.
 *
 * `terms` is required for settled and partly settled, `ending_code` and `reason` for not settled,
 * `reason` for adjourned; `ending_code` `other` needs a reason of ten characters.
 */
export interface Conclude {
  readonly key: string
  readonly kind: OutcomeKind
  readonly ending_code?: EndingCode | null
  readonly terms?: string | null
  readonly reason?: string | null
  readonly next_session_at?: string | null
}

/** The outcome as stored. */
export interface OutcomeView {
  readonly kind: OutcomeKind
  readonly ending_code: EndingCode | null
  readonly terms: string | null
  readonly reason: string | null
  readonly next_session_at: string | null
  readonly concluded_at: string
  readonly concluded_by: string
  readonly attendance: readonly AttendanceView[]
}

/** A recording of a session. `state`: open, sealing, sealed or failed. */
export interface RecordingSummary {
  readonly id: string
  readonly state: 'open' | 'sealing' | 'sealed' | 'failed'
  readonly started_at: string
  readonly ended_at: string | null
  readonly duration_ms: number
  readonly tracks: number
  readonly interrupted: boolean
  readonly manifest_sha256: string | null
}

/** GET /api/sessions/{id}: for the mediator and clerk of the case. */
export interface SessionView {
  readonly summary: SessionSummary
  readonly outcome: OutcomeView | null
  readonly recordings: readonly RecordingSummary[]
}

/** GET /api/cases/{serial}. */
export interface CaseView {
  readonly serial: string
  readonly court_number: string | null
  readonly title: string
  readonly cause: string
  readonly claim: string
  readonly state: CaseState
  readonly court: string | null
  readonly organisation: string | null
  readonly mediator: string | null
  readonly source: CaseSource
  readonly stage: CaseStage
  readonly procedure: Procedure | null
  readonly mode: CaseMode
  /** In 分 (hundredths of a yuan); None when not in money. */
  readonly amount: number | null
  readonly workers: number
  readonly received_at: string
  readonly parties: readonly PartyView[]
  readonly sessions: readonly SessionView[]
  readonly timeline: readonly TimelineEntry[]
  /** Rights of the reader on this case, such as `session.host`, `recording.play`, `recording.list`. */
  readonly may: readonly string[]
}

/** POST /api/sessions/{id}/participants/{identity}/identity: the mediator compared the document. */
export interface IdentityResult {
  readonly result: 'passed' | 'failed'
  readonly note?: string | null
}

/** POST /api/sessions/{id}/participants/{identity}/remove: out, and the link is suspended. `/restore` lifts it. */
export interface Removal {
  readonly reason: string
}

/** POST /api/sessions/{id}/participants/{identity}/reissue: the old link is dead, this is the new one. */
export interface ReissuedInvitation {
  readonly invitation_url: string
  readonly expires_at: string
}

/** POST /api/sessions/{id}/recording (mediator); answers `RecordingSummary`. */
export interface RecordingOrder {
  readonly action: 'start' | 'pause' | 'resume' | 'stop'
}

/** Why someone plays a recording; chosen before anything plays and kept for ever. */
export type ViewingPurpose =
  | 'confirmation_review'
  | 'complaint'
  | 'supervision'
  | 'party_request'

/** POST /api/recordings/{session}/viewings: open the player on all recordings of a session. */
export interface ViewingRequest {
  readonly purpose: ViewingPurpose
  readonly reason: string
}

/** A stretch of a track without media, in milliseconds of the review clock. */
export interface ReviewGap {
  readonly at_ms: number
  readonly length_ms: number
  readonly reason: string
}

/** One playable file: starts at `at_ms` of the review clock. Ranges are answered. */
export interface ReviewSegment {
  readonly url: string
  readonly mime: string
  readonly at_ms: number
  readonly length_ms: number
  readonly width: number | null
  readonly height: number | null
  readonly gaps: readonly ReviewGap[]
}

/** All segments of one source of one person. */
export interface ReviewTrack {
  readonly source: 'mic' | 'camera' | 'screen'
  readonly segments: readonly ReviewSegment[]
}

/** A fixed seat in the player; a person without consent keeps a neutral seat without tracks. */
export interface ReviewSeat {
  readonly identity: string
  readonly name: string
  readonly side: SideCode
  readonly title: string
  readonly recorded: boolean
  /** Why nothing is shown: did not agree, not for this purpose, was not there. */
  readonly why_not: 'declined' | 'withheld' | 'not_present' | null
  readonly tracks: readonly ReviewTrack[]
}

/** A point or stretch on the timeline. A caucus carries time and length only. */
export interface ReviewMark {
  readonly at_ms: number
  readonly length_ms: number
  /** `joint`, `caucus`, `pause`, `absent`, `interrupted`, or the kind of a room event. */
  readonly kind: string
  readonly identity: string | null
  readonly text: string
}

/** Result of verifying chain, digests and signature of every recording of the session. */
export interface Integrity {
  readonly verdict: 'unchanged' | 'changed' | 'incomplete'
  readonly tracks: number
  readonly records: number
  readonly sealed_at: string | null
  readonly manifest_sha256: readonly string[]
  readonly problems: readonly string[]
}

/** Answer of POST /api/recordings/{session}/viewings and GET /api/viewings/{id}. */
export interface Review {
  readonly viewing: string
  readonly watermark: string
  readonly serial: string
  readonly title: string
  readonly session: string
  /** Clock time of review second 0. */
  readonly started_at: string
  readonly length_ms: number
  readonly seats: readonly ReviewSeat[]
  readonly marks: readonly ReviewMark[]
  readonly integrity: Integrity
  readonly outcome: OutcomeView | null
}

/** POST /api/viewings/{id}/plays: the player tells when playing starts, seeks and stops. */
export interface PlayReport {
  readonly action: 'play' | 'pause' | 'seek' | 'end'
  readonly at_ms: number
}

/** Half a minute of one person's line, of GET /api/sessions/{session}/lines; null where nobody measured. */
export interface LineSample {
  readonly identity: string
  readonly at: string
  /** Worst of good, fair, poor, lost. */
  readonly level: string | null
  /** Largest share lost, 0 to 1, from and to the browser. */
  readonly uplink_loss: number | null
  readonly downlink_loss: number | null
  readonly round_trip_ms: number | null
  readonly jitter_ms: number | null
  readonly uplink_bps: number | null
  readonly downlink_bps: number | null
  readonly path: string | null
  readonly transport: string | null
  readonly sent_height: number | null
  readonly received_height: number | null
  readonly frames_per_second: number | null
  readonly freezes: number | null
  readonly freeze_ms: number | null
  readonly concealed: number | null
  readonly mic_silent: boolean | null
  readonly browser: string | null
  readonly system: string | null
}

/** One line of GET /api/recordings/{session}/access-log, newest first. */
export interface AccessEntry {
  readonly at: string
  readonly who: string
  readonly role: RoleCode
  readonly action: string
  readonly purpose: ViewingPurpose | null
  readonly reason: string | null
  readonly position_ms: number | null
}

/** How an application came in. */
export type DoorCode =
  | 'self'
  | 'counter'
  | 'oral'
  | 'organisation'
  | 'offline'

/** What a party is in the labour relation. */
export type StandingCode =
  | 'worker'
  | 'employer'

/** How far labour arbitration went. */
export type ArbitrationCode =
  | 'none'
  | 'pending'
  | 'awarded'

/** Whether the award is final for the employer. */
export type FinalityCode =
  | 'final'
  | 'not_final'

/** What happened, as a worker says it. */
export type PlainCode =
  | 'unpaid_wages'
  | 'overtime'
  | 'severance'
  | 'unlawful_dismissal'
  | 'no_written_contract'
  | 'work_injury'
  | 'social_insurance'
  | 'annual_leave'
  | 'non_compete'
  | 'relationship'
  | 'platform_work'
  | 'past_retirement'
  | 'other'

/** What is no labour dispute. */
export type ExcludedCode =
  | 'insurance_agency'
  | 'disability_grade'
  | 'domestic_service'
  | 'craftsman_helper'
  | 'farm_hire'

/** Kinds of case. */
export type CaseTypeCode =
  | 'labour'
  | 'civil'
  | 'administrative'
  | 'enforcement'
  | 'private_prosecution'
  | 'incidental_civil'
  | 'criminal'

/** How somebody said whether they are willing. */
export type ConsentChannel =
  | 'online'
  | 'oral'
  | 'written'

/** How the risk was explained. */
export type ExplanationChannel =
  | 'in_person'
  | 'telephone'
  | 'online'

/** Why an application is returned (人民法院在线调解规则 art. 9). */
export type ReturnCode =
  | 'outside_courts'
  | 'inviter_without_jurisdiction'
  | 'unsuitable_online'

/** What a material is. */
export type MaterialKind =
  | 'application'
  | 'award'
  | 'delivery_slip'
  | 'identity'
  | 'contract'
  | 'pay'
  | 'attendance'
  | 'scan'
  | 'settlement'
  | 'other'

/** Kinds of file that are taken. */
export type MaterialMedia =
  | 'application/pdf'
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'image/heic'

/** How a file came. */
export type MaterialOrigin =
  | 'party'
  | 'digitised'
  | 'imported'

/** Whether a file was compared with its original. */
export type ComparisonState =
  | 'unchecked'
  | 'matches_online'
  | 'matches_offline'
  | 'undisputed'
  | 'disputed'

/** What can be said about a file and its original. */
export type ComparisonAction =
  | 'compare_online'
  | 'compare_offline'
  | 'no_objection'
  | 'object'

/** For what a protected material is read. */
export type ReadingPurpose =
  | 'mediation'
  | 'complaint'
  | 'supervision'

/** The steps of the form. */
export type IntakeStep =
  | 'source'
  | 'parties'
  | 'arbitration'
  | 'claims'
  | 'materials'
  | 'review'

/** One party as entered; a `key` the server does not know gets another. */
export interface PartyForm {
  readonly key: string
  readonly side: SideCode
  readonly standing: StandingCode
  readonly name: string
  readonly id_number: string
  readonly phone: string
  readonly address: string
  /** Where electronic service reaches them. */
  readonly service_address: string
  readonly representative: string
  readonly award_received: string | null
  readonly award_proof: string
  /** Willing to mediate online; None when not asked. */
  readonly consent: boolean | null
  readonly consent_channel: ConsentChannel | null
}

/** One thing asked for; `amount` in 分. */
export interface ClaimForm {
  readonly plain: PlainCode
  readonly amount: number | null
  readonly words: string
}

/** What was said was written down and read back. */
export interface OralForm {
  readonly taker: string
  readonly taken_at: string
  readonly read_back: boolean
}

/** Everything the form asks; nothing is required before the first submission. */
export interface ApplicationForm {
  readonly case_type: CaseTypeCode
  readonly excluded: ExcludedCode | null
  readonly stage: CaseStage
  readonly procedure: Procedure | null
  readonly court_number: string
  readonly parties: readonly PartyForm[]
  readonly arbitration: ArbitrationCode | null
  readonly award_number: string
  readonly finality: FinalityCode | null
  readonly claims: readonly ClaimForm[]
  readonly cause_code: string
  readonly facts: string
  readonly place: string
  readonly since: string
  readonly post: string
  readonly wage: number | null
  readonly workers: number
  readonly oral: OralForm | null
  readonly offline_on: string | null
}

/** POST /api/intake: the same key is one draft. */
export interface IntakeBegin {
  readonly door: DoorCode
  readonly key: string
}

/** PUT /api/intake/{case}: raises `conflict.stale` when `version` is not the newest. */
export interface IntakeSave {
  readonly version: number
  readonly application: ApplicationForm
}

/** PUT /api/own/{token}; `house` is who is to receive it. */
export interface OwnCaseSave {
  readonly version: number
  readonly house?: string
  readonly application: ApplicationForm
}

/** POST /api/intake/{case}/return. */
export interface IntakeReturn {
  readonly code: ReturnCode
  readonly note?: string
}

/** POST /api/intake/{case}/explanations. */
export interface ExplanationGiven {
  readonly identity: string
  readonly channel: ExplanationChannel
}

/** POST /api/cases/{serial}/materials/{material}/comparison; an objection needs its reason. */
export interface MaterialComparison {
  readonly action: ComparisonAction
  readonly objection?: string
  readonly version: number
}

/** POST /api/cases/{serial}/protected/{material}/readings. */
export interface ProtectedReading {
  readonly purpose: ReadingPurpose
}

/** POST /api/own/{token}/move. */
export interface OwnCaseMove {
  readonly phone_tail: string
}

/** POST /api/check. */
export interface CheckRequest {
  readonly serial: string
  readonly phone_tail: string
}

/** GET /api/causes: the list of that day, today's without one. */
export interface CauseQuery {
  readonly on?: string | null
}

/** One cause that may be chosen. */
export interface CauseChoice {
  readonly code: string
  readonly name: string
  readonly group: string
}

/** A worker's words and the cause they point to. */
export interface PlainChoice {
  readonly plain: PlainCode
  readonly cause_code: string
}

/** Where somebody goes with what is no labour dispute. */
export interface Redirect {
  readonly excluded: ExcludedCode
  readonly advice: string
}

/** The list of causes of a day. */
export interface CauseList {
  readonly causes: readonly CauseChoice[]
  readonly plain: readonly PlainChoice[]
  readonly redirects: readonly Redirect[]
}

/** Who receives applications. */
export interface ReceivingHouse {
  readonly name: string
  readonly is_court: boolean
}

/** One thing still missing, at which step, about whom. */
export interface IntakeGap {
  readonly code: string
  readonly step: IntakeStep
  readonly about: string
}

/** A document that was given out. */
export interface DocumentView {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly sha256: string
  readonly size: number
  readonly made_at: string
}

/** The first receipt; `received` is its instant as printed, in Beijing. */
export interface ReceiptView {
  readonly serial: string
  readonly at: string
  readonly received: string
  readonly receiver: string
  readonly submitter: string
  readonly materials: readonly string[]
  readonly content_sha256: string
  readonly document: string
  readonly document_sha256: string
}

/** Until when one party may go to court. */
export interface LastDayView {
  readonly identity: string
  readonly name: string
  readonly standing: StandingCode
  readonly received_on: string
  readonly nominal: string
  readonly due: string
  readonly article: string
  readonly trace: readonly string[]
  readonly provisional: boolean
  /** Days between the last day and the first receipt; 0 when in time. */
  readonly late_by: number
  /** Days from the first receipt to the last day. */
  readonly days_left: number
}

/** Whether one party was told of the risk. */
export interface ExplanationView {
  readonly identity: string
  readonly name: string
  readonly at: string | null
  readonly channel: ExplanationChannel | null
  readonly recorded_by: string
}

/** One return with its advice. */
export interface ReturnView {
  readonly at: string
  readonly code: ReturnCode
  readonly advice: string
  readonly note: string
  readonly by_name: string
}

/** A material that may go to the court. */
export interface MaterialView {
  readonly id: string
  readonly kind: MaterialKind
  readonly name: string
  readonly media: MaterialMedia
  readonly size: number
  readonly sha256: string
  readonly origin: MaterialOrigin
  readonly uploaded_at: string
  readonly uploaded_by: string
  readonly digitised_by: string
  readonly digitised_at: string | null
  readonly holder: string
  readonly comparison: ComparisonState
  readonly objection: string
  readonly version: number
}

/** A protected material: its name and no more. */
export interface ProtectedView {
  readonly id: string
  readonly name: string
  readonly uploaded_at: string
  readonly uploaded_by: string
}

/** Both classes, each by itself. */
export interface MaterialsView {
  readonly transferable: readonly MaterialView[]
  readonly protected: readonly ProtectedView[]
}

/** A draft in a list. */
export interface DraftSummary {
  readonly case: string
  readonly title: string
  readonly door: DoorCode
  readonly created_by: string
  readonly saved_at: string
}

/** A case that was received and not taken on yet. */
export interface IntakeSummary {
  readonly case: string
  readonly serial: string
  readonly title: string
  readonly door: DoorCode
  readonly state: CaseState
  readonly received_at: string
  readonly workers: number
}

/** What lies on the desk of intake. */
export interface IntakeList {
  readonly drafts: readonly DraftSummary[]
  readonly cases: readonly IntakeSummary[]
}

/** One application on the desk of staff. */
export interface IntakeView {
  readonly case: string
  readonly serial: string | null
  readonly state: CaseState | null
  readonly door: DoorCode
  readonly house: string
  readonly is_court: boolean
  readonly version: number
  readonly saved_at: string
  readonly created_by: string
  readonly application: ApplicationForm
  readonly materials: readonly MaterialView[]
  readonly gaps: readonly IntakeGap[]
  readonly receipt: ReceiptView | null
  readonly last_days: readonly LastDayView[]
  readonly late: boolean
  readonly explanations: readonly ExplanationView[]
  readonly returns: readonly ReturnView[]
  readonly documents: readonly DocumentView[]
  readonly may_write: boolean
}

/** Whose device is asking. */
export type LinkDevice =
  | 'unbound'
  | 'this'
  | 'other'

/** What a party sees by their own link; on another device only the hint. */
export interface OwnCaseView {
  readonly device: LinkDevice
  readonly phone_hint: string
  readonly name: string
  readonly handed_in: boolean
  readonly serial: string | null
  readonly state: CaseState | null
  readonly house: string
  readonly title: string
  readonly mediator: string | null
  readonly version: number
  readonly application: ApplicationForm | null
  readonly may_write: boolean
  readonly gaps: readonly IntakeGap[]
  readonly receipt: ReceiptView | null
  readonly documents: readonly DocumentView[]
  readonly last_day: LastDayView | null
  readonly explanation: ExplanationView | null
  readonly returned: ReturnView | null
  readonly materials: readonly MaterialView[]
  readonly expires_at: string | null
}

/** A link of a party, in clear only here. */
export interface OwnCaseLink {
  readonly token: string
  readonly url: string
  readonly expires_at: string
}

/** Whether a message came from us. */
export interface CheckAnswer {
  readonly found: boolean
  readonly handled_by: readonly string[]
}
