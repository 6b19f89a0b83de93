"""Bodies of the outcome of a session and of the attendance kept with it."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.party import Side
from server.web.schemas import Answer, Id, IdempotencyKey, Request
from server.web.schemas.dates import Moment


class AttendanceStretch(Answer):
    """One stretch of presence or absence of a person, for the record."""

    kind: Literal["present", "dropped", "caucus", "waiting"]
    since: datetime
    until: datetime | None


class AttendanceView(Answer):
    """Attendance of one person in a session."""

    identity: str
    name: str
    side: Side
    title: str
    stretches: tuple[AttendanceStretch, ...]


class Came(Request):
    """Who came to a meeting on site, from when to when; without times, since it was to begin and until now."""

    people: tuple[Id, ...] = Field(max_length=200)
    since: Moment | None = None
    until: Moment | None = None
    after_term: bool = False
    """The mediator knows that it ended after the term."""


class Conclude(Request):
    """POST /api/sessions/{id}/outcome (mediator). The same `key` twice is one outcome.

    `terms` is required for settled and partly settled, `ending_code` and `reason` for not settled,
    `reason` for adjourned; `ending_code` `other` needs a reason of ten characters; `came` of a meeting on site.
    """

    key: IdempotencyKey
    kind: OutcomeKind
    ending_code: EndingCode | None = None
    terms: str | None = Field(default=None, max_length=10_000)
    reason: str | None = Field(default=None, max_length=5_000)
    next_session_at: datetime | None = None
    came: Came | None = None


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
