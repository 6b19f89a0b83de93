"""Bodies of a party's own link to the case, and of the check whether a message came from us."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from server.domain.case import CaseState
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.causes import CaseType
from server.domain.concurrence import ConcurrenceForm
from server.domain.invitation import Device
from server.domain.manner import Manner
from server.domain.material import MaterialKind
from server.domain.outcome import OutcomeKind
from server.domain.performance import Extent
from server.domain.prospect import Way
from server.domain.rest import AgreedPart
from server.domain.session import SessionMode, SessionState
from server.services.own_room import OwnDoor
from server.web.schemas import Answer, Request, Version
from server.web.schemas.agreements import RemedyShown
from server.web.schemas.applications import ApplicationFormBack, ApplicationFormShown, Line
from server.web.schemas.concurrence import Barred, StandsFor
from server.web.schemas.deadlines import DeadlineShown
from server.web.schemas.explanations import ExplanationView
from server.web.schemas.intake import IntakeGap, ReceiptView, RecordedAward, ReturnView
from server.web.schemas.last_days import LastDayView, LimitationView
from server.web.schemas.limitations import YearSaid
from server.web.schemas.materials import DocumentView, MaterialView
from server.web.schemas.oral_records import OralRecordView
from server.web.schemas.own_agreement import OwnAgreement
from server.web.schemas.schedule import AttendingShown, WishShown
from server.web.schemas.undisputed import OwnFacts


class OwnCaseSave(Request):
    """PUT /api/own/{token}; `house` is who is to receive it."""

    version: Version
    house: Line = ""
    application: ApplicationFormBack


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
    case_types: tuple[CaseType, ...]
    """What it takes today; a mediation organisation takes labour and personnel disputes only."""


class OwnStep(Answer):
    """What the person themselves answered to one step."""

    step: ConsentStep
    answer: bool | None
    at: datetime | None
    channel: ConsentChannel | None
    withdrawn: bool
    waiting: bool
    """They want to take it back so late that somebody decides first."""
    refused: str
    """Why it was not granted that they take back what holds; else empty."""


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

    device: Device
    phone_hint: str
    name: str
    handed_in: bool
    serial: str | None
    state: CaseState | None
    house: str
    title: str
    mediator: str | None
    version: int
    application: ApplicationFormShown | None
    may_write: bool
    fills_in: bool
    """By the link of who fills it in for another nothing is answered."""
    gaps: tuple[IntakeGap, ...]
    recorded: RecordedAward | None
    """What was recorded of arbitration after intake, with their own day alone; None while the application stands."""
    receipt: ReceiptView | None
    documents: tuple[DocumentView, ...]
    last_day: LastDayView | None
    limitation: LimitationView | None
    """Their own year, nobody else's."""
    limitation_said: YearSaid | None
    limitation_unsaid: bool
    """They may have a year of their own to ask for arbitration, and did not say from when it counts."""
    may_say_limitation: bool
    oral_record: OralRecordView | None
    """Their own confirmation alone."""
    explanation: ExplanationView | None
    explanation_is_own: bool
    """It is their own suit that would be refused, and not only another applicant's."""
    returned: ReturnView | None
    materials: tuple[MaterialView, ...]
    exchanged: tuple[ExchangedMaterial, ...]
    """Evidence of others, where both agreed to exchange it online; read at the address of one's own."""
    steps: tuple[OwnStep, ...]
    """What they answered, step by step."""
    steps_wording: str
    """Version of the questions as they are put now."""
    withdrawal_notice_hours: int
    """How long before a session a consent can be taken back without a decision; 0: at any time."""
    expires_at: datetime | None


class OwnMeeting(Answer):
    """A session the party is invited to; never its personal link."""

    id: str
    number: int
    starts_at: datetime
    minutes: int
    mode: SessionMode
    place: str
    state: SessionState
    attending: AttendingShown | None
    """How the party said they will attend."""
    wish: WishShown | None
    """How the party wants to attend instead, until somebody decides."""
    said: tuple[WishShown, ...]
    """What they said before, oldest first."""
    may_say: bool
    door: OwnDoor
    put_off: bool
    """They were told that it is not held as planned, and nothing else since."""
    outcome: OutcomeKind | None
    """How it ended, once it did."""
    reopened: bool
    """What was agreed in it never came into force, and people met again over it."""


class OwnRoomLink(Answer):
    """POST /api/own/{token}/sessions/{session}/enter: the personal link of the session, bound to this device."""

    token: str
    expires_at: datetime


class OwnEnd(Answer):
    """The mediation is over; `notices` say the `ways` that are left, one each, none after a whole agreement."""

    at: datetime
    ways: tuple[Way, ...]
    notices: tuple[str, ...]
    part: AgreedPart | None
    """How far the part is that was agreed, where a rest is left; the ways are for the rest."""


class OwnExtension(Answer):
    """A request for more time as one person answers it; never what the other side said."""

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
    said_by: str
    """Who answered for this party; empty where they did so themselves, or nobody did."""
    for_self: bool
    stands_for: tuple[StandsFor, ...]
    barred: tuple[Barred, ...]


class OwnMannerSaid(Request):
    """PUT /api/own/{token}/sessions/{session}/manner: how one wants to attend."""

    manner: Manner
    reason: str = Field(default="", max_length=200)


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
    own: Extent | None
    may_say: bool
    remedies: tuple[RemedyShown, ...]


class OwnPerformanceSaid(Request):
    """POST /api/own/{token}/performances/{number}: whether it was performed, as oneself knows."""

    extent: Extent


class OwnDay(Answer):
    """The last day of what one party alone may do after an agreement; its rule says what."""

    of: str
    """The party one speaks for; empty where it is one's own."""
    deadline: DeadlineShown
    is_over: bool


class OwnCourse(Answer):
    """GET /api/own/{token}/course: how the case goes on after intake."""

    sessions: tuple[OwnMeeting, ...]
    term: DeadlineShown | None
    performances: tuple[OwnPerformance, ...]
    days: tuple[OwnDay, ...]
    """Until when one may object to the ruling, and enforce: one's own days, and those of whom one speaks for."""
    extension: OwnExtension | None
    facts: OwnFacts | None
    appraising: bool
    """Whether an appraisal is being made before filing."""
    ended: OwnEnd | None
    agreement: OwnAgreement | None
    """The agreement in force, where it binds the reader or whom they came with."""


class OwnCaseLink(Answer):
    """A link of a party, in clear only here."""

    token: str
    url: str
    expires_at: datetime


class CheckAnswer(Answer):
    """Whether a message came from us."""

    found: bool
    handled_by: tuple[str, ...]
