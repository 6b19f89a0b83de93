"""Bodies of intake: the application, the first receipt, materials, and the party's own link."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from server.web.schemas import Answer, IdempotencyKey, Request, Version
from server.web.schemas.cases import CaseStage, CaseState, Procedure
from server.web.schemas.parties import ConsentChannelCode, StepCode
from server.web.schemas.persons import SideCode
from server.web.schemas.roster import Origin
from server.web.schemas.sessions import SessionState
from server.web.schemas.terms import DeadlineShown, PartySays, SessionModeCode

Word = Annotated[str, Field(max_length=100)]
Line = Annotated[str, Field(max_length=200)]
Telephone = Annotated[str, Field(max_length=20, pattern=r"^[0-9+() -]*$")]
PersonalNumber = Annotated[str, Field(max_length=30, pattern=r"^[0-9A-Za-z()-]*$")]
Sum = Annotated[int, Field(ge=0, le=10**13)]


class DoorCode(StrEnum):
    """How an application came in."""

    SELF = "self"
    COUNTER = "counter"
    ORAL = "oral"
    ORGANISATION = "organisation"
    OFFLINE = "offline"


class StandingCode(StrEnum):
    """What a party is in the labour relation."""

    WORKER = "worker"
    EMPLOYER = "employer"


class ArbitrationCode(StrEnum):
    """How far labour arbitration went."""

    NONE = "none"
    PENDING = "pending"
    AWARDED = "awarded"


class EmploymentCode(StrEnum):
    """Whether the worker still works there."""

    ONGOING = "ongoing"
    ENDED = "ended"


class FinalityCode(StrEnum):
    """Whether the award is final for the employer."""

    FINAL = "final"
    NOT_FINAL = "not_final"


class PlainCode(StrEnum):
    """What happened, as a worker says it."""

    UNPAID_WAGES = "unpaid_wages"
    OVERTIME = "overtime"
    SEVERANCE = "severance"
    UNLAWFUL_DISMISSAL = "unlawful_dismissal"
    NO_WRITTEN_CONTRACT = "no_written_contract"
    WORK_INJURY = "work_injury"
    SOCIAL_INSURANCE = "social_insurance"
    ANNUAL_LEAVE = "annual_leave"
    NON_COMPETE = "non_compete"
    RELATIONSHIP = "relationship"
    PLATFORM_WORK = "platform_work"
    PAST_RETIREMENT = "past_retirement"
    OTHER = "other"


class ExcludedCode(StrEnum):
    """What is no labour dispute."""

    INSURANCE_AGENCY = "insurance_agency"
    DISABILITY_GRADE = "disability_grade"
    DOMESTIC_SERVICE = "domestic_service"
    CRAFTSMAN_HELPER = "craftsman_helper"
    FARM_HIRE = "farm_hire"


class CaseTypeCode(StrEnum):
    """Kinds of case."""

    LABOUR = "labour"
    CIVIL = "civil"
    ADMINISTRATIVE = "administrative"
    ENFORCEMENT = "enforcement"
    PRIVATE_PROSECUTION = "private_prosecution"
    INCIDENTAL_CIVIL = "incidental_civil"
    CRIMINAL = "criminal"


class ExplanationChannel(StrEnum):
    """How the risk was explained."""

    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    ONLINE = "online"


class ReturnCode(StrEnum):
    """Why an application is returned (人民法院在线调解规则 art. 9)."""

    OUTSIDE_COURTS = "outside_courts"
    INVITER_WITHOUT_JURISDICTION = "inviter_without_jurisdiction"
    UNSUITABLE_ONLINE = "unsuitable_online"


class MaterialKind(StrEnum):
    """What a material is."""

    APPLICATION = "application"
    AWARD = "award"
    DELIVERY_SLIP = "delivery_slip"
    IDENTITY = "identity"
    CONTRACT = "contract"
    PAY = "pay"
    ATTENDANCE = "attendance"
    SCAN = "scan"
    SETTLEMENT = "settlement"
    OTHER = "other"


class MaterialMedia(StrEnum):
    """Kinds of file that are taken."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"


class MaterialOrigin(StrEnum):
    """How a file came."""

    PARTY = "party"
    DIGITISED = "digitised"
    IMPORTED = "imported"


class ComparisonState(StrEnum):
    """Whether a file was compared with its original."""

    UNCHECKED = "unchecked"
    MATCHES_ONLINE = "matches_online"
    MATCHES_OFFLINE = "matches_offline"
    UNDISPUTED = "undisputed"
    DISPUTED = "disputed"


class ComparisonAction(StrEnum):
    """What can be said about a file and its original."""

    COMPARE_ONLINE = "compare_online"
    COMPARE_OFFLINE = "compare_offline"
    NO_OBJECTION = "no_objection"
    OBJECT = "object"


class ReadingPurpose(StrEnum):
    """For what a protected material is read."""

    MEDIATION = "mediation"
    COMPLAINT = "complaint"
    SUPERVISION = "supervision"


class IntakeStep(StrEnum):
    """The steps of the form."""

    SOURCE = "source"
    PARTIES = "parties"
    ARBITRATION = "arbitration"
    CLAIMS = "claims"
    MATERIALS = "materials"
    REVIEW = "review"


class PartyForm(Answer):
    """One party as entered; a `key` the server does not know gets another."""

    key: Annotated[str, Field(max_length=64)]
    side: SideCode
    standing: StandingCode
    name: Word = ""
    id_number: PersonalNumber = ""
    phone: Telephone = ""
    address: Line = ""
    service_address: Line = ""
    """Where electronic service reaches them."""
    representative: Word = ""
    origin: Origin = Origin.MAINLAND
    award_received: date | None = None
    award_proof: Line = ""
    consent: bool | None = None
    """Willing to mediate online; None when not asked."""
    consent_channel: ConsentChannelCode | None = None


class ClaimForm(Answer):
    """One thing asked for; `amount` in 分."""

    plain: PlainCode
    amount: Sum | None = None
    words: Line = ""


class OralForm(Answer):
    """What was said was written down and read back."""

    taker: Word
    taken_at: datetime
    read_back: bool = False


class ApplicationForm(Answer):
    """Everything the form asks; nothing is required before the first submission."""

    case_type: CaseTypeCode = CaseTypeCode.LABOUR
    excluded: ExcludedCode | None = None
    stage: CaseStage = CaseStage.PRE_FILING
    procedure: Procedure | None = None
    court_number: Word = ""
    parties: Annotated[tuple[PartyForm, ...], Field(max_length=20)] = ()
    arbitration: ArbitrationCode | None = None
    award_number: Word = ""
    finality: FinalityCode | None = None
    claims: Annotated[tuple[ClaimForm, ...], Field(max_length=13)] = ()
    cause_code: Word = ""
    facts: Annotated[str, Field(max_length=5_000)] = ""
    place: Word = ""
    since: Word = ""
    post: Word = ""
    wage: Sum | None = None
    workers: Annotated[int, Field(ge=1, le=10_000)] = 1
    oral: OralForm | None = None
    offline_on: date | None = None
    known_on: date | None = None
    """When the applicant knew that their right was infringed."""
    employment: EmploymentCode | None = None
    employment_ended_on: date | None = None


class IntakeBegin(Request):
    """POST /api/intake: the same key is one draft."""

    door: DoorCode
    key: IdempotencyKey


class IntakeSave(Request):
    """PUT /api/intake/{case}: raises `conflict.stale` when `version` is not the newest."""

    version: Version
    application: ApplicationForm


class OwnCaseSave(Request):
    """PUT /api/own/{token}; `house` is who is to receive it."""

    version: Version
    house: Line = ""
    application: ApplicationForm


class IntakeReturn(Request):
    """POST /api/intake/{case}/return."""

    code: ReturnCode
    note: Annotated[str, Field(max_length=500)] = ""


class ExplanationGiven(Request):
    """POST /api/intake/{case}/explanations."""

    identity: Annotated[str, Field(min_length=1, max_length=64)]
    channel: ExplanationChannel


class RecordSigned(Request):
    """POST /api/intake/{case}/oral-record/confirmations: an applicant signed the printed record."""

    identity: Annotated[str, Field(min_length=1, max_length=64)]
    document: Annotated[str, Field(min_length=1, max_length=64)]


class OwnRecordConfirmed(Request):
    """POST /api/own/{token}/oral-record: this is what I told."""

    document: Annotated[str, Field(min_length=1, max_length=64)]


class ExplanationPaper(Request):
    """POST /api/intake/{case}/explanations/paper; `send` writes to each party who has not acknowledged it."""

    send: bool = False


class BundleFile(Answer):
    """One file of a bundle: what became of it, or why it was refused."""

    number: int
    name: str
    result: Literal["added", "unchanged", "refused"]
    fault: Literal["", "missing", "empty", "too_large", "digest", "kind", "protected", "type", "path_twice", "too_many"]


class BundleReport(Answer):
    """POST /api/intake/{case}/bundles; `applied` False: a file was refused and nothing changed."""

    reference: str
    applied: bool
    files: tuple[BundleFile, ...]


class MaterialComparison(Request):
    """POST /api/cases/{serial}/materials/{material}/comparison; an objection needs its reason."""

    action: ComparisonAction
    objection: Annotated[str, Field(max_length=500)] = ""
    version: Version


class ProtectedReading(Request):
    """POST /api/cases/{serial}/protected/{material}/readings."""

    purpose: ReadingPurpose


class AskAnnex(Request):
    """POST /api/cases/{serial}/support-pack/protected: for what, and what every party said to it."""

    purpose: ReadingPurpose
    answers: Annotated[tuple[PartySays, ...], Field(max_length=100)]


class OwnCaseMove(Request):
    """POST /api/own/{token}/move."""

    phone_tail: Annotated[str, Field(pattern=r"^\d{4}$")]


class CheckRequest(Request):
    """POST /api/check."""

    serial: Annotated[str, Field(min_length=1, max_length=20)]
    phone_tail: Annotated[str, Field(pattern=r"^\d{4}$")]


class CauseQuery(Request):
    """GET /api/causes: the list of that day, today's without one."""

    on: date | None = None


class CauseChoice(Answer):
    """One cause that may be chosen."""

    code: str
    name: str
    group: str
    confirmed: bool
    """Checked against a second source; the others are shown as 待确认."""


class PlainChoice(Answer):
    """A worker's words and the cause they point to."""

    plain: PlainCode
    cause_code: str


class Redirect(Answer):
    """Where somebody goes with what is no labour dispute."""

    excluded: ExcludedCode
    advice: str


class CauseList(Answer):
    """The list of causes of a day."""

    causes: tuple[CauseChoice, ...]
    plain: tuple[PlainChoice, ...]
    redirects: tuple[Redirect, ...]


class ReceivingHouse(Answer):
    """Who receives applications."""

    name: str
    is_court: bool


class IntakeGap(Answer):
    """One thing still missing, at which step, about whom."""

    code: str
    step: IntakeStep
    about: str


class DocumentView(Answer):
    """A document that was given out."""

    id: str
    kind: str
    title: str
    sha256: str
    size: int
    made_at: datetime


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


class LastDayView(Answer):
    """Until when one party may go to court."""

    identity: str
    name: str
    standing: StandingCode
    received_on: date
    nominal: date
    due: date
    article: str
    trace: tuple[str, ...]
    provisional: bool
    late_by: int
    """Days between the last day and the first receipt; 0 when in time."""
    days_left: int
    """Days from the first receipt to the last day."""


class LimitationDayView(Answer):
    """Until when arbitration can be asked for, counted from one event."""

    event: Literal["known", "employment_ended"]
    starts_on: date
    nominal: date
    due: date
    article: str
    trace: tuple[str, ...]
    provisional: bool
    is_over: bool


class LimitationView(Answer):
    """The time to ask for arbitration; `exempt` when pay is claimed that no limitation touches yet."""

    days: tuple[LimitationDayView, ...]
    exempt: bool


class RecordConfirmationView(Answer):
    """Whether one applicant confirmed the record of their oral application."""

    identity: str
    name: str
    at: datetime | None
    signing: Literal["on_paper", "online"] | None
    recorded_by: str


class OralRecordView(Answer):
    """The newest record of an oral application."""

    document: str
    sha256: str
    made_at: datetime
    confirmations: tuple[RecordConfirmationView, ...]


class ExplanationView(Answer):
    """Whether one party was told of the risk."""

    identity: str
    name: str
    at: datetime | None
    channel: ExplanationChannel | None
    recorded_by: str


class ReturnView(Answer):
    """One return with its advice."""

    at: datetime
    code: ReturnCode
    advice: str
    note: str
    by_name: str


class MaterialView(Answer):
    """A material that may go to the court."""

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
    """Number of the electronic filing it was taken over from; empty for all others."""
    comparison: ComparisonState
    objection: str
    version: int


class ProtectedView(Answer):
    """A protected material: its name and no more."""

    id: str
    name: str
    uploaded_at: datetime
    uploaded_by: str


class MaterialsView(Answer):
    """Both classes, each by itself."""

    transferable: tuple[MaterialView, ...]
    protected: tuple[ProtectedView, ...]


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
    steps: tuple[OwnStep, ...]
    """What they answered, step by step."""
    steps_wording: str
    """Version of the questions as they are put now."""
    expires_at: datetime | None


class OwnMeeting(Answer):
    """A session the party is invited to; never its personal link."""

    id: str
    number: int
    starts_at: datetime
    minutes: int
    mode: SessionModeCode
    place: str
    state: SessionState


class OwnEnd(Answer):
    """The mediation is over; `notices` are the ways that are left, none after an agreement."""

    at: datetime
    notices: tuple[str, ...]


class OwnCourse(Answer):
    """GET /api/own/{token}/course: how the case goes on after intake."""

    sessions: tuple[OwnMeeting, ...]
    term: DeadlineShown | None
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
