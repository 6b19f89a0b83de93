"""What a party sees by their own link, and the answer whether a message came from us."""

from dataclasses import dataclass, field
from datetime import date, datetime

from server.domain.application import Application
from server.domain.case import CaseState
from server.domain.case_consent import STEPS_WORDING, ConsentChannel, ConsentStep
from server.domain.concurrence import ConcurrenceForm
from server.domain.intake import Gap
from server.domain.invitation import Device
from server.domain.limitation import Said
from server.domain.manner import Attending
from server.domain.manner_wish import Wish
from server.domain.outcome import OutcomeKind
from server.domain.performance import Extent, PerformanceState
from server.domain.prospect import Way
from server.domain.rest import AgreedPart
from server.domain.session import SessionMode, SessionState
from server.services.clock_views import DeadlineView
from server.services.ending_views import RemedyView
from server.services.exchanges import ExchangedView
from server.services.intake_views import (
    DocumentView,
    ExplanationView,
    LastDayView,
    LimitationView,
    MaterialView,
    OralRecordView,
    ReceiptView,
    RecordedAwardView,
    ReturnView,
)
from server.services.own_agreement_views import OwnAgreementView
from server.services.speaker_views import BarredView, StandsForView
from server.services.undisputed_views import OwnFactsView


@dataclass(frozen=True, slots=True)
class OwnStepView:
    """What the person themselves answered to one step; `answer` None when never asked."""

    step: ConsentStep
    answer: bool | None
    at: datetime | None
    channel: ConsentChannel | None
    withdrawn: bool
    waiting: bool
    """They want to take it back so late that somebody decides first."""
    refused: str = field(default="", repr=False)
    """Why it was not granted that they take back what holds; empty where nothing was refused since they agreed."""


@dataclass(frozen=True, slots=True)
class OwnCaseView:
    """What a party sees by their own link. With `device` other, only that."""

    device: Device
    phone_hint: str
    name: str = ""
    handed_in: bool = False
    serial: str | None = None
    state: CaseState | None = None
    house: str = ""
    title: str = ""
    mediator: str | None = None
    version: int = 0
    application: Application | None = None
    """Only for the party who wrote it."""
    may_write: bool = False
    fills_in: bool = False
    """Whether this is the link of who fills it in for another: it hands in and reads, and answers nothing."""
    gaps: tuple[Gap, ...] = ()
    recorded: RecordedAwardView | None = None
    """What was recorded of arbitration after intake, with their own day alone; None while the application stands."""
    receipt: ReceiptView | None = None
    documents: tuple[DocumentView, ...] = ()
    last_day: LastDayView | None = None
    """Their own, nobody else's."""
    limitation: LimitationView | None = None
    limitation_said: Said | None = None
    """What they said of their own year, nobody else's."""
    limitation_unsaid: bool = False
    """They may have a year of their own to ask for arbitration, and did not say from when it counts."""
    may_say_limitation: bool = False
    oral_record: OralRecordView | None = None
    explanation: ExplanationView | None = None
    """When they have to be told of the risk, or were."""
    explanation_is_own: bool = False
    """Whether it is their own suit that would be refused, and not only another applicant's."""
    returned: ReturnView | None = None
    materials: tuple[MaterialView, ...] = ()
    """Their own."""
    exchanged: tuple[ExchangedView, ...] = ()
    """Evidence of others, where both agreed to exchange it online."""
    steps: tuple[OwnStepView, ...] = ()
    """What they answered, step by step; empty before there is a case, and for who was entered without a name."""
    steps_wording: str = STEPS_WORDING
    withdrawal_notice_hours: int = 0
    """How long before a session a consent can be taken back without a decision."""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnMeetingView:
    """A session the person is invited to, as their own page tells it; never its personal link."""

    id: str
    number: int
    starts_at: datetime
    minutes: int
    mode: SessionMode
    place: str
    state: SessionState
    attending: Attending | None
    """How the person said they will attend."""
    wish: Wish | None
    """How they want to attend instead, until somebody decides."""
    said: tuple[Wish, ...]
    """What they said before, oldest first, and what became of it."""
    may_say: bool
    """Whether they may still say how they will attend."""
    door: str
    """What the page offers, as `own_room.OwnDoor`."""
    put_off: bool
    """They were told that it is not held as planned, and nothing else since."""
    outcome: OutcomeKind | None
    """How it ended, once it did; nothing that was said."""
    reopened: bool
    """What was agreed in it never came into force, and people met again over it."""


@dataclass(frozen=True, slots=True)
class OwnRoomLink:
    """The personal link of a session, bound to the device that asked; token and secret in clear only here."""

    token: str = field(repr=False)
    secret: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OwnEndView:
    """The mediation is over. `notices` say the `ways` that are left, one each; none after a whole agreement."""

    at: datetime
    ways: tuple[Way, ...]
    notices: tuple[str, ...]
    part: AgreedPart | None
    """How far the part is that was agreed, where a rest is left; the ways are for the rest."""


@dataclass(frozen=True, slots=True)
class OwnExtensionView:
    """A request for more time as one person answers it; what the other side said is not in it."""

    id: str
    requested_by: str = field(repr=False)
    reason: str = field(repr=False)
    days: int
    until: date
    """The last day of the longer term."""
    provisional: bool
    wording: str
    agrees: bool | None
    at: datetime | None
    form: ConcurrenceForm | None
    said_by: str = field(repr=False)
    """Who answered for this party; empty where they did so themselves, or nobody did."""
    for_self: bool
    stands_for: tuple[StandsForView, ...]
    barred: tuple[BarredView, ...]


@dataclass(frozen=True, slots=True)
class OwnPerformanceView:
    """An instalment as a party sees it, with what they said of it themselves and the ways after a default."""

    number: int
    due_on: date
    what: str = field(repr=False)
    state: PerformanceState
    own: Extent | None
    may_say: bool
    remedies: tuple[RemedyView, ...]


@dataclass(frozen=True, slots=True)
class OwnDayView:
    """The last day of what one party alone may do after an agreement; its rule says what."""

    of: str = field(repr=False)
    """The party one speaks for; empty where it is one's own."""
    deadline: DeadlineView
    is_over: bool


@dataclass(frozen=True, slots=True)
class OwnCourseView:
    """How one's own case goes on after intake."""

    sessions: tuple[OwnMeetingView, ...]
    """To come, running, or called off and not yet past; in their order."""
    term: DeadlineView | None
    """Until when there is mediation; None before it began and when it is over."""
    performances: tuple[OwnPerformanceView, ...]
    """What was agreed to be done by when, once the agreement has effect."""
    days: tuple[OwnDayView, ...]
    """Until when one may object to the ruling, and enforce: one's own days, and those of whom one speaks for."""
    appraising: bool
    """Whether an appraisal is being made before filing."""
    extension: OwnExtensionView | None
    """What this party is asked: whether the term may be longer; None when nobody asks them."""
    facts: OwnFactsView | None
    """The undisputed facts, with what this party answered; None when there are none, or nobody asks them."""
    ended: OwnEndView | None
    agreement: OwnAgreementView | None
    """The agreement in force, where it binds them or whom they came with."""


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """The link is bound: `device` is the clear secret for the cookie, None when this device holds it already."""

    view: OwnCaseView
    device: str | None = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewCaseLink:
    """A link, in clear only here."""

    token: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """Whether a message came from us."""

    found: bool
    handled_by: tuple[str, ...]
