"""What staff are shown of a session: who is invited, its outcome, its recordings, and the lines in it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.agreement_effect import AgreementEffect
from server.domain.attendance import PersonAttendance
from server.domain.identity import IdentityCheck
from server.domain.invitation import LinkState
from server.domain.manner import Attending
from server.domain.manner_wish import Wish
from server.domain.outcome import EndingCode, Outcome, OutcomeKind
from server.domain.party import Role, Side
from server.domain.recording import Recording, RecordingState
from server.domain.session import SessionMode, SessionState
from server.services.invitation_views import ConsentView, DeviceCheckView


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
    attending: Attending | None
    """How they will attend, who confirmed it, and when; None until they were asked."""
    test_asked_at: datetime | None
    """When they were last asked by message to test network and device; None before."""
    wish: Wish | None
    """How they want to attend instead, until somebody decides."""


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
    mode: SessionMode
    place: str
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


def read_by(account: Account, session: str, outcome: OutcomeView, effect: AgreementEffect | None) -> OutcomeView:
    """Return what this account reads of the outcome of a session.

    Terms nobody is bound by are concessions, and why nothing was agreed tells who would have given what: both stay with
    whoever mediates (`protected.read`); a judge reads the terms of the agreement in force (在线调解规则 art. 18).
    """
    if account.has(Right.PROTECTED_READ):
        return outcome
    in_force = effect is not None and session in effect.sessions
    return replace(outcome, terms=outcome.terms if in_force else None, reason=None)


@dataclass(frozen=True, slots=True)
class RecordingSummary:
    """A recording of a session; `state` is open (also while paused), sealing, sealed, failed or erased."""

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
class Asking:
    """A disclosure that waits, and the parties, by name, who have not replied."""

    name: str = field(repr=False)
    missing: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Impartiality:
    """What stands in the way of going on: replies that are to come, and whether a challenge waits for its decision."""

    asking: tuple[Asking, ...] = ()
    challenged: bool = False


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with its outcome and recordings."""

    summary: SessionSummary
    outcome: OutcomeView | None
    recordings: tuple[RecordingSummary, ...]
    impartiality: Impartiality = field(default_factory=Impartiality)
    """Of a session that is not over and was asked for by itself."""


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
    downlink_jitter_ms: float | None
    """As the browser says, like what follows from `path` on."""
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
    heard_concealed: float | None
    """As the browser of whoever heard them best says."""
    mic_silent: bool | None
    browser: str | None
    system: str | None
