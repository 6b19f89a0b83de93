"""Bodies of a case: its state and source, the list of cases, and the page of one."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from server.web.schemas import Answer, Request
from server.web.schemas.persons import PartyView
from server.web.schemas.sessions import SessionView


class CaseState(StrEnum):
    """How far the case is, as `design/console/NOTES` words it."""

    RECEIVED = "received"
    RETURNED = "returned"
    TO_APPOINT = "to_appoint"
    AWAITING_ACCEPTANCE = "awaiting_acceptance"
    ACCEPTED = "accepted"
    ASKING = "asking"
    SCHEDULED = "scheduled"
    IN_MEDIATION = "in_mediation"
    ON_SITE = "on_site"
    SUSPENDED = "suspended"
    APPRAISAL = "appraisal"
    AGREED = "agreed"
    PARTLY_AGREED = "partly_agreed"
    IN_FORCE = "in_force"
    CONFIRMING = "confirming"
    PERFORMING = "performing"
    ENDED = "ended"
    HANDED_OVER = "handed_over"
    FILED = "filed"


class CaseSource(StrEnum):
    """Who brought the case to mediation (OM-01)."""

    ENTRUSTED = "entrusted"
    COMMISSIONED = "commissioned"
    ORGANISATION = "organisation"
    JUDGE = "judge"


class CaseStage(StrEnum):
    """Before filing, or in litigation."""

    PRE_FILING = "pre_filing"
    LITIGATION = "litigation"


class Procedure(StrEnum):
    """How the suit is tried; only in litigation."""

    ORDINARY = "ordinary"
    SUMMARY = "summary"


class CaseMode(StrEnum):
    """How the mediation is held."""

    ONLINE = "online"
    OFFLINE = "offline"


class DueCode(StrEnum):
    """Which last days a list of cases is asked for; the week is today and the six days after it."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"


class CaseOrderCode(StrEnum):
    """First receipt, newest first; or next last day, soonest first."""

    RECEIVED = "received"
    DUE = "due"


class NextDue(Answer):
    """The next last day of a case; `key` names its clock among those of `GET /api/cases/{serial}/clocks`."""

    key: str
    rule: str
    who: str
    nominal_on: date
    due_on: date
    provisional: bool
    stopped: bool


class CaseQuery(Request):
    """GET /api/cases: conditions, all optional; pages count from 1."""

    query: str = Field(default="", max_length=100)
    state: tuple[CaseState, ...] = ()
    source: CaseSource | None = None
    cause: str = Field(default="", max_length=200)
    organisation: str = Field(default="", max_length=200)
    due: DueCode | None = None
    order: CaseOrderCode = CaseOrderCode.RECEIVED
    page: int = Field(default=1, ge=1, le=10_000)


class CaseChoices(Answer):
    """GET /api/case-choices: causes and organisations of the cases in reach, to narrow the list by."""

    causes: tuple[str, ...]
    organisations: tuple[str, ...]


class CaseSummary(Answer):
    """A case in a list. GET /api/cases?query=&state=&page= answers `CaseList`."""

    serial: str
    title: str
    cause: str
    state: CaseState
    received_at: datetime
    mediator: str | None
    organisation: str | None
    source: CaseSource
    next_session_at: datetime | None
    next_due: NextDue | None


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
