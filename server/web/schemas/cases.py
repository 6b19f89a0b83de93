"""Bodies of a case: its state and source, the list of cases, and the page of one."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from server.domain.case import CaseMode, CaseSource, CaseStage, CaseState, Procedure
from server.domain.deadlines import DeadlineRule
from server.domain.owed import Owed
from server.services.case_views import CaseOrder, DueCondition
from server.web.schemas import Answer, Id, IdempotencyKey, Request
from server.web.schemas.dates import Day
from server.web.schemas.persons import PartyView
from server.web.schemas.sessions import SessionView


class Colleague(Answer):
    """GET /api/colleagues: somebody of the desk of the own house, to whom a case can be handed on."""

    id: str
    name: str
    is_me: bool


class Handler(Answer):
    """Who of the reader's house has a case in hand."""

    id: str
    name: str


class CaseHandedOn(Request):
    """One case to be handed on; `seen` is who had it in hand when it was marked, None for nobody."""

    serial: str = Field(min_length=1, max_length=64)
    seen: Id | None


class CasesHandedOn(Request):
    """POST /api/case-handlers: these cases, all or none, go to a colleague of the own desk."""

    key: IdempotencyKey
    cases: tuple[CaseHandedOn, ...] = Field(min_length=1, max_length=200)
    to: Id


class NextDue(Answer):
    """The next last day of a case; `key` names its clock among those of `GET /api/cases/{serial}/clocks`."""

    key: str
    rule: str
    who: str
    nominal_on: date
    due_on: date
    provisional: bool
    stopped: bool
    article: str
    """As it was numbered on the day the period began."""
    working_left: int | None
    """Working days up to it, negative once it is over; null where the period is not counted in them."""


class NextOwed(Answer):
    """What the reader owes at once in a case, without a last day, and since which day."""

    what: Owed
    since: date
    article: str


class CaseQuery(Request):
    """GET /api/cases: conditions, all optional; `mine` are those in the reader's hand. Pages count from 1."""

    query: str = Field(default="", max_length=100)
    state: tuple[CaseState, ...] = ()
    source: CaseSource | None = None
    cause: str = Field(default="", max_length=200)
    organisation: str = Field(default="", max_length=200)
    due: DueCondition | None = None
    due_from: Day | None = None
    """With `due_to`: between which days, both with them, a last day lies that is still to be kept."""
    due_to: Day | None = None
    rule: DeadlineRule | None = None
    """Which period ends; with `due` or these days one and the same."""
    received_from: Day | None = None
    """With `received_to`: between which days in Beijing, both with them, the first receipt lies."""
    received_to: Day | None = None
    workers_from: int | None = Field(default=None, ge=2, le=10_000)
    """The fewest workers."""
    owes: Owed | None = None
    """What is owed at once in the case, whoever owes it."""
    mine: bool = False
    order: CaseOrder = CaseOrder.RECEIVED
    page: int = Field(default=1, ge=1, le=10_000)

    @field_validator("due_to", "received_to")
    @classmethod
    def _not_before_its_beginning(cls, last: date | None, info: ValidationInfo) -> date | None:
        """Refuse days that end before they begin: nothing could be found, and nobody would read why."""
        first = info.data.get(str(info.field_name).replace("_to", "_from"))
        if first is not None and last is not None and last < first:
            raise ValueError("ends before it begins")
        return last


class CaseChoices(Answer):
    """GET /api/case-choices: causes and organisations of the cases in reach, to narrow the list by.

    `states` says how many are in each state; none are in a state left out.
    """

    causes: tuple[str, ...]
    organisations: tuple[str, ...]
    states: dict[CaseState, int]


class CaseSummary(Answer):
    """A case in a list. GET /api/cases?query=&state=&page= answers `CaseList`."""

    serial: str
    title: str
    cause: str
    state: CaseState
    received_at: datetime
    mediator: str | None
    organisation: str | None
    handler: Handler | None
    source: CaseSource
    next_session_at: datetime | None
    next_due: NextDue | None
    owed: NextOwed | None
    """What the reader has to do at once; None too where it is somebody else's act."""


class CaseList(Answer):
    """A page of cases; 50 a page. `total` are as asked, `in_reach` without any condition."""

    cases: tuple[CaseSummary, ...]
    total: int
    in_reach: int
    page: int


class TimelineEntry(Answer):
    """One line of 经过: what happened to the case, newest first."""

    at: datetime
    kind: str
    """Stable code such as `case.received`, `invitation.opened`, `consent.answered`, `session.concluded`."""
    actor: str
    text: str
    tone: Literal["clock", "consent", "waiting", "plain"]


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
    handler: Handler | None
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
