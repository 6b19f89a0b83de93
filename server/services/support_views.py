"""What is shown of support access: the accesses with what was read, and the little a case shows to the support."""

from dataclasses import dataclass, field
from datetime import datetime

from server.domain.case import CaseState
from server.domain.device_check import CheckResult
from server.domain.invitation import LinkState
from server.domain.party import Role, Side
from server.domain.reminder import PromptState, ReminderKind
from server.domain.session import SessionMode, SessionState
from server.domain.support_access import SupportAccess, SupportState


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One look into a case."""

    at: datetime
    serial: str


@dataclass(frozen=True, slots=True)
class SupportAccessView:
    """An access as it stands now; `may` says what the reader can do about it."""

    id: str
    house: str
    serial: str | None
    """None: every case of the house."""
    purpose: str = field(repr=False)
    hours: int
    asked_by_name: str = field(repr=False)
    asked_at: datetime
    state: SupportState
    answered_by_name: str = field(repr=False)
    answered_at: datetime | None
    until: datetime | None
    ended_by_name: str = field(repr=False)
    ended_at: datetime | None
    readings: tuple[ReadingView, ...]
    """Newest first."""
    may: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class OwnSupportView:
    """That the support was let into one's own case: by whom, for what, until when, and how often it looked."""

    house: str
    purpose: str = field(repr=False)
    granted_at: datetime
    ended_at: datetime
    """When it ended or will end."""
    readings: int


@dataclass(frozen=True, slots=True)
class KeptAccess:
    """An access from the store with what was read."""

    access: SupportAccess
    serial: str | None
    readings: tuple[ReadingView, ...]


@dataclass(frozen=True, slots=True)
class SupportCaseLine:
    """A case of a house, to be chosen."""

    serial: str
    state: CaseState
    received_at: datetime


@dataclass(frozen=True, slots=True)
class SupportPerson:
    """Somebody of the case: no name; the telephone masked."""

    number: int
    """In the order of the case, from 1."""
    side: Side
    role: Role
    title: str
    phone: str


@dataclass(frozen=True, slots=True)
class SupportGuest:
    """How far somebody got on the way into a session; `number` as in the list of people."""

    number: int
    link: LinkState
    camera: CheckResult | None
    microphone: CheckResult | None
    connection: CheckResult | None


@dataclass(frozen=True, slots=True)
class SupportSession:
    """A session, without what was said."""

    number: int
    state: SessionState
    starts_at: datetime
    minutes: int
    mode: SessionMode
    guests: tuple[SupportGuest, ...]


@dataclass(frozen=True, slots=True)
class SupportMessage:
    """Whether a message got through, without its words."""

    at: datetime
    kind: ReminderKind
    number: int
    state: PromptState
    attempts: int


@dataclass(frozen=True, slots=True)
class SupportStep:
    """That something happened, by its code; never the sentence, which may name people and sums."""

    at: datetime
    kind: str


@dataclass(frozen=True, slots=True)
class SupportCaseView:
    """What the support sees of a case: whether things worked, for whom not. No names, claims, papers or words."""

    serial: str
    state: CaseState
    court: str | None
    organisation: str | None
    received_at: datetime
    people: tuple[SupportPerson, ...]
    sessions: tuple[SupportSession, ...]
    messages: tuple[SupportMessage, ...]
    course: tuple[SupportStep, ...]
    until: datetime
    """When the access ends."""
