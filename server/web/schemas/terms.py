"""Bodies of the term of a mediation: its clocks, extensions and pauses."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from server.domain.clocks import ClockState
from server.domain.term import ExtensionBase, PauseKind
from server.web.schemas import Answer, Id, IdempotencyKey, Reason, Request
from server.web.schemas.concurrence import PartyAnswer
from server.web.schemas.deadlines import DeadlineShown


class StripDay(Answer):
    """One day around the end of a period."""

    day: date
    kind: Literal["working", "makeup", "rest", "holiday"]
    is_known: bool
    mark: Literal["", "nominal", "due"]


class ClockShown(Answer):
    """One clock of a case. `remaining` counts in `unit`; None when it is over."""

    key: str
    event: str
    who: str
    started_at: datetime | None
    deadline: DeadlineShown
    count: int
    unit: Literal["working_days", "days", "years"]
    state: ClockState
    done_on: date | None
    remaining: int | None
    extended_by: int
    strip: tuple[StripDay, ...]


class ExtensionShown(Answer):
    """A request for more time with every party's answer."""

    id: str
    state: Literal["asked", "granted", "withdrawn"]
    requested_at: datetime
    requested_by: str
    reason: str
    days: int
    base: ExtensionBase
    granted_at: datetime | None
    answers: tuple[PartyAnswer, ...]


class ExtensionOffer(Answer):
    """What an extension would give; None in the answer where none can be asked for."""

    days: int
    base: ExtensionBase
    current: DeadlineShown
    extended: DeadlineShown


class PauseShown(Answer):
    """A stretch in which the term stands still."""

    id: str
    kind: PauseKind
    started_at: datetime
    started_by: str
    reason: str
    ended_at: datetime | None


class CaseClocks(Answer):
    """GET /api/cases/{serial}/clocks."""

    now: datetime
    next_working_day: date
    """The first after today, by the calendar: the day that is proposed for a session."""
    clocks: tuple[ClockShown, ...]
    extensions: tuple[ExtensionShown, ...]
    offer: ExtensionOffer | None
    pauses: tuple[PauseShown, ...]
    missing_years: tuple[int, ...]
    late: tuple[str, ...]
    """Applicants, by name, who came after their last day to sue: the risk is owed."""
    lapsed: tuple[str, ...]
    """Applicants, by name, whose last day to sue passed since they came."""


class AskExtension(Request):
    """POST /api/cases/{serial}/extensions. `requested_by` is a party; None: the mediator suggests it."""

    key: IdempotencyKey
    reason: Reason
    requested_by: Id | None = None


class StartPause(Request):
    """POST /api/cases/{serial}/pauses."""

    kind: PauseKind
    reason: Reason


class Resume(Request):
    """POST /api/cases/{serial}/resume."""

    note: str = Field(default="", max_length=500)
