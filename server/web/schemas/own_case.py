"""Bodies of a party's own link to the case, and of the check whether a message came from us."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from server.web.schemas import Answer, Request, Version
from server.web.schemas.agreements import ExtentCode, RemedyShown
from server.web.schemas.applications import ApplicationForm, Line
from server.web.schemas.cases import CaseState
from server.web.schemas.concurrence import ConcurrenceForm
from server.web.schemas.deadlines import DeadlineShown
from server.web.schemas.explanations import ExplanationView
from server.web.schemas.intake import IntakeGap, ReceiptView, ReturnView
from server.web.schemas.last_days import LastDayView, LimitationView
from server.web.schemas.materials import DocumentView, MaterialKind, MaterialView
from server.web.schemas.oral_records import OralRecordView
from server.web.schemas.outcomes import OutcomeKind
from server.web.schemas.parties import ConsentChannelCode, StepCode
from server.web.schemas.schedule import AttendingShown, SessionModeCode
from server.web.schemas.sessions import SessionState


class OwnCaseSave(Request):
    """PUT /api/own/{token}; `house` is who is to receive it."""

    version: Version
    house: Line = ""
    application: ApplicationForm


class OwnCaseMove(Request):
    """POST /api/own/{token}/move."""

    phone_tail: Annotated[str, Field(pattern=r"^\d{4}$")]


class CheckRequest(Request):
    """POST /api/check."""

    serial: Annotated[str, Field(min_length=1, max_length=20)]
    phone_tail: Annotated[str, Field(pattern=r"^\d{4}$")]


class ReceivingHouse(Answer):
    """Who receives applications."""

    name: str
    is_court: bool


class LinkDevice(StrEnum):
    """Whose device is asking."""

    UNBOUND = "unbound"
    THIS = "this"
    OTHER = "other"


class OwnStep(Answer):
    """What the person themselves answered to one step."""

    step: StepCode
    answer: bool | None
    at: datetime | None
    channel: ConsentChannelCode | None
    withdrawn: bool
    waiting: bool
    """They want to take it back so late that somebody decides first."""


class ExchangedMaterial(Answer):
    """A file another party put in."""

    id: str
    kind: MaterialKind
    name: str
    of: str
    """Whose it is."""
    uploaded_at: datetime


class OwnCaseView(Answer):
    """What a party sees by their own link; on another device only the hint."""

    device: LinkDevice
    phone_hint: str
    name: str
    handed_in: bool
    serial: str | None
    state: CaseState | None
    house: str
    title: str
    mediator: str | None
    version: int
    application: ApplicationForm | None
    may_write: bool
    gaps: tuple[IntakeGap, ...]
    receipt: ReceiptView | None
    documents: tuple[DocumentView, ...]
    last_day: LastDayView | None
    limitation: LimitationView | None
    oral_record: OralRecordView | None
    """Their own confirmation alone."""
    explanation: ExplanationView | None
    returned: ReturnView | None
    materials: tuple[MaterialView, ...]
    exchanged: tuple[ExchangedMaterial, ...]
    """Evidence of others, where both agreed to exchange it online; read at the address of one's own."""
    steps: tuple[OwnStep, ...]
    """What they answered, step by step."""
    steps_wording: str
    """Version of the questions as they are put now."""
    expires_at: datetime | None


class OwnDoorCode(StrEnum):
    """What the page of the own case offers for a session."""

    TEST = "test"
    ENTER = "enter"
    NONE = "none"


class OwnMeeting(Answer):
    """A session the party is invited to; never its personal link."""

    id: str
    number: int
    starts_at: datetime
    minutes: int
    mode: SessionModeCode
    place: str
    state: SessionState
    attending: AttendingShown | None
    """How the party said they will attend."""
    door: OwnDoorCode
    outcome: OutcomeKind | None
    """How it ended, once it did."""


class OwnRoomLink(Answer):
    """POST /api/own/{token}/sessions/{session}/enter: the personal link of the session, bound to this device."""

    token: str
    expires_at: datetime


class OwnEnd(Answer):
    """The mediation is over; `notices` are the ways that are left, none after an agreement."""

    at: datetime
    notices: tuple[str, ...]


class OwnExtension(Answer):
    """A request for more time as one party answers it; never what the others said."""

    id: str
    requested_by: str
    reason: str
    days: int
    until: date
    provisional: bool
    wording: str
    agrees: bool | None
    at: datetime | None
    form: ConcurrenceForm | None


class OwnExtensionAnswer(Request):
    """POST /api/own/{token}/extensions/{extension}: one's own answer, to the wording one read."""

    agrees: bool
    wording: Annotated[str, Field(min_length=1, max_length=64)]


class OwnPerformance(Answer):
    """An instalment of the agreement, what one said of it oneself, and the ways after a default."""

    number: int
    due_on: date
    what: str
    state: Literal["due", "partly", "claimed", "overdue", "performed"]
    own: ExtentCode | None
    may_say: bool
    remedies: tuple[RemedyShown, ...]


class OwnPerformanceSaid(Request):
    """POST /api/own/{token}/performances/{number}: whether it was performed, as oneself knows."""

    extent: ExtentCode


class OwnCourse(Answer):
    """GET /api/own/{token}/course: how the case goes on after intake."""

    sessions: tuple[OwnMeeting, ...]
    term: DeadlineShown | None
    performances: tuple[OwnPerformance, ...]
    extension: OwnExtension | None
    appraising: bool
    """Whether an appraisal is being made before filing."""
    ended: OwnEnd | None


class OwnCaseLink(Answer):
    """A link of a party, in clear only here."""

    token: str
    url: str
    expires_at: datetime


class CheckAnswer(Answer):
    """Whether a message came from us."""

    found: bool
    handled_by: tuple[str, ...]
