"""Bodies of the desk of intake: drafts, what is missing, the first receipt, and returns."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from server.web.schemas import Answer, IdempotencyKey, Request, Version
from server.web.schemas.applications import ApplicationForm, CaseTypeCode, DoorCode
from server.web.schemas.cases import CaseState
from server.web.schemas.explanations import ExplanationView
from server.web.schemas.last_days import LastDayView, LimitationView
from server.web.schemas.materials import DocumentView, MaterialView
from server.web.schemas.oral_records import OralRecordView


class ReturnCode(StrEnum):
    """Why an application is returned (人民法院在线调解规则 art. 9)."""

    OUTSIDE_COURTS = "outside_courts"
    INVITER_WITHOUT_JURISDICTION = "inviter_without_jurisdiction"
    UNSUITABLE_ONLINE = "unsuitable_online"


class IntakeStep(StrEnum):
    """The steps of the form."""

    SOURCE = "source"
    PARTIES = "parties"
    ARBITRATION = "arbitration"
    CLAIMS = "claims"
    MATERIALS = "materials"
    REVIEW = "review"


class IntakeBegin(Request):
    """POST /api/intake: the same key is one draft."""

    door: DoorCode
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
    door: DoorCode
    created_by: str
    saved_at: datetime


class IntakeSummary(Answer):
    """A case that was received and not taken on yet."""

    case: str
    serial: str
    title: str
    door: DoorCode
    state: CaseState
    received_at: datetime
    workers: int


class IntakeList(Answer):
    """What lies on the desk of intake."""

    drafts: tuple[DraftSummary, ...]
    cases: tuple[IntakeSummary, ...]


class IntakeView(Answer):
    """One application on the desk of staff."""

    case: str
    serial: str | None
    state: CaseState | None
    door: DoorCode
    house: str
    is_court: bool
    case_types: tuple[CaseTypeCode, ...]
    """What the house takes on the day of receipt, labour disputes first."""
    version: int
    saved_at: datetime
    kept_days: int
    """For how long a draft is kept."""
    kept_until: datetime | None
    """When this one is forgotten unless something changes; None once it was handed in."""
    created_by: str
    application: ApplicationForm
    materials: tuple[MaterialView, ...]
    gaps: tuple[IntakeGap, ...]
    receipt: ReceiptView | None
    last_days: tuple[LastDayView, ...]
    late: bool
    limitation: LimitationView | None
    explanations: tuple[ExplanationView, ...]
    oral_record: OralRecordView | None
    returns: tuple[ReturnView, ...]
    documents: tuple[DocumentView, ...]
    may_write: bool
