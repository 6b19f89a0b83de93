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

/** GET /api/accounts: one account of the own court or of an organisation on its roster. */
export interface KeptAccount {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly role: RoleCode
  readonly organisation: string
  readonly closed_at: string | null
  /** Browsers signed in now. */
  readonly sign_ins: number
  readonly last_seen: string | null
  /** Cases under way that this account mediates. */
  readonly cases: number
  readonly version: number
}

/** POST /api/accounts/{account}/close: why, and the version that was seen. */
export interface AccountClosing {
  readonly version: number
  readonly reason: string
}

/** POST /api/accounts/{account}/reopen. */
export interface AccountOpening {
  readonly version: number
}

/** What a clause is about. */
export type ClauseCode =
  | 'payment'
  | 'relationship'
  | 'documents'
  | 'insurance'
  | 'other'

/** A way to make an agreement enforceable, or to end the suit with it. */
export type AgreementDoor =
  | 'judicial_confirmation'
  | 'arbitration_review'
  | 'payment_order'
  | 'court_paper'
  | 'withdrawal'

/** Why a signature would not bind the party (LB-08, LB-09). */
export type SignerBarCode =
  | 'guarded'
  | 'no_authority'
  | 'papers_missing'
  | 'no_settle'
  | 'not_yet'
  | 'expired'
  | 'ended'

/** What is to be done by a day. */
export interface Instalment {
  readonly due_on: string
  readonly what: string
  /** What it is about; decides the ways after a default. */
  readonly clause?: ClauseCode | null
}

/** When a party signed, who put the name (the party or whoever acts for it), and by which authority. */
export interface SignedBy {
  readonly identity: string
  readonly at: string
  readonly signer: string
  readonly authority?: string | null
  /** Signed electronically, not on paper. */
  readonly online?: boolean
}

/** POST /api/cases/{serial}/effect: signatures, seal and what the agreement is about. */
export interface TakeEffect {
  readonly signatures: readonly SignedBy[]
  readonly mediator_signed_at: string
  readonly sealed_at?: string | null
  readonly clauses: readonly ClauseCode[]
  readonly performances?: readonly Instalment[]
  /** Whose agreement was signed; empty: of the last session in which something was agreed. */
  readonly sessions?: readonly string[]
}

/** How far an instalment was performed. */
export type ExtentCode =
  | 'not_performed'
  | 'partly'
  | 'performed'

/** A way after a default. */
export type RemedyCode =
  | 'enforcement'
  | 'arbitration'
  | 'payment_order'
  | 'suit'
  | 'judicial_confirmation'
  | 'arbitration_review'
  | 'court_paper'

/** POST /api/cases/{serial}/performances/{number}: what staff saw; performed needs its proof. */
export interface MarkPerformance {
  readonly version: number
  readonly extent: ExtentCode
  readonly on: string
  readonly proof?: string
  readonly material?: string
}

/** GET /api/cases/{serial}/performances/{number}/draft: the application for which a draft is asked. */
export interface DraftQuery {
  readonly remedy: RemedyCode
}

/** What somebody said of an instalment. */
export interface MarkShown {
  readonly extent: ExtentCode
  readonly on: string
  readonly at: string
  readonly by: string
  readonly by_party: boolean
  readonly proof: string
  readonly material: string
}

/** A way that is open after a default; `drafted`: an application can be drafted. */
export interface RemedyShown {
  readonly remedy: RemedyCode
  readonly article: string
  readonly until: string | null
  readonly provisional: boolean
  readonly drafted: boolean
}

/** What is to be done by a day, where it stands, and the ways after a default. */
export interface InstalmentShown {
  readonly number: number
  readonly due_on: string
  readonly what: string
  readonly clause: ClauseCode | null
  readonly state: 'due' | 'partly' | 'claimed' | 'overdue' | 'performed'
  readonly marks: readonly MarkShown[]
  readonly remedies: readonly RemedyShown[]
}

/** Why somebody may not sign, and from when until before when; null has no end on that side. */
export interface SignerBar {
  readonly why: SignerBarCode
  readonly since: string | null
  readonly until: string | null
}

/** Somebody who comes into question to sign for a party; without a `kind` the party, or nobody proved to act. */
export interface SignerShown {
  readonly party: string
  readonly person: string
  readonly name: string
  readonly authority: string | null
  readonly kind: AuthorityKindCode | null
  readonly missing: readonly PaperCode[]
  readonly bars: readonly SignerBar[]
}

/** Who signed for a party and by what right; `signer` is empty in records older than this fact. */
export interface SignatureShown {
  readonly party: string
  readonly signer: string
  readonly kind: AuthorityKindCode | null
  readonly at: string
  /** Signed electronically, not on paper; null in records older than this fact. */
  readonly online: boolean | null
}

/** When the agreement began to bind: the earlier of all signed and all complete (C3); and where it stands. */
export interface EffectShown {
  readonly state: 'in_force' | 'under_review' | 'enforceable'
  readonly signatures: readonly SignatureShown[]
  readonly effective_at: string
  readonly all_signed_at: string
  readonly complete_at: string
  readonly clauses: readonly ClauseCode[]
  readonly performances: readonly InstalmentShown[]
  readonly version: number
  readonly follow_up_on: string | null
}

/** A door: open or why not, until when, joint or not. */
export interface DoorShown {
  readonly door: AgreementDoor
  readonly open: boolean
  readonly joint: boolean
  readonly article: string
  readonly deadline: DeadlineShown | null
  readonly remaining: number | null
  readonly barriers: readonly string[]
  readonly warnings: readonly string[]
}

/** An application; `awaiting_other` is 待对方确认 and has not been sent. */
export interface ApplicationShown {
  readonly id: string
  readonly door: AgreementDoor
  readonly state: 'awaiting_other' | 'sent' | 'granted' | 'dismissed' | 'withdrawn'
  readonly applicant: string
  readonly applied_at: string
  readonly sent_at: string | null
  readonly ruled_on: string | null
  readonly note: string
  readonly answers: readonly PartyAnswer[]
}

/** POST /api/cases/{serial}/doors. */
export interface ApplyDoor {
  readonly key: string
  readonly door: AgreementDoor
  readonly applicant: string
  readonly form: ConcurrenceForm
  readonly note?: string
}

/** POST /api/cases/{serial}/doors/{application}/ruling. */
export interface RuleDoor {
  readonly action: 'grant' | 'dismiss' | 'withdraw'
  readonly on: string
  readonly note?: string
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

/** Whether the worker still works there. */
export type EmploymentCode =
  | 'ongoing'
  | 'ended'

/** Whether the award is final for the employer. */
export type FinalityCode =
  | 'final'
  | 'not_final'

/** Kinds of case. */
export type CaseTypeCode =
  | 'labour'
  | 'civil'
  | 'administrative'
  | 'enforcement'
  | 'private_prosecution'
  | 'incidental_civil'
  | 'criminal'

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
  readonly origin: Origin
  readonly award_received: string | null
  readonly award_proof: string
  /** Willing to mediate online; None when not asked. */
  readonly consent: boolean | null
  readonly consent_channel: ConsentChannelCode | null
  /** Which original paper staff compared (线下核实); a party's own link keeps what staff wrote. */
  readonly identity_seen: string
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
  /** Of an incidental civil claim. */
  readonly accused_detained: boolean | null
  readonly excluded: ExcludedCode | null
  readonly stage: CaseStage
  readonly procedure: Procedure | null
  /** A judge of the court mediates; only staff may say so. */
  readonly judge_presides: boolean
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
  /** When the applicant knew that their right was infringed. */
  readonly known_on: string | null
  readonly employment: EmploymentCode | null
  readonly employment_ended_on: string | null
}

/** GET /api/calendar/{year}; version 0 came with the program. */
export interface CalendarYear {
  readonly year: number
  readonly version: number
  readonly source: string
  readonly off: readonly string[]
  readonly makeup: readonly string[]
  readonly entered_by: string
  readonly entered_at: string | null
}

/** GET /api/calendar: the loaded years, and those to be loaded now. */
export interface WorkingCalendar {
  readonly today: string
  readonly years: readonly CalendarYear[]
  readonly missing: readonly number[]
}

/** PUT /api/calendar/{year} and POST /api/calendar/{year}/preview; `version` is the one that was seen. */
export interface EnterCalendar {
  readonly version: number
  readonly source: string
  readonly off: readonly string[]
  readonly makeup?: readonly string[]
}

/** A deadline that a notice moves or makes certain. */
export interface MovedDeadline {
  readonly serial: string
  readonly rule: DeadlineRule
  readonly who: string
  readonly before: string
  readonly after: string
  readonly was_provisional: boolean
  readonly is_provisional: boolean
}

/** GET /api/term-policy: what the court decided where the rules leave it open. */
export interface CourtTerms {
  readonly extension_days: number
  readonly extensions: number
  readonly base: ExtensionBaseCode
}

/** PUT /api/term-policy: raises `conflict.stale` when `seen` is not what stands. */
export interface DecideTerms {
  readonly seen: CourtTerms
  readonly extension_days: number
  readonly extensions: number
  readonly base: ExtensionBaseCode
}

/** POST /api/case-types: take such cases from `since` on. The same `key` twice is one. */
export interface CaseTypeEnabled {
  readonly key: string
  readonly kind: CaseTypeCode
  readonly since: string
  /** The last day of receipt. */
  readonly until?: string | null
}

/** PUT /api/case-types/{kind}/{since}: another last day; `version` is the one that was seen. */
export interface CaseTypeEnded {
  readonly version: number
  readonly until: string | null
}

/** One kind of case with the days on which it is taken; over before it began, it was called off. */
export interface CaseTypeEntryView {
  readonly kind: CaseTypeCode
  readonly since: string
  readonly until: string | null
  readonly version: number
  readonly changed_by: string
  readonly changed_at: string | null
}

/** GET /api/case-types: every entry of the own court, and what may be enabled. */
export interface CaseTypeEntries {
  readonly today: string
  readonly entries: readonly CaseTypeEntryView[]
  readonly may_be_enabled: readonly CaseTypeCode[]
}

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

/** Which last days a list of cases is asked for; the week is today and the six days after it. */
export type DueCode =
  | 'overdue'
  | 'today'
  | 'week'

/** First receipt, newest first; or next last day, soonest first. */
export type CaseOrderCode =
  | 'received'
  | 'due'

/** The next last day of a case; `key` names its clock among those of `GET /api/cases/{serial}/clocks`. */
export interface NextDue {
  readonly key: string
  readonly rule: string
  readonly who: string
  readonly nominal_on: string
  readonly due_on: string
  readonly provisional: boolean
  readonly stopped: boolean
}

/** GET /api/cases: conditions, all optional; pages count from 1. */
export interface CaseQuery {
  readonly query?: string
  readonly state?: readonly CaseState[]
  readonly source?: CaseSource | null
  readonly cause?: string
  readonly organisation?: string
  readonly due?: DueCode | null
  readonly order?: CaseOrderCode
  readonly page?: number
}

/** GET /api/case-choices: causes and organisations of the cases in reach, to narrow the list by. */
export interface CaseChoices {
  readonly causes: readonly string[]
  readonly organisations: readonly string[]
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
  readonly next_due: NextDue | null
}

/** A page of cases; 50 a page. `total` are as asked, `in_reach` without any condition. */
export interface CaseList {
  readonly cases: readonly CaseSummary[]
  readonly total: number
  readonly in_reach: number
  readonly page: number
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

/** GET /api/causes: the list of that day, today's without one. */
export interface CauseQuery {
  readonly on?: string | null
}

/** One cause that may be chosen. */
export interface CauseChoice {
  readonly code: string
  readonly name: string
  readonly group: string
  /** Checked against a second source; the others are shown as 待确认. */
  readonly confirmed: boolean
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

/** What is written about a cause. */
export interface CauseWords {
  readonly name: string
  readonly group: string
  /** The last day on which it may be chosen. */
  readonly until: string | null
  readonly plain: readonly PlainCode[]
  readonly confirmed: boolean
  readonly note?: string
}

/** POST /api/cause-entries: a new cause, or with `code` a new wording of one. The same `key` twice is one. */
export interface CauseAdded {
  readonly name: string
  readonly group: string
  readonly until: string | null
  readonly plain: readonly PlainCode[]
  readonly confirmed: boolean
  readonly note?: string
  readonly key: string
  readonly code?: string | null
  readonly since: string
}

/** PUT /api/cause-entries/{code}/{since}: another text; `version` is the one that was seen. */
export interface CauseChanged {
  readonly name: string
  readonly group: string
  readonly until: string | null
  readonly plain: readonly PlainCode[]
  readonly confirmed: boolean
  readonly note?: string
  readonly version: number
}

/** One cause under one wording, with the days on which it holds. */
export interface CauseEntryView {
  readonly code: string
  readonly name: string
  readonly group: string
  readonly since: string
  readonly until: string | null
  readonly plain: readonly PlainCode[]
  readonly confirmed: boolean
  readonly note: string
  /** 0 came with the program. */
  readonly version: number
  readonly changed_by: string
  readonly changed_at: string | null
}

/** GET /api/cause-entries: every entry, past and future ones too. */
export interface CauseEntries {
  readonly today: string
  readonly entries: readonly CauseEntryView[]
}

/** Why an entry suits a case, or does not. */
export type FitReason =
  | 'kind'
  | 'skill'
  | 'region'
  | 'room'
  | 'pool'
  | 'other_kind'
  | 'other_skill'
  | 'other_region'
  | 'nearly_full'
  | 'full'
  | 'pool_not_needed'
  | 'origin'

/** Who chooses now. */
export type ChoiceStateCode =
  | 'open'
  | 'matched'
  | 'court'
  | 'closed'

/** POST /api/cases/{serial}/choice: the parties choose together, or the court appoints at once. */
export interface StartChoice {
  readonly joint: boolean
}

/** POST /api/cases/{serial}/choice/picks: what a party said. Nobody reads it back before all picked the same. */
export interface RecordPick {
  readonly identity: string
  readonly entry: string
}

/** POST /api/own/{token}/choice: the choice of the party behind the link. */
export interface OwnPick {
  readonly entry: string
}

/** An entry that could take the case; reasons in codes, the best first. */
export interface CandidateView {
  readonly id: string
  readonly kind: EntryKind
  readonly name: string
  readonly organisation: string | null
  readonly organisation_id: string | null
  readonly account: string | null
  readonly type: OrganisationType | null
  readonly mediator_kind: MediatorKind | null
  readonly fee: Fee
  readonly level: RosterLevel
  readonly e_seal: boolean
  readonly skills: readonly Skill[]
  readonly speciality: string
  readonly languages: string
  readonly pool: boolean
  readonly may_preside: boolean
  readonly open_cases: number
  readonly max_open: number
  readonly reasons: readonly FitReason[]
  readonly score: number
  readonly may_be_chosen: boolean
}

/** A party who chooses; what they picked is in no answer before all match. */
export interface ChooserView {
  readonly identity: string
  readonly name: string
  readonly side: SideCode
  readonly picked: boolean
}

/** The round of choosing. */
export interface ChoiceView {
  readonly state: ChoiceStateCode
  readonly choosers: readonly ChooserView[]
  readonly handed_over: 'one_sided' | 'asked' | 'no_match' | 'after_refusal' | null
  readonly due: DeadlineShown | null
  readonly chosen: string | null
}

/** What a mediator disclosed, as it is put to the party behind a link. */
export interface OwnDisclosureView {
  readonly id: string
  readonly name: string
  readonly grounds: readonly DisclosureGround[]
  readonly text: string
  readonly reply: 'continue' | 'challenge' | null
  readonly settled: boolean
}

/** One's own challenge, and what was decided. */
export interface OwnChallengeView {
  readonly ground: DisclosureGround
  readonly reason: string
  readonly at: string
  readonly state: 'asked' | 'upheld' | 'rejected'
  readonly decision: string
}

/** One's own request for another mediator, and the answer. */
export interface OwnChangeView {
  readonly reason: string
  readonly at: string
  readonly state: 'asked' | 'granted' | 'refused'
  readonly answer: string
}

/** GET /api/own/{token}/choice: the own pick, disclosures to reply to, and what one asked about the mediator. */
export interface OwnChoiceView {
  readonly state: ChoiceStateCode | null
  readonly due: DeadlineShown | null
  readonly own: string | null
  readonly others_picked: boolean
  readonly candidates: readonly CandidateView[]
  readonly disclosures: readonly OwnDisclosureView[]
  readonly handed_over: 'one_sided' | 'asked' | 'no_match' | 'after_refusal' | null
  readonly challenge: OwnChallengeView | null
  readonly change: OwnChangeView | null
  readonly may: readonly ('court' | 'challenge' | 'change')[]
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

/** In what form somebody agreed or declined. */
export type ConcurrenceForm =
  | 'oral'
  | 'written'
  | 'online'

/** What one party said; `agrees` is None while not asked. */
export interface PartyAnswer {
  readonly identity: string
  readonly name: string
  readonly side: SideCode
  readonly agrees: boolean | null
  readonly form: ConcurrenceForm | null
  readonly at: string | null
  readonly recorded_by: string | null
}

/** What a party said, recorded by staff. */
export interface PartySays {
  readonly identity: string
  readonly agrees: boolean
  readonly form: ConcurrenceForm
  readonly at: string
}

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

/** TURN servers with credentials for a minute, as `RTCIceServer` takes them. */
export interface TestRelay {
  readonly urls: readonly string[]
  readonly username: string
  readonly credential: string
}

/** A connection test that has begun: twenty seconds. */
export interface ConnectionTest {
  readonly test: string
  /** To the half that sends. */
  readonly offer: LoopOffer
  /** Empty where none are set up. */
  readonly relays: readonly TestRelay[]
}

/** What consent is asked for, each on its own (OL-01, NOTES of the room). */
export type Purpose =
  | 'recording'
  | 'transcript'
  | 'court_viewing'

/** Standing answer to one purpose. */
export interface Consent {
  readonly purpose: Purpose
  readonly answer: boolean | null
  readonly version: string
  readonly answered_at: string | null
}

/** PUT /api/invitations/{token}/consents/{purpose}; may be changed at any time, also in the room. */
export interface ConsentAnswer {
  readonly answer: boolean
  readonly version: string
}


/** The periods of the procedure. */
export type DeadlineRule =
  | 'PICK_2WD'
  | 'APPOINT_3WD'
  | 'ACCEPT_3WD'
  | 'ACCEPT_5WD_LUOYANG'
  | 'CONTACT_3WD'
  | 'MEDIATE_30D'
  | 'MEDIATE_EXT_30D'
  | 'MEDIATE_15D_ORDINARY'
  | 'MEDIATE_7D_SUMMARY'
  | 'LABOUR_ORG_15D'
  | 'SUE_15D'
  | 'JUDICIAL_CONFIRM_30D'
  | 'ARB_REVIEW_15D'
  | 'SET_ASIDE_30D'
  | 'CONFIRM_OBJECT_15D'
  | 'ARB_LIMIT_1Y'
  | 'ENFORCE_2Y'

/** When a period ends: nominal and rolled day, article, working, and whether it is provisional (暂定). */
export interface DeadlineShown {
  readonly rule: DeadlineRule
  readonly article: string
  readonly starts_on: string
  readonly nominal_on: string
  readonly due_on: string
  readonly provisional: boolean
  readonly trace: readonly string[]
}

/** What somebody is reminded of. */
export type ReminderKindCode =
  | 'session_in_3_days'
  | 'session_tomorrow'
  | 'session_soon'
  | 'session_invited'
  | 'session_moved'
  | 'session_cancelled'
  | 'link_denied'
  | 'party_request'
  | 'referral_day_1'
  | 'referral_day_2'
  | 'referral_day_3'
  | 'contact_day_1'
  | 'contact_day_2'
  | 'contact_day_3'
  | 'term_10_days_left'
  | 'term_3_days_left'
  | 'term_1_day_left'
  | 'confirmation_10_days_left'
  | 'confirmation_3_days_left'
  | 'confirmation_1_day_left'
  | 'performance_in_3_days'
  | 'performance_tomorrow'
  | 'performance_overdue'
  | 'consent_withdrawn'
  | 'risk_explanation'
  | 'arbitration_open'
  | 'appraisal'
  | 'mediation_ended'
  | 'case_returned'
  | 'data_answered'
  | 'to_workers'

/** One thing with a last day: GET /api/tasks, soonest first, overdue ones before all. */
export interface Task {
  readonly serial: string
  readonly title: string
  readonly key: string
  readonly rule: string
  readonly who: string
  readonly nominal_on: string
  readonly due_on: string
  readonly is_provisional: boolean
  readonly stopped: boolean
  readonly article: string
}

/** Somebody whom messages did not reach: GET /api/calls, whoever waits longest first. The number is masked. */
export interface CallToMake {
  readonly serial: string
  readonly title: string
  readonly identity: string
  readonly name: string
  readonly phone: string
  readonly kind: ReminderKindCode
  readonly text: string
  readonly messages: number
  readonly since: string
  /** The carrier gave up, or there is no telephone, or its holder said that they are somebody else. */
  readonly why: 'failed' | 'desk'
  readonly tries: number
}

/** One message behind the bell: GET /api/reminders, newest first. */
export interface Reminder {
  readonly id: number
  readonly serial: string
  readonly kind: ReminderKindCode
  readonly text: string
  readonly at: string
}

/** One message to a person of a case: GET /api/cases/{serial}/reminders, newest first. */
export interface SentReminder {
  readonly at: string
  readonly kind: ReminderKindCode
  readonly name: string
  /** Masked. */
  readonly phone: string
  readonly state: 'queued' | 'sent' | 'failed' | 'desk'
  readonly attempts: number
  readonly text: string
}

/** A view of the list of cases kept under a name; `query` is the part of the address behind the question mark. */
export interface SavedView {
  readonly name: string
  readonly query: string
  /** How many cases it finds now; None when the address says what the list does not know any more. */
  readonly count: number | null
}

/** PUT /api/saved-views/{name}. */
export interface SavedViewPut {
  readonly query: string
}

/** GET /api/audit: a hundred lines before a number, all or those of one kind of act (`case`, `case.ended`). */
export interface AuditQuery {
  readonly before?: number | null
  readonly action?: string | null
}

/** One entry of the audit log. */
export interface AuditLine {
  readonly number: number
  readonly at: string
  readonly actor: string
  /** Of the member of staff who did it; None for parties and the system. */
  readonly name: string | null
  readonly action: string
  readonly subject: string
  /** Of the case it is about; None when it is about no case. */
  readonly serial: string | null
  readonly facts: Readonly<Record<string, string>>
  readonly digest: string
}

/** A page of the audit log, newest first. */
export interface AuditPage {
  readonly lines: readonly AuditLine[]
  readonly total: number
  /** Number of the first entry that was changed, removed before or put in; None when the chain holds. */
  readonly first_broken: number | null
  /** When the log was verified from its first entry the last time; what came since is verified for each page. */
  readonly checked_at: string | null
  /** The last entry that was verified then. */
  readonly checked_to: number
}

/** The three grounds of disclosure and challenge (在线调解规则 art. 13). */
export type DisclosureGround =
  | 'party_or_relative'
  | 'interest'
  | 'other_relation'

/** POST /api/cases/{serial}/disclosures: the grounds answered with yes; any yes needs a text. */
export interface DisclosureSaid {
  readonly grounds?: readonly DisclosureGround[]
  readonly text?: string
}

/** POST /api/cases/{serial}/disclosures/{disclosure}/replies: what a party says, as recorded. */
export interface DisclosureReply {
  readonly identity: string
  readonly reply: 'continue' | 'challenge'
}

/** POST /api/own/{token}/disclosures/{disclosure}, or of a session's link: the reply of the party behind it. */
export interface OwnReply {
  readonly reply: 'continue' | 'challenge'
}

/** POST /api/cases/{serial}/challenges. */
export interface ChallengeRequest {
  readonly identity: string
  readonly ground: DisclosureGround
  readonly reason: string
  /** Account of one who mediates; left out is whoever presides. */
  readonly mediator?: string | null
}

/** POST /api/own/{token}/challenges: the party behind the link wants whoever presides to withdraw. */
export interface OwnChallengeRequest {
  readonly ground: DisclosureGround
  readonly reason: string
}

/** POST /api/cases/{serial}/challenges/{challenge}/decision: never by the mediator it is about. */
export interface ChallengeDecision {
  readonly upheld: boolean
  readonly decision: string
}

/** POST /api/cases/{serial}/changes: a party asks for another mediator. */
export interface ChangeAsked {
  readonly identity: string
  readonly reason: string
  readonly refuses_to_choose?: boolean
}

/** POST /api/own/{token}/changes: the party behind the link asks for another mediator. */
export interface OwnChangeAsked {
  readonly reason: string
  readonly refuses_to_choose?: boolean
}

/** POST /api/cases/{serial}/changes/{change}/answer. */
export interface ChangeAnswer {
  readonly grants: boolean
  readonly answer?: string
}

/** What a party said to a disclosure. */
export interface ReplyView {
  readonly identity: string
  readonly name: string
  readonly reply: 'continue' | 'challenge' | null
  readonly at: string | null
}

/** One disclosure and what became of it. */
export interface DisclosureView {
  readonly id: string
  readonly name: string
  readonly grounds: readonly DisclosureGround[]
  readonly text: string
  readonly at: string
  readonly state: 'clear' | 'asking' | 'continued' | 'challenged'
  readonly replies: readonly ReplyView[]
}

/** One challenge and its decision. */
export interface ChallengeView {
  readonly id: string
  readonly asked_by: string
  readonly ground: DisclosureGround
  readonly reason: string
  readonly asked_at: string
  readonly state: 'asked' | 'upheld' | 'rejected'
  readonly decision: string
  readonly decided_by: string
  readonly decided_at: string | null
}

/** A request for another mediator. */
export interface ChangeView {
  readonly id: string
  readonly asked_by: string
  readonly reason: string
  readonly at: string
  readonly state: 'asked' | 'granted' | 'refused'
  readonly refuses_to_choose: boolean
  readonly answer: string
}

/** POST /api/cases/{serial}/end: outside a session; `other` needs a reason of ten characters. */
export interface EndCase {
  readonly key: string
  readonly code: EndingCode
  readonly reason: string
}

/** A fact that is not disputed, and which parties confirmed it. */
export interface UndisputedFact {
  readonly text: string
  readonly confirmed_by?: readonly string[]
}

/** PUT /api/cases/{serial}/report: raises `conflict.stale` when `version` of the ending is not the newest. */
export interface WriteReport {
  readonly version: number
  readonly basic_facts: string
  readonly why: string
  readonly costly_conduct?: string
  readonly hints?: string
  readonly undisputed?: readonly UndisputedFact[]
}

/** POST /api/cases/{serial}/hand-over: over the ending as it was read at `version`. */
export interface HandOverCase {
  readonly version: number
}

/** POST /api/cases/{serial}/receipt: the court has it; the number of the suit if there is one. */
export interface ReceiveHandOver {
  readonly number?: string
}

/** A fact that is not disputed; `joint`: every party confirmed it, so that it leaves with the report. */
export interface UndisputedShown {
  readonly text: string
  readonly confirmed_by: readonly string[]
  readonly joint: boolean
}

/** The report of a mediation without agreement. */
export interface ReportShown {
  readonly basic_facts: string
  readonly why: string
  readonly costly_conduct: string
  readonly hints: string
  readonly undisputed: readonly UndisputedShown[]
}

/** One line of the list; only transferable material can be on it. */
export interface HandOverLine {
  readonly kind: string
  readonly title: string
  readonly reference: string
  readonly material_class: 'transferable'
}

/** How the mediation ended and what is owed. */
export interface EndingShown {
  readonly code: EndingCode
  readonly reason: string
  readonly ended_at: string
  readonly ended_by: string
  readonly report: ReportShown | null
  readonly reported_at: string | null
  readonly handed_over_at: string | null
  readonly handed_over: readonly HandOverLine[]
  readonly received_at: string | null
  readonly received_by: string | null
  readonly receipt_number: string
  readonly closed_at: string | null
  readonly owed: 'report' | 'hand_over' | 'receipt' | null
  readonly version: number
}

/** A session in which something was agreed. */
export interface AgreedInSession {
  readonly session: string
  readonly number: number
}

/** GET /api/cases/{serial}/ending. */
export interface CaseEnding {
  readonly route: 'register' | 'resume_trial' | 'suggest_filing'
  readonly ways: readonly ('arbitration' | 'suit' | 'administrative' | 'trial')[]
  readonly notices: readonly string[]
  readonly ending: EndingShown | null
  readonly list: readonly HandOverLine[]
  readonly effect: EffectShown | null
  readonly doors: readonly DoorShown[]
  readonly applications: readonly ApplicationShown[]
  readonly parties: readonly PartyAnswer[]
  /** Parties who did not agree to electronic service. */
  readonly on_paper: readonly string[]
  /** Who agreed to sign online. */
  readonly sign_online: readonly string[]
  readonly unreached: number
  readonly agreed_in: readonly AgreedInSession[]
  /** Who comes into question to sign for each party, while the agreement waits for its effect. */
  readonly signers: readonly SignerShown[]
  readonly may: readonly string[]
}

/** How the risk was explained. */
export type ExplanationChannel =
  | 'in_person'
  | 'telephone'
  | 'online'

/** POST /api/intake/{case}/explanations. */
export interface ExplanationGiven {
  readonly identity: string
  readonly channel: ExplanationChannel
}

/** POST /api/intake/{case}/explanations/paper; `send` writes to each party who has not acknowledged it. */
export interface ExplanationPaper {
  readonly send?: boolean
}

/** Whether one party was told of the risk. */
export interface ExplanationView {
  readonly identity: string
  readonly name: string
  readonly at: string | null
  readonly channel: ExplanationChannel | null
  readonly recorded_by: string
}

/** GET /api/figures: of which year. */
export interface FiguresQuery {
  readonly year: number
}

/** One of the eight endings. */
export interface FigureOfCode {
  readonly code: EndingCode
  readonly result: 'success' | 'withdrawn' | 'failure'
  readonly count: number
}

/** How many ended in a month, from one source, in one way. */
export interface FigureLine {
  readonly month: number
  readonly source: CaseSource
  readonly code: EndingCode
  readonly count: number
}

/** GET /api/figures: `codes` and `lines` both sum to `ended`. */
export interface Figures {
  readonly year: number
  readonly ended: number
  readonly offline: number
  readonly success: number
  readonly withdrawn: number
  readonly failure: number
  readonly codes: readonly FigureOfCode[]
  readonly lines: readonly FigureLine[]
}

/** Why an application is returned (人民法院在线调解规则 art. 9). */
export type ReturnCode =
  | 'outside_courts'
  | 'inviter_without_jurisdiction'
  | 'unsuitable_online'

/** The steps of the form. */
export type IntakeStep =
  | 'source'
  | 'parties'
  | 'arbitration'
  | 'claims'
  | 'materials'
  | 'review'

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

/** POST /api/intake/{case}/return. */
export interface IntakeReturn {
  readonly code: ReturnCode
  readonly note?: string
}

/** One thing still missing, at which step, about whom. */
export interface IntakeGap {
  readonly code: string
  readonly step: IntakeStep
  readonly about: string
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

/** One return with its advice. */
export interface ReturnView {
  readonly at: string
  readonly code: ReturnCode
  readonly advice: string
  readonly note: string
  readonly by_name: string
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
  /** What the house takes on the day of receipt, labour disputes first. */
  readonly case_types: readonly CaseTypeCode[]
  readonly version: number
  readonly saved_at: string
  /** For how long a draft is kept. */
  readonly kept_days: number
  /** When this one is forgotten unless something changes; None once it was handed in. */
  readonly kept_until: string | null
  readonly created_by: string
  readonly application: ApplicationForm
  readonly materials: readonly MaterialView[]
  readonly gaps: readonly IntakeGap[]
  readonly receipt: ReceiptView | null
  readonly last_days: readonly LastDayView[]
  readonly late: boolean
  readonly limitation: LimitationView | null
  readonly explanations: readonly ExplanationView[]
  readonly oral_record: OralRecordView | null
  readonly returns: readonly ReturnView[]
  readonly documents: readonly DocumentView[]
  readonly may_write: boolean
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
  readonly number: number
  readonly revision: number
  readonly notice_version: string
  readonly notice_acknowledged_at: string | null
  readonly consents: readonly Consent[]
  readonly device_check: DeviceCheck | null
  /** What the person says to mediating online now; None when never asked, and on another device. */
  readonly online_mediation: boolean | null
  readonly steps_wording: string
  /** How they said they will attend; None until they were asked, and on another device. */
  readonly attending: AttendingShown | null
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

/** PUT …/steps/{step} of a personal link: the person's own answer to one step, to the wording they read. */
export interface OwnStepAnswer {
  readonly answer: boolean
  readonly wording: string
  /** Needed to take a yes back. */
  readonly reason?: string
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

/** Until when arbitration can be asked for, counted from one event. */
export interface LimitationDayView {
  readonly event: 'known' | 'employment_ended'
  readonly starts_on: string
  readonly nominal: string
  readonly due: string
  readonly article: string
  readonly trace: readonly string[]
  readonly provisional: boolean
  readonly is_over: boolean
}

/** The time to ask for arbitration; `exempt` when pay is claimed that no limitation touches yet. */
export interface LimitationView {
  readonly days: readonly LimitationDayView[]
  readonly exempt: boolean
}

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

/** One file of a bundle: what became of it, or why it was refused. */
export interface BundleFile {
  readonly number: number
  readonly name: string
  readonly result: 'added' | 'unchanged' | 'refused'
  readonly fault: '' | 'missing' | 'empty' | 'too_large' | 'digest' | 'kind' | 'protected' | 'type' | 'path_twice' | 'too_many'
}

/** POST /api/intake/{case}/bundles; `applied` False: a file was refused and nothing changed. */
export interface BundleReport {
  readonly reference: string
  readonly applied: boolean
  readonly files: readonly BundleFile[]
  /** Whether the signature of the filing was checked; False when its key is not known here. */
  readonly is_verified: boolean
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

/** POST /api/cases/{serial}/support-pack/protected: for what, and what every party said to it. */
export interface AskAnnex {
  readonly purpose: ReadingPurpose
  readonly answers: readonly PartySays[]
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
  /** Number of the electronic filing it was taken over from; empty for all others. */
  readonly filing_reference: string
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

/** How a media worker is; `fixed` is one inside the server that cannot be replaced alone. */
export type WorkerStateCode =
  | 'running'
  | 'draining'
  | 'down'
  | 'fixed'

/** One media worker, from its last heartbeat. */
export interface WorkerView {
  readonly number: number
  readonly state: WorkerStateCode
  readonly rooms: number
  readonly browsers: number
  readonly packets_per_second: number
  /** Longest lateness of its loop in the last 10 to 20 seconds; from 100 on people hear it. */
  readonly late_ms: number
  readonly memory_bytes: number
  /** How long it took to answer the last heartbeat. */
  readonly answer_ms: number
  readonly restarts: number
}

/** One seat of a room, named by side and number; null where nobody measured, or nobody is there. */
export interface SeatLine {
  readonly side: SideCode
  readonly number: number
  readonly connection: 'here' | 'reconnecting' | 'away'
  readonly level: 'good' | 'fair' | 'poor' | 'lost' | null
  readonly level_since: string | null
  /** Share of packets lost in the last two seconds, 0 to 1, from and to the browser. */
  readonly uplink_loss: number | null
  readonly downlink_loss: number | null
  readonly round_trip_ms: number | null
  readonly uplink_bps: number | null
  readonly downlink_bps: number | null
  readonly mic_silent: boolean
}

/** One open room. `session` is the number that log lines carry; it names no case. */
export interface RoomLines {
  readonly session: string
  readonly phase: 'before' | 'open' | 'caucus' | 'ended'
  readonly recording: 'off' | 'on' | 'paused' | 'broken' | 'not_allowed'
  readonly worker: number | null
  readonly seats: readonly SeatLine[]
}

/** GET /api/operations and, for the networks of the operators, GET /operations.json. */
export interface OperationsView {
  readonly at: string
  /** Whether database, media and recorder answer. */
  readonly parts: Readonly<Record<string, boolean>>
  readonly workers: readonly WorkerView[]
  readonly rooms: readonly RoomLines[]
}

/** GET /api/operations/settings: one setting in force. */
export interface SettingView {
  readonly name: string
  /** None when it may hold a secret. */
  readonly value: string | null
  readonly is_set: boolean
  /** Given from outside; else it is the default. */
  readonly is_given: boolean
}

/** POST /api/intake/{case}/oral-record/confirmations: an applicant signed the printed record. */
export interface RecordSigned {
  readonly identity: string
  readonly document: string
}

/** POST /api/own/{token}/oral-record: this is what I told. */
export interface OwnRecordConfirmed {
  readonly document: string
}

/** Whether one applicant confirmed the record of their oral application. */
export interface RecordConfirmationView {
  readonly identity: string
  readonly name: string
  readonly at: string | null
  readonly signing: 'on_paper' | 'online' | null
  readonly recorded_by: string
}

/** The newest record of an oral application. */
export interface OralRecordView {
  readonly document: string
  readonly sha256: string
  readonly made_at: string
  readonly confirmations: readonly RecordConfirmationView[]
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

/** PUT /api/own/{token}; `house` is who is to receive it. */
export interface OwnCaseSave {
  readonly version: number
  readonly house?: string
  readonly application: ApplicationForm
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

/** Who receives applications. */
export interface ReceivingHouse {
  readonly name: string
  readonly is_court: boolean
}

/** Whose device is asking. */
export type LinkDevice =
  | 'unbound'
  | 'this'
  | 'other'

/** What the person themselves answered to one step. */
export interface OwnStep {
  readonly step: StepCode
  readonly answer: boolean | null
  readonly at: string | null
  readonly channel: ConsentChannelCode | null
  readonly withdrawn: boolean
  /** They want to take it back so late that somebody decides first. */
  readonly waiting: boolean
}

/** A file another party put in. */
export interface ExchangedMaterial {
  readonly id: string
  readonly kind: MaterialKind
  readonly name: string
  /** Whose it is. */
  readonly of: string
  readonly uploaded_at: string
}

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
  readonly limitation: LimitationView | null
  /** Their own confirmation alone. */
  readonly oral_record: OralRecordView | null
  readonly explanation: ExplanationView | null
  readonly returned: ReturnView | null
  readonly materials: readonly MaterialView[]
  /** Evidence of others, where both agreed to exchange it online; read at the address of one's own. */
  readonly exchanged: readonly ExchangedMaterial[]
  /** What they answered, step by step. */
  readonly steps: readonly OwnStep[]
  /** Version of the questions as they are put now. */
  readonly steps_wording: string
  readonly expires_at: string | null
}

/** What the page of the own case offers for a session. */
export type OwnDoorCode =
  | 'test'
  | 'enter'
  | 'none'

/** A session the party is invited to; never its personal link. */
export interface OwnMeeting {
  readonly id: string
  readonly number: number
  readonly starts_at: string
  readonly minutes: number
  readonly mode: SessionModeCode
  readonly place: string
  readonly state: SessionState
  /** How the party said they will attend. */
  readonly attending: AttendingShown | null
  readonly door: OwnDoorCode
  /** How it ended, once it did. */
  readonly outcome: OutcomeKind | null
}

/** POST /api/own/{token}/sessions/{session}/enter: the personal link of the session, bound to this device. */
export interface OwnRoomLink {
  readonly token: string
  readonly expires_at: string
}

/** The mediation is over; `notices` are the ways that are left, none after an agreement. */
export interface OwnEnd {
  readonly at: string
  readonly notices: readonly string[]
}

/** A request for more time as one party answers it; never what the others said. */
export interface OwnExtension {
  readonly id: string
  readonly requested_by: string
  readonly reason: string
  readonly days: number
  readonly until: string
  readonly provisional: boolean
  readonly wording: string
  readonly agrees: boolean | null
  readonly at: string | null
  readonly form: ConcurrenceForm | null
}

/** POST /api/own/{token}/extensions/{extension}: one's own answer, to the wording one read. */
export interface OwnExtensionAnswer {
  readonly agrees: boolean
  readonly wording: string
}

/** An instalment of the agreement, what one said of it oneself, and the ways after a default. */
export interface OwnPerformance {
  readonly number: number
  readonly due_on: string
  readonly what: string
  readonly state: 'due' | 'partly' | 'claimed' | 'overdue' | 'performed'
  readonly own: ExtentCode | null
  readonly may_say: boolean
  readonly remedies: readonly RemedyShown[]
}

/** POST /api/own/{token}/performances/{number}: whether it was performed, as oneself knows. */
export interface OwnPerformanceSaid {
  readonly extent: ExtentCode
}

/** GET /api/own/{token}/course: how the case goes on after intake. */
export interface OwnCourse {
  readonly sessions: readonly OwnMeeting[]
  readonly term: DeadlineShown | null
  readonly performances: readonly OwnPerformance[]
  readonly extension: OwnExtension | null
  /** Whether an appraisal is being made before filing. */
  readonly appraising: boolean
  readonly ended: OwnEnd | null
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

/** For what somebody takes their data away. */
export type ExportPurposeCode =
  | 'keep'
  | 'check'
  | 'proceedings'

/** POST /api/own/{token}/export: the copy of one's own data, for a purpose that is kept. */
export interface OwnExport {
  readonly purpose: ExportPurposeCode
}

/** What is asked for. */
export type DataRequestKindCode =
  | 'correct'
  | 'delete'

/** How far a request is. */
export type DataRequestStateCode =
  | 'asked'
  | 'granted'
  | 'refused'

/** POST /api/own/{token}/data-requests: what is wrong, or what is to be deleted, in one's own words. */
export interface OwnDataAsked {
  readonly kind: DataRequestKindCode
  readonly text: string
}

/** One's own request, and the answer. */
export interface OwnDataRequest {
  readonly id: string
  readonly kind: DataRequestKindCode
  readonly text: string
  readonly asked_at: string
  readonly state: DataRequestStateCode
  readonly answer: string
  readonly answered_at: string | null
}

/** GET /api/own/{token}/data-requests: one's own, newest first. */
export interface OwnDataRequests {
  readonly requests: readonly OwnDataRequest[]
}

/** A request as staff read it. */
export interface DataRequestShown {
  readonly id: string
  readonly identity: string
  readonly kind: DataRequestKindCode
  readonly text: string
  readonly asked_at: string
  readonly state: DataRequestStateCode
  readonly answer: string
  readonly answered_by_name: string
  readonly answered_at: string | null
  readonly version: number
}

/** GET /api/cases/{serial}/data-requests: newest first. */
export interface DataRequests {
  readonly requests: readonly DataRequestShown[]
}

/** POST /api/cases/{serial}/data-requests/{request}/answer: with words the person reads. */
export interface DataRequestAnswer {
  readonly version: number
  readonly action: 'grant' | 'refuse'
  readonly answer: string
}

/** What kind of party somebody is. */
export type PartyKindCode =
  | 'person'
  | 'employer'

/** In what capacity a party stands in the dispute (LB-07). */
export type CapacityCode =
  | 'usual'
  | 'dispatching'
  | 'using'
  | 'third'

/** What a person can agree to in a case (OL-01). */
export type StepCode =
  | 'online_mediation'
  | 'separate_sessions'
  | 'evidence_exchange'
  | 'e_service'
  | 'e_signature'
  | 'confirmation'

/** How an answer was given (OM-03). */
export type ConsentChannelCode =
  | 'oral'
  | 'written'
  | 'online'

/** By what right somebody acts for another (LB-06, LB-08, LB-09). */
export type AuthorityKindCode =
  | 'lawyer'
  | 'relative'
  | 'citizen'
  | 'guardian'
  | 'representative'

/** What an agent may do beyond appearing, each written into the authority (LB-08). */
export type PowerCode =
  | 'admit'
  | 'waive'
  | 'change'
  | 'settle'
  | 'receive'
  | 'sign'

/** What must be shown with an authority. */
export type PaperCode =
  | 'authority'
  | 'identity'
  | 'licence'
  | 'firm_letter'
  | 'relation'
  | 'recommendation'
  | 'capacity'

/** By what way somebody was tried (OM-17). */
export type ContactChannelCode =
  | 'telephone'
  | 'sms'
  | 'letter'
  | 'visit'
  | 'platform'

/** What one try came to. */
export type ContactOutcomeCode =
  | 'reached'
  | 'no_answer'
  | 'wrong_number'
  | 'will_call_back'

/** What the other side says to mediation. */
export type AskResultCode =
  | 'agreed'
  | 'refused'
  | 'unreachable'

/** Why somebody needs personal numbers in full. */
export type PersonalPurposeCode =
  | 'contact'
  | 'identity_check'
  | 'service'
  | 'document'
  | 'correction'

/** POST /api/cases/{serial}/people. The same `key` twice is one person. */
export interface PersonAdded {
  readonly key: string
  readonly name: string
  readonly side: SideCode
  readonly role: 'party' | 'agent'
  readonly title?: string
  readonly phone: string
  readonly id_number: string
  readonly kind?: PartyKindCode
  readonly standing?: CapacityCode
  readonly origin?: Origin
  readonly linked_to?: string | null
  /** Of an agent: acts by law for a worker without full capacity or who died, and is not counted among the two. */
  readonly is_guardian?: boolean
  readonly identity_seen?: string
  readonly award_received_on?: string | null
}

/**
 * PUT /api/cases/{serial}/people/{identity}; numbers left out stay as they are.
 *
 * Raises `conflict.stale` when `version` is not the newest.
 */
export interface PersonCorrected {
  readonly version: number
  readonly name: string
  readonly title: string
  readonly standing: CapacityCode
  readonly origin: Origin
  readonly phone?: string | null
  readonly id_number?: string | null
  readonly identity_seen?: string | null
}

/** POST /api/cases/{serial}/people/{identity}/personal: show the numbers in full; the purpose is kept for ever. */
export interface PersonalRequest {
  readonly purpose: PersonalPurposeCode
  readonly reason: string
}

/** Telephone and identity number in full. */
export interface PersonalNumbers {
  readonly phone: string
  readonly id_number: string
}

/** A material of the case that is a paper of an authority. */
export interface PaperFile {
  readonly paper: PaperCode
  readonly material: string
}

/** POST /api/cases/{serial}/authorities. The same `key` twice is one authority. */
export interface AuthorityRecorded {
  readonly key: string
  readonly agent: string
  readonly principal: string
  readonly kind: AuthorityKindCode
  readonly matters?: string
  readonly powers?: readonly PowerCode[]
  readonly papers?: readonly PaperCode[]
  readonly files?: readonly PaperFile[]
  readonly signed_on: string
  readonly until?: string | null
}

/**
 * PUT /api/cases/{serial}/authorities/{authority}/papers: all that were shown, in place of what was noted.
 *
 * Raises `conflict.stale` when `version` is not the newest.
 */
export interface PapersShown {
  readonly version: number
  readonly papers: readonly PaperCode[]
  readonly files: readonly PaperFile[]
}

/** PUT /api/cases/{serial}/people/{identity}/steps/{step}: what the person answered, as staff heard or read it. */
export interface StepAnswered {
  readonly answer: boolean
  readonly channel: 'oral' | 'written'
  readonly wording: string
  /** Needed to take a yes back. */
  readonly reason?: string
}

/** POST /api/cases/{serial}/withdrawals/{withdrawal}: grant or refuse a late withdrawal. */
export interface WithdrawalDecided {
  readonly action: 'grant' | 'refuse'
  readonly why: string
}

/** POST /api/cases/{serial}/contacts. The same `key` twice is one try; without a number the person's own. */
export interface ContactLogged {
  readonly key: string
  readonly identity: string
  readonly at: string
  readonly channel: ContactChannelCode
  readonly outcome: ContactOutcomeCode
  readonly number?: string
  readonly note?: string
}

/** POST /api/cases/{serial}/asking: what the person says to mediation; a no or nobody there ends the case. */
export interface AskConcluded {
  readonly identity: string
  readonly result: AskResultCode
  readonly reason?: string
}

/** What one person answers to one step now. */
export interface StepAnswerView {
  readonly step: StepCode
  readonly answer: boolean | null
  readonly at: string | null
  readonly channel: ConsentChannelCode | null
  readonly recorded_by: string | null
  readonly withdrawn: boolean
}

/** One person of a case, masked. */
export interface CasePerson {
  readonly identity: string
  readonly name: string
  readonly side: SideCode
  readonly role: RoleCode
  readonly title: string
  readonly kind: PartyKindCode
  readonly standing: CapacityCode
  readonly origin: Origin
  readonly phone: string
  readonly id_number: string
  /** Which original paper staff compared, where the number alone did not pass. */
  readonly identity_seen: string
  readonly linked_to: string | null
  readonly version: number
  readonly consents: readonly StepAnswerView[]
}

/** Who may act for whom, and what is missing. */
export interface AuthorityView {
  readonly id: string
  readonly agent: string
  readonly principal: string
  readonly kind: AuthorityKindCode
  readonly matters: string
  readonly powers: readonly PowerCode[]
  readonly papers: readonly PaperCode[]
  readonly files: readonly PaperFile[]
  readonly missing_papers: readonly PaperCode[]
  readonly signed_on: string
  readonly until: string | null
  readonly stands: boolean
  readonly may_settle: boolean
  readonly revoked_at: string | null
  readonly version: number
}

/** A late withdrawal and what became of it. */
export interface WithdrawalView {
  readonly id: string
  readonly identity: string
  readonly step: StepCode
  readonly reason: string
  readonly asked_at: string
  readonly state: 'asked' | 'granted' | 'refused'
  readonly decided_at: string | null
  readonly decision: string
}

/** One try to reach somebody, masked. */
export interface ContactView {
  readonly identity: string
  readonly at: string
  readonly channel: ContactChannelCode
  readonly number: string
  readonly outcome: ContactOutcomeCode
  readonly note: string
  readonly by: string
}

/** GET /api/cases/{serial}/people. */
export interface CasePeople {
  readonly serial: string
  readonly people: readonly CasePerson[]
  readonly authorities: readonly AuthorityView[]
  /** Workers for whom nobody may settle yet; only where there are ten or more. */
  readonly uncovered: readonly string[]
  readonly withdrawals: readonly WithdrawalView[]
  readonly contacts: readonly ContactView[]
  /** Version of the questions as they are put now. */
  readonly wording: string
  /** Whether an award was made: an applicant who is added says when they received it. */
  readonly awarded: boolean
}

/** One line of GET /api/cases/{serial}/personal-looks, newest first. */
export interface PersonalLook {
  readonly at: string
  readonly who: string
  readonly role: RoleCode
  readonly identity: string
  readonly name: string
  readonly purpose: PersonalPurposeCode
  readonly reason: string
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
  | 'operator'

/** Result of comparing the person with their document (OM-21). */
export type IdentityCheck =
  | 'not_checked'
  | 'passed'
  | 'failed'

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

/** Whom an entry is about. */
export type EntryKind =
  | 'organisation'
  | 'mediator'

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

/** Where a mediator or a party comes from (在线调解规则 art. 6). */
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

/** A recording of a session. `state`: open, sealing, sealed, failed or erased. */
export interface RecordingSummary {
  readonly id: string
  readonly state: 'open' | 'sealing' | 'sealed' | 'failed' | 'erased'
  readonly started_at: string
  readonly ended_at: string | null
  readonly duration_ms: number
  readonly tracks: number
  readonly interrupted: boolean
  readonly manifest_sha256: string | null
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

/** Why a referral may be declined (在线调解规则 art. 12). */
export type DeclineGround =
  | 'out_of_charter'
  | 'out_of_field'
  | 'unsuitable'

/** Life of a referral. */
export type ReferralStateCode =
  | 'sent'
  | 'accepted'
  | 'declined'
  | 'overdue'
  | 'withdrawn'
  | 'ended'

/** POST /api/cases/{serial}/referrals: to an organisation, or to a mediator of it by name. */
export interface SendReferral {
  readonly key: string
  readonly entry: string
}

/** POST /api/cases/{serial}/referrals/accept: who mediates, and what they disclose. */
export interface AcceptReferral {
  readonly mediator: string
  readonly disclosure: DisclosureSaid
  /** When the court's materials were signed for; shown beside, decides nothing (C2). */
  readonly signed_for_at?: string | null
}

/** POST /api/cases/{serial}/panel: the presider where there is none, else one more mediator. */
export interface AssignMediator {
  readonly mediator: string
  readonly disclosure: DisclosureSaid
}

/** POST /api/cases/{serial}/referrals/decline. */
export interface DeclineReferral {
  readonly ground: DeclineGround
  readonly reason: string
}

/** POST /api/cases/{serial}/referrals/withdraw and /end. */
export interface ReferralReason {
  readonly reason: string
}

/** POST /api/cases/{serial}/panel/presider: who presides from now on. */
export interface HandOverPanel {
  readonly account: string
}

/** One referral with both thresholds, always together (C1). */
export interface ReferralView {
  readonly id: string
  readonly organisation: string
  readonly mediator: string
  readonly chosen_by: 'parties' | 'court'
  readonly sent_at: string
  readonly state: ReferralStateCode
  readonly answered_at: string | null
  readonly signed_for_at: string | null
  readonly ground: DeclineGround | null
  readonly reason: string
  readonly clocks: readonly ClockShown[]
  readonly may_be_replaced: boolean
}

/** A mediator of the case, past or present. */
export interface SeatView {
  readonly account: string
  readonly name: string
  readonly since: string
  readonly until: string | null
  readonly presides: boolean
}

/** POST /api/cases/{serial}/presiding: which judge presides, and what they disclose. */
export interface PresideCase {
  readonly judge: string
  readonly disclosure: DisclosureSaid
}

/** A judge of the court who may preside. */
export interface JudgeShown {
  readonly account: string
  readonly name: string
}

/** GET /api/cases/{serial}/referral, and the answer of every step about who mediates. */
export interface ReferralDesk {
  readonly now: string
  readonly serial: string
  readonly title: string
  readonly cause: string
  readonly claim: string
  readonly place: string
  readonly amount: number | null
  readonly workers: number
  readonly state: CaseState
  readonly source: CaseSource
  readonly court: string | null
  readonly explanation_owed: readonly string[]
  /** For whoever refers, where a judge presides: who may. */
  readonly judges: readonly JudgeShown[]
  /** Parties who did not agree to mediation: only when all did they choose together. */
  readonly consent_missing: readonly string[]
  readonly materials: number
  readonly choice: ChoiceView | null
  readonly candidates: readonly CandidateView[]
  /** Both thresholds of a referral sent now. */
  readonly preview: readonly ClockShown[]
  /** When the term would end if it began now. */
  readonly term: DeadlineShown | null
  readonly referrals: readonly ReferralView[]
  readonly panel: readonly SeatView[]
  readonly disclosures: readonly DisclosureView[]
  readonly challenges: readonly ChallengeView[]
  readonly changes: readonly ChangeView[]
  /** 在线调解规则 art. 14 would let the mediation end as refused; a person decides. */
  readonly proposes_ending: boolean
  readonly pool_workers: number
  /** In 分; neither figure is confirmed by a source. */
  readonly pool_amount: number | null
  readonly may: readonly string[]
}

/** A case in the list of referrals. */
export interface OpenReferral {
  readonly serial: string
  readonly title: string
  readonly cause: string
  readonly state: CaseState
  readonly organisation: string
  readonly mediator: string
  readonly sent_at: string | null
  readonly clocks: readonly ClockShown[]
  readonly last: ReferralStateCode | null
  readonly choice: ChoiceStateCode | null
}

/** For what somebody is looked up: what a mediator may not become in the same case. */
export type RegisterPurposeCode =
  | 'juror'
  | 'agent'
  | 'witness'
  | 'expert'
  | 'interpreter'

/** GET /api/conflict-register: part of a name, or a serial, and for what; blanks alone are neither. */
export interface RegisterQuery {
  readonly purpose: RegisterPurposeCode
  readonly text: string
}

/** Who mediated which case, from when to when (SM-08). */
export interface RegisterLine {
  readonly name: string
  readonly serial: string
  readonly title: string
  readonly since: string
  readonly until: string | null
  readonly presided: boolean
}

/** GET /api/referrals: what waits for the reader, the soonest first. */
export interface ReferralList {
  readonly now: string
  readonly cases: readonly OpenReferral[]
}

/** What is kept for a time of its own. */
export type KeptCode =
  | 'case_file'
  | 'recording'
  | 'protected'

/** Months after filing; `version` 0 came with the program. */
export interface RetentionPolicyView {
  readonly case_file: number
  readonly recording: number
  readonly protected: number
  readonly reason: string
  readonly version: number
  readonly changed_by: string
  readonly changed_at: string | null
}

/** Proof that something was deleted; `finished_at` once its bytes are gone too. */
export interface CertificateView {
  readonly id: string
  readonly serial: string
  readonly kept: KeptCode
  readonly filed_at: string
  readonly last_day: string
  readonly months: number
  readonly policy: number
  readonly at: string
  readonly objects: number
  readonly finished_at: string | null
}

/** GET /api/retention: the policy, the fewest months of each kind, and the newest certificates. */
export interface Retention {
  readonly policy: RetentionPolicyView
  readonly fewest: Readonly<Record<string, number>>
  readonly certificates: readonly CertificateView[]
  /** Cases on which a hold stands. */
  readonly held: number
}

/** PUT /api/retention: other months; `version` is the policy that was seen. */
export interface RetentionChange {
  readonly version: number
  readonly case_file: number
  readonly recording: number
  readonly protected: number
  readonly reason: string
}

/** What keeps a case from being deleted; lifted ones stay in the list. */
export interface HoldView {
  readonly id: string
  readonly reason: string
  readonly placed_by_name: string
  readonly placed_at: string
  readonly lifted_by_name: string
  readonly lifted_at: string | null
  readonly version: number
}

/** Until when something of the case is kept. */
export interface LastDay {
  readonly kept: KeptCode
  readonly day: string
}

/** GET /api/cases/{serial}/holds: holds, and the last days once the case is filed. */
export interface CaseRetention {
  readonly holds: readonly HoldView[]
  readonly last_days: readonly LastDay[]
  readonly may_hold: boolean
}

/** POST /api/cases/{serial}/holds: nothing of the case is deleted while it stands. */
export interface HoldPlaced {
  readonly reason: string
}

/** POST /api/cases/{serial}/holds/{hold}/lift. */
export interface HoldLifted {
  readonly version: number
}

/** How far an entry of the roster is (LY-02). */
export type EntryState =
  | 'draft'
  | 'reported'
  | 'under_review'
  | 'listed'
  | 'returned'
  | 'change_pending'
  | 'stopped'

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
  readonly court: string
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
  readonly level: RosterLevel
  /** Inviting courts. */
  readonly courts: readonly string[]
}

/** GET /api/public/roster?query=&kind=&dispute=&skill=&fee=&level=&court=&page=; no sign-in, 50 a page. */
export interface PublicRoster {
  readonly entries: readonly PublicEntry[]
  readonly total: number
  readonly page: number
  readonly organisations: number
  readonly mediators: number
  readonly courts: readonly string[]
}

/** How people attend. */
export type SessionModeCode =
  | 'online'
  | 'on_site'
  | 'hybrid'

/** Whom a session brings together. */
export type SessionFormCode =
  | 'joint'
  | 'separate'

/** How a person takes part in a session (OM-18). */
export type MannerCode =
  | 'video'
  | 'voice'
  | 'on_site'
  | 'writing'

/** How one of those invited said they will attend. */
export interface PersonAttends {
  readonly identity: string
  readonly manner: MannerCode
}

/** PUT /api/sessions/{session}/participants/{identity}/manner: how they said they will attend. */
export interface ConfirmManner {
  readonly manner: MannerCode
}

/** How a person will attend, who confirmed it with them, and when. */
export interface AttendingShown {
  readonly manner: MannerCode
  readonly confirmed_by: string
  readonly at: string
}

/** POST /api/cases/{serial}/on-site. `asked_by` is the party that asked; None: nobody can attend by video. */
export interface MoveOnSite {
  readonly key: string
  readonly starts_at: string
  readonly minutes: number
  readonly place: string
  readonly asked_by?: string | null
  readonly answers?: readonly PartySays[]
}

/** Where the mediation goes on. */
export interface OnSiteAppointment {
  readonly session: string
}

/** POST /api/cases/{serial}/sessions. `answers` are the consents to a separate session. */
export interface ScheduleSession {
  readonly key: string
  readonly starts_at: string
  readonly minutes: number
  readonly mode?: SessionModeCode
  readonly form?: SessionFormCode
  readonly place?: string
  readonly people: readonly string[]
  readonly answers?: readonly PartySays[]
  /** The mediator knows that it ends after the term. */
  readonly after_term?: boolean
  /** Of those who were asked. */
  readonly manners?: readonly PersonAttends[]
}

/** A personal link, shown this once. */
export interface MadeLink {
  readonly identity: string
  readonly name: string
  readonly url: string
}

/** The session as made; a repeated request has no links. */
export interface SessionScheduled {
  readonly session: string
  readonly number: number
  readonly starts_at: string
  readonly links: readonly MadeLink[]
}

/** POST /api/sessions/{session}/reschedule: raises `conflict.stale` when it does not begin at `was_at` any more. */
export interface RescheduleSession {
  readonly was_at: string
  readonly starts_at: string
  readonly minutes: number
  readonly reason: string
  readonly after_term?: boolean
}

/** POST /api/sessions/{session}/cancel: raises `conflict.stale` when it does not begin at `was_at` any more. */
export interface CancelSession {
  readonly was_at: string
  readonly reason: string
}

/** Life of a session (one meeting of a case). */
export type SessionState =
  | 'scheduled'
  | 'open'
  | 'concluded'
  | 'adjourned'
  | 'cancelled'

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
  readonly attending: AttendingShown | null
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
  readonly mode: SessionModeCode
  readonly revision: number
  readonly mediator: string
  readonly participants: readonly ParticipantView[]
}

/** GET /api/today: sessions of today and the next days for the person signed in. */
export interface Today {
  readonly now: string
  readonly sessions: readonly SessionSummary[]
  readonly later: readonly SessionSummary[]
}

/** A disclosure that waits, and the parties who have not replied. */
export interface Asking {
  readonly name: string
  readonly missing: readonly string[]
}

/** What stands in the way of going on: replies that are to come, a challenge that waits for its decision. */
export interface Impartiality {
  readonly asking: readonly Asking[]
  readonly challenged: boolean
}

/** GET /api/sessions/{id}: for the mediator and clerk of the case. */
export interface SessionView {
  readonly summary: SessionSummary
  readonly outcome: OutcomeView | null
  readonly recordings: readonly RecordingSummary[]
  /** Of a session that is not over and was asked for by itself. */
  readonly impartiality: Impartiality
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

/** How a period stands. */
export type ClockStateCode =
  | 'running'
  | 'stopped'
  | 'done'
  | 'passed'

/** From which end an extension is counted. */
export type ExtensionBaseCode =
  | 'rolled'
  | 'nominal'

/** Why the term stands still. */
export type PauseKindCode =
  | 'appraisal'
  | 'suspension'

/** One day around the end of a period. */
export interface StripDay {
  readonly day: string
  readonly kind: 'working' | 'makeup' | 'rest' | 'holiday'
  readonly is_known: boolean
  readonly mark: '' | 'nominal' | 'due'
}

/** One clock of a case. `remaining` counts in `unit`; None when it is over. */
export interface ClockShown {
  readonly key: string
  readonly event: string
  readonly who: string
  readonly started_at: string | null
  readonly deadline: DeadlineShown
  readonly count: number
  readonly unit: 'working_days' | 'days' | 'years'
  readonly state: ClockStateCode
  readonly done_on: string | null
  readonly remaining: number | null
  readonly extended_by: number
  readonly strip: readonly StripDay[]
}

/** A request for more time with every party's answer. */
export interface ExtensionShown {
  readonly id: string
  readonly state: 'asked' | 'granted' | 'withdrawn'
  readonly requested_at: string
  readonly requested_by: string
  readonly reason: string
  readonly days: number
  readonly base: ExtensionBaseCode
  readonly granted_at: string | null
  readonly answers: readonly PartyAnswer[]
}

/** What an extension would give; None in the answer where none can be asked for. */
export interface ExtensionOffer {
  readonly days: number
  readonly base: ExtensionBaseCode
  readonly current: DeadlineShown
  readonly extended: DeadlineShown
}

/** A stretch in which the term stands still. */
export interface PauseShown {
  readonly id: string
  readonly kind: PauseKindCode
  readonly started_at: string
  readonly started_by: string
  readonly reason: string
  readonly ended_at: string | null
}

/** GET /api/cases/{serial}/clocks. */
export interface CaseClocks {
  readonly now: string
  readonly clocks: readonly ClockShown[]
  readonly extensions: readonly ExtensionShown[]
  readonly offer: ExtensionOffer | null
  readonly pauses: readonly PauseShown[]
  readonly missing_years: readonly number[]
  /** Applicants, by name, whose time to sue after an award is over. */
  readonly late: readonly string[]
}

/** POST /api/cases/{serial}/extensions. `requested_by` is a party; None: the mediator suggests it. */
export interface AskExtension {
  readonly key: string
  readonly reason: string
  readonly requested_by?: string | null
}

/** POST /api/cases/{serial}/pauses. */
export interface StartPause {
  readonly kind: PauseKindCode
  readonly reason: string
}

/** POST /api/cases/{serial}/resume. */
export interface Resume {
  readonly note?: string
}

/** POST /api/invitations/{token}/ticket and POST /api/sessions/{id}/ticket: what opens the socket. */
export interface TicketAnswer {
  readonly ticket: string
  readonly expires_at: string
  readonly session: string
  readonly identity: string
}

/** POST /api/cases/{serial}/representations: one authority from each; the same `key` twice is one act. */
export interface RepresentationRecorded {
  readonly key: string
  readonly agent: string
  readonly principals: readonly string[]
  readonly matters: string
  readonly powers?: readonly PowerCode[]
  readonly signed_on: string
  /** Whether the written authority of every one of them was seen. */
  readonly is_written: boolean
  readonly until?: string | null
}

/** POST /api/cases/{serial}/worker-notices. The same `key` twice is one message to each. */
export interface WorkersWrittenTo {
  readonly key: string
  readonly text: string
}

/** To how many a message was queued. */
export interface WorkersTold {
  readonly people: number
}
