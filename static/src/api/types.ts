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
  readonly role: Role
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

/** What is to be done by a day. */
export interface Instalment {
  readonly due_on: string
  readonly what: string
  /** What it is about; decides the ways after a default. */
  readonly clause?: ClauseKind | null
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
  readonly clauses: readonly ClauseKind[]
  readonly performances?: readonly Instalment[]
  /** Whose agreement was signed; empty: of the last session in which something was agreed. */
  readonly sessions?: readonly string[]
  /** Parties who did not sign, knowingly: the agreement has no effect for them. */
  readonly left_out?: readonly string[]
}

/** When a party signed, as it was. */
export interface SignedAt {
  readonly identity: string
  readonly at: string
}

/** POST /api/cases/{serial}/effect/correction: every instant, over the agreement as it was read at `version`. */
export interface CorrectEffect {
  readonly version: number
  readonly signatures: readonly SignedAt[]
  readonly mediator_signed_at: string
  readonly sealed_at?: string | null
  readonly reason: string
}

/** POST /api/cases/{serial}/performances/{number}: what staff saw; performed needs its proof. */
export interface MarkPerformance {
  readonly version: number
  readonly extent: Extent
  readonly on: string
  readonly proof?: string
  readonly material?: string
}

/** GET /api/cases/{serial}/performances/{number}/draft: the application for which a draft is asked. */
export interface DraftQuery {
  readonly remedy: Remedy
}

/** What somebody said of an instalment. */
export interface MarkShown {
  readonly extent: Extent
  readonly on: string
  readonly at: string
  readonly by: string
  readonly by_party: boolean
  readonly proof: string
  readonly material: string
}

/** A way that is open after a default; `drafted`: an application can be drafted. */
export interface RemedyShown {
  readonly remedy: Remedy
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
  readonly clause: ClauseKind | null
  readonly state: 'due' | 'partly' | 'claimed' | 'overdue' | 'performed'
  readonly marks: readonly MarkShown[]
  readonly remedies: readonly RemedyShown[]
}

/** Why somebody may not sign, and from when until before when; null has no end on that side. */
export interface SignerBar {
  readonly why: SigningBar
  readonly since: string | null
  readonly until: string | null
}

/** Somebody who comes into question to sign for a party; without a `kind` the party, or nobody proved to act. */
export interface SignerShown {
  readonly party: string
  readonly person: string
  readonly name: string
  readonly authority: string | null
  readonly kind: AuthorityKind | null
  readonly missing: readonly Paper[]
  readonly bars: readonly SignerBar[]
}

/** Who signed for a party and by what right; `signer` is empty in records older than this fact. */
export interface SignatureShown {
  readonly identity: string
  readonly party: string
  readonly signer: string
  readonly kind: AuthorityKind | null
  readonly at: string
  /** Signed electronically, not on paper; null in records older than this fact. */
  readonly online: boolean | null
}

/** POST /api/cases/{serial}/follow-ups: who was asked whether the agreement is performed, and what was found. */
export interface RecordFollowUp {
  readonly version: number
  readonly on: string
  readonly channel: ContactChannel
  readonly asked: readonly string[]
  readonly found: string
}

/** One time of asking whether an agreement is performed; `asked` by name. */
export interface FollowUpShown {
  readonly on: string
  readonly channel: ContactChannel
  readonly asked: readonly string[]
  readonly found: string
  readonly at: string
  readonly by: string
}

/** When the agreement began to bind: the earlier of all signed and all complete (C3); and where it stands. */
export interface EffectShown {
  readonly state: 'in_force' | 'under_review' | 'enforceable'
  readonly signatures: readonly SignatureShown[]
  readonly effective_at: string
  readonly all_signed_at: string
  readonly complete_at: string
  readonly mediator_signed_at: string
  readonly sealed_at: string | null
  readonly clauses: readonly ClauseKind[]
  readonly performances: readonly InstalmentShown[]
  readonly version: number
  readonly follow_up_on: string | null
  readonly follow_ups: readonly FollowUpShown[]
  /** When the follow-up was done; None while it is to come or due. */
  readonly followed_up_on: string | null
  /** Names of the parties who did not sign: the agreement has no effect for them. */
  readonly unbound: readonly string[]
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

/** When a party received the ruling, or signed for the 调解书; null while nobody wrote it down. */
export interface RulingReceivedShown {
  readonly identity: string
  readonly name: string
  readonly on: string | null
}

/** An application; `awaiting_other` is 待对方确认 and has not been sent. */
export interface ApplicationShown {
  readonly id: string
  readonly door: AgreementDoor
  readonly state: 'awaiting_other' | 'sent' | 'granted' | 'dismissed' | 'withdrawn' | 'not_signed'
  readonly applicant: string
  readonly applied_at: string
  readonly sent_at: string | null
  readonly ruled_on: string | null
  readonly received: readonly RulingReceivedShown[]
  /** A 调解书 was made and not everybody has signed for it: it has no effect yet. */
  readonly awaits_signing: boolean
  readonly note: string
  /** On which day it was handed in on paper; null where that was when it was written down. */
  readonly handed_in_on: string | null
  readonly proof: string
  readonly answers: readonly PartyAnswer[]
}

/** On which day an application was handed in on paper or posted, and what shows it. */
export interface HandedInOn {
  readonly on: string
  readonly proof: string
}

/** POST /api/cases/{serial}/doors/{application}/answers: what another party said, and when all handed it in. */
export interface ConfirmDoor {
  readonly identity: string
  readonly agrees: boolean
  readonly form: ConcurrenceForm
  readonly at: string
  readonly handed?: HandedInOn | null
}

/** POST /api/cases/{serial}/doors. */
export interface ApplyDoor {
  readonly key: string
  readonly door: AgreementDoor
  readonly applicant: string
  readonly form: ConcurrenceForm
  readonly note?: string
  /** Where it was handed in before it is written down here. */
  readonly handed?: HandedInOn | null
}

/** A party received the ruling that confirms the agreement, or signed for the 调解书, on a day. */
export interface RulingReceived {
  readonly identity: string
  readonly on: string
}

/**
 * POST /api/cases/{serial}/doors/{application}/ruling; `grant` again with `received` only adds who received it.
 *
 * `refuse` says that a party does not sign for the 调解书 that was granted.
 */
export interface RuleDoor {
  readonly action: 'grant' | 'dismiss' | 'withdraw' | 'refuse'
  readonly on: string
  readonly note?: string
  readonly received?: readonly RulingReceived[]
}

/** One party as entered; a `key` the server does not know gets another. */
export interface PartyForm {
  readonly key: string
  readonly side: Side
  readonly standing: Standing
  readonly name: string
  readonly id_number: string
  readonly phone: string
  readonly email: string
  /** Messages go to the e-mail address also where there is a telephone. */
  readonly prefers_email: boolean
  readonly address: string
  /** Where electronic service reaches them. */
  readonly service_address: string
  readonly representative: string
  readonly origin: Origin
  readonly award_received: string | null
  readonly award_proof: string
  /** Willing to mediate online; None when not asked. */
  readonly consent: boolean | null
  readonly consent_channel: ConsentChannel | null
  /** Which original paper staff compared (线下核实); a party's own link keeps what staff wrote. */
  readonly identity_seen: string
}

/** A party as staff reads it; telephone and number are masked once the case is taken on. */
export interface PartyFormShown {
  readonly key: string
  readonly side: Side
  readonly standing: Standing
  readonly name: string
  readonly id_number: string
  readonly phone: string
  readonly email: string
  readonly prefers_email: boolean
  readonly address: string
  readonly service_address: string
  readonly representative: string
  readonly origin: Origin
  readonly award_received: string | null
  readonly award_proof: string
  readonly consent: boolean | null
  readonly consent_channel: ConsentChannel | null
  readonly identity_seen: string
}

/** A party as its author sends it back by the own link: a number that was shown masked stays what it is. */
export interface PartyFormBack {
  readonly key: string
  readonly side: Side
  readonly standing: Standing
  readonly name: string
  readonly id_number: string
  readonly phone: string
  readonly email: string
  readonly prefers_email: boolean
  readonly address: string
  readonly service_address: string
  readonly representative: string
  readonly origin: Origin
  readonly award_received: string | null
  readonly award_proof: string
  readonly consent: boolean | null
  readonly consent_channel: ConsentChannel | null
  readonly identity_seen: string
}

/** Who fills in the application for another; the papers are shown later. */
export interface FillerForm {
  readonly kind: AuthorityKind
  readonly name: string
  readonly phone: string
}

/** The same as it is read; the telephone is masked once the case is taken on. */
export interface FillerFormShown {
  readonly kind: AuthorityKind
  readonly name: string
  readonly phone: string
}

/** One thing asked for; `amount` in 分. */
export interface ClaimForm {
  readonly plain: Plain
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
  readonly case_type: CaseType
  /** Of an incidental civil claim. */
  readonly accused_detained: boolean | null
  readonly excluded: Excluded | null
  readonly stage: CaseStage
  readonly procedure: Procedure | null
  /** A judge of the court mediates; only staff may say so. */
  readonly judge_presides: boolean
  readonly court_number: string
  readonly parties: readonly PartyForm[]
  /** None when the party fills it in. */
  readonly filler: FillerForm | null
  readonly arbitration: Arbitration | null
  readonly award_number: string
  readonly finality: Finality | null
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
  /** When paper was posted, and what shows it; only staff at the counter says so. */
  readonly posted_on: string | null
  readonly posted_proof: string
  /** When the applicant knew that their right was infringed. */
  readonly known_on: string | null
  readonly employment: Employment | null
  readonly employment_ended_on: string | null
}

/** The application as its author sends it by the own link. */
export interface ApplicationFormBack {
  readonly case_type: CaseType
  readonly accused_detained: boolean | null
  readonly excluded: Excluded | null
  readonly stage: CaseStage
  readonly procedure: Procedure | null
  readonly judge_presides: boolean
  readonly court_number: string
  readonly parties: readonly PartyFormBack[]
  readonly filler: FillerForm | null
  readonly arbitration: Arbitration | null
  readonly award_number: string
  readonly finality: Finality | null
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
  readonly posted_on: string | null
  readonly posted_proof: string
  readonly known_on: string | null
  readonly employment: Employment | null
  readonly employment_ended_on: string | null
}

/** The application as it is read: by staff, and by its author. */
export interface ApplicationFormShown {
  readonly case_type: CaseType
  readonly accused_detained: boolean | null
  readonly excluded: Excluded | null
  readonly stage: CaseStage
  readonly procedure: Procedure | null
  readonly judge_presides: boolean
  readonly court_number: string
  readonly parties: readonly PartyFormShown[]
  readonly filler: FillerFormShown | null
  readonly arbitration: Arbitration | null
  readonly award_number: string
  readonly finality: Finality | null
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
  readonly posted_on: string | null
  readonly posted_proof: string
  readonly known_on: string | null
  readonly employment: Employment | null
  readonly employment_ended_on: string | null
}

/** A party received the award on a day, and perhaps the ruling that set it aside; what shows each. */
export interface AwardReceivedSaid {
  readonly identity: string
  readonly on: string
  readonly proof?: string
  readonly annulled_on?: string | null
  readonly annulled_proof?: string
}

/** PUT /api/cases/{serial}/award, over the case as it was read. */
export interface RecordAward {
  readonly version: number
  readonly arbitration: Arbitration
  readonly number?: string
  readonly finality?: Finality | null
  readonly received?: readonly AwardReceivedSaid[]
}

/** When a party received the award; null when that is not known. */
export interface AwardReceivedShown {
  readonly identity: string
  readonly name: string
  readonly side: Side
  readonly on: string | null
  readonly proof: string
  /** When they received the ruling that set the award aside; null before, and while that is not known. */
  readonly annulled_on: string | null
  readonly annulled_proof: string
}

/** GET /api/cases/{serial}/award: what is known of arbitration, with every party. */
export interface AwardShown {
  readonly arbitration: Arbitration | null
  readonly number: string
  readonly finality: Finality | null
  readonly received: readonly AwardReceivedShown[]
  readonly version: number
  readonly may_write: boolean
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
  readonly base: ExtensionBase
  /** Whether the term runs on during a suspension. */
  readonly counts_suspension: boolean
}

/** PUT /api/term-policy: raises `conflict.stale` when `seen` is not what stands. */
export interface DecideTerms {
  readonly seen: CourtTerms
  readonly extension_days: number
  readonly extensions: number
  readonly base: ExtensionBase
  readonly counts_suspension: boolean
}

/** GET /api/cases/{serial}/page. */
export interface CasePage {
  readonly case: CaseView
  readonly clocks: CaseClocks
  readonly ending: CaseEnding
  readonly people: CasePeople
}

/** POST /api/case-types: take such cases from `since` on. The same `key` twice is one. */
export interface CaseTypeEnabled {
  readonly key: string
  readonly kind: CaseType
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
  readonly kind: CaseType
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
  readonly may_be_enabled: readonly CaseType[]
}

/** GET /api/colleagues: somebody of the desk of the own house, to whom a case can be handed on. */
export interface Colleague {
  readonly id: string
  readonly name: string
  readonly is_me: boolean
}

/** Who of the reader's house has a case in hand. */
export interface Handler {
  readonly id: string
  readonly name: string
}

/** One case to be handed on; `seen` is who had it in hand when it was marked, None for nobody. */
export interface CaseHandedOn {
  readonly serial: string
  readonly seen: string | null
}

/** POST /api/case-handlers: these cases, all or none, go to a colleague of the own desk. */
export interface CasesHandedOn {
  readonly key: string
  readonly cases: readonly CaseHandedOn[]
  readonly to: string
}

/** The next last day of a case; `key` names its clock among those of `GET /api/cases/{serial}/clocks`. */
export interface NextDue {
  readonly key: string
  readonly rule: string
  readonly who: string
  readonly nominal_on: string
  readonly due_on: string
  readonly provisional: boolean
  readonly stopped: boolean
  /** As it was numbered on the day the period began. */
  readonly article: string
  /** Working days up to it, negative once it is over; null where the period is not counted in them. */
  readonly working_left: number | null
}

/** What the reader owes at once in a case, without a last day, and since which day. */
export interface NextOwed {
  readonly what: Owed
  readonly since: string
  readonly article: string
}

/** GET /api/cases: conditions, all optional; `mine` are those in the reader's hand. Pages count from 1. */
export interface CaseQuery {
  readonly query?: string
  readonly state?: readonly CaseState[]
  readonly source?: CaseSource | null
  readonly cause?: string
  readonly organisation?: string
  readonly due?: DueCondition | null
  /** With `due_to`: between which days, both with them, a last day lies that is still to be kept. */
  readonly due_from?: string | null
  readonly due_to?: string | null
  /** Which period ends; with `due` or these days one and the same. */
  readonly rule?: DeadlineRule | null
  /** With `received_to`: between which days in Beijing, both with them, the first receipt lies. */
  readonly received_from?: string | null
  readonly received_to?: string | null
  /** The fewest workers. */
  readonly workers_from?: number | null
  /** What is owed at once in the case, whoever owes it. */
  readonly owes?: Owed | null
  readonly mine?: boolean
  readonly order?: CaseOrder
  readonly page?: number
}

/**
 * GET /api/case-choices: causes and organisations of the cases in reach, to narrow the list by.
 *
 * `states` says how many are in each state; none are in a state left out.
 */
export interface CaseChoices {
  readonly causes: readonly string[]
  readonly organisations: readonly string[]
  readonly states: Readonly<Record<string, number>>
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
  readonly handler: Handler | null
  readonly source: CaseSource
  readonly next_session_at: string | null
  readonly next_due: NextDue | null
  /** What the reader has to do at once; None too where it is somebody else's act. */
  readonly owed: NextOwed | null
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
  readonly handler: Handler | null
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
  readonly plain: Plain
  readonly cause_code: string
}

/** Where somebody goes with what is no labour dispute. */
export interface Redirect {
  readonly excluded: Excluded
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
  readonly plain: readonly Plain[]
  readonly confirmed: boolean
  readonly note?: string
}

/** POST /api/cause-entries: a new cause, or with `code` a new wording of one. The same `key` twice is one. */
export interface CauseAdded {
  readonly name: string
  readonly group: string
  readonly until: string | null
  readonly plain: readonly Plain[]
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
  readonly plain: readonly Plain[]
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
  readonly plain: readonly Plain[]
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
  readonly side: Side
  readonly picked: boolean
  /** By what right `said_by` picked for the party; None where the party did, or nobody did. */
  readonly by_right: AuthorityKind | null
  readonly said_by: string
}

/** The round of choosing. */
export interface ChoiceView {
  readonly state: ChoiceState
  readonly choosers: readonly ChooserView[]
  readonly handed_over: 'one_sided' | 'asked' | 'no_match' | 'chosen_gone' | 'after_refusal' | null
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
  /** Who replied for this party; empty where they did so themselves, or nobody did. */
  readonly said_by: string
  readonly for_self: boolean
  readonly stands_for: readonly StandsFor[]
  readonly barred: readonly Barred[]
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
  readonly state: ChoiceState | null
  readonly due: DeadlineShown | null
  readonly appoints: 'court' | 'organisation'
  readonly own: string | null
  /** Who picked for this party; empty where they did so themselves, or nobody did. */
  readonly said_by: string
  readonly for_self: boolean
  readonly stands_for: readonly StandsFor[]
  readonly barred: readonly Barred[]
  readonly others_picked: boolean
  readonly candidates: readonly CandidateView[]
  readonly disclosures: readonly OwnDisclosureView[]
  readonly handed_over: 'one_sided' | 'asked' | 'no_match' | 'chosen_gone' | 'after_refusal' | null
  readonly challenge: OwnChallengeView | null
  readonly change: OwnChangeView | null
  readonly may: readonly ('court' | 'challenge' | 'change')[]
}

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

/** What the complainant keeps: the number to ask by at 12368, and when the court received it. */
export interface ComplaintReceipt {
  readonly number: string
  readonly made_at: string
}

/** A message to the complainant, and whether it is with them. */
export interface ComplaintMessage {
  readonly kind: ReminderKind
  readonly at: string
  readonly state: PromptState
  readonly text: string
}

/** A complaint as the inviting court reads it. */
export interface ComplaintView {
  readonly id: string
  readonly number: string
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
  /** What the complainant was told, oldest first. */
  readonly messages: readonly ComplaintMessage[]
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
  /** Added to what the complainant is told of the outcome. */
  readonly reply?: string
}

/** The telephone of the complainant in full. */
export interface ComplainantPhone {
  readonly phone: string
}

/** What one party said; `agrees` is None while not asked. */
export interface PartyAnswer {
  readonly identity: string
  readonly name: string
  readonly side: Side
  readonly agrees: boolean | null
  readonly form: ConcurrenceForm | null
  readonly at: string | null
  readonly recorded_by: string | null
  /** By what right `recorded_by` answered for the party; None where the party did. */
  readonly by_right: AuthorityKind | null
  readonly authorised_on: string | null
}

/** What a party said, recorded by staff. */
export interface PartySays {
  readonly identity: string
  readonly agrees: boolean
  readonly form: ConcurrenceForm
  readonly at: string
}

/** A party for whom one answers; not where that party answered in person. */
export interface StandsFor {
  readonly name: string
  readonly kind: AuthorityKind
  readonly signed_on: string
  readonly answered_themselves: boolean
}

/** A party with whom one came and for whom one cannot answer: why, which papers are missing, and who can. */
export interface Barred {
  readonly name: string
  readonly why: Bar
  readonly papers: readonly Paper[]
  readonly who_may: readonly string[]
}

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


/** One fact that waits for a person; `behind` it later ones of its case wait. */
export interface UndeliveredFact {
  readonly id: number
  readonly serial: string
  /** Such as `CaseEnded`. */
  readonly name: string
  /** When it became true. */
  readonly at: string
  readonly attempts: number
  readonly fault: Fault
  /** What the other system answered, where it did. */
  readonly status: number | null
  readonly behind: number
}

/** GET /api/undelivered-facts; `waiting` are on their way by themselves. */
export interface UndeliveredFacts {
  readonly letters: readonly UndeliveredFact[]
  readonly waiting: number
}

/** POST /api/undelivered-facts/again. */
export interface FactsSentAgain {
  readonly facts: readonly number[]
}

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
  /** Working days up to it, negative once it is over; null where the period is not counted in them. */
  readonly working_left: number | null
}

/**
 * One thing owed at once, without a last day: GET /api/owed, longest first. To whoever has to do it.
 *
 * What a mediator leaves undone stands there for who oversees it too, with `mediator`.
 */
export interface OwedTask {
  readonly serial: string
  readonly title: string
  readonly what: Owed
  readonly since: string
  readonly article: string
  /** Whose act it is where it is not the reader's, by name; empty when whoever mediated is gone. */
  readonly mediator: string | null
}

/** Somebody whom messages did not reach: GET /api/calls, whoever waits longest first. The number is masked. */
export interface CallToMake {
  readonly serial: string
  readonly title: string
  readonly identity: string
  readonly name: string
  readonly phone: string
  /** Where the message went, masked; empty when it went to the telephone. */
  readonly email: string
  readonly kind: ReminderKind
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
  /** None when it is about several cases, or a whole house. */
  readonly serial: string | null
  readonly kind: ReminderKind
  readonly text: string
  readonly at: string
}

/** One message to a person of a case: GET /api/cases/{serial}/reminders, newest first. */
export interface SentReminder {
  readonly at: string
  readonly kind: ReminderKind
  readonly name: string
  /** Where it goes, masked: telephone or e-mail address. */
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

/** GET /api/audit: a hundred lines before a number, all or those that meet every condition. */
export interface AuditQuery {
  readonly before?: number | null
  /** A kind of act (`case`) or one act (`case.ended`). */
  readonly action?: string
  readonly serial?: string
  /** `account:…`, `party:…` or `system`; anything else is part of a name of staff, or a login. */
  readonly actor?: string
  readonly since?: string | null
  readonly until?: string | null
}

/** POST /api/audit/exports: the lines that meet every condition as CSV; who took them and why is a line itself. */
export interface AuditExport {
  readonly action?: string
  readonly serial?: string
  readonly actor?: string
  readonly since?: string | null
  readonly until?: string | null
  readonly purpose: LogPurpose
  readonly reason: string
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
  /** By what right `said_by` replied for the party; None where the party did, or nobody did. */
  readonly by_right: AuthorityKind | null
  readonly said_by: string
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

/** Why something would be refused now: the code and the fields of that problem. */
export interface EffortBar {
  readonly code: string
  readonly facts: Readonly<Record<string, string>>
}

/** One party; `bar` null where it may be called unreachable today. */
export interface PartyEffort {
  readonly identity: string
  readonly name: string
  readonly ground: 'asking_over' | 'tried_enough' | null
  /** The last of the three working days of asking it; null where none run, or it was reached. */
  readonly asked_until: string | null
  readonly bar: EffortBar | null
}

/** Who may be called unreachable. On `days` days by `ways` ways is enough before the time of asking is over. */
export interface Efforts {
  readonly days: number
  readonly ways: number
  readonly parties: readonly PartyEffort[]
  /** Why the whole case would not end because a party cannot be reached. */
  readonly bar: EffortBar | null
}

/** POST /api/cases/{serial}/end: outside a session; `other` needs a reason of ten characters. */
export interface EndCase {
  readonly key: string
  readonly code: EndingCode
  readonly reason: string
}

/** PUT /api/cases/{serial}/report: raises `conflict.stale` when `version` of the ending is not the newest. */
export interface WriteReport {
  readonly version: number
  readonly basic_facts: string
  readonly why: string
  readonly costly_conduct?: string
  readonly hints?: string
}

/** POST /api/cases/{serial}/hand-over: over the ending as it was read at `version`. */
export interface HandOverCase {
  readonly version: number
}

/** POST /api/cases/{serial}/receipt: the court has it; the number of the suit if there is one. */
export interface ReceiveHandOver {
  readonly number?: string
}

/** POST /api/cases/{serial}/close: `doors_waived` where no party wants to go through a door that is open. */
export interface CloseCase {
  readonly doors_waived?: boolean
}

/** That a party confirmed a fact: when, in which form, and who wrote it down; None in reports older than this. */
export interface FactConfirmed {
  readonly name: string
  readonly at: string | null
  readonly form: ConcurrenceForm | null
  readonly recorded_by: string
  /** By what right `recorded_by` confirmed it for the party; None where the party did. */
  readonly by_right: AuthorityKind | null
}

/** A fact that every party confirmed, as it was handed over. */
export interface UndisputedShown {
  readonly text: string
  readonly source: string
  readonly confirmations: readonly FactConfirmed[]
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
  readonly steps: readonly ('report' | 'hand_over' | 'receipt')[]
  readonly owed: 'report' | 'hand_over' | 'receipt' | null
  readonly version: number
}

/** A session in which something was agreed. */
export interface AgreedInSession {
  readonly session: string
  readonly number: number
}

/** What these people have before them without agreement; `notices` say the `ways`, one each. */
export interface ProspectShown {
  readonly names: readonly string[]
  readonly route: Route
  readonly ways: readonly Way[]
  readonly notices: readonly string[]
}

/** GET /api/cases/{serial}/ending. */
export interface CaseEnding {
  /** Of the applicants. */
  readonly route: Route
  /** How far the part is that was agreed, where a rest is left; the ways are for the rest. */
  readonly part: AgreedPart | null
  readonly prospects: readonly ProspectShown[]
  readonly ending: EndingShown | null
  readonly list: readonly HandOverLine[]
  readonly effect: EffectShown | null
  readonly doors: readonly DoorShown[]
  /** What of the agreement is still to come, so that the case is not filed. */
  readonly unsettled: 'application_pending' | 'performance_owed' | 'follow_up_owed' | 'doors_open' | null
  readonly applications: readonly ApplicationShown[]
  readonly parties: readonly PartyAnswer[]
  /** Parties who were told of the case: for these there is a paper of its ending. */
  readonly told: readonly string[]
  /** Parties who did not agree to electronic service. */
  readonly on_paper: readonly string[]
  /** Who agreed to sign online. */
  readonly sign_online: readonly string[]
  /** Whether it may end because a party cannot be reached, and why it may not. */
  readonly efforts: Efforts
  readonly agreed_in: readonly AgreedInSession[]
  /** Before which instant no signature counts, for other terms were agreed before it. */
  readonly signed_from: string | null
  /** Who comes into question to sign for each party, while the agreement waits for its effect. */
  readonly signers: readonly SignerShown[]
  readonly may: readonly string[]
}

/** POST /api/intake/{case}/explanations. */
export interface ExplanationGiven {
  readonly identity: string
  readonly channel: ExplanationChannel
}

/** POST /api/intake/{case}/explanations/paper; `send` writes to each party who has not acknowledged it. */
export interface ExplanationPaper {
  readonly send?: boolean
}

/** That a party was told of another bar; `bar` null where that was not kept yet. */
export interface ToldBeforeView {
  readonly bar: SuitBar | null
  readonly at: string
  readonly channel: ExplanationChannel
}

/** Whether one party was told of the risk, and of which; `before`, of what else they were told. */
export interface ExplanationView {
  readonly bar: SuitBar
  readonly identity: string
  readonly name: string
  readonly at: string | null
  readonly channel: ExplanationChannel | null
  readonly recorded_by: string
  readonly before: readonly ToldBeforeView[]
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

/** POST /api/intake: the same key is one draft. */
export interface IntakeBegin {
  readonly door: Door
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
  readonly posted: string
  /** What the paper says of the posting; what was noted since is said by a supplement. */
  readonly posted_on_paper: string
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
  readonly door: Door
  readonly created_by: string
  readonly saved_at: string
}

/** A case that was received and not taken on yet. */
export interface IntakeSummary {
  readonly case: string
  readonly serial: string
  readonly title: string
  readonly door: Door
  readonly state: CaseState
  readonly received_at: string
  readonly workers: number
}

/** What lies on the desk of intake: of each state the cases that wait longest, and how many there are in all. */
export interface IntakeList {
  readonly drafts: readonly DraftSummary[]
  readonly cases: readonly IntakeSummary[]
  readonly waiting: number
  readonly given_back: number
}

/** When a party received the award. */
export interface RecordedDay {
  readonly name: string
  readonly on: string
}

/** What was recorded of arbitration after intake: it stands, whatever the application says. */
export interface RecordedAward {
  readonly arbitration: Arbitration
  readonly number: string
  readonly finality: Finality | null
  readonly received: readonly RecordedDay[]
}

/** One application on the desk of staff. */
export interface IntakeView {
  readonly case: string
  readonly serial: string | null
  readonly state: CaseState | null
  readonly door: Door
  readonly house: string
  readonly is_court: boolean
  /** What the house takes on the day of receipt, labour disputes first. */
  readonly case_types: readonly CaseType[]
  readonly version: number
  readonly saved_at: string
  /** For how long a draft is kept. */
  readonly kept_days: number
  /** When this one is forgotten unless something changes; None once it was handed in. */
  readonly kept_until: string | null
  readonly created_by: string
  readonly application: ApplicationFormShown
  readonly materials: readonly MaterialView[]
  readonly gaps: readonly IntakeGap[]
  /** None while the application says what stands. */
  readonly recorded: RecordedAward | null
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

/**
 * What the person behind the link may see, before and after opening it.
 *
 * GET /api/invitations/{token}. When `device` is `other`, consents and check are left out (empty, None).
 */
export interface InvitationView {
  readonly identity: string
  readonly name: string
  readonly side: Side
  readonly role: Role
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
  /** They were told that it is not held as planned, and nothing else since. */
  readonly put_off: boolean
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
  readonly standing: Standing
  /** When they received the award; `is_annulled`, the ruling that set it aside. */
  readonly received_on: string
  readonly is_annulled: boolean
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

/** PUT /api/own/{token}/limitation: from when the own year is counted; with nothing in it, it is taken back. */
export interface SayYear {
  readonly known_on?: string | null
  readonly employment?: Employment | null
  readonly ended_on?: string | null
}

/** What one worker told. */
export interface SayYearOf {
  readonly known_on?: string | null
  readonly employment?: Employment | null
  readonly ended_on?: string | null
  readonly identity: string
}

/** PUT /api/cases/{serial}/limitations, over the case as it was read; who is not named keeps theirs. */
export interface RecordYears {
  readonly version: number
  readonly said: readonly SayYearOf[]
}

/** From when a year is counted, as it was said. */
export interface YearSaid {
  readonly known_on: string | null
  readonly employment: Employment | null
  readonly ended_on: string | null
}

/** What one worker said and until when that gives time; `days` null while nothing is said. */
export interface OwnYearShown {
  readonly identity: string
  readonly name: string
  readonly said: YearSaid
  readonly days: LimitationView | null
}

/** GET /api/cases/{serial}/limitations: the year of each worker. */
export interface YearsShown {
  readonly workers: readonly OwnYearShown[]
  readonly version: number
  readonly may_write: boolean
}

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

/** PUT /api/cases/{serial}/materials/{material} and PUT /api/intake/{case}/materials/{material}. */
export interface MaterialCalled {
  readonly kind: MaterialKind
}

/** PUT /api/own/{token}/materials/{material}. */
export interface OwnMaterialCalled {
  readonly kind: MaterialKind
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

/** That one person was given a paper: by which way, when, and who of the staff printed it. */
export interface ServedView {
  readonly identity: string
  readonly name: string
  readonly channel: Channel
  readonly at: string
  readonly by_name: string
}

/** A document that was given out; `served` says to whom by themselves. */
export interface DocumentView {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly sha256: string
  readonly size: number
  readonly made_at: string
  readonly served: readonly ServedView[]
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

/** One media worker, from its last heartbeat. */
export interface WorkerView {
  readonly number: number
  readonly state: WorkerState
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
  readonly side: Side
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
  readonly side: Side
  readonly title: string
  readonly stretches: readonly AttendanceStretch[]
}

/** Who came to a meeting on site, from when to when; without times, since it was to begin and until now. */
export interface Came {
  readonly people: readonly string[]
  readonly since?: string | null
  readonly until?: string | null
  /** The mediator knows that it ended after the term. */
  readonly after_term?: boolean
}

/**
 * POST /api/sessions/{id}/outcome (mediator). The same `key` twice is one outcome.
 *
 * `terms` is required for settled and partly settled, `ending_code` and `reason` for not settled,
 * `reason` for adjourned; `ending_code` `other` needs a reason of ten characters; `came` of a meeting on site.
 */
export interface Conclude {
  readonly key: string
  readonly kind: OutcomeKind
  readonly ending_code?: EndingCode | null
  readonly terms?: string | null
  readonly reason?: string | null
  readonly next_session_at?: string | null
  readonly came?: Came | null
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

/** POST /api/own/{token}/doors: a party asks for a door. */
export interface OwnDoorWish {
  readonly door: AgreementDoor
  readonly wording: string
}

/** POST /api/own/{token}/doors/{application}: a yes confirms it, a no of whoever asked takes it back. */
export interface OwnDoorAnswer {
  readonly agrees: boolean
  readonly wording: string
}

/** A door as one reader finds it: until when, what speaks against it, and whether they can ask here. */
export interface OwnAgreementDoor {
  readonly door: AgreementDoor
  readonly joint: boolean
  readonly article: string
  readonly deadline: DeadlineShown | null
  readonly remaining: number | null
  readonly barriers: readonly string[]
  readonly warnings: readonly string[]
  readonly may_apply: boolean
}

/** An application as one reader finds it; `awaiting_other` is 待对方确认 and has not been sent. */
export interface OwnApplication {
  readonly id: string
  readonly door: AgreementDoor
  readonly state: 'awaiting_other' | 'sent' | 'granted' | 'dismissed' | 'withdrawn' | 'not_signed'
  readonly applicant: string
  readonly applied_at: string
  /** On which day court or commission got it. */
  readonly handed_in_on: string | null
  readonly ruled_on: string | null
  /** When the reader, or whom they speak for, received the ruling, or signed for the 调解书. */
  readonly received_on: string | null
  /** A 调解书 was made and not everybody has signed for it: it has no effect yet. */
  readonly awaits_signing: boolean
  /** Which parties did not confirm. */
  readonly waits_for: readonly string[]
  /** Which of them said no. */
  readonly declined: readonly string[]
  readonly wording: string
  readonly agrees: boolean | null
  readonly at: string | null
  readonly said_by: string
  readonly for_self: boolean
  readonly stands_for: readonly StandsFor[]
  readonly barred: readonly Barred[]
  readonly may_answer: boolean
  readonly may_withdraw: boolean
}

/** The agreement in force, to whom it binds and to whoever came with them. */
export interface OwnAgreement {
  readonly effective_at: string
  readonly state: 'in_force' | 'under_review' | 'enforceable'
  /** It settles a part; a rest is left. */
  readonly partly: boolean
  /** What was written down in the sessions whose agreement was signed; the paper that was signed counts. */
  readonly terms: readonly string[]
  /** Version of what one agrees to by applying. */
  readonly wording: string
  readonly doors: readonly OwnAgreementDoor[]
  readonly applications: readonly OwnApplication[]
}

/** PUT /api/own/{token}; `house` is who is to receive it. */
export interface OwnCaseSave {
  readonly version: number
  readonly house?: string
  readonly application: ApplicationFormBack
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
  /** What it takes today; a mediation organisation takes labour and personnel disputes only. */
  readonly case_types: readonly CaseType[]
}

/** What the person themselves answered to one step. */
export interface OwnStep {
  readonly step: ConsentStep
  readonly answer: boolean | null
  readonly at: string | null
  readonly channel: ConsentChannel | null
  readonly withdrawn: boolean
  /** They want to take it back so late that somebody decides first. */
  readonly waiting: boolean
  /** Why it was not granted that they take back what holds; else empty. */
  readonly refused: string
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
  readonly device: Device
  readonly phone_hint: string
  readonly name: string
  readonly handed_in: boolean
  readonly serial: string | null
  readonly state: CaseState | null
  readonly house: string
  readonly title: string
  readonly mediator: string | null
  readonly version: number
  readonly application: ApplicationFormShown | null
  readonly may_write: boolean
  /** By the link of who fills it in for another nothing is answered. */
  readonly fills_in: boolean
  readonly gaps: readonly IntakeGap[]
  /** What was recorded of arbitration after intake, with their own day alone; None while the application stands. */
  readonly recorded: RecordedAward | null
  readonly receipt: ReceiptView | null
  readonly documents: readonly DocumentView[]
  readonly last_day: LastDayView | null
  /** Their own year, nobody else's. */
  readonly limitation: LimitationView | null
  readonly limitation_said: YearSaid | null
  /** They may have a year of their own to ask for arbitration, and did not say from when it counts. */
  readonly limitation_unsaid: boolean
  readonly may_say_limitation: boolean
  /** Their own confirmation alone. */
  readonly oral_record: OralRecordView | null
  readonly explanation: ExplanationView | null
  /** It is their own suit that would be refused, and not only another applicant's. */
  readonly explanation_is_own: boolean
  readonly returned: ReturnView | null
  readonly materials: readonly MaterialView[]
  /** Evidence of others, where both agreed to exchange it online; read at the address of one's own. */
  readonly exchanged: readonly ExchangedMaterial[]
  /** What they answered, step by step. */
  readonly steps: readonly OwnStep[]
  /** Version of the questions as they are put now. */
  readonly steps_wording: string
  /** How long before a session a consent can be taken back without a decision; 0: at any time. */
  readonly withdrawal_notice_hours: number
  readonly expires_at: string | null
}

/** A session the party is invited to; never its personal link. */
export interface OwnMeeting {
  readonly id: string
  readonly number: number
  readonly starts_at: string
  readonly minutes: number
  readonly mode: SessionMode
  readonly place: string
  readonly state: SessionState
  /** How the party said they will attend. */
  readonly attending: AttendingShown | null
  /** How the party wants to attend instead, until somebody decides. */
  readonly wish: WishShown | null
  /** What they said before, oldest first. */
  readonly said: readonly WishShown[]
  readonly may_say: boolean
  readonly door: OwnDoor
  /** They were told that it is not held as planned, and nothing else since. */
  readonly put_off: boolean
  /** How it ended, once it did. */
  readonly outcome: OutcomeKind | null
  /** What was agreed in it never came into force, and people met again over it. */
  readonly reopened: boolean
}

/** POST /api/own/{token}/sessions/{session}/enter: the personal link of the session, bound to this device. */
export interface OwnRoomLink {
  readonly token: string
  readonly expires_at: string
}

/** The mediation is over; `notices` say the `ways` that are left, one each, none after a whole agreement. */
export interface OwnEnd {
  readonly at: string
  readonly ways: readonly Way[]
  readonly notices: readonly string[]
  /** How far the part is that was agreed, where a rest is left; the ways are for the rest. */
  readonly part: AgreedPart | null
}

/** A request for more time as one person answers it; never what the other side said. */
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
  /** Who answered for this party; empty where they did so themselves, or nobody did. */
  readonly said_by: string
  readonly for_self: boolean
  readonly stands_for: readonly StandsFor[]
  readonly barred: readonly Barred[]
}

/** PUT /api/own/{token}/sessions/{session}/manner: how one wants to attend. */
export interface OwnMannerSaid {
  readonly manner: Manner
  readonly reason?: string
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
  readonly own: Extent | null
  readonly may_say: boolean
  readonly remedies: readonly RemedyShown[]
}

/** POST /api/own/{token}/performances/{number}: whether it was performed, as oneself knows. */
export interface OwnPerformanceSaid {
  readonly extent: Extent
}

/** The last day of what one party alone may do after an agreement; its rule says what. */
export interface OwnDay {
  /** The party one speaks for; empty where it is one's own. */
  readonly of: string
  readonly deadline: DeadlineShown
  readonly is_over: boolean
}

/** GET /api/own/{token}/course: how the case goes on after intake. */
export interface OwnCourse {
  readonly sessions: readonly OwnMeeting[]
  readonly term: DeadlineShown | null
  readonly performances: readonly OwnPerformance[]
  /** Until when one may object to the ruling, and enforce: one's own days, and those of whom one speaks for. */
  readonly days: readonly OwnDay[]
  readonly extension: OwnExtension | null
  readonly facts: OwnFacts | null
  /** Whether an appraisal is being made before filing. */
  readonly appraising: boolean
  readonly ended: OwnEnd | null
  /** The agreement in force, where it binds the reader or whom they came with. */
  readonly agreement: OwnAgreement | null
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

/** POST /api/own/{token}/export: the copy of one's own data, for a purpose that is kept. */
export interface OwnExport {
  readonly purpose: ExportPurpose
}

/** POST /api/own/{token}/data-requests: what is wrong, or what is to be deleted, in one's own words. */
export interface OwnDataAsked {
  readonly kind: DataRequestKind
  readonly text: string
}

/** One's own request, and the answer. */
export interface OwnDataRequest {
  readonly id: string
  readonly kind: DataRequestKind
  readonly text: string
  readonly asked_at: string
  readonly state: DataRequestState
  readonly answer: string
  readonly answered_at: string | null
}

/** That the support was let into one's own case, and how often it looked; `ended_at` may lie ahead. */
export interface OwnSupport {
  readonly house: string
  readonly purpose: string
  readonly granted_at: string
  readonly ended_at: string
  readonly readings: number
}

/** GET /api/own/{token}/data-requests: one's own, newest first, and who of the support was let into the case. */
export interface OwnDataRequests {
  readonly requests: readonly OwnDataRequest[]
  readonly support: readonly OwnSupport[]
}

/** A request as staff read it. */
export interface DataRequestShown {
  readonly id: string
  readonly identity: string
  readonly kind: DataRequestKind
  readonly text: string
  readonly asked_at: string
  readonly state: DataRequestState
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

/** POST /api/cases/{serial}/people. The same `key` twice is one person. */
export interface PersonAdded {
  readonly key: string
  readonly name: string
  readonly side: Side
  readonly role: 'party' | 'agent' | 'interpreter'
  readonly title?: string
  /** Empty only for whoever has an e-mail address. */
  readonly phone: string
  readonly email?: string
  readonly prefers_email?: boolean
  readonly id_number: string
  readonly kind?: PartyKind
  readonly standing?: Capacity
  readonly origin?: Origin
  readonly linked_to?: string | null
  /** Of an agent: acts by law for a worker without full capacity or who died, and is not counted among the two. */
  readonly is_guardian?: boolean
  readonly identity_seen?: string
  readonly award_received_on?: string | null
  /** The papers of the first receipt named them already: it is their receipt too. */
  readonly in_first_papers?: boolean
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
  readonly standing: Capacity
  readonly origin: Origin
  readonly phone?: string | null
  readonly email?: string | null
  readonly prefers_email?: boolean | null
  readonly id_number?: string | null
  readonly identity_seen?: string | null
}

/**
 * PUT /api/cases/{serial}/people/{identity}/first-papers: whether they were named there after all, and why.
 *
 * Raises `conflict.stale` when `version` is not the newest.
 */
export interface FirstPapersCorrected {
  readonly version: number
  readonly named: boolean
  readonly reason: string
}

/** POST …/personal of a person, an entry, a complaint: show numbers in full; the purpose is kept for ever. */
export interface PersonalRequest {
  readonly purpose: PersonalPurpose
  readonly reason: string
}

/** Telephone, e-mail address and identity number in full. */
export interface PersonalNumbers {
  readonly phone: string
  readonly email: string
  readonly id_number: string
}

/** A material of the case that is a paper of an authority. */
export interface PaperFile {
  readonly paper: Paper
  readonly material: string
}

/** Who saw the original of a written authority at a counter, and on which day in Beijing. */
export interface Sighting {
  readonly by: string
  readonly on: string
}

/** POST /api/cases/{serial}/authorities. The same `key` twice is one authority. */
export interface AuthorityRecorded {
  readonly key: string
  readonly agent: string
  readonly principal: string
  readonly kind: AuthorityKind
  readonly matters?: string
  readonly powers?: readonly Power[]
  readonly papers?: readonly Paper[]
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
  readonly papers: readonly Paper[]
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
  readonly channel: ContactChannel
  readonly outcome: ContactOutcome
  readonly number?: string
  readonly note?: string
}

/**
 * POST /api/cases/{serial}/asking: what the person says to mediation.
 *
 * A no, or nobody there, ends the case where no other respondent is left.
 */
export interface AskConcluded {
  readonly identity: string
  readonly result: AskResult
  readonly reason?: string
}

/** What one person answers to one step now. */
export interface StepAnswerView {
  readonly step: ConsentStep
  readonly answer: boolean | null
  readonly at: string | null
  readonly channel: ConsentChannel | null
  readonly recorded_by: string | null
  readonly withdrawn: boolean
}

/** One person of a case, masked. */
export interface CasePerson {
  readonly identity: string
  readonly name: string
  readonly side: Side
  readonly role: Role
  readonly title: string
  readonly kind: PartyKind
  readonly standing: Capacity
  readonly origin: Origin
  readonly phone: string
  readonly email: string
  readonly prefers_email: boolean
  readonly id_number: string
  /** Which original paper staff compared, where the number alone did not pass. */
  readonly identity_seen: string
  readonly linked_to: string | null
  /** Why a respondent takes no part while the mediation goes on with others. */
  readonly absence: Absence | null
  /** Whether the first papers named them, as staff said of an applicant who came later; null for everybody else. */
  readonly named_first: boolean | null
  readonly version: number
  readonly consents: readonly StepAnswerView[]
}

/** Who may act for whom, and what is missing. */
export interface AuthorityView {
  readonly id: string
  readonly agent: string
  readonly principal: string
  readonly kind: AuthorityKind
  readonly matters: string
  readonly powers: readonly Power[]
  readonly papers: readonly Paper[]
  readonly files: readonly PaperFile[]
  /** Of a representative: who saw the written authority at a counter, and when. */
  readonly seen: Sighting | null
  readonly missing_papers: readonly Paper[]
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
  readonly step: ConsentStep
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
  readonly channel: ContactChannel
  readonly number: string
  readonly outcome: ContactOutcome
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
  /** How long before a session a consent can be taken back without a decision; 0: at any time. */
  readonly withdrawal_notice_hours: number
  /** Who may be called unreachable today, and else why not. */
  readonly efforts: Efforts
}

/** One line of GET /api/cases/{serial}/personal-looks, newest first. */
export interface PersonalLook {
  readonly at: string
  readonly who: string
  readonly role: Role
  readonly identity: string
  readonly name: string
  readonly purpose: PersonalPurpose
  readonly reason: string
}

/** A party or agent on the case page. */
export interface PartyView {
  readonly identity: string
  readonly name: string
  readonly side: Side
  readonly role: Role
  readonly title: string
  readonly phone: string
  /** Masked. */
  readonly id_number: string
}

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
  readonly side: Side
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

/** One thing that is wrong: a stable code, the file or recording, and how many bytes or what a reader said. */
export interface IntegrityProblem {
  readonly flaw: Flaw
  readonly file: string
  readonly detail: string
}

/** Result of verifying chain, digests and signature of every recording of the session. */
export interface Integrity {
  readonly verdict: 'unchanged' | 'changed' | 'incomplete'
  readonly tracks: number
  readonly records: number
  readonly sealed_at: string | null
  readonly manifest_sha256: readonly string[]
  readonly problems: readonly IntegrityProblem[]
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

/** A request to delete the recordings of a session. `may`: what the reader can do about it. */
export interface DeletionView {
  readonly id: string
  readonly state: DeletionState
  readonly reason: string
  readonly asked_by_name: string
  readonly asked_at: string
  readonly opinion: string
  readonly answered_by_name: string
  readonly answered_at: string | null
  readonly certificate: string | null
  readonly may: readonly DeletionAction[]
  readonly version: number
}

/** Why nothing can be deleted now: the code of the refusal, and the day until which the law demands keeping. */
export interface DeletionBarrier {
  readonly code: string
  readonly day: string | null
}

/** GET /api/recordings/{session}/deletions: requests, newest first, what would go, and whether it can go now. */
export interface RecordingDeletions {
  readonly requests: readonly DeletionView[]
  readonly barrier: DeletionBarrier | null
  readonly recordings: number
  readonly tracks: number
  readonly kept_until: string | null
  readonly may_ask: boolean
}

/** One request that the reader may decide as the second person: GET /api/recording-deletions, longest first. */
export interface WaitingDeletion {
  readonly id: string
  readonly session: string
  readonly serial: string
  readonly number: number
  readonly starts_at: string
  readonly asked_by_name: string
  readonly asked_at: string
}

/** POST /api/recordings/{session}/deletions: nothing goes before a second person agreed. */
export interface DeletionRequest {
  readonly reason: string
}

/** POST /api/recordings/{session}/deletions/{deletion}/answer: by a second person; who asked may only withdraw. */
export interface DeletionAnswer {
  readonly version: number
  readonly action: DeletionAction
  readonly opinion?: string
}

/** What a player reported: from where to where on the review clock, and for how long it played. */
export interface Watched {
  readonly from_ms: number
  readonly to_ms: number
  readonly lasted_ms: number
}

/** One line of the access log, an entry of the audit log; `account` is empty where the system acted by itself. */
export interface AccessLine {
  readonly number: number
  readonly at: string
  readonly kind: AccessKind
  readonly account: string
  readonly who: string
  readonly role: Role | null
  readonly house: string
  /** From where: address and kind of browser; empty where it was not kept. */
  readonly origin: string
  readonly purpose: ViewingPurpose | null
  readonly reason: string
  readonly facts: Readonly<Record<string, string>>
  readonly watched: Watched | null
  readonly digest: string
}

/** Somebody who did something in the log. */
export interface AccessPerson {
  readonly account: string
  readonly name: string
}

/** GET /api/recordings/{session}/access-log: the lines that are wanted, newest first, of all `total`. */
export interface AccessPage {
  readonly session: string
  readonly serial: string
  readonly number: number
  readonly starts_at: string
  readonly lines: readonly AccessLine[]
  readonly total: number
  readonly people: readonly AccessPerson[]
  /** Number of the first entry that was changed, removed before or put in; None when the chain holds. */
  readonly first_broken: number | null
  readonly checked_at: string | null
  readonly checked_to: number
  readonly reaches_case: boolean
}

/** Which lines are wanted; all conditions are optional, days are those of Beijing and both are included. */
export interface AccessQuery {
  readonly kind?: AccessKind | null
  readonly account?: string
  readonly purpose?: ViewingPurpose | null
  readonly since?: string | null
  readonly until?: string | null
}

/** POST /api/recordings/{session}/access-log/exports: the lines as CSV; that it was taken is a line itself. */
export interface AccessExport {
  readonly kind?: AccessKind | null
  readonly account?: string
  readonly viewed_for?: ViewingPurpose | null
  readonly since?: string | null
  readonly until?: string | null
  readonly purpose: LogPurpose
  readonly reason: string
}

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
  readonly state: ReferralState
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

/** How far arbitration went, and whether a suit would be refused. */
export interface AwardInLetter {
  readonly arbitration: Arbitration
  readonly finality: Finality | null
  /** A court set the award aside. */
  readonly annulled: boolean
  /** Why a suit of an applicant would be refused; None when none would. */
  readonly bar: SuitBar | null
  /** Parties who were not told yet what that costs them. */
  readonly untold: readonly string[]
}

/** A party who takes part; `agrees` to mediation as it stands now, None while nobody asked. */
export interface PartyInLetter {
  readonly name: string
  readonly side: Side
  readonly kind: PartyKind
  readonly agrees: boolean | null
}

/** A transferable material that comes with the letter. */
export interface FileInLetter {
  readonly id: string
  readonly kind: MaterialKind
  readonly name: string
}

/** What comes with the letter, to be read before answering: nothing of a mediation before. */
export interface LetterView {
  readonly court_number: string | null
  readonly stage: CaseStage
  readonly procedure: Procedure | null
  /** None where nobody has said whether it was arbitrated. */
  readonly award: AwardInLetter | null
  readonly parties: readonly PartyInLetter[]
  readonly files: readonly FileInLetter[]
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
  readonly letter: LetterView
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
  readonly last: ReferralState | null
  readonly choice: ChoiceState | null
}

/** GET /api/conflict-register: part of a name, or a serial, and for what; blanks alone are neither. */
export interface RegisterQuery {
  readonly purpose: RegisterPurpose
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

/** Months after filing; `version` 0 came with the program; `court` is empty while the court decided nothing. */
export interface RetentionPolicyView {
  readonly case_file: number
  readonly recording: number
  readonly protected: number
  readonly reason: string
  readonly version: number
  readonly changed_by: string
  readonly changed_at: string | null
  readonly court: string
}

/** Proof that something was deleted; `finished_at` once its bytes are gone too. */
export interface CertificateView {
  readonly id: string
  readonly serial: string
  readonly kept: Kept
  readonly filed_at: string
  readonly last_day: string
  readonly months: number
  readonly policy: number
  readonly at: string
  readonly objects: number
  readonly finished_at: string | null
  readonly cause: DeletionCause
}

/** How many cases lose something of this kind once it is confirmed, and the serials of those filed first. */
export interface WouldGo {
  readonly kept: Kept
  readonly cases: number
  readonly serials: readonly string[]
}

/** Shorter times that hold once a second person confirmed them. */
export interface ShorteningView {
  readonly id: string
  readonly case_file: number
  readonly recording: number
  readonly protected: number
  readonly reason: string
  readonly asked_by_name: string
  readonly asked_at: string
  readonly would_go: readonly WouldGo[]
  readonly may: readonly ShorteningAction[]
  readonly version: number
}

/** GET /api/retention: the policy of the own court, the fewest months, what waits, the newest certificates. */
export interface Retention {
  readonly court: string
  readonly waiting: ShorteningView | null
  readonly may_edit: boolean
  readonly policy: RetentionPolicyView
  readonly fewest: Readonly<Record<string, number>>
  readonly certificates: readonly CertificateView[]
  /** Cases of the court on which a hold stands. */
  readonly held: number
}

/** PUT /api/retention: other months of the own court; `version` is the policy that was seen. */
export interface RetentionChange {
  readonly version: number
  readonly case_file: number
  readonly recording: number
  readonly protected: number
  readonly reason: string
}

/** POST /api/retention/shortenings/{shortening}/answer: by a second person; whoever asked may only withdraw. */
export interface ShorteningAnswer {
  readonly version: number
  readonly action: ShorteningAction
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
  readonly kept: Kept
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

/** A paper shown to the court with a report; `version` once it stands with a confirmed one. */
export interface RosterPaperView {
  readonly id: string
  readonly name: string
  readonly media: MaterialMedia
  readonly size: number
  readonly uploaded_at: string
  readonly uploaded_by: string
  readonly version: number | null
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
  /** Those the reader may open: whoever reports the entry, and the court that confirms it. */
  readonly papers: readonly RosterPaperView[]
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
  /** Heads of columns that were not read. */
  readonly unknown: readonly string[]
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

/** Telephone and identity number in full; empty where none is known. */
export interface PrivateNumbers {
  readonly phone: string
  readonly id_number: string
}

/** POST /api/roster/{entry}/personal: of what is true, and of what waits for the court. */
export interface EntryNumbers {
  readonly live: PrivateNumbers | null
  readonly proposed: PrivateNumbers | null
}

/** How one of those invited said they will attend. */
export interface PersonAttends {
  readonly identity: string
  readonly manner: Manner
}

/**
 * PUT /api/sessions/{session}/participants/{identity}/manner: how they said they will attend.
 *
 * It decides a wish of theirs; one that the session has no room for needs a `place` where it is online until now.
 */
export interface ConfirmManner {
  readonly manner: Manner
  readonly place?: string
  /** Why it is not as they wished, as they read it. */
  readonly why?: string
}

/** How a person said by their own link they want to attend, and what became of it. */
export interface WishShown {
  readonly manner: Manner
  readonly reason: string
  readonly said_at: string
  readonly state: WishState
  readonly decided_by: string
  readonly decided_at: string | null
  readonly why: string
}

/** How a person will attend, who confirmed it with them, and when. */
export interface AttendingShown {
  readonly manner: Manner
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

/** POST /api/cases/{serial}/offline-result: a meeting that was held offline, and what was agreed in it (LY-10). */
export interface EnterOfflineResult {
  readonly key: string
  readonly held_at: string
  readonly minutes: number
  readonly place: string
  /** Settled or partly settled. */
  readonly kind: OutcomeKind
  readonly terms: string
  /** Who was there. */
  readonly people: readonly string[]
  /** The mediator knows that it ended after the term. */
  readonly after_term?: boolean
}

/** The meeting as it is kept. */
export interface EnteredSession {
  readonly session: string
}

/** POST /api/cases/{serial}/sessions. `answers` are the consents to a separate session. */
export interface ScheduleSession {
  readonly key: string
  readonly starts_at: string
  readonly minutes: number
  readonly mode?: SessionMode
  readonly form?: SessionForm
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

/** POST /api/sessions/{session}/participants: who of the case comes too; an interpreter beside whom they help. */
export interface InvitePerson {
  readonly identity: string
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

/** One invited person and how ready they are. */
export interface ParticipantView {
  readonly identity: string
  readonly name: string
  readonly side: Side
  readonly role: Role
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
  /** When they were last asked by message to test network and device. */
  readonly test_asked_at: string | null
  /** How they want to attend instead, until it is confirmed or not. */
  readonly wish: WishShown | null
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
  readonly mode: SessionMode
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

/**
 * POST /api/sessions/{id}/participants/{identity}/test-message: a message with the address of the test.
 *
 * The same `key` twice is one message.
 */
export interface AskToTest {
  readonly key: string
  /** When the session begins as it was read: the message says it. */
  readonly starts_at: string
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
  /** How unevenly sound came from the browser and to it. */
  readonly jitter_ms: number | null
  readonly downlink_jitter_ms: number | null
  readonly uplink_bps: number | null
  readonly downlink_bps: number | null
  readonly path: string | null
  readonly transport: string | null
  readonly sent_height: number | null
  readonly received_height: number | null
  readonly frames_per_second: number | null
  readonly freezes: number | null
  readonly freeze_ms: number | null
  /** Share made up of the sound that came to them, and of their voice by whoever heard them best. */
  readonly concealed: number | null
  readonly heard_concealed: number | null
  readonly mic_silent: boolean | null
  readonly browser: string | null
  readonly system: string | null
}

/** POST /api/sign-in. */
export interface SignIn {
  readonly login: string
  readonly password: string
}

/** GET /api/sign-in: how long it lasts when nothing is done, and whatever is done, in seconds; 401 without one. */
export interface TimeLeft {
  readonly seconds: number
  readonly at_most: number
}

/** GET /api/me; 401 when not signed in. */
export interface Me {
  readonly account: string
  readonly login: string
  readonly name: string
  readonly role: Role
  readonly organisation: string
}

/** One look into a case. */
export interface SupportReading {
  readonly at: string
  readonly serial: string
}

/** An access as it stands now; `serial` None reaches every case of the house. Readings are newest first. */
export interface SupportAccess {
  readonly id: string
  readonly house: string
  readonly serial: string | null
  readonly purpose: string
  readonly hours: number
  readonly asked_by_name: string
  readonly asked_at: string
  readonly state: SupportState
  readonly answered_by_name: string
  readonly answered_at: string | null
  readonly until: string | null
  readonly ended_by_name: string
  readonly ended_at: string | null
  readonly readings: readonly SupportReading[]
  readonly may: readonly ('answer' | 'end' | 'read')[]
  readonly version: number
}

/** POST /api/support-accesses: which house, one of its cases or all, what for, for how many hours. */
export interface SupportAsked {
  readonly key: string
  readonly house: string
  readonly serial: string | null
  readonly purpose: string
  readonly hours: number
}

/** POST /api/support-accesses/{access}/answer: granted for so many hours, None: refused. */
export interface SupportAnswer {
  readonly version: number
  readonly hours: number | null
}

/** POST /api/support-accesses/{access}/end. */
export interface SupportEnd {
  readonly version: number
}

/** A case an access covers. */
export interface SupportCaseLine {
  readonly serial: string
  readonly state: CaseState
  readonly received_at: string
}

/** Somebody of the case, by number; the telephone is masked. */
export interface SupportPerson {
  readonly number: number
  readonly side: Side
  readonly role: Role
  readonly title: string
  readonly phone: string
}

/** How far somebody got on the way into a session; checks are None before they were made. */
export interface SupportGuest {
  readonly number: number
  readonly link: 'not_opened' | 'opened' | 'suspended' | 'expired' | 'denied'
  readonly camera: CheckResult | null
  readonly microphone: CheckResult | null
  readonly connection: CheckResult | null
}

/** A session, without what was said. */
export interface SupportSession {
  readonly number: number
  readonly state: SessionState
  readonly starts_at: string
  readonly minutes: number
  readonly mode: SessionMode
  readonly guests: readonly SupportGuest[]
}

/** Whether a message got through; `number` is the person it went to. */
export interface SupportMessage {
  readonly at: string
  readonly kind: ReminderKind
  readonly number: number
  readonly state: 'queued' | 'sent' | 'failed' | 'desk'
  readonly attempts: number
}

/** That something happened, by its code. */
export interface SupportStep {
  readonly at: string
  readonly kind: string
}

/** GET /api/support-accesses/{access}/cases/{serial}: whether things worked. No names, claims, papers or words. */
export interface SupportCase {
  readonly serial: string
  readonly state: CaseState
  readonly court: string | null
  readonly organisation: string | null
  readonly received_at: string
  readonly people: readonly SupportPerson[]
  readonly sessions: readonly SupportSession[]
  readonly messages: readonly SupportMessage[]
  readonly course: readonly SupportStep[]
  /** When the access ends. */
  readonly until: string
}

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
  readonly state: ClockState
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
  readonly base: ExtensionBase
  readonly granted_at: string | null
  readonly answers: readonly PartyAnswer[]
}

/** What an extension would give; None in the answer where none can be asked for. */
export interface ExtensionOffer {
  readonly days: number
  readonly base: ExtensionBase
  readonly current: DeadlineShown
  readonly extended: DeadlineShown
}

/** A stretch in which the term stands still. */
export interface PauseShown {
  readonly id: string
  readonly kind: PauseKind
  readonly started_at: string
  readonly started_by: string
  readonly reason: string
  readonly ended_at: string | null
}

/** GET /api/cases/{serial}/clocks. */
export interface CaseClocks {
  readonly now: string
  /** The first after today, by the calendar: the day that is proposed for a session. */
  readonly next_working_day: string
  readonly clocks: readonly ClockShown[]
  readonly extensions: readonly ExtensionShown[]
  readonly offer: ExtensionOffer | null
  readonly pauses: readonly PauseShown[]
  readonly missing_years: readonly number[]
  /** Applicants, by name, who came after their last day to sue: the risk is owed. */
  readonly late: readonly string[]
  /** Applicants, by name, whose last day to sue passed since they came. */
  readonly lapsed: readonly string[]
}

/** POST /api/cases/{serial}/extensions. `requested_by` is a party; None: the mediator suggests it. */
export interface AskExtension {
  readonly key: string
  readonly reason: string
  readonly requested_by?: string | null
}

/** POST /api/cases/{serial}/pauses. */
export interface StartPause {
  readonly kind: PauseKind
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

/** A fact, and what it rests on. */
export interface StatedFact {
  readonly text: string
  readonly source: string
}

/** PUT /api/cases/{serial}/undisputed-facts: over the `edition` that was read; none takes all of them back. */
export interface WriteFacts {
  readonly edition: number
  readonly facts?: readonly StatedFact[]
}

/** What somebody answers to one fact; who does not confirm says in `words` what is not so. */
export interface FactSays {
  readonly number: number
  readonly agrees: boolean
  readonly words?: string
}

/** POST /api/cases/{serial}/undisputed-facts/answers: what a party said on paper or orally; never online. */
export interface FactsAnswered {
  readonly sha256: string
  readonly identity: string
  readonly form: ConcurrenceForm
  readonly answers: readonly FactSays[]
}

/** POST /api/own/{token}/undisputed-facts: one's own answer to every fact, to the words one read. */
export interface OwnFactsAnswer {
  readonly sha256: string
  readonly wording: string
  readonly answers: readonly FactSays[]
}

/** What a party says is not so. */
export interface FactRefused {
  readonly name: string
  readonly words: string
}

/** A fact with what each party answered; `joint`: every party confirmed it, so that it may leave. */
export interface FactShown {
  readonly number: number
  readonly text: string
  readonly source: string
  readonly joint: boolean
  readonly answers: readonly PartyAnswer[]
  readonly refused: readonly FactRefused[]
}

/** How far one party is with the whole of it. */
export interface PartyFacts {
  readonly identity: string
  readonly name: string
  readonly side: Side
  readonly state: FactsState
  /** Whether a message asked them; not those who do not take part while others go on. */
  readonly is_asked: boolean
  /** Whether they answered by their own link: staff writes nothing down over that. */
  readonly online: boolean
}

/** GET /api/cases/{serial}/undisputed-facts; edition 0 before any were written. */
export interface UndisputedFacts {
  readonly edition: number
  readonly sha256: string
  readonly written_at: string | null
  readonly written_by: string
  readonly facts: readonly FactShown[]
  readonly parties: readonly PartyFacts[]
  /** Whether they can still be written and answered. */
  readonly open: boolean
}

/** A fact as a party reads it, with what stands of its own answer; never what another party said. */
export interface OwnFact {
  readonly number: number
  readonly text: string
  readonly source: string
  readonly agrees: boolean | null
  readonly words: string
  readonly handed_over: boolean
}

/** The facts that one person is asked about. */
export interface OwnFacts {
  readonly sha256: string
  readonly wording: string
  readonly facts: readonly OwnFact[]
  readonly at: string | null
  readonly form: ConcurrenceForm | null
  /** Who answered for this party, or wrote down what it said; empty where they did it themselves, or nobody did. */
  readonly said_by: string
  readonly for_self: boolean
  readonly stands_for: readonly StandsFor[]
  readonly barred: readonly Barred[]
  readonly open: boolean
}

/** POST /api/cases/{serial}/representations: one authority from each; the same `key` twice is one act. */
export interface RepresentationRecorded {
  readonly key: string
  readonly agent: string
  readonly principals: readonly string[]
  readonly matters: string
  readonly powers?: readonly Power[]
  readonly signed_on: string
  /** The material that is the written authority of every one of them, such as a list that each signed. */
  readonly file?: string | null
  readonly seen?: Sighting | null
  readonly until?: string | null
}

/** An authority as it was seen. */
export interface AuthorityAt {
  readonly id: string
  readonly version: number
}

/**
 * PUT /api/cases/{serial}/representations/papers: the written authority of several workers who had shown none.
 *
 * Raises `conflict.stale` when one of them changed since its `version`.
 */
export interface RepresentationShown {
  readonly authorities: readonly AuthorityAt[]
  readonly file?: string | null
  readonly seen?: Sighting | null
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

/** What a person is to the case. */
export type Role =
  | 'party'
  | 'agent'
  /** 翻译, also in signs: linked to whom they help, on neither side (`server.domain.interpreting`). */
  | 'interpreter'
  | 'mediator'
  | 'clerk'
  | 'judge'
  /** Administrator of a mediation organisation. */
  | 'organisation'
  /** Staff of 人社 (human resources and social security): roster and figures, no cases. */
  | 'labour_office'
  | 'court_admin'
  | 'auditor'
  /** Keeps the server running (运维): seats and lines, no names, no cases. */
  | 'operator'

/** By what right somebody acts for another (LB-06, LB-08, LB-09). */
export type AuthorityKind =
  /** Lawyer or grass-roots legal worker. */
  | 'lawyer'
  /** Near relative of a person, or staff of an employer. */
  | 'relative'
  /** Recommended by community, employer or a social organisation. */
  | 'citizen'
  /** Legal representative of a worker without full capacity, or of a worker who died (art. 25). */
  | 'guardian'
  /** One of several workers, chosen by the others (art. 7). */
  | 'representative'

/** What must be shown with an authority. */
export type Paper =
  | 'authority'
  | 'identity'
  /** Practising certificate. */
  | 'licence'
  | 'firm_letter'
  /** Proof of kinship, or of employment for staff. */
  | 'relation'
  | 'recommendation'
  /** Proof that the worker lacks full capacity, or has died. */
  | 'capacity'

/** In what form somebody agreed or declined. */
export type ConcurrenceForm =
  | 'oral'
  | 'written'
  /** By their own link, or by that of whoever stands for them; staff cannot say so for anybody. */
  | 'online'

/** By what way somebody was tried. */
export type ContactChannel =
  | 'telephone'
  | 'sms'
  | 'letter'
  | 'visit'
  | 'platform'

/** A way to make an agreement enforceable, or to end the suit with it. */
export type AgreementDoor =
  | 'judicial_confirmation'
  | 'arbitration_review'
  | 'payment_order'
  /** 调解书 of the court that tries the suit, or that referred the case (洛中法〔2023〕4号 art. 4). */
  | 'court_paper'
  /** Who brought the suit withdraws it. */
  | 'withdrawal'

/** What a clause is about; it decides which doors are open (C7). */
export type ClauseKind =
  | 'payment'
  /** Confirms a labour relationship. */
  | 'relationship'
  | 'documents'
  | 'insurance'
  | 'other'

/** How far an instalment was performed. */
export type Extent =
  | 'not_performed'
  | 'partly'
  | 'performed'

/** A way after a default. */
export type Remedy =
  /** 申请强制执行: once court or commission made the agreement enforceable. */
  | 'enforcement'
  | 'arbitration'
  | 'payment_order'
  /** An agreement about pay alone: an ordinary civil suit (法释〔2020〕26号 art. 51). */
  | 'suit'
  | 'judicial_confirmation'
  | 'arbitration_review'
  | 'court_paper'

/** Why a signature would not bind the party. */
export type SigningBar =
  /** A legal representative acts for the party (art. 25). */
  | 'guarded'
  | 'no_authority'
  | 'papers_missing'
  /** The authority does not name 和解; 全权代理 alone is not enough (民诉法解释 art. 89). */
  | 'no_settle'
  | 'not_yet'
  | 'expired'
  | 'ended'

/** How far labour arbitration went before the case came here (LY-04). */
export type Arbitration =
  | 'none'
  /** Accepted by the commission, not decided. */
  | 'pending'
  | 'awarded'

/** Whether the award is final for the employer (劳动争议调解仲裁法 art. 47). */
export type Finality =
  | 'final'
  | 'not_final'

/** What a party is in the labour relation; who may do what against an award depends on it. */
export type Standing =
  | 'worker'
  | 'employer'

/** Where the dispute stands towards the court: before filing, or in litigation. */
export type CaseStage =
  /** 立案前. */
  | 'pre_filing'
  /** 诉讼中. */
  | 'litigation'

/** How the suit is tried; only in litigation. */
export type Procedure =
  | 'ordinary'
  | 'summary'

/** How the answer was given (OM-03). */
export type ConsentChannel =
  | 'oral'
  | 'written'
  | 'online'

/** Kinds of case; which may be mediated online is 人民法院在线调解规则 art. 3. */
export type CaseType =
  | 'labour'
  | 'civil'
  | 'administrative'
  | 'enforcement'
  | 'private_prosecution'
  /** Civil claim beside a criminal case; only while the accused is not detained. */
  | 'incidental_civil'
  | 'criminal'

/** What is no labour dispute, though people bring it as one (法释〔2020〕26号 art. 2). */
export type Excluded =
  | 'insurance_agency'
  | 'disability_grade'
  | 'domestic_service'
  | 'craftsman_helper'
  | 'farm_hire'

/** What happened, as a worker says it. */
export type Plain =
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
  /** By a public institution, as the two after it (法释〔2003〕13号 art. 3: 人事争议). */
  | 'public_dismissal'
  | 'public_resignation'
  | 'public_engagement'
  | 'other'

/** Whether the worker still works there. */
export type Employment =
  | 'ongoing'
  | 'ended'

/** Where somebody comes from; of an employer on the mainland, where its capital comes from. */
export type Origin =
  | 'mainland'
  | 'hong_kong_macao'
  | 'taiwan'
  /** Another country, or none. */
  | 'foreign'

/** Where a person stands in the dispute. */
export type Side =
  | 'applicant'
  | 'respondent'
  | 'neutral'

/** The periods the procedure knows. */
export type DeadlineRule =
  | 'PICK_2WD'
  | 'APPOINT_3WD'
  | 'ACCEPT_3WD'
  | 'ACCEPT_5WD_LUOYANG'
  | 'CONTACT_3WD'
  /** Court or organisation decides on a suspension. No rule says how long that may take: seven days are our own. */
  | 'SUSPENSION_7D'
  | 'MEDIATE_30D'
  | 'MEDIATE_EXT_30D'
  | 'MEDIATE_15D_ORDINARY'
  | 'MEDIATE_7D_SUMMARY'
  | 'LABOUR_ORG_15D'
  | 'SUE_15D'
  | 'JUDICIAL_CONFIRM_30D'
  | 'ARB_REVIEW_15D'
  | 'SET_ASIDE_30D'
  | 'SUE_ANNULLED_15D'
  | 'CONFIRM_OBJECT_15D'
  | 'ARB_LIMIT_1Y'
  | 'ENFORCE_2Y'

/** From which end an extension is counted; no rule says (CAL-08). */
export type ExtensionBase =
  | 'rolled'
  | 'nominal'

/** How the mediation is held. */
export type CaseMode =
  | 'online'
  /** 线下调解, entered afterwards (洛中法〔2023〕4号 art. 4). */
  | 'offline'

/** Who brought the case to mediation (OM-01). */
export type CaseSource =
  /** 法院委派: referred by a court before filing. */
  | 'entrusted'
  /** 法院委托: referred by a court during litigation. */
  | 'commissioned'
  /** 当事人申请，组织自行受理: no court and no court number. */
  | 'organisation'
  /** 审判人员主持. */
  | 'judge'

/** How far the case is (requirements, section 5.5). */
export type CaseState =
  | 'received'
  /** Given back with one of the three codes of 在线调解规则 art. 9. */
  | 'returned'
  /** The parties choose a mediator, or the court appoints one. */
  | 'to_appoint'
  | 'awaiting_acceptance'
  /** The term runs. */
  | 'accepted'
  /** The other side is asked whether it will mediate (art. 15). */
  | 'asking'
  | 'scheduled'
  | 'in_mediation'
  /** Moved to a meeting on site; the term runs on (art. 16). */
  | 'on_site'
  /** Stopped on suspicion of sham mediation, until court or organisation resumes it (art. 23). */
  | 'suspended'
  /** An appraisal is being made; the term stands still (art. 26). */
  | 'appraisal'
  | 'agreed'
  | 'partly_agreed'
  /** The agreement took effect (art. 19). */
  | 'in_force'
  /** A joint application to confirm or review the agreement is with court or commission. */
  | 'confirming'
  | 'performing'
  /** One of the eight endings (art. 25); report and hand-over are still owed where a court referred it. */
  | 'ended'
  | 'handed_over'
  | 'filed'

/** What somebody owes; the steps after an ending are named as in `server.domain.ending.Step`. */
export type Owed =
  | 'report'
  | 'hand_over'
  | 'receipt'
  /** From its day on: whether the agreement is performed is asked after. */
  | 'follow_up'

/** How a list of cases is ordered. */
export type CaseOrder =
  /** First receipt, newest first. */
  | 'received'
  /** Next last day, soonest first; cases without one come last. */
  | 'due'

/** Which last days a list of cases is asked for; the week is today and the six days after it. */
export type DueCondition =
  | 'overdue'
  | 'today'
  /** Today and the six days after it. */
  | 'week'

/** Who chooses now. */
export type ChoiceState =
  /** The parties; two working days. */
  | 'open'
  /** All parties picked the same. */
  | 'matched'
  /** The court; three working days. */
  | 'court'
  /** A referral was sent, or the case is returned or over. */
  | 'closed'

/** The three grounds of disclosure and challenge (在线调解规则 art. 13). */
export type DisclosureGround =
  | 'party_or_relative'
  | 'interest'
  | 'other_relation'

/** Why an entry suits a case, or does not. */
export type FitReason =
  | 'kind'
  | 'skill'
  | 'region'
  /** Takes more cases. */
  | 'room'
  /** The case is collective or major, and the expert pool is for that. */
  | 'pool'
  | 'other_kind'
  | 'other_skill'
  | 'other_region'
  | 'nearly_full'
  | 'full'
  | 'pool_not_needed'
  /** 在线调解规则 art. 6 does not admit a mediator from there between these parties. */
  | 'origin'

/** Whom an entry is about. */
export type EntryKind =
  | 'organisation'
  | 'mediator'

/** Whether a fee is charged; labour and people's mediation charge none (调解仲裁法 art. 53). */
export type Fee =
  | 'free'
  | 'charged'

/** As what a person mediates (在线调解规则 art. 5). */
export type MediatorKind =
  /** 审判人员. */
  | 'judge'
  | 'full_time'
  | 'part_time'
  /** 特邀调解员. */
  | 'invited'
  /** 受邀单位或个人. */
  | 'guest'

/** What kind of organisation it is (调解仲裁法 art. 10; local rules name the last three). */
export type OrganisationType =
  /** 企业劳动争议调解委员会. */
  | 'enterprise'
  /** 基层人民调解组织. */
  | 'peoples_mediation'
  /** 乡镇（街道）劳动人事争议调解组织. */
  | 'township'
  /** 区域性、行业性组织. */
  | 'industry'
  /** 仲裁院调解中心. */
  | 'arbitration_centre'
  /** 工会. */
  | 'union'

/** How far a roster reaches (在线调解规则 art. 28). */
export type RosterLevel =
  | 'court'
  | 'region'
  | 'nation'

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

/** What may be complained of; exactly these five (在线调解规则 art. 29). */
export type ComplaintGround =
  | 'coercion'
  /** Refused cases again and again without reason. */
  | 'refusals'
  | 'favours'
  | 'leak'
  | 'ethics'

/** Life of a message that is to be sent. */
export type PromptState =
  | 'queued'
  | 'sent'
  /** Given up after `MOST_TRIES`, or refused for good; staff see it and call. */
  | 'failed'
  /** No carrier reaches the person, who has no telephone or a doubted one; staff write, visit, or tell them. */
  | 'desk'

/** What somebody is reminded of. */
export type ReminderKind =
  | 'session_in_3_days'
  /** With the address of the connection test. */
  | 'session_tomorrow'
  | 'session_soon'
  /** Whoever did not test network and device is asked to, with the address of the connection test. */
  | 'test_asked'
  /** A session was planned: when, where, and how to get in. */
  | 'session_invited'
  | 'session_moved'
  | 'session_cancelled'
  /** The case stands still; why, is not said. */
  | 'session_put_off'
  /** What was put off takes place as planned after all. */
  | 'session_goes_on'
  /** The case goes on too late for a session that was put off: its mediator sets another time. */
  | 'session_to_move'
  /** Whoever got the link of a party says that they are somebody else. */
  | 'link_denied'
  /** A party's own link opens nothing any more in two weeks, and the case is not filed. */
  | 'link_ending'
  /** A party asked by the own link for a decision about the mediator. */
  | 'party_request'
  /** The parties choose a mediator, within two working days (在线调解规则 art. 10). */
  | 'choice_open'
  /** Whom the parties chose can no longer be referred to: the court appoints. */
  | 'choice_gone'
  /** Each party is asked whether the term may be longer (在线调解规则 art. 24). */
  | 'extension_asked'
  /** Each party is asked whether a mediator goes on who disclosed something (在线调解规则 art. 13). */
  | 'disclosure_made'
  /** Each party is asked whether the facts that were written down are so (在线调解规则 art. 22). */
  | 'facts_asked'
  /** Whoever mediates is told that all parties answered that. */
  | 'facts_answered'
  /** Who asked for a decision about the mediator is told that there is one. */
  | 'request_decided'
  | 'referral_day_1'
  | 'referral_day_2'
  | 'referral_day_3'
  /** Whoever was asked to mediate, or did, is told that the case was taken from them, and why. */
  | 'referral_withdrawn'
  /** The other side is to be asked within three working days (在线调解规则 art. 15). */
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
  /** The day of an instalment has passed and nobody says that it was performed. */
  | 'performance_overdue'
  /** A right of one party alone ends on a day: for that party, and whoever mediates (`server.domain.own_right`). */
  | 'own_day_30_days_left'
  | 'own_day_7_days_left'
  | 'own_day_3_days_left'
  | 'own_day_1_day_left'
  /** What is owed at once after a mediation is still not done (`server.domain.owed`). */
  | 'owed'
  /** Somebody takes a consent back, or wants to. */
  | 'consent_withdrawn'
  /** Whoever wanted to take a consent back is told what was decided, and why. */
  | 'consent_decided'
  /** Somebody will, or wants to, attend a session otherwise. */
  | 'manner_said'
  /** Whoever wanted to attend otherwise is told what was decided. */
  | 'manner_decided'
  /** Read the explanation of risk and acknowledge it. */
  | 'risk_explanation'
  /** The organisation's fifteen days are over without agreement: arbitration may be sought (调解仲裁法 art. 14). */
  | 'arbitration_open'
  /** An appraisal begins before filing: what 诉前委托鉴定 is, and that its time is not counted (art. 26). */
  | 'appraisal'
  /** Applicants and the other respondents are told that it goes on without one (在线调解规则 art. 15). */
  | 'respondent_left'
  /** Both sides are told, with where the paper is. */
  | 'mediation_ended'
  /** Whoever handed an application in is told that it is there, its number, and the way back to it. */
  | 'case_received'
  /** The applicants are told that nothing is missing and a mediator is chosen next. */
  | 'case_taken_on'
  /** Who knows of the case is told whom the court asked to mediate (在线调解规则 art. 12). */
  | 'case_referred'
  /** Who knows of the case is told who mediates it. */
  | 'case_accepted'
  /** The applicants are told, with the advice and where the paper is. */
  | 'case_returned'
  /** Court and organisation are told of a suspension on suspicion; they let the case go on (在线调解规则 art. 23). */
  | 'suspension_reported'
  /** They are told again: nobody decided on it. */
  | 'suspension_undecided'
  /** What somebody asked about their own data is answered. */
  | 'data_answered'
  /** What staff write to all workers of a case at once (LB-06). */
  | 'to_workers'
  /** Whoever keeps the program running asks for a look into the case, or into all of the house (DP-05). */
  | 'support_asked'
  /** A colleague handed cases on: to the reader, or those the reader had. */
  | 'case_handed_on'
  /** A complaint came to the court: for its administrators (在线调解规则 art. 29). */
  | 'complaint_made'
  /** Whoever complained is told that it is with the court, under which number. */
  | 'complaint_received'
  /** Whoever complained is told what the court found. */
  | 'complaint_decided'
  /** Another system did not take a fact: for the court's administrators, who let it be sent again (LY-01). */
  | 'fact_undelivered'
  /** A last day that people were told is another one: the calendar of its year was entered (CAL-10). */
  | 'day_moved'
  /** Somebody asks for the early deletion of recordings: for whoever may decide, as the second person. */
  | 'deletion_asked'
  /** Whoever asked for it is told what was decided. */
  | 'deletion_answered'
  /** Each party is told from which day the agreement binds (在线调解规则 art. 19). */
  | 'agreement_in_force'
  /** One party asks for what all ask for together: the others are asked to confirm it (在线调解规则 art. 20). */
  | 'door_asked'
  /** What became of a joint application before it was sent: all confirmed, one did not, or it was taken back. */
  | 'door_answered'

/** Why somebody who came with a party cannot answer for it. */
export type Bar =
  /** No authority is on record. */
  | 'none'
  | 'not_yet'
  /** Its last day is past, or it was taken back. */
  | 'over'
  /** Something of `Authority.missing_papers` was not shown. */
  | 'papers'

/** One line of the check. */
export type CheckResult =
  | 'passed'
  | 'failed'
  | 'skipped'

/** What consent is asked for (人民法院在线诉讼规则 arts. 4 and 10: consent may be partial). */
export type Purpose =
  | 'recording'
  | 'transcript'
  | 'court_viewing'

/** Why another system did not get a fact. */
export type Fault =
  /** It read the fact and does not take it: the same again is no use. */
  | 'refused'
  /** It answered, but took nothing: too busy, at fault itself, or it does not know us. */
  | 'turned_away'
  /** Nobody answered. */
  | 'unanswered'
  /** The file cannot be written. */
  | 'unwritten'
  /** Something in the fact is not of a form that may leave; nothing of it left. */
  | 'unfit'

/** Why a log is taken away. */
export type LogPurpose =
  | 'supervision'
  | 'complaint'
  /** A court or authority asks for it. */
  | 'court_request'
  /** Something happened that is looked into. */
  | 'incident'

/** The eight endings of 人民法院在线调解规则 art. 25. */
export type EndingCode =
  | 'agreement'
  | 'settled_and_withdrew'
  | 'party_unreachable'
  | 'party_unwilling'
  | 'differences_too_large'
  | 'term_over'
  | 'refused_to_sign'
  | 'other'

/** Where the dispute goes, in one sentence. */
export type Route =
  | 'register'
  | 'register_if_arbitrated'
  | 'resume_trial'
  | 'suggest_filing'
  | 'arbitrate'
  | 'await_award'
  | 'sue'
  | 'set_aside'
  | 'sue_or_set_aside'
  | 'too_late'

/** A way that is left to a party; the words stand in a reviewable text. */
export type Way =
  | 'arbitration'
  | 'await_award'
  /** Whether it was arbitrated is not known. */
  | 'suit'
  | 'civil_suit'
  | 'suit_not_final'
  | 'suit_final'
  | 'suit_either'
  | 'set_aside'
  | 'filed'
  /** A court had the papers before the award came: no document says whether that counts as suing. */
  | 'early_receipt'
  /** The party came in after a court's first receipt, within the own days: no document says that it covers them. */
  | 'joined_later'
  /** The papers that a court received in time were returned: no document says that the day still counts. */
  | 'given_back'
  | 'other_sues'
  | 'suit_late'
  | 'set_aside_late'
  | 'suit_annulled'
  | 'annulled_late'
  | 'enforcement'
  | 'administrative'
  | 'trial'

/** How far the part is that was agreed, of a mediation that ended and left the rest without agreement. */
export type AgreedPart =
  | 'to_sign'
  | 'in_force'

/** How the risk was explained. */
export type ExplanationChannel =
  | 'in_person'
  | 'telephone'
  /** Read and acknowledged by their own link. */
  | 'online'

/** Why a court would refuse an applicant's suit against the award. */
export type SuitBar =
  /** First received, or added to the case, after the last day to sue (LY-08). */
  | 'late'
  /** The award is final for this employer, who may only ask that it be set aside (art. 49), whenever they came. */
  | 'final'
  /** In time when they came; the day to sue passed since, and no court's receipt counts as their suit. Told, and not asked before anything goes on (LY-08 speaks of who came late). */
  | 'lapsed'

/** How an application came in. */
export type Door =
  /** The party online, without an account. */
  | 'self'
  /** Staff for the party, from paper or in person (代为电子化). */
  | 'counter'
  /** Said, and written down as a record that was read back (特邀调解规定 art. 11). */
  | 'oral'
  /** Received by a mediation organisation on its own: no court, no court number. */
  | 'organisation'
  /** Mediated offline, entered afterwards (洛中法〔2023〕4号 art. 4). */
  | 'offline'

/** The steps of the form; every gap belongs to one. */
export type IntakeStep =
  | 'source'
  | 'parties'
  | 'arbitration'
  | 'claims'
  | 'materials'
  | 'review'

/** Why an application is returned; there is no fourth (人民法院在线调解规则 art. 9). */
export type ReturnCode =
  | 'outside_courts'
  | 'inviter_without_jurisdiction'
  | 'unsuitable_online'

/** Whose device is asking. */
export type Device =
  | 'unbound'
  | 'this'
  | 'other'

/** Life of a session. */
export type SessionState =
  | 'scheduled'
  | 'open'
  | 'concluded'
  | 'adjourned'
  | 'cancelled'

/** What can be said about a file and its original. */
export type ComparisonAction =
  | 'compare_online'
  | 'compare_offline'
  | 'no_objection'
  | 'object'

/** Whether the file was compared with its original (人民法院在线诉讼规则 arts. 11-13). */
export type ComparisonState =
  | 'unchecked'
  | 'matches_online'
  | 'matches_offline'
  | 'undisputed'
  | 'disputed'

/** What a material is. */
export type MaterialKind =
  | 'application'
  | 'award'
  | 'delivery_slip'
  | 'identity'
  | 'contract'
  | 'pay'
  | 'attendance'
  /** Record of a mediation held offline. */
  | 'scan'
  /** Made or shown to reach a settlement: always protected. */
  | 'settlement'
  | 'other'

/** Kinds of file that are taken, by what they begin with; the ending of a name proves nothing. */
export type MaterialMedia =
  | 'application/pdf'
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'image/heic'

/** How the file came. */
export type MaterialOrigin =
  | 'party'
  /** 代为电子化: staff made it of a paper (人民法院在线调解规则 art. 8). */
  | 'digitised'
  /** Taken over from an existing electronic filing. */
  | 'imported'

/** For what a protected material is read. */
export type ReadingPurpose =
  | 'mediation'
  | 'complaint'
  | 'supervision'

/** By which way somebody got a paper. */
export type Channel =
  /** Opened by their own link, after they agreed to electronic service. */
  | 'own_link'
  /** Opened by their own link without having agreed: read, not served. */
  | 'read_online'
  /** Given to them on paper, as a member of staff wrote down; reading or printing it is none of this. */
  | 'paper'

/** How a media worker is. */
export type WorkerState =
  | 'running'
  /** It takes no new room and is replaced when it is empty. */
  | 'draining'
  /** It is being started again. */
  | 'down'
  /** It is part of the server itself and cannot be replaced alone. */
  | 'fixed'

/** How a session ends. */
export type OutcomeKind =
  | 'settled'
  | 'partly_settled'
  | 'not_settled'
  | 'adjourned'

/** What a person can agree to in a case (OL-01). */
export type ConsentStep =
  | 'online_mediation'
  | 'separate_sessions'
  | 'evidence_exchange'
  | 'e_service'
  | 'e_signature'
  | 'confirmation'

/** How somebody takes part in a session (OM-18). */
export type Manner =
  | 'video'
  /** By sound alone, where there is no camera or the line is too thin. */
  | 'voice'
  | 'on_site'
  /** Does not come; what they have to say is there in writing. */
  | 'writing'

/** How people attend. */
export type SessionMode =
  | 'online'
  /** At one place (在线调解规则 art. 16). */
  | 'on_site'
  /** Some at one place, some online. */
  | 'hybrid'

/** What the page of the own case offers for a session. */
export type OwnDoor =
  /** Before the day: try network and devices. */
  | 'test'
  /** On the day: into the waiting room. */
  | 'enter'
  /** On site, over, or the link was taken away. */
  | 'none'

/** What is asked for. */
export type DataRequestKind =
  | 'correct'
  | 'delete'

/** How far the request is. */
export type DataRequestState =
  | 'asked'
  | 'granted'
  | 'refused'

/** For what somebody takes their data away; kept in the audit log. */
export type ExportPurpose =
  | 'keep'
  /** To see whether it is right. */
  | 'check'
  /** For arbitration, a suit, or a complaint. */
  | 'proceedings'

/** What an agent may do beyond appearing; each must be written into the authority (LB-08). */
export type Power =
  | 'admit'
  | 'waive'
  | 'change'
  /** 和解: without it no agreement may be signed. */
  | 'settle'
  | 'receive'
  | 'sign'

/** What the other side says to mediation. */
export type AskResult =
  | 'agreed'
  | 'refused'
  | 'unreachable'

/** What one try came to. */
export type ContactOutcome =
  | 'reached'
  | 'no_answer'
  | 'wrong_number'
  | 'will_call_back'

/** Why a respondent takes no part in a mediation that goes on with others (在线调解规则 art. 15, OM-17). */
export type Absence =
  | 'refused'
  | 'unreachable'

/** In what capacity a party stands in the dispute (劳动争议调解仲裁法 arts. 22-23). */
export type Capacity =
  | 'usual'
  /** 劳务派遣单位: jointly with the employer that uses the worker. */
  | 'dispatching'
  /** 用工单位. */
  | 'using'
  /** 第三人: has an interest in the outcome. */
  | 'third'

/** What kind of party somebody is. */
export type PartyKind =
  | 'person'
  | 'employer'

/** Why somebody needs the numbers. */
export type PersonalPurpose =
  | 'contact'
  | 'identity_check'
  /** 送达. */
  | 'service'
  /** To be written into a document of the case. */
  | 'document'
  | 'correction'

/** Kinds of dispute accepted; the speciality of a roster (在线调解规则 art. 28 names 劳动争议). */
export type DisputeKind =
  | 'labour'
  | 'personnel'
  | 'new_employment'
  | 'labour_service'

/** As on the identity card. */
export type Gender =
  | 'female'
  | 'male'

/** Specialities of the city's expert pool (洛中法〔2023〕4号 arts. 2-3). */
export type PoolTag =
  | 'collective'
  | 'construction'
  | 'major'

/** What can be wrong with a recording; stable codes, a sentence for each in `SENTENCES`. */
export type Flaw =
  | 'never_sealed'
  | 'unsigned'
  | 'manifest_unreadable'
  | 'manifest_replaced'
  | 'not_sealed_yet'
  | 'journal_missing'
  | 'journal_damaged'
  | 'journal_short'
  | 'journal_changed'
  | 'file_missing'
  | 'file_short'
  | 'file_damaged'
  | 'file_foreign'
  | 'file_changed'

/** What was done. */
export type AccessKind =
  | 'started'
  | 'paused'
  | 'resumed'
  | 'stopped'
  | 'broken'
  | 'sealed'
  | 'verified'
  | 'opened'
  | 'read'
  | 'refused'
  | 'exported'
  /** Its sealed files left with the export of the case. */
  | 'copied'
  | 'deletion_asked'
  | 'deletion_refused'
  | 'deletion_withdrawn'
  | 'deleted'

/** What can be done to it. */
export type DeletionAction =
  | 'grant'
  | 'refuse'
  | 'withdraw'

/** How far it is. */
export type DeletionState =
  | 'asked'
  | 'refused'
  | 'withdrawn'
  | 'done'

/** Why someone plays a recording. */
export type ViewingPurpose =
  | 'confirmation_review'
  | 'complaint'
  | 'supervision'
  | 'party_request'

/** Why a referral may be declined; exactly these three (在线调解规则 art. 12). */
export type DeclineGround =
  | 'out_of_charter'
  | 'out_of_field'
  | 'unsuitable'

/** Life of a referral. */
export type ReferralState =
  | 'sent'
  | 'accepted'
  | 'declined'
  /** 逾期未确认. */
  | 'overdue'
  | 'withdrawn'
  /** Accepted, and later taken away: another organisation has the case. */
  | 'ended'

/** For what the court looks somebody up: what a mediator may not become in the same case. */
export type RegisterPurpose =
  | 'juror'
  | 'agent'
  | 'witness'
  | 'expert'
  | 'interpreter'

/** Why something was deleted. */
export type DeletionCause =
  /** Its time was over. */
  | 'time'
  /** One person asked and another agreed, before its time was over. */
  | 'two_people'

/** What is kept for a time of its own. */
export type Kept =
  /** The case with everything of it. */
  | 'case_file'
  | 'recording'
  /** What was made or shown to reach a settlement. */
  | 'protected'

/** What can be done to it. */
export type ShorteningAction =
  | 'confirm'
  | 'refuse'
  | 'withdraw'

/** How far an entry is (LY-02). */
export type EntryState =
  | 'draft'
  /** 人社已报送. */
  | 'reported'
  /** 法院审核中. */
  | 'under_review'
  /** 已入册. */
  | 'listed'
  | 'returned'
  /** Listed with the old values while the court looks at the new ones. */
  | 'change_pending'
  /** 停用: removed or suspended; cases of the past keep its name. */
  | 'stopped'

/** Life of a wish. */
export type WishState =
  | 'waiting'
  | 'taken'
  | 'refused'
  /** The person wishes something else, or nothing any more. */
  | 'dropped'

/** Whom a session brings together. */
export type SessionForm =
  | 'joint'
  /** One side alone at a time of its own: only with every party's consent (art. 16(1)). */
  | 'separate'

/** Result of comparing the person with their document. */
export type IdentityCheck =
  | 'not_checked'
  | 'passed'
  | 'failed'

/** How far an access is. */
export type SupportState =
  | 'asked'
  | 'open'
  | 'refused'
  /** Ended by hand, or taken back before it was answered. */
  | 'ended'
  | 'expired'

/** How a period stands now. */
export type ClockState =
  | 'running'
  | 'stopped'
  /** What had to be done was done in time. */
  | 'done'
  | 'passed'

/** Why the term stands still. */
export type PauseKind =
  /** 鉴定评估: its time is not counted (在线调解规则 art. 26). */
  | 'appraisal'
  /** 中止并报告: suspected sham mediation (art. 23). Parties are not told. */
  | 'suspension'

/** What a party answered to one edition. */
export type FactsState =
  | 'pending'
  /** Every fact of it. */
  | 'confirmed'
  /** At least one fact of it. */
  | 'refused'
