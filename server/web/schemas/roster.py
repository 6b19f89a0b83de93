"""Bodies of the roster: entries, confirmation, adoption, import, the public roster, complaints."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from server.web.schemas import Answer, Id, IdempotencyKey, Reason, Request
from server.web.schemas.staff import Login

EntryName = Annotated[str, Field(max_length=100)]
EntryText = Annotated[str, Field(max_length=500)]
EntryVersion = Annotated[int, Field(ge=0)]


class EntryKind(StrEnum):
    """Whom an entry is about."""

    ORGANISATION = "organisation"
    MEDIATOR = "mediator"


class EntryState(StrEnum):
    """How far an entry of the roster is (LY-02)."""

    DRAFT = "draft"
    REPORTED = "reported"
    UNDER_REVIEW = "under_review"
    LISTED = "listed"
    RETURNED = "returned"
    CHANGE_PENDING = "change_pending"
    STOPPED = "stopped"


class OrganisationType(StrEnum):
    """What kind of organisation it is (调解仲裁法 art. 10)."""

    ENTERPRISE = "enterprise"
    PEOPLES_MEDIATION = "peoples_mediation"
    TOWNSHIP = "township"
    INDUSTRY = "industry"
    ARBITRATION_CENTRE = "arbitration_centre"
    UNION = "union"


class MediatorKind(StrEnum):
    """As what a person mediates (在线调解规则 art. 5)."""

    JUDGE = "judge"
    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    INVITED = "invited"
    GUEST = "guest"


class Origin(StrEnum):
    """Where a mediator or a party comes from (在线调解规则 art. 6)."""

    MAINLAND = "mainland"
    HONG_KONG_MACAO = "hong_kong_macao"
    TAIWAN = "taiwan"
    FOREIGN = "foreign"


class DisputeKind(StrEnum):
    """Kinds of dispute accepted."""

    LABOUR = "labour"
    PERSONNEL = "personnel"
    NEW_EMPLOYMENT = "new_employment"
    LABOUR_SERVICE = "labour_service"


class Skill(StrEnum):
    """Fields of skill."""

    REMUNERATION = "remuneration"
    COMPENSATION = "compensation"
    RELATIONSHIP = "relationship"
    CONTRACT = "contract"
    INJURY = "injury"
    SOCIAL_INSURANCE = "social_insurance"
    NON_COMPETE = "non_compete"
    DISPATCH = "dispatch"
    PART_TIME_WORK = "part_time_work"
    NEW_EMPLOYMENT = "new_employment"
    WOMEN = "women"
    PERSONNEL = "personnel"


class PoolTag(StrEnum):
    """Specialities of the city's expert pool."""

    COLLECTIVE = "collective"
    CONSTRUCTION = "construction"
    MAJOR = "major"


class RosterLevel(StrEnum):
    """How far a roster reaches (在线调解规则 art. 28)."""

    COURT = "court"
    REGION = "region"
    NATION = "nation"


class Fee(StrEnum):
    """Whether a fee is charged."""

    FREE = "free"
    CHARGED = "charged"


class Gender(StrEnum):
    """As on the identity card."""

    FEMALE = "female"
    MALE = "male"


class RosterProfile(Request):
    """What is reported of an entry. A private field that is null stays as it is."""

    name: EntryName
    kinds: tuple[DisputeKind, ...] = Field(default=(), max_length=8)
    skills: tuple[Skill, ...] = Field(default=(), max_length=16)
    speciality: EntryText = ""
    fee: Fee = Fee.FREE
    regions: tuple[Annotated[str, Field(min_length=1, max_length=40)], ...] = Field(default=(), max_length=30)
    level: RosterLevel = RosterLevel.COURT
    pool: tuple[PoolTag, ...] = Field(default=(), max_length=8)
    max_open: int = Field(default=10, ge=1, le=1_000)
    phone: Annotated[str, Field(max_length=20)] | None = None
    type: OrganisationType | None = None
    code: EntryText = ""
    address: EntryText = ""
    head: EntryName = ""
    contact: EntryName = ""
    e_seal: bool = False
    mediator_kind: MediatorKind | None = None
    gender: Gender | None = None
    born_on: date | None = None
    id_number: Annotated[str, Field(max_length=30)] | None = None
    education: EntryText = ""
    qualification: EntryText = ""
    languages: EntryText = ""
    origin: Origin = Origin.MAINLAND
    training: EntryText = ""
    may_preside: bool = True
    declared: bool = False


class RosterEnter(Request):
    """POST /api/roster: a new draft. The same `key` twice is one entry."""

    key: IdempotencyKey
    kind: EntryKind
    court: Annotated[str, Field(min_length=2, max_length=100)]
    organisation: Annotated[str, Field(max_length=64)] | None = None
    profile: RosterProfile


class RosterValues(Request):
    """PUT /api/roster/{entry} for a draft, POST /api/roster/{entry}/change for what is listed."""

    version: EntryVersion
    profile: RosterProfile


class RosterStep(Request):
    """POST /api/roster/{entry}/report, take-up and restore: the version that was read."""

    version: EntryVersion


class RosterReason(Request):
    """POST /api/roster/{entry}/removal, return and suspend."""

    version: EntryVersion
    reason: Reason


class RosterConfirm(Request):
    """POST /api/roster/{entry}/confirm; a first listing carries the certificate's number."""

    version: EntryVersion
    certificate: Id | None = None
    issued_on: date | None = None


class RosterAccount(Request):
    """POST /api/roster/{entry}/account: the login of the mediator."""

    version: EntryVersion
    login: Login


class AdoptionRequest(Request):
    """POST /api/roster-adoptions: use what another court certified, if the mediator agrees."""

    court: Annotated[str, Field(min_length=2, max_length=100)]
    certificate: Id


class AdoptionAnswer(Request):
    """POST /api/roster/{entry}/adoption: the mediator's answer to a court."""

    court: Annotated[str, Field(min_length=2, max_length=100)]
    consents: bool


class RosterSummary(Answer):
    """An entry in the console's list."""

    id: str
    kind: EntryKind
    name: str
    organisation: str | None
    organisation_id: str | None
    court: str
    type: OrganisationType | None
    mediator_kind: MediatorKind | None
    skills: tuple[Skill, ...]
    speciality: str
    certificate: str | None
    open_cases: int
    max_open: int
    state: EntryState
    pool: bool
    adopted: bool
    """Taken over from another court's roster."""
    waiting: bool
    """Waits for the court."""


class RosterList(Answer):
    """GET /api/roster?query=&state=&kind=&dispute=&skill=&waiting=&page=; 200 a page."""

    entries: tuple[RosterSummary, ...]
    total: int
    page: int
    organisations: int
    """In force, of all the reader may see."""
    mediators: int
    waiting: int


class ProfileValues(Answer):
    """The open fields of an entry."""

    name: str
    kinds: tuple[DisputeKind, ...]
    skills: tuple[Skill, ...]
    speciality: str
    fee: Fee
    regions: tuple[str, ...]
    level: RosterLevel
    pool: tuple[PoolTag, ...]
    max_open: int
    type: OrganisationType | None
    code: str
    address: str
    head: str
    contact: str
    e_seal: bool
    mediator_kind: MediatorKind | None
    gender: Gender | None
    education: str
    qualification: str
    languages: str
    origin: Origin
    training: str
    may_preside: bool
    declared: bool


class ProfileView(Answer):
    """Values of an entry; `private` holds telephone, identity number and year of birth, masked, for its keepers."""

    profile: ProfileValues
    private: dict[str, str] | None


class RosterVersion(Answer):
    """One confirmed version, newest first."""

    number: int
    what: Literal["listed", "changed", "removed", "suspended", "restored"]
    name: str
    at: datetime
    by: str


class AdoptionView(Answer):
    """Another court and how far its adoption is."""

    court: str
    state: Literal["asked", "consented", "declined", "ended"]
    asked_at: datetime
    answered_at: datetime | None


class Performance(Answer):
    """Counted from the cases: open now, sessions concluded, settled."""

    open_cases: int
    concluded: int
    settled: int


class RosterEntry(Answer):
    """GET /api/roster/{entry}, and the answer of every step."""

    id: str
    kind: EntryKind
    court: str
    office: str
    organisation: str | None
    organisation_id: str | None
    account: str | None
    state: EntryState
    removal: bool
    stopped: Literal["removed", "suspended"] | None
    reason: str
    certificate: str | None
    certificate_on: date | None
    live: ProfileView | None
    """What is true now."""
    proposed: ProfileView | None
    """What becomes true when the court confirms."""
    changed: tuple[str, ...]
    reported_office: str | None
    reported_at: datetime | None
    reviewed_at: datetime | None
    versions: tuple[RosterVersion, ...]
    adoptions: tuple[AdoptionView, ...]
    performance: Performance
    may: tuple[str, ...]
    """What this reader can do now."""
    version: int


class ImportRow(Answer):
    """One row of a file: its line in the file, what becomes of it, and by which field it was refused."""

    row: int
    name: str
    result: Literal["added", "changed", "unchanged", "refused"]
    faults: dict[str, str]


class ImportReport(Answer):
    """POST /api/roster-imports (the file as body; `apply` with the digest of the check keeps it)."""

    digest: str
    applied: bool
    rows: tuple[ImportRow, ...]


class PublicEntry(Answer):
    """What anyone may read of an entry (在线调解规则 art. 5)."""

    id: str
    kind: EntryKind
    name: str
    organisation: str | None
    type: OrganisationType | None
    mediator_kind: MediatorKind | None
    kinds: tuple[DisputeKind, ...]
    skills: tuple[Skill, ...]
    speciality: str
    fee: Fee
    courts: tuple[str, ...]
    """Inviting courts."""


class PublicRoster(Answer):
    """GET /api/public/roster?query=&kind=&dispute=&skill=&court=&page=; no sign-in, 50 a page."""

    entries: tuple[PublicEntry, ...]
    total: int
    page: int
    organisations: int
    mediators: int
    courts: tuple[str, ...]


class ComplaintGround(StrEnum):
    """What may be complained of (在线调解规则 art. 29)."""

    COERCION = "coercion"
    REFUSALS = "refusals"
    FAVOURS = "favours"
    LEAK = "leak"
    ETHICS = "ethics"


class ComplaintRequest(Request):
    """POST /api/public/complaints: to the court that invited the mediator. The same `key` twice is one complaint."""

    key: IdempotencyKey
    entry: Id
    ground: ComplaintGround
    text: Annotated[str, Field(min_length=10, max_length=2_000)]
    serial: Annotated[str, Field(max_length=40)] = ""
    name: Annotated[str, Field(min_length=2, max_length=50)]
    phone: Annotated[str, Field(min_length=7, max_length=20, pattern=r"^\+?[0-9-]+$")]


class ComplaintView(Answer):
    """A complaint as the inviting court reads it."""

    id: str
    entry: str
    name: str
    ground: ComplaintGround
    text: str
    serial: str
    complainant: str
    phone: str
    made_at: datetime
    state: Literal["received", "upheld", "not_upheld"]
    decision: str
    informed: str
    decided_at: datetime | None


class ComplaintList(Answer):
    """GET /api/complaints: those to the reader's court."""

    complaints: tuple[ComplaintView, ...]


class ComplaintDecision(Request):
    """POST /api/complaints/{complaint}/decision; an upheld one names the department that was told."""

    upheld: bool
    decision: Annotated[str, Field(min_length=2, max_length=2_000)]
    informed: Annotated[str, Field(max_length=100)] = ""
    suspend: bool = False
