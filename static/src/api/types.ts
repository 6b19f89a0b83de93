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

/** Whom an entry is about. */
export type EntryKind =
  | 'organisation'
  | 'mediator'

/** How far an entry of the roster is (LY-02). */
export type EntryState =
  | 'draft'
  | 'reported'
  | 'under_review'
  | 'listed'
  | 'returned'
  | 'change_pending'
  | 'stopped'

/** What kind of organisation it is (调解仲裁法 art. 10). */
export type OrganisationType =
  | 'enterprise'
  | 'peoples_mediation'
  | 'township'
  | 'industry'
  | 'arbitration_centre'
  | 'union'

/** As what a person mediates (在线调解规则 art. 5). */
export type MediatorKind =
  | 'judge'
  | 'full_time'
  | 'part_time'
  | 'invited'
  | 'guest'

/** Where a mediator comes from (在线调解规则 art. 6). */
export type Origin =
  | 'mainland'
  | 'hong_kong_macao'
  | 'taiwan'
  | 'foreign'

/** Kinds of dispute accepted. */
export type DisputeKind =
  | 'labour'
  | 'personnel'
  | 'new_employment'
  | 'labour_service'

/** Fields of skill. */
export type Skill =
  | 'remuneration'
  | 'compensation'
  | 'relationship'
  | 'contract'
  | 'injury'
  | 'social_insurance'
  | 'non_compete'
  | 'dispatch'
  | 'part_time_work'
  | 'new_employment'
  | 'women'
  | 'personnel'

/** Specialities of the city's expert pool. */
export type PoolTag =
  | 'collective'
  | 'construction'
  | 'major'

/** How far a roster reaches (在线调解规则 art. 28). */
export type RosterLevel =
  | 'court'
  | 'region'
  | 'nation'

/** Whether a fee is charged. */
export type Fee =
  | 'free'
  | 'charged'

/** As on the identity card. */
export type Gender =
  | 'female'
  | 'male'

/** What is reported of an entry. A private field that is null stays as it is. */
export interface RosterProfile {
  readonly name: string
  readonly kinds?: readonly DisputeKind[]
  readonly skills?: readonly Skill[]
  readonly speciality?: string
  readonly fee?: Fee
  readonly regions?: readonly string[]
  readonly level?: RosterLevel
  readonly pool?: readonly PoolTag[]
  readonly max_open?: number
  readonly phone?: string | null
  readonly type?: OrganisationType | null
  readonly code?: string
  readonly address?: string
  readonly head?: string
  readonly contact?: string
  readonly e_seal?: boolean
  readonly mediator_kind?: MediatorKind | null
  readonly gender?: Gender | null
  readonly born_on?: string | null
  readonly id_number?: string | null
  readonly education?: string
  readonly qualification?: string
  readonly languages?: string
  readonly origin?: Origin
  readonly training?: string
  readonly may_preside?: boolean
  readonly declared?: boolean
}

/** POST /api/roster: a new draft. The same `key` twice is one entry. */
export interface RosterEnter {
  readonly key: string
  readonly kind: EntryKind
  readonly court: string
  readonly organisation?: string | null
  readonly profile: RosterProfile
}

/** PUT /api/roster/{entry} for a draft, POST /api/roster/{entry}/change for what is listed. */
export interface RosterValues {
  readonly version: number
  readonly profile: RosterProfile
}

/** POST /api/roster/{entry}/report, take-up and restore: the version that was read. */
export interface RosterStep {
  readonly version: number
}

/** POST /api/roster/{entry}/removal, return and suspend. */
export interface RosterReason {
  readonly version: number
  readonly reason: string
}

/** POST /api/roster/{entry}/confirm; a first listing carries the certificate's number. */
export interface RosterConfirm {
  readonly version: number
  readonly certificate?: string | null
  readonly issued_on?: string | null
}

/** POST /api/roster/{entry}/account: the login of the mediator. */
export interface RosterAccount {
  readonly version: number
  readonly login: string
}

/** POST /api/roster-adoptions: use what another court certified, if the mediator agrees. */
export interface AdoptionRequest {
  readonly court: string
  readonly certificate: string
}

/** POST /api/roster/{entry}/adoption: the mediator's answer to a court. */
export interface AdoptionAnswer {
  readonly court: string
  readonly consents: boolean
}

/** An entry in the console's list. */
export interface RosterSummary {
  readonly id: string
  readonly kind: EntryKind
  readonly name: string
  readonly organisation: string | null
  readonly organisation_id: string | null
  readonly type: OrganisationType | null
  readonly mediator_kind: MediatorKind | null
  readonly skills: readonly Skill[]
  readonly speciality: string
  readonly certificate: string | null
  readonly open_cases: number
  readonly max_open: number
  readonly state: EntryState
  readonly pool: boolean
  /** Taken over from another court's roster. */
  readonly adopted: boolean
  /** Waits for the court. */
  readonly waiting: boolean
}

/** GET /api/roster?query=&state=&kind=&dispute=&skill=&waiting=&page=; 200 a page. */
export interface RosterList {
  readonly entries: readonly RosterSummary[]
  readonly total: number
  readonly page: number
  /** In force, of all the reader may see. */
  readonly organisations: number
  readonly mediators: number
  readonly waiting: number
}

/** The open fields of an entry. */
export interface ProfileValues {
  readonly name: string
  readonly kinds: readonly DisputeKind[]
  readonly skills: readonly Skill[]
  readonly speciality: string
  readonly fee: Fee
  readonly regions: readonly string[]
  readonly level: RosterLevel
  readonly pool: readonly PoolTag[]
  readonly max_open: number
  readonly type: OrganisationType | null
  readonly code: string
  readonly address: string
  readonly head: string
  readonly contact: string
  readonly e_seal: boolean
  readonly mediator_kind: MediatorKind | null
  readonly gender: Gender | null
  readonly education: string
  readonly qualification: string
  readonly languages: string
  readonly origin: Origin
  readonly training: string
  readonly may_preside: boolean
  readonly declared: boolean
}

/** Values of an entry; `private` holds telephone, identity number and year of birth, masked, for its keepers. */
export interface ProfileView {
  readonly profile: ProfileValues
  readonly private: Readonly<Record<string, string>> | null
}

/** One confirmed version, newest first. */
export interface RosterVersion {
  readonly number: number
  readonly what: 'listed' | 'changed' | 'removed' | 'suspended' | 'restored'
  readonly name: string
  readonly at: string
  readonly by: string
}

/** Another court and how far its adoption is. */
export interface AdoptionView {
  readonly court: string
  readonly state: 'asked' | 'consented' | 'declined' | 'ended'
  readonly asked_at: string
  readonly answered_at: string | null
}

/** Counted from the cases: open now, sessions concluded, settled. */
export interface Performance {
  readonly open_cases: number
  readonly concluded: number
  readonly settled: number
}

/** GET /api/roster/{entry}, and the answer of every step. */
export interface RosterEntry {
  readonly id: string
  readonly kind: EntryKind
  readonly court: string
  readonly office: string
  readonly organisation: string | null
  readonly organisation_id: string | null
  readonly account: string | null
  readonly state: EntryState
  readonly removal: boolean
  readonly stopped: 'removed' | 'suspended' | null
  readonly reason: string
  readonly certificate: string | null
  readonly certificate_on: string | null
  /** What is true now. */
  readonly live: ProfileView | null
  /** What becomes true when the court confirms. */
  readonly proposed: ProfileView | null
  readonly changed: readonly string[]
  readonly reported_office: string | null
  readonly reported_at: string | null
  readonly reviewed_at: string | null
  readonly versions: readonly RosterVersion[]
  readonly adoptions: readonly AdoptionView[]
  readonly performance: Performance
  /** What this reader can do now. */
  readonly may: readonly string[]
  readonly version: number
}

/** One row of a file: its line in the file, what becomes of it, and by which field it was refused. */
export interface ImportRow {
  readonly row: number
  readonly name: string
  readonly result: 'added' | 'changed' | 'unchanged' | 'refused'
  readonly faults: Readonly<Record<string, string>>
}

/** POST /api/roster-imports (the file as body; `apply` with the digest of the check keeps it). */
export interface ImportReport {
  readonly digest: string
  readonly applied: boolean
  readonly rows: readonly ImportRow[]
}

/** What anyone may read of an entry (在线调解规则 art. 5). */
export interface PublicEntry {
  readonly id: string
  readonly kind: EntryKind
  readonly name: string
  readonly organisation: string | null
  readonly type: OrganisationType | null
  readonly mediator_kind: MediatorKind | null
  readonly kinds: readonly DisputeKind[]
  readonly skills: readonly Skill[]
  readonly speciality: string
  readonly fee: Fee
  /** Inviting courts. */
  readonly courts: readonly string[]
}

/** GET /api/public/roster?query=&kind=&dispute=&skill=&court=&page=; no sign-in, 50 a page. */
export interface PublicRoster {
  readonly entries: readonly PublicEntry[]
  readonly total: number
  readonly page: number
  readonly organisations: number
  readonly mediators: number
  readonly courts: readonly string[]
}

/** What may be complained of (在线调解规则 art. 29). */
export type ComplaintGround =
  | 'coercion'
  | 'refusals'
  | 'favours'
  | 'leak'
  | 'ethics'

/** POST /api/public/complaints: to the court that invited the mediator. The same `key` twice is one complaint. */
export interface ComplaintRequest {
  readonly key: string
  readonly entry: string
  readonly ground: ComplaintGround
  readonly text: string
  readonly serial?: string
  readonly name: string
  readonly phone: string
}

/** A complaint as the inviting court reads it. */
export interface ComplaintView {
  readonly id: string
  readonly entry: string
  readonly name: string
  readonly ground: ComplaintGround
  readonly text: string
  readonly serial: string
  readonly complainant: string
  readonly phone: string
  readonly made_at: string
  readonly state: 'received' | 'upheld' | 'not_upheld'
  readonly decision: string
  readonly informed: string
  readonly decided_at: string | null
}

/** GET /api/complaints: those to the reader's court. */
export interface ComplaintList {
  readonly complaints: readonly ComplaintView[]
}

/** POST /api/complaints/{complaint}/decision; an upheld one names the department that was told. */
export interface ComplaintDecision {
  readonly upheld: boolean
  readonly decision: string
  readonly informed?: string
  readonly suspend?: boolean
}
