"""What use cases and queries answer: plain values, built per reader, masked.

Field names are those of `server.web.schemas`, so an answer is `Schema.model_validate(view, from_attributes=True)`.
What a reader may not see is not in the value at all.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from server.domain.attendance import PersonAttendance
from server.domain.case import CaseState, Mode, Procedure, Source, Stage
from server.domain.consent import Purpose
from server.domain.device_check import CheckResult
from server.domain.identity import IdentityCheck
from server.domain.invitation import Device, LinkState
from server.domain.outcome import EndingCode, Outcome, OutcomeKind
from server.domain.party import Role, Side
from server.domain.recording import Recording, RecordingState
from server.domain.session import SessionState
from server.domain.timeline import Tone
from server.domain.viewing import ViewingPurpose


@dataclass(frozen=True, slots=True)
class ConsentView:
    """Standing answer to one purpose; `answer` None when never answered."""

    purpose: Purpose
    answer: bool | None
    version: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeviceCheckView:
    """The latest device check."""

    camera: CheckResult
    microphone: CheckResult
    speaker: CheckResult
    connection: CheckResult
    note: str | None


@dataclass(frozen=True, slots=True)
class InvitationView:
    """What the person behind a link may see. With `device` other, consents and check are left out."""

    identity: str
    name: str
    side: Side
    role: Role
    title: str
    device: Device
    phone_hint: str
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
    """Rises with every change of the session."""
    notice_version: str
    notice_acknowledged_at: datetime | None
    consents: tuple[ConsentView, ...]
    device_check: DeviceCheckView | None
    online_mediation: bool | None
    """What the person says to mediating online now; None when never asked, and on another device."""
    steps_wording: str
    outcome: OutcomeKind | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """One invited person and how ready they are; for the mediator and the court, never for a party."""

    identity: str
    name: str
    side: Side
    role: Role
    title: str
    phone: str
    """Masked."""
    link: LinkState
    identity_check: IdentityCheck
    identity_checked_at: datetime | None
    notice_acknowledged_at: datetime | None
    recording_consent: bool | None
    consents: tuple[ConsentView, ...]
    device_check: DeviceCheckView | None
    linked_to: str | None
    removed_reason: str | None


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session in a list."""

    id: str
    serial: str
    title: str
    cause: str
    number: int
    state: SessionState
    starts_at: datetime
    minutes: int
    revision: int
    """Rises with every change of the session."""
    mediator: str
    participants: tuple[ParticipantView, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """Sessions of today and of the next days."""

    now: datetime
    sessions: tuple[SessionSummary, ...]
    later: tuple[SessionSummary, ...]


class DueCondition(StrEnum):
    """Which last days a list is asked for."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    """Today and the six days after it."""


class CaseOrder(StrEnum):
    """How a list of cases is ordered."""

    RECEIVED = "received"
    """First receipt, newest first."""
    DUE = "due"
    """Next last day, soonest first; cases without one come last."""


@dataclass(frozen=True, slots=True)
class CaseConditions:
    """What cases are asked for; an empty condition asks for all."""

    text: str = ""
    states: tuple[CaseState, ...] = ()
    source: Source | None = None
    cause: str = ""
    """The whole name of the cause."""
    organisation: str = ""
    """The whole name of who has the case."""
    due: DueCondition | None = None
    order: CaseOrder = CaseOrder.RECEIVED
    page: int = 1


@dataclass(frozen=True, slots=True)
class CaseChoices:
    """By what the cases in reach can be narrowed: the causes and organisations they have."""

    causes: tuple[str, ...]
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextDue:
    """The next last day of a case. `provisional` while a calendar it touches is not loaded (暂定)."""

    key: str
    """Which clock of the case."""
    rule: str
    who: str
    nominal_on: date
    due_on: date
    provisional: bool
    stopped: bool


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case in a list."""

    serial: str
    title: str
    cause: str
    state: CaseState
    received_at: datetime
    mediator: str | None
    organisation: str | None
    source: Source
    next_session_at: datetime | None
    next_due: NextDue | None


@dataclass(frozen=True, slots=True)
class CaseList:
    """A page of cases; pages count from 1."""

    cases: tuple[CaseSummary, ...]
    total: int
    """How many are as asked."""
    in_reach: int
    """How many there are without any condition."""
    page: int


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party or agent on the case page, masked."""

    identity: str
    name: str
    side: Side
    role: Role
    title: str
    phone: str
    id_number: str


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line of 经过."""

    at: datetime
    kind: str
    actor: str
    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """The outcome as stored."""

    kind: OutcomeKind
    ending_code: EndingCode | None
    terms: str | None
    reason: str | None
    next_session_at: datetime | None
    concluded_at: datetime
    concluded_by: str
    attendance: tuple[PersonAttendance, ...]


def outcome_view(outcome: Outcome) -> OutcomeView:
    """Return the outcome as answers carry it."""
    decision = outcome.decision
    return OutcomeView(
        kind=decision.kind,
        ending_code=decision.ending_code,
        terms=decision.terms,
        reason=decision.reason,
        next_session_at=decision.next_session_at,
        concluded_at=outcome.concluded_at,
        concluded_by=outcome.concluded_by_name,
        attendance=outcome.attendance,
    )


@dataclass(frozen=True, slots=True)
class RecordingSummary:
    """A recording of a session; `state` is open (also while paused), sealing, sealed or failed."""

    id: str
    state: str
    started_at: datetime
    ended_at: datetime | None
    duration_ms: int
    tracks: int
    interrupted: bool
    manifest_sha256: str | None


def recording_summary(recording: Recording) -> RecordingSummary:
    """Return the recording as answers carry it."""
    state = RecordingState.OPEN if recording.is_running else recording.state
    return RecordingSummary(
        id=recording.id,
        state=state.value,
        started_at=recording.started_at,
        ended_at=recording.ended_at,
        duration_ms=recording.duration_ms,
        tracks=recording.tracks,
        interrupted=recording.interrupted,
        manifest_sha256=recording.manifest_sha256,
    )


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with its outcome and recordings."""

    summary: SessionSummary
    outcome: OutcomeView | None
    recordings: tuple[RecordingSummary, ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """The case page."""

    serial: str
    court_number: str | None
    title: str
    cause: str
    claim: str
    state: CaseState
    court: str | None
    organisation: str | None
    mediator: str | None
    source: Source
    stage: Stage
    procedure: Procedure | None
    mode: Mode
    amount: int | None
    """In 分."""
    workers: int
    received_at: datetime
    parties: tuple[PartyView, ...]
    sessions: tuple[SessionView, ...]
    timeline: tuple[TimelineLine, ...]
    """Newest first."""
    may: tuple[str, ...]
    """Rights of the reader on this case."""


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """One line of the access log of a session's recordings, newest first."""

    at: datetime
    who: str
    role: Role
    action: str
    purpose: ViewingPurpose | None
    reason: str | None
    position_ms: int | None


@dataclass(frozen=True, slots=True)
class LineView:
    """The line of one person in the half-minute that begins at `at`; None where nobody measured.

    The first figures are the server's, from `path` on the browser's own.
    """

    identity: str
    at: datetime
    level: str | None
    uplink_loss: float | None
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


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What a ticket into the room says; `server.web` signs it. `host` and `deputy` become grants."""

    session: str
    identity: str
    name: str
    side: Side
    role: Role
    title: str
    linked_to: str | None
    host: bool
    deputy: bool


@dataclass(frozen=True, slots=True)
class OpenedInvitation:
    """The link is bound: `device` is the clear secret for the cookie, None when this device already holds it."""

    view: InvitationView
    device: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReissuedInvitation:
    """The new token, in clear only here."""

    token: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in: `secret` is for the cookie, in clear only here."""

    secret: str = field(repr=False)
    account: str
    login: str
    name: str
    role: Role
    organisation: str
