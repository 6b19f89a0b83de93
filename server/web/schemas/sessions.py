"""Bodies of a session: its state, who is invited, what the host does about them, and their lines."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from server.domain.identity import IdentityCheck
from server.domain.party import Role, Side
from server.domain.session import SessionMode, SessionState
from server.web.schemas import Answer, IdempotencyKey, Reason, Request
from server.web.schemas.connection_tests import DeviceCheck
from server.web.schemas.consents import Consent
from server.web.schemas.dates import Moment
from server.web.schemas.outcomes import OutcomeView
from server.web.schemas.recordings import RecordingSummary
from server.web.schemas.schedule import AttendingShown, WishShown


class ParticipantView(Answer):
    """One invited person and how ready they are."""

    identity: str
    name: str
    side: Side
    role: Role
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
    attending: AttendingShown | None
    test_asked_at: datetime | None
    """When they were last asked by message to test network and device."""
    wish: WishShown | None
    """How they want to attend instead, until it is confirmed or not."""


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
    mode: SessionMode
    revision: int
    mediator: str
    participants: tuple[ParticipantView, ...]


class Today(Answer):
    """GET /api/today: sessions of today and the next days for the person signed in."""

    now: datetime
    sessions: tuple[SessionSummary, ...]
    later: tuple[SessionSummary, ...]


class Asking(Answer):
    """A disclosure that waits, and the parties who have not replied."""

    name: str
    missing: tuple[str, ...]


class Impartiality(Answer):
    """What stands in the way of going on: replies that are to come, a challenge that waits for its decision."""

    asking: tuple[Asking, ...]
    challenged: bool


class SessionView(Answer):
    """GET /api/sessions/{id}: for the mediator and clerk of the case."""

    summary: SessionSummary
    outcome: OutcomeView | None
    recordings: tuple[RecordingSummary, ...]
    impartiality: Impartiality
    """Of a session that is not over and was asked for by itself."""


class AskToTest(Request):
    """POST /api/sessions/{id}/participants/{identity}/test-message: a message with the address of the test.

    The same `key` twice is one message.
    """

    key: IdempotencyKey
    starts_at: Moment
    """When the session begins as it was read: the message says it."""


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
    """How unevenly sound came from the browser and to it."""
    downlink_jitter_ms: float | None
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
    """Share made up of the sound that came to them, and of their voice by whoever heard them best."""
    heard_concealed: float | None
    mic_silent: bool | None
    browser: str | None
    system: str | None
