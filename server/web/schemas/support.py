"""Bodies of support access: who looks into cases that do not work, by whose leave, until when, and what was read."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from server.domain.case import CaseState
from server.domain.device_check import CheckResult
from server.domain.party import Role, Side
from server.domain.reminder import ReminderKind
from server.domain.session import SessionMode, SessionState
from server.domain.support_access import SupportState
from server.web.schemas import Answer, IdempotencyKey, Reason, Request, Version

Hours = Annotated[int, Field(ge=1, le=72)]


class SupportReading(Answer):
    """One look into a case."""

    at: datetime
    serial: str


class SupportAccess(Answer):
    """An access as it stands now; `serial` None reaches every case of the house. Readings are newest first."""

    id: str
    house: str
    serial: str | None
    purpose: str
    hours: int
    asked_by_name: str
    asked_at: datetime
    state: SupportState
    answered_by_name: str
    answered_at: datetime | None
    until: datetime | None
    ended_by_name: str
    ended_at: datetime | None
    readings: tuple[SupportReading, ...]
    may: tuple[Literal["answer", "end", "read"], ...]
    version: int


class SupportAsked(Request):
    """POST /api/support-accesses: which house, one of its cases or all, what for, for how many hours."""

    key: IdempotencyKey
    house: Annotated[str, Field(min_length=1, max_length=200)]
    serial: Annotated[str, Field(min_length=1, max_length=64)] | None
    purpose: Reason
    hours: Hours


class SupportAnswer(Request):
    """POST /api/support-accesses/{access}/answer: granted for so many hours, None: refused."""

    version: Version
    hours: Hours | None


class SupportEnd(Request):
    """POST /api/support-accesses/{access}/end."""

    version: Version


class SupportCaseLine(Answer):
    """A case an access covers."""

    serial: str
    state: CaseState
    received_at: datetime


class SupportPerson(Answer):
    """Somebody of the case, by number; the telephone is masked."""

    number: int
    side: Side
    role: Role
    title: str
    phone: str


class SupportGuest(Answer):
    """How far somebody got on the way into a session; checks are None before they were made."""

    number: int
    link: Literal["not_opened", "opened", "suspended", "expired", "denied"]
    camera: CheckResult | None
    microphone: CheckResult | None
    connection: CheckResult | None


class SupportSession(Answer):
    """A session, without what was said."""

    number: int
    state: SessionState
    starts_at: datetime
    minutes: int
    mode: SessionMode
    guests: tuple[SupportGuest, ...]


class SupportMessage(Answer):
    """Whether a message got through; `number` is the person it went to."""

    at: datetime
    kind: ReminderKind
    number: int
    state: Literal["queued", "sent", "failed", "desk"]
    attempts: int


class SupportStep(Answer):
    """That something happened, by its code."""

    at: datetime
    kind: str


class SupportCase(Answer):
    """GET /api/support-accesses/{access}/cases/{serial}: whether things worked. No names, claims, papers or words."""

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
