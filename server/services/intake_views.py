"""What the desk of intake answers: plain values, built per reader."""

from dataclasses import dataclass, field
from datetime import date, datetime

from server.domain.application import Application, Door
from server.domain.award import Arbitration, ExplanationChannel, Finality, Standing, SuitBar
from server.domain.case import CaseState
from server.domain.causes import CaseType
from server.domain.intake import Gap
from server.domain.material import ComparisonState, MaterialKind, MaterialMedia, MaterialOrigin
from server.domain.oral_record import Signing
from server.domain.receipt import ReturnCode
from server.domain.serving import Channel


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A draft in a list."""

    case: str
    title: str
    door: Door
    created_by: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class IntakeSummary:
    """A case that was received and not taken on yet."""

    case: str
    serial: str
    title: str
    door: Door
    state: CaseState
    received_at: datetime
    workers: int


@dataclass(frozen=True, slots=True)
class IntakeList:
    """What lies on the desk of intake: of each state the cases that wait longest, and how many there are in all."""

    drafts: tuple[DraftSummary, ...]
    cases: tuple[IntakeSummary, ...]
    waiting: int
    given_back: int


@dataclass(frozen=True, slots=True)
class ServedView:
    """That one person was given a paper: by which way, when, and who of the staff printed it."""

    identity: str
    name: str = field(repr=False)
    channel: Channel
    at: datetime
    by_name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document that was given out."""

    id: str
    kind: str
    title: str
    sha256: str
    size: int
    made_at: datetime
    served: tuple[ServedView, ...] = ()
    """Who was given it by themselves; empty for what is addressed to a side, or to the court."""


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """The first receipt as screens show it; `received` is its instant as printed."""

    serial: str
    at: datetime
    received: str
    receiver: str
    submitter: str
    posted: str
    """When it had been posted and what shows it, as papers say it; empty when it did not come by post."""
    posted_on_paper: str
    """What the paper of the receipt says of that; what was noted since is said by a supplement."""
    materials: tuple[str, ...]
    content_sha256: str
    document: str
    document_sha256: str


@dataclass(frozen=True, slots=True)
class LastDayView:
    """Until when one party may go to court, and how that was worked out."""

    identity: str
    name: str
    standing: Standing
    received_on: date
    """When they received the award; `is_annulled`, the ruling that set it aside."""
    is_annulled: bool
    nominal: date
    due: date
    article: str
    trace: tuple[str, ...]
    provisional: bool
    late_by: int
    """Days between the last day and when a court was brought it, or today with an organisation; 0 when in time."""
    days_left: int
    """Days from when a court was brought it, or from today, to the last day; 0 on the last day itself."""


@dataclass(frozen=True, slots=True)
class LimitationDayView:
    """Until when arbitration can be asked for, counted from one event, and how that was worked out."""

    event: str
    """`known` or `employment_ended`."""
    starts_on: date
    nominal: date
    due: date
    article: str
    trace: tuple[str, ...]
    provisional: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class LimitationView:
    """The time to ask for arbitration; `exempt` when pay is claimed that no limitation touches yet."""

    days: tuple[LimitationDayView, ...]
    exempt: bool


@dataclass(frozen=True, slots=True)
class RecordConfirmationView:
    """Whether one applicant confirmed the record of their oral application."""

    identity: str
    name: str
    at: datetime | None
    signing: Signing | None
    recorded_by: str


@dataclass(frozen=True, slots=True)
class OralRecordView:
    """The newest record of an oral application."""

    document: str
    sha256: str
    made_at: datetime
    confirmations: tuple[RecordConfirmationView, ...]


@dataclass(frozen=True, slots=True)
class ToldBeforeView:
    """That a party was told of another bar; `bar` None where that was not kept yet."""

    bar: SuitBar | None
    at: datetime
    channel: ExplanationChannel


@dataclass(frozen=True, slots=True)
class ExplanationView:
    """Whether one party was told of the risk, and of which; `before`, of what else they were told."""

    bar: SuitBar
    identity: str
    name: str
    at: datetime | None
    channel: ExplanationChannel | None
    recorded_by: str
    before: tuple[ToldBeforeView, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnView:
    """One return with its advice."""

    at: datetime
    code: ReturnCode
    advice: str
    note: str
    by_name: str


@dataclass(frozen=True, slots=True)
class MaterialView:
    """A transferable material in a list."""

    id: str
    kind: MaterialKind
    name: str
    media: MaterialMedia
    size: int
    sha256: str
    origin: MaterialOrigin
    uploaded_at: datetime
    uploaded_by: str
    digitised_by: str
    digitised_at: datetime | None
    holder: str
    filing_reference: str
    """Number of the electronic filing it was taken over from."""
    comparison: ComparisonState
    objection: str
    version: int


@dataclass(frozen=True, slots=True)
class ProtectedView:
    """A protected material in a list: its name and no more."""

    id: str
    name: str
    uploaded_at: datetime
    uploaded_by: str


@dataclass(frozen=True, slots=True)
class MaterialsView:
    """Both classes, each by itself."""

    transferable: tuple[MaterialView, ...]
    protected: tuple[ProtectedView, ...]


@dataclass(frozen=True, slots=True)
class RecordedDayView:
    """When a party received the award."""

    name: str = field(repr=False)
    on: date


@dataclass(frozen=True, slots=True)
class RecordedAwardView:
    """What was recorded of arbitration after intake: it stands, whatever the application says."""

    arbitration: Arbitration
    number: str
    finality: Finality | None
    received: tuple[RecordedDayView, ...]


@dataclass(frozen=True, slots=True)
class IntakeView:
    """One application on the desk of staff."""

    case: str
    serial: str | None
    state: CaseState | None
    door: Door
    house: str
    is_court: bool
    case_types: tuple[CaseType, ...]
    """What the house takes on the day of receipt, labour disputes first."""
    version: int
    saved_at: datetime
    kept_days: int
    """For how long a draft is kept."""
    kept_until: datetime | None
    """When this one is forgotten unless something changes; None once it was handed in."""
    created_by: str
    application: Application
    materials: tuple[MaterialView, ...]
    gaps: tuple[Gap, ...]
    recorded: RecordedAwardView | None
    """None while the application says what stands."""
    receipt: ReceiptView | None
    last_days: tuple[LastDayView, ...]
    late: bool
    limitation: LimitationView | None
    explanations: tuple[ExplanationView, ...]
    """Of each party, when a suit would be refused; else empty."""
    oral_record: OralRecordView | None
    returns: tuple[ReturnView, ...]
    documents: tuple[DocumentView, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a material or document, as they were kept."""

    name: str
    media: str
    content: bytes = field(repr=False)
