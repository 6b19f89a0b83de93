"""Bodies of requests and answers; `static/src/api/types.ts` is generated from them.

Requests refuse unknown fields and cap every size. Answers are built per reader: what a reader may not see
is not in the answer at all.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1, max_length=2_000)]
Reason = Annotated[str, Field(min_length=2, max_length=500)]
Login = Annotated[str, Field(min_length=1, max_length=64)]
IdempotencyKey = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""Of what is changed, as it was read: `conflict.stale` when somebody else changed it since."""


class Request(BaseModel):
    """Base of request bodies."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(BaseModel):
    """Base of answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(Answer):
    """RFC 9457 problem details; `code` is stable, `reference` is what a person can quote on the telephone."""

    type: str
    title: str
    status: int
    code: str
    reference: str
    detail: str | None = None
    fields: dict[str, str] = {}


# Words of the case


class SideCode(StrEnum):
    """Where a person stands."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    NEUTRAL = "neutral"


class RoleCode(StrEnum):
    """What a person is."""

    PARTY = "party"
    AGENT = "agent"
    MEDIATOR = "mediator"
    CLERK = "clerk"
    JUDGE = "judge"
    ORGANISATION = "organisation"
    LABOUR_OFFICE = "labour_office"
    COURT_ADMIN = "court_admin"
    AUDITOR = "auditor"
    OPERATOR = "operator"


class SessionState(StrEnum):
    """Life of a session (one meeting of a case)."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    CONCLUDED = "concluded"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"


class CaseState(StrEnum):
    """How far the case is, as `design/console/NOTES` words it."""

    RECEIVED = "received"
    RETURNED = "returned"
    TO_APPOINT = "to_appoint"
    AWAITING_ACCEPTANCE = "awaiting_acceptance"
    ACCEPTED = "accepted"
    ASKING = "asking"
    SCHEDULED = "scheduled"
    IN_MEDIATION = "in_mediation"
    ON_SITE = "on_site"
    SUSPENDED = "suspended"
    APPRAISAL = "appraisal"
    AGREED = "agreed"
    PARTLY_AGREED = "partly_agreed"
    IN_FORCE = "in_force"
    CONFIRMING = "confirming"
    PERFORMING = "performing"
    ENDED = "ended"
    HANDED_OVER = "handed_over"
    FILED = "filed"


class CaseSource(StrEnum):
    """Who brought the case to mediation (OM-01)."""

    ENTRUSTED = "entrusted"
    COMMISSIONED = "commissioned"
    ORGANISATION = "organisation"
    JUDGE = "judge"


class CaseStage(StrEnum):
    """Before filing, or in litigation."""

    PRE_FILING = "pre_filing"
    LITIGATION = "litigation"


class Procedure(StrEnum):
    """How the suit is tried; only in litigation."""

    ORDINARY = "ordinary"
    SUMMARY = "summary"


class CaseMode(StrEnum):
    """How the mediation is held."""

    ONLINE = "online"
    OFFLINE = "offline"


class Purpose(StrEnum):
    """What consent is asked for, each on its own (OL-01, NOTES of the room)."""

    RECORDING = "recording"
    TRANSCRIPT = "transcript"
    COURT_VIEWING = "court_viewing"


class IdentityCheck(StrEnum):
    """Result of comparing the person with their document (OM-21)."""

    NOT_CHECKED = "not_checked"
    PASSED = "passed"
    FAILED = "failed"


class CheckResult(StrEnum):
    """One line of the device check."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


# Party, by personal link. Every route: /api/invitations/{token}...


class DeviceCheck(Request):
    """Result of the device check, line by line."""

    camera: CheckResult
    microphone: CheckResult
    speaker: CheckResult
    connection: CheckResult
    note: str | None = Field(default=None, max_length=500)
    """Browser and reason of a failure, such as `NotAllowedError`."""


class ConnectionReport(Request):
    """Result of the connection test, sent to whoever prepares the session."""

    websocket: CheckResult
    udp: CheckResult
    tcp: CheckResult
    turn: CheckResult
    audio: CheckResult
    video: CheckResult
    round_trip: CheckResult
    loss: CheckResult
    round_trip_ms: int | None = Field(default=None, ge=0, le=60_000)
    lost: float | None = Field(default=None, ge=0, le=1)
    browser: Literal["chrome", "edge", "firefox", "safari", "wechat", "other"]
    system: Literal["android", "ios", "windows", "macos", "linux", "other"]


class LoopTrack(Answer):
    """What the browser finds under `mid` of an offer of the connection test."""

    mid: str
    source: Literal["mic", "camera", "screen"]


class LoopOffer(Answer):
    """An offer of the connection test."""

    version: int
    sdp: str
    tracks: tuple[LoopTrack, ...]


class LoopAnswer(Request):
    """The browser's answer to an offer of the connection test."""

    version: int = Field(ge=1)
    sdp: str = Field(min_length=1, max_length=65_536)


class TestRelay(Answer):
    """TURN servers with credentials for a minute, as `RTCIceServer` takes them."""

    urls: tuple[str, ...]
    username: str
    credential: str


class ConnectionTest(Answer):
    """A connection test that has begun: twenty seconds."""

    test: str
    offer: LoopOffer
    """To the half that sends."""
    relays: tuple[TestRelay, ...]
    """Empty where none are set up."""


class Consent(Answer):
    """Standing answer to one purpose."""

    purpose: Purpose
    answer: bool | None
    version: str
    answered_at: datetime | None


class Device(StrEnum):
    """Whose device is asking."""

    UNBOUND = "unbound"
    THIS = "this"
    OTHER = "other"


class InvitationView(Answer):
    """What the person behind the link may see, before and after opening it.

    GET /api/invitations/{token}. When `device` is `other`, consents and check are left out (empty, None).
    """

    identity: str
    name: str
    side: SideCode
    role: RoleCode
    title: str
    device: Device
    phone_hint: str
    """Masked phone, such as 138****6027."""
    serial: str
    cause: str
    other_party: str
    own_party: str
    mediator: str
    organisation: str
    court: str
    session: str
    session_state: SessionState
    starts_at: datetime
    minutes: int
    number: int
    revision: int
    notice_version: str
    notice_acknowledged_at: datetime | None
    consents: tuple[Consent, ...]
    device_check: DeviceCheck | None
    online_mediation: bool | None
    """What the person says to mediating online now; None when never asked, and on another device."""
    steps_wording: str
    outcome: str | None
    """After the end: `settled`, `partly_settled`, `not_settled` or `adjourned`."""
    expires_at: datetime


class InvitationMove(Request):
    """POST /api/invitations/{token}/move: it is me on another device; binds the link to this one."""

    phone_tail: str = Field(pattern=r"^\d{4}$")


class NoticeAcknowledgement(Request):
    """POST /api/invitations/{token}/notice."""

    version: str = Field(min_length=1, max_length=32)


class ConsentAnswer(Request):
    """PUT /api/invitations/{token}/consents/{purpose}; may be changed at any time, also in the room."""

    answer: bool
    version: str = Field(min_length=1, max_length=32)


class OwnStepAnswer(Request):
    """PUT …/steps/{step} of a personal link: the person's own answer to one step, to the wording they read."""

    answer: bool
    wording: str = Field(min_length=1, max_length=32)
    reason: str = Field(default="", max_length=500)
    """Needed to take a yes back."""


class TicketAnswer(Answer):
    """POST /api/invitations/{token}/ticket and POST /api/sessions/{id}/ticket: what opens the socket."""

    ticket: str
    expires_at: datetime
    session: str
    identity: str


# Staff


class SignIn(Request):
    """POST /api/sign-in."""

    login: Login
    password: str = Field(min_length=1, max_length=256)


class Me(Answer):
    """GET /api/me; 401 when not signed in."""

    account: str
    login: str
    name: str
    role: RoleCode
    organisation: str


class ParticipantView(Answer):
    """One invited person and how ready they are."""

    identity: str
    name: str
    side: SideCode
    role: RoleCode
    title: str
    phone: str
    """Masked."""
    link: Literal["not_opened", "opened", "suspended", "expired", "denied"]
    identity_check: IdentityCheck
    identity_checked_at: datetime | None
    notice_acknowledged_at: datetime | None
    recording_consent: bool | None
    consents: tuple[Consent, ...]
    device_check: DeviceCheck | None
    linked_to: str | None
    removed_reason: str | None


class SessionSummary(Answer):
    """A session in a list."""

    id: str
    serial: str
    title: str
    cause: str
    number: int
    """第 n 次调解会议."""
    state: SessionState
    starts_at: datetime
    minutes: int
    revision: int
    mediator: str
    participants: tuple[ParticipantView, ...]


class Today(Answer):
    """GET /api/today: sessions of today and the next days for the person signed in."""

    now: datetime
    sessions: tuple[SessionSummary, ...]
    later: tuple[SessionSummary, ...]


class DueCode(StrEnum):
    """Which last days a list of cases is asked for; the week is today and the six days after it."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"


class CaseOrderCode(StrEnum):
    """First receipt, newest first; or next last day, soonest first."""

    RECEIVED = "received"
    DUE = "due"


class NextDue(Answer):
    """The next last day of a case; `key` names its clock among those of `GET /api/cases/{serial}/clocks`."""

    key: str
    rule: str
    who: str
    nominal_on: date
    due_on: date
    provisional: bool
    stopped: bool


class CaseQuery(Request):
    """GET /api/cases: conditions, all optional; pages count from 1."""

    query: str = Field(default="", max_length=100)
    state: tuple[CaseState, ...] = ()
    source: CaseSource | None = None
    cause: str = Field(default="", max_length=200)
    organisation: str = Field(default="", max_length=200)
    due: DueCode | None = None
    order: CaseOrderCode = CaseOrderCode.RECEIVED
    page: int = Field(default=1, ge=1, le=10_000)


class CaseChoices(Answer):
    """GET /api/case-choices: causes and organisations of the cases in reach, to narrow the list by."""

    causes: tuple[str, ...]
    organisations: tuple[str, ...]


class CaseSummary(Answer):
    """A case in a list. GET /api/cases?query=&state=&page= answers `CaseList`."""

    serial: str
    title: str
    cause: str
    state: CaseState
    received_at: datetime
    mediator: str | None
    organisation: str | None
    source: CaseSource
    next_session_at: datetime | None
    next_due: NextDue | None


class CaseList(Answer):
    """A page of cases; 50 a page. `total` are as asked, `in_reach` without any condition."""

    cases: tuple[CaseSummary, ...]
    total: int
    in_reach: int
    page: int


class PartyView(Answer):
    """A party or agent on the case page."""

    identity: str
    name: str
    side: SideCode
    role: RoleCode
    title: str
    phone: str
    id_number: str
    """Masked."""


class TimelineEntry(Answer):
    """One line of 经过: what happened to the case, newest first."""

    at: datetime
    kind: str
    """Stable code such as `case.received`, `invitation.opened`, `consent.answered`, `session.concluded`."""
    actor: str
    text: str
    tone: Literal["clock", "consent", "waiting", "plain"]


class AttendanceStretch(Answer):
    """One stretch of presence or absence of a person, for the record."""

    kind: Literal["present", "dropped", "caucus", "waiting"]
    since: datetime
    until: datetime | None


class AttendanceView(Answer):
    """Attendance of one person in a session."""

    identity: str
    name: str
    side: SideCode
    title: str
    stretches: tuple[AttendanceStretch, ...]


class OutcomeKind(StrEnum):
    """How a session ends."""

    SETTLED = "settled"
    PARTLY_SETTLED = "partly_settled"
    NOT_SETTLED = "not_settled"
    ADJOURNED = "adjourned"


class EndingCode(StrEnum):
    """The eight endings of OM-33 (在线调解规则 art. 25)."""

    AGREEMENT = "agreement"
    SETTLED_AND_WITHDREW = "settled_and_withdrew"
    PARTY_UNREACHABLE = "party_unreachable"
    PARTY_UNWILLING = "party_unwilling"
    DIFFERENCES_TOO_LARGE = "differences_too_large"
    TERM_OVER = "term_over"
    REFUSED_TO_SIGN = "refused_to_sign"
    OTHER = "other"


class Conclude(Request):
    """POST /api/sessions/{id}/outcome (mediator). The same `key` twice is one outcome.

    `terms` is required for settled and partly settled, `ending_code` and `reason` for not settled,
    `reason` for adjourned; `ending_code` `other` needs a reason of ten characters.
    """

    key: IdempotencyKey
    kind: OutcomeKind
    ending_code: EndingCode | None = None
    terms: str | None = Field(default=None, max_length=10_000)
    reason: str | None = Field(default=None, max_length=5_000)
    next_session_at: datetime | None = None


class OutcomeView(Answer):
    """The outcome as stored."""

    kind: OutcomeKind
    ending_code: EndingCode | None
    terms: str | None
    reason: str | None
    next_session_at: datetime | None
    concluded_at: datetime
    concluded_by: str
    attendance: tuple[AttendanceView, ...]


class RecordingSummary(Answer):
    """A recording of a session. `state`: open, sealing, sealed or failed."""

    id: str
    state: Literal["open", "sealing", "sealed", "failed"]
    started_at: datetime
    ended_at: datetime | None
    duration_ms: int
    tracks: int
    interrupted: bool
    manifest_sha256: str | None


class SessionView(Answer):
    """GET /api/sessions/{id}: for the mediator and clerk of the case."""

    summary: SessionSummary
    outcome: OutcomeView | None
    recordings: tuple[RecordingSummary, ...]


class CaseView(Answer):
    """GET /api/cases/{serial}."""

    serial: str
    court_number: str | None
    title: str
    cause: str
    claim: str
    state: CaseState
    court: str | None
    organisation: str | None
    mediator: str | None
    source: CaseSource
    stage: CaseStage
    procedure: Procedure | None
    mode: CaseMode
    amount: int | None
    """In 分 (hundredths of a yuan); None when not in money."""
    workers: int
    received_at: datetime
    parties: tuple[PartyView, ...]
    sessions: tuple[SessionView, ...]
    timeline: tuple[TimelineEntry, ...]
    may: tuple[str, ...]
    """Rights of the reader on this case, such as `session.host`, `recording.play`, `recording.list`."""


class IdentityResult(Request):
    """POST /api/sessions/{id}/participants/{identity}/identity: the mediator compared the document."""

    result: Literal[IdentityCheck.PASSED, IdentityCheck.FAILED]
    note: str | None = Field(default=None, max_length=500)


class Removal(Request):
    """POST /api/sessions/{id}/participants/{identity}/remove: out, and the link is suspended. `/restore` lifts it."""

    reason: Reason


class ReissuedInvitation(Answer):
    """POST /api/sessions/{id}/participants/{identity}/reissue: the old link is dead, this is the new one."""

    invitation_url: str
    expires_at: datetime


class RecordingOrder(Request):
    """POST /api/sessions/{id}/recording (mediator); answers `RecordingSummary`."""

    action: Literal["start", "pause", "resume", "stop"]


# Judge


class ViewingPurpose(StrEnum):
    """Why someone plays a recording; chosen before anything plays and kept for ever."""

    CONFIRMATION_REVIEW = "confirmation_review"
    COMPLAINT = "complaint"
    SUPERVISION = "supervision"
    PARTY_REQUEST = "party_request"


class ViewingRequest(Request):
    """POST /api/recordings/{session}/viewings: open the player on all recordings of a session."""

    purpose: ViewingPurpose
    reason: Reason


class ReviewGap(Answer):
    """A stretch of a track without media, in milliseconds of the review clock."""

    at_ms: int
    length_ms: int
    reason: str


class ReviewSegment(Answer):
    """One playable file: starts at `at_ms` of the review clock. Ranges are answered."""

    url: str
    mime: str
    at_ms: int
    length_ms: int
    width: int | None
    height: int | None
    gaps: tuple[ReviewGap, ...]


class ReviewTrack(Answer):
    """All segments of one source of one person."""

    source: Literal["mic", "camera", "screen"]
    segments: tuple[ReviewSegment, ...]


class ReviewSeat(Answer):
    """A fixed seat in the player; a person without consent keeps a neutral seat without tracks."""

    identity: str
    name: str
    side: SideCode
    title: str
    recorded: bool
    why_not: Literal["declined", "withheld", "not_present"] | None
    """Why nothing is shown: did not agree, not for this purpose, was not there."""
    tracks: tuple[ReviewTrack, ...]


class ReviewMark(Answer):
    """A point or stretch on the timeline. A caucus carries time and length only."""

    at_ms: int
    length_ms: int
    kind: str
    """`joint`, `caucus`, `pause`, `absent`, `interrupted`, or the kind of a room event."""
    identity: str | None
    text: str


class Integrity(Answer):
    """Result of verifying chain, digests and signature of every recording of the session."""

    verdict: Literal["unchanged", "changed", "incomplete"]
    tracks: int
    records: int
    sealed_at: datetime | None
    manifest_sha256: tuple[str, ...]
    problems: tuple[str, ...]


class Review(Answer):
    """Answer of POST /api/recordings/{session}/viewings and GET /api/viewings/{id}."""

    viewing: str
    watermark: str
    serial: str
    title: str
    session: str
    started_at: datetime
    """Clock time of review second 0."""
    length_ms: int
    seats: tuple[ReviewSeat, ...]
    marks: tuple[ReviewMark, ...]
    integrity: Integrity
    outcome: OutcomeView | None


class PlayReport(Request):
    """POST /api/viewings/{id}/plays: the player tells when playing starts, seeks and stops."""

    action: Literal["play", "pause", "seek", "end"]
    at_ms: int = Field(ge=0)


class LineSample(Answer):
    """Half a minute of one person's line, of GET /api/sessions/{session}/lines; null where nobody measured."""

    identity: str
    at: datetime
    level: str | None
    """Worst of good, fair, poor, lost."""
    uplink_loss: float | None
    """Largest share lost, 0 to 1, from and to the browser."""
    downlink_loss: float | None
    round_trip_ms: float | None
    jitter_ms: float | None
    uplink_bps: int | None
    downlink_bps: int | None
    path: str | None
    transport: str | None
    sent_height: int | None
    received_height: int | None
    frames_per_second: float | None
    freezes: int | None
    freeze_ms: int | None
    concealed: float | None
    mic_silent: bool | None
    browser: str | None
    system: str | None


class AccessEntry(Answer):
    """One line of GET /api/recordings/{session}/access-log, newest first."""

    at: datetime
    who: str
    role: RoleCode
    action: str
    purpose: ViewingPurpose | None
    reason: str | None
    position_ms: int | None
