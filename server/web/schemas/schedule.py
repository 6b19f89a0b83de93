"""Bodies of sessions to be held: making, moving and cancelling one, online or on site."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from server.web.schemas import Answer, Id, IdempotencyKey, Reason, Request
from server.web.schemas.concurrence import PartySays
from server.web.schemas.dates import Moment

Length = Annotated[int, Field(ge=1, le=720)]
People = Annotated[tuple[Id, ...], Field(min_length=1, max_length=200)]


class SessionModeCode(StrEnum):
    """How people attend."""

    ONLINE = "online"
    ON_SITE = "on_site"
    HYBRID = "hybrid"


class SessionFormCode(StrEnum):
    """Whom a session brings together."""

    JOINT = "joint"
    SEPARATE = "separate"


class MannerCode(StrEnum):
    """How a person takes part in a session (OM-18)."""

    VIDEO = "video"
    VOICE = "voice"
    ON_SITE = "on_site"
    WRITING = "writing"


class PersonAttends(Request):
    """How one of those invited said they will attend."""

    identity: Id
    manner: MannerCode


class ConfirmManner(Request):
    """PUT /api/sessions/{session}/participants/{identity}/manner: how they said they will attend."""

    manner: MannerCode


class AttendingShown(Answer):
    """How a person will attend, who confirmed it with them, and when."""

    manner: MannerCode
    confirmed_by: str
    at: datetime


class MoveOnSite(Request):
    """POST /api/cases/{serial}/on-site. `asked_by` is the party that asked; None: nobody can attend by video."""

    key: IdempotencyKey
    starts_at: Moment
    minutes: Length
    place: str = Field(min_length=1, max_length=200)
    asked_by: Id | None = None
    answers: tuple[PartySays, ...] = Field(default=(), max_length=200)


class OnSiteAppointment(Answer):
    """Where the mediation goes on."""

    session: str


class ScheduleSession(Request):
    """POST /api/cases/{serial}/sessions. `answers` are the consents to a separate session."""

    key: IdempotencyKey
    starts_at: Moment
    minutes: Length
    mode: SessionModeCode = SessionModeCode.ONLINE
    form: SessionFormCode = SessionFormCode.JOINT
    place: str = Field(default="", max_length=200)
    people: People
    answers: tuple[PartySays, ...] = Field(default=(), max_length=200)
    after_term: bool = False
    """The mediator knows that it ends after the term."""
    manners: tuple[PersonAttends, ...] = Field(default=(), max_length=200)
    """Of those who were asked."""


class MadeLink(Answer):
    """A personal link, shown this once."""

    identity: str
    name: str
    url: str


class SessionScheduled(Answer):
    """The session as made; a repeated request has no links."""

    session: str
    number: int
    starts_at: datetime
    links: tuple[MadeLink, ...]


class RescheduleSession(Request):
    """POST /api/sessions/{session}/reschedule: raises `conflict.stale` when it does not begin at `was_at` any more."""

    was_at: Moment
    starts_at: Moment
    minutes: Length
    reason: Reason
    after_term: bool = False


class CancelSession(Request):
    """POST /api/sessions/{session}/cancel: raises `conflict.stale` when it does not begin at `was_at` any more."""

    was_at: Moment
    reason: Reason
