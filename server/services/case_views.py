"""What staff are shown of cases: the list with its conditions, and the page of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from server.domain.case import CaseMode, CaseSource, CaseStage, CaseState, Procedure
from server.domain.deadlines import DeadlineRule
from server.domain.owed import Owed
from server.domain.party import Role, Side
from server.domain.timeline import Tone
from server.services.session_views import SessionView


class DueCondition(StrEnum):
    """Which last days a list of cases is asked for; the week is today and the six days after it."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    """Today and the six days after it."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days in Beijing from the first to the last, both with them; an end left out is open."""

    first: date | None = None
    last: date | None = None

    @property
    def are_all(self) -> bool:
        """Whether nothing is left out."""
        return self.first is None and self.last is None


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
    source: CaseSource | None = None
    cause: str = ""
    """The whole name of the cause."""
    organisation: str = ""
    """The whole name of who has the case."""
    due: DueCondition | None = None
    due_on: Days = Days()
    """Between which days a last day lies that is still to be kept."""
    rule: DeadlineRule | None = None
    """Which period that is; with `due` or `due_on` one and the same."""
    received: Days = Days()
    """Between which days the first receipt lies."""
    workers_from: int | None = None
    """The fewest workers."""
    owes: Owed | None = None
    """What is owed at once in the case, whoever owes it."""
    mine: bool = False
    """Only those the reader has in hand."""
    order: CaseOrder = CaseOrder.RECEIVED
    page: int = 1


@dataclass(frozen=True, slots=True)
class CaseChoices:
    """By what the cases in reach can be narrowed: the causes and organisations they have, and how far they are."""

    causes: tuple[str, ...]
    organisations: tuple[str, ...]
    states: Mapping[CaseState, int]
    """How many are in each state; none are in a state left out."""


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
    article: str
    """As it was numbered on the day the period began."""
    working_left: int | None = None
    """Working days up to it, negative once it is over; None where the period is not counted in them."""


@dataclass(frozen=True, slots=True)
class NextOwed:
    """What the reader owes at once in a case, without a last day, and since which day."""

    what: Owed
    since: date
    article: str


@dataclass(frozen=True, slots=True)
class ColleagueView:
    """Somebody of the desk of the reader's house."""

    id: str
    name: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class HandlerView:
    """Who of the reader's house has a case in hand."""

    id: str
    name: str


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
    handler: HandlerView | None
    source: CaseSource
    next_session_at: datetime | None
    next_due: NextDue | None
    owed: NextOwed | None


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
    handler: HandlerView | None
    source: CaseSource
    stage: CaseStage
    procedure: Procedure | None
    mode: CaseMode
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
