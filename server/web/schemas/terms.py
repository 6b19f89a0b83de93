"""Clocks, extensions, pauses, sessions to be held, endings, doors after an agreement, and the working calendar."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from server.web.schemas import Answer, Id, IdempotencyKey, Reason, Request, Version
from server.web.schemas.outcomes import EndingCode
from server.web.schemas.persons import SideCode

_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)


def _require_near(at: datetime) -> datetime:
    """Refuse instants that no case can have: arithmetic with them leaves the calendar."""
    if not _EARLIEST <= at < _LATEST:
        raise ValueError("out of range")
    return at


def _require_near_day(day: date) -> date:
    if not _EARLIEST.date() <= day < _LATEST.date():
        raise ValueError("out of range")
    return day


Moment = Annotated[AwareDatetime, AfterValidator(_require_near)]
Day = Annotated[date, AfterValidator(_require_near_day)]
Length = Annotated[int, Field(ge=1, le=720)]
LongText = Annotated[str, Field(max_length=5_000)]
People = Annotated[tuple[Id, ...], Field(min_length=1, max_length=200)]


class DeadlineRule(StrEnum):
    """The periods of the procedure."""

    PICK_2WD = "PICK_2WD"
    APPOINT_3WD = "APPOINT_3WD"
    ACCEPT_3WD = "ACCEPT_3WD"
    ACCEPT_5WD_LUOYANG = "ACCEPT_5WD_LUOYANG"
    CONTACT_3WD = "CONTACT_3WD"
    MEDIATE_30D = "MEDIATE_30D"
    MEDIATE_EXT_30D = "MEDIATE_EXT_30D"
    MEDIATE_15D_ORDINARY = "MEDIATE_15D_ORDINARY"
    MEDIATE_7D_SUMMARY = "MEDIATE_7D_SUMMARY"
    LABOUR_ORG_15D = "LABOUR_ORG_15D"
    SUE_15D = "SUE_15D"
    JUDICIAL_CONFIRM_30D = "JUDICIAL_CONFIRM_30D"
    ARB_REVIEW_15D = "ARB_REVIEW_15D"
    SET_ASIDE_30D = "SET_ASIDE_30D"
    CONFIRM_OBJECT_15D = "CONFIRM_OBJECT_15D"
    ARB_LIMIT_1Y = "ARB_LIMIT_1Y"
    ENFORCE_2Y = "ENFORCE_2Y"


class ClockStateCode(StrEnum):
    """How a period stands."""

    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    PASSED = "passed"


class ExtensionBaseCode(StrEnum):
    """From which end an extension is counted."""

    ROLLED = "rolled"
    NOMINAL = "nominal"


class ConcurrenceForm(StrEnum):
    """In what form somebody agreed or declined."""

    ORAL = "oral"
    WRITTEN = "written"
    ONLINE = "online"


class PauseKindCode(StrEnum):
    """Why the term stands still."""

    APPRAISAL = "appraisal"
    SUSPENSION = "suspension"


class SessionModeCode(StrEnum):
    """How people attend."""

    ONLINE = "online"
    ON_SITE = "on_site"
    HYBRID = "hybrid"


class SessionFormCode(StrEnum):
    """Whom a session brings together."""

    JOINT = "joint"
    SEPARATE = "separate"


class ClauseCode(StrEnum):
    """What a clause is about."""

    PAYMENT = "payment"
    RELATIONSHIP = "relationship"
    DOCUMENTS = "documents"
    INSURANCE = "insurance"
    OTHER = "other"


class AgreementDoor(StrEnum):
    """A way to make an agreement enforceable, or to end the suit with it."""

    JUDICIAL_CONFIRMATION = "judicial_confirmation"
    ARBITRATION_REVIEW = "arbitration_review"
    PAYMENT_ORDER = "payment_order"
    COURT_PAPER = "court_paper"
    WITHDRAWAL = "withdrawal"


# Clocks


class StripDay(Answer):
    """One day around the end of a period."""

    day: date
    kind: Literal["working", "makeup", "rest", "holiday"]
    is_known: bool
    mark: Literal["", "nominal", "due"]


class DeadlineShown(Answer):
    """When a period ends: nominal and rolled day, article, working, and whether it is provisional (暂定)."""

    rule: DeadlineRule
    article: str
    starts_on: date
    nominal_on: date
    due_on: date
    provisional: bool
    trace: tuple[str, ...]


class ClockShown(Answer):
    """One clock of a case. `remaining` counts in `unit`; None when it is over."""

    key: str
    event: str
    who: str
    started_at: datetime | None
    deadline: DeadlineShown
    count: int
    unit: Literal["working_days", "days", "years"]
    state: ClockStateCode
    done_on: date | None
    remaining: int | None
    extended_by: int
    strip: tuple[StripDay, ...]


class PartyAnswer(Answer):
    """What one party said; `agrees` is None while not asked."""

    identity: str
    name: str
    side: SideCode
    agrees: bool | None
    form: ConcurrenceForm | None
    at: datetime | None
    recorded_by: str | None


class ExtensionShown(Answer):
    """A request for more time with every party's answer."""

    id: str
    state: Literal["asked", "granted", "withdrawn"]
    requested_at: datetime
    requested_by: str
    reason: str
    days: int
    base: ExtensionBaseCode
    granted_at: datetime | None
    answers: tuple[PartyAnswer, ...]


class ExtensionOffer(Answer):
    """What an extension would give; None in the answer where none can be asked for."""

    days: int
    base: ExtensionBaseCode
    current: DeadlineShown
    extended: DeadlineShown


class PauseShown(Answer):
    """A stretch in which the term stands still."""

    id: str
    kind: PauseKindCode
    started_at: datetime
    started_by: str
    reason: str
    ended_at: datetime | None


class CaseClocks(Answer):
    """GET /api/cases/{serial}/clocks."""

    now: datetime
    clocks: tuple[ClockShown, ...]
    extensions: tuple[ExtensionShown, ...]
    offer: ExtensionOffer | None
    pauses: tuple[PauseShown, ...]
    missing_years: tuple[int, ...]


class PartySays(Request):
    """What a party said, recorded by staff."""

    identity: Id
    agrees: bool
    form: ConcurrenceForm
    at: Moment


class AskExtension(Request):
    """POST /api/cases/{serial}/extensions. `requested_by` is a party; None: the mediator suggests it."""

    key: IdempotencyKey
    reason: Reason
    requested_by: Id | None = None


class StartPause(Request):
    """POST /api/cases/{serial}/pauses."""

    kind: PauseKindCode
    reason: Reason


class Resume(Request):
    """POST /api/cases/{serial}/resume."""

    note: str = Field(default="", max_length=500)


class MoveOnSite(Request):
    """POST /api/cases/{serial}/on-site. `asked_by` is the party that asked; None: nobody can attend by video."""

    starts_at: Moment
    minutes: Length
    place: str = Field(min_length=1, max_length=200)
    asked_by: Id | None = None
    answers: tuple[PartySays, ...] = Field(default=(), max_length=200)


class OnSiteAppointment(Answer):
    """Where the mediation goes on."""

    session: str


# Sessions to be held


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
    """POST /api/sessions/{session}/cancel."""

    reason: Reason


# Endings


class EndCase(Request):
    """POST /api/cases/{serial}/end: outside a session; `other` needs a reason of ten characters."""

    key: IdempotencyKey
    code: EndingCode
    reason: LongText


class UndisputedFact(Request):
    """A fact that is not disputed, and which parties confirmed it."""

    text: str = Field(min_length=1, max_length=2_000)
    confirmed_by: tuple[Id, ...] = Field(default=(), max_length=200)


class WriteReport(Request):
    """PUT /api/cases/{serial}/report: raises `conflict.stale` when `version` of the ending is not the newest."""

    version: Version
    basic_facts: LongText
    why: LongText
    costly_conduct: LongText = ""
    hints: LongText = ""
    undisputed: tuple[UndisputedFact, ...] = Field(default=(), max_length=50)


class ReceiveHandOver(Request):
    """POST /api/cases/{serial}/receipt: the court has it; the number of the suit if there is one."""

    number: str = Field(default="", max_length=100)


class UndisputedShown(Answer):
    """A fact that is not disputed; `joint`: every party confirmed it, so that it leaves with the report."""

    text: str
    confirmed_by: tuple[str, ...]
    joint: bool


class ReportShown(Answer):
    """The report of a mediation without agreement."""

    basic_facts: str
    why: str
    costly_conduct: str
    hints: str
    undisputed: tuple[UndisputedShown, ...]


class HandOverLine(Answer):
    """One line of the list; only transferable material can be on it."""

    kind: str
    title: str
    reference: str
    material_class: Literal["transferable"]


class EndingShown(Answer):
    """How the mediation ended and what is owed."""

    code: EndingCode
    reason: str
    ended_at: datetime
    ended_by: str
    report: ReportShown | None
    reported_at: datetime | None
    handed_over_at: datetime | None
    handed_over: tuple[HandOverLine, ...]
    received_at: datetime | None
    received_by: str | None
    receipt_number: str
    closed_at: datetime | None
    owed: Literal["report", "hand_over", "receipt"] | None
    version: int


class Instalment(Request):
    """What is to be done by a day."""

    due_on: Day
    what: str = Field(min_length=1, max_length=500)


class SignedBy(Request):
    """When a party signed."""

    identity: Id
    at: Moment


class TakeEffect(Request):
    """POST /api/cases/{serial}/effect: signatures, seal and what the agreement is about."""

    signatures: tuple[SignedBy, ...] = Field(min_length=1, max_length=200)
    mediator_signed_at: Moment
    sealed_at: Moment | None = None
    clauses: tuple[ClauseCode, ...] = Field(min_length=1, max_length=5)
    performances: tuple[Instalment, ...] = Field(default=(), max_length=60)


class InstalmentShown(Answer):
    """What is to be done by a day."""

    due_on: date
    what: str


class EffectShown(Answer):
    """When the agreement began to bind: the earlier of all signed and all complete (C3)."""

    effective_at: datetime
    all_signed_at: datetime
    complete_at: datetime
    clauses: tuple[ClauseCode, ...]
    performances: tuple[InstalmentShown, ...]
    follow_up_on: date | None


class DoorShown(Answer):
    """A door: open or why not, until when, joint or not."""

    door: AgreementDoor
    open: bool
    joint: bool
    article: str
    deadline: DeadlineShown | None
    remaining: int | None
    barriers: tuple[str, ...]
    warnings: tuple[str, ...]


class ApplicationShown(Answer):
    """An application; `awaiting_other` is 待对方确认 and has not been sent."""

    id: str
    door: AgreementDoor
    state: Literal["awaiting_other", "sent", "granted", "dismissed", "withdrawn"]
    applicant: str
    applied_at: datetime
    sent_at: datetime | None
    ruled_on: date | None
    note: str
    answers: tuple[PartyAnswer, ...]


class ApplyDoor(Request):
    """POST /api/cases/{serial}/doors."""

    key: IdempotencyKey
    door: AgreementDoor
    applicant: Id
    form: ConcurrenceForm
    note: str = Field(default="", max_length=500)


class RuleDoor(Request):
    """POST /api/cases/{serial}/doors/{application}/ruling."""

    action: Literal["grant", "dismiss", "withdraw"]
    on: Day
    note: str = Field(default="", max_length=500)


class CaseEnding(Answer):
    """GET /api/cases/{serial}/ending."""

    route: Literal["register", "resume_trial", "suggest_filing"]
    ways: tuple[Literal["arbitration", "suit", "administrative", "trial"], ...]
    notices: tuple[str, ...]
    ending: EndingShown | None
    list: tuple[HandOverLine, ...]
    effect: EffectShown | None
    doors: tuple[DoorShown, ...]
    applications: tuple[ApplicationShown, ...]
    parties: tuple[PartyAnswer, ...]
    contact_lines: int
    may: tuple[str, ...]


# Calendar


class CalendarYear(Answer):
    """GET /api/calendar/{year}; version 0 came with the program."""

    year: int
    version: int
    source: str
    off: tuple[date, ...]
    makeup: tuple[date, ...]
    entered_by: str
    entered_at: datetime | None


class WorkingCalendar(Answer):
    """GET /api/calendar: the loaded years, and those to be loaded now."""

    today: date
    years: tuple[CalendarYear, ...]
    missing: tuple[int, ...]


class EnterCalendar(Request):
    """PUT /api/calendar/{year} and POST /api/calendar/{year}/preview; `version` is the one that was seen."""

    version: int = Field(ge=0, le=100_000)
    source: str = Field(min_length=1, max_length=100)
    off: tuple[Day, ...] = Field(max_length=366)
    makeup: tuple[Day, ...] = Field(default=(), max_length=366)


class MovedDeadline(Answer):
    """A deadline that a notice moves or makes certain."""

    serial: str
    rule: DeadlineRule
    who: str
    before: date
    after: date
    was_provisional: bool
    is_provisional: bool


class CourtTerms(Answer):
    """GET /api/term-policy: what the court decided where the rules leave it open."""

    extension_days: int
    extensions: int
    base: ExtensionBaseCode


class DecideTerms(Request):
    """PUT /api/term-policy: raises `conflict.stale` when `seen` is not what stands."""

    seen: CourtTerms
    extension_days: int = Field(ge=1, le=60)
    extensions: int = Field(ge=0, le=5)
    base: ExtensionBaseCode
