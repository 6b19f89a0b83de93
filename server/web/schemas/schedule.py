"""Bodies of sessions to be held: making, moving and cancelling one, online or on site."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from server.domain.manner import Manner
from server.domain.manner_wish import WishState
from server.domain.outcome import OutcomeKind
from server.domain.session import SessionForm, SessionMode
from server.web.schemas import Answer, Id, IdempotencyKey, Reason, Request
from server.web.schemas.concurrence import PartySays
from server.web.schemas.dates import Moment

Length = Annotated[int, Field(ge=1, le=720)]
People = Annotated[tuple[Id, ...], Field(min_length=1, max_length=200)]


class PersonAttends(Request):
    """How one of those invited said they will attend."""

    identity: Id
    manner: Manner


class ConfirmManner(Request):
    """PUT /api/sessions/{session}/participants/{identity}/manner: how they said they will attend.

    It decides a wish of theirs; one that the session has no room for needs a `place` where it is online until now.
    """

    manner: Manner
    place: str = Field(default="", max_length=200)
    why: str = Field(default="", max_length=200)
    """Why it is not as they wished, as they read it."""


class WishShown(Answer):
    """How a person said by their own link they want to attend, and what became of it."""

    manner: Manner
    reason: str
    said_at: datetime
    state: WishState
    decided_by: str
    decided_at: datetime | None
    why: str


class AttendingShown(Answer):
    """How a person will attend, who confirmed it with them, and when."""

    manner: Manner
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


class EnterOfflineResult(Request):
    """POST /api/cases/{serial}/offline-result: a meeting that was held offline, and what was agreed in it (LY-10)."""

    key: IdempotencyKey
    held_at: Moment
    minutes: Length
    place: str = Field(min_length=1, max_length=200)
    kind: OutcomeKind
    """Settled or partly settled."""
    terms: str = Field(min_length=1, max_length=10_000)
    people: tuple[Id, ...] = Field(min_length=1, max_length=200)
    """Who was there."""
    after_term: bool = False
    """The mediator knows that it ended after the term."""


class EnteredSession(Answer):
    """The meeting as it is kept."""

    session: str


class ScheduleSession(Request):
    """POST /api/cases/{serial}/sessions. `answers` are the consents to a separate session."""

    key: IdempotencyKey
    starts_at: Moment
    minutes: Length
    mode: SessionMode = SessionMode.ONLINE
    form: SessionForm = SessionForm.JOINT
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


class InvitePerson(Request):
    """POST /api/sessions/{session}/participants: who of the case comes too; an interpreter beside whom they help."""

    identity: Id


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
