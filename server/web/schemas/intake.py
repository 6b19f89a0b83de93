"""Bodies of the desk of intake: drafts, what is missing, the first receipt, and returns."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from server.domain.application import Door
from server.domain.award import Arbitration, Finality
from server.domain.case import CaseState
from server.domain.causes import CaseType
from server.domain.intake import IntakeStep
from server.domain.receipt import ReturnCode
from server.web.schemas import Answer, IdempotencyKey, Request, Version
from server.web.schemas.applications import ApplicationForm, ApplicationFormShown
from server.web.schemas.explanations import ExplanationView
from server.web.schemas.last_days import LastDayView, LimitationView
from server.web.schemas.materials import DocumentView, MaterialView
from server.web.schemas.oral_records import OralRecordView


class IntakeBegin(Request):
    """POST /api/intake: the same key is one draft."""

    door: Door
    key: IdempotencyKey


class IntakeSave(Request):
    """PUT /api/intake/{case}: raises `conflict.stale` when `version` is not the newest."""

    version: Version
    application: ApplicationForm


class IntakeReturn(Request):
    """POST /api/intake/{case}/return."""

    code: ReturnCode
    note: Annotated[str, Field(max_length=500)] = ""


class IntakeGap(Answer):
    """One thing still missing, at which step, about whom."""

    code: str
    step: IntakeStep
    about: str


class ReceiptView(Answer):
    """The first receipt; `received` is its instant as printed, in Beijing."""

    serial: str
    at: datetime
    received: str
    receiver: str
    submitter: str
    posted: str
    posted_on_paper: str
    """What the paper says of the posting; what was noted since is said by a supplement."""
    materials: tuple[str, ...]
    content_sha256: str
    document: str
    document_sha256: str


class ReturnView(Answer):
    """One return with its advice."""

    at: datetime
    code: ReturnCode
    advice: str
    note: str
    by_name: str


class DraftSummary(Answer):
    """A draft in a list."""

    case: str
    title: str
    door: Door
    created_by: str
    saved_at: datetime


class IntakeSummary(Answer):
    """A case that was received and not taken on yet."""

    case: str
    serial: str
    title: str
    door: Door
    state: CaseState
    received_at: datetime
    workers: int


class IntakeList(Answer):
    """What lies on the desk of intake: of each state the cases that wait longest, and how many there are in all."""

    drafts: tuple[DraftSummary, ...]
    cases: tuple[IntakeSummary, ...]
    waiting: int
    given_back: int


class RecordedDay(Answer):
    """When a party received the award."""

    name: str
    on: date


class RecordedAward(Answer):
    """What was recorded of arbitration after intake: it stands, whatever the application says."""

    arbitration: Arbitration
    number: str
    finality: Finality | None
    received: tuple[RecordedDay, ...]


class IntakeView(Answer):
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
    application: ApplicationFormShown
    materials: tuple[MaterialView, ...]
    gaps: tuple[IntakeGap, ...]
    recorded: RecordedAward | None
    """None while the application says what stands."""
    receipt: ReceiptView | None
    last_days: tuple[LastDayView, ...]
    late: bool
    limitation: LimitationView | None
    explanations: tuple[ExplanationView, ...]
    oral_record: OralRecordView | None
    returns: tuple[ReturnView, ...]
    documents: tuple[DocumentView, ...]
    may_write: bool
