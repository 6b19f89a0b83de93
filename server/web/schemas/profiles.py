"""Bodies of what the roster says of a mediator or an organisation."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from server.web.schemas import Answer, Request

EntryName = Annotated[str, Field(max_length=100)]
EntryText = Annotated[str, Field(max_length=500)]


class EntryKind(StrEnum):
    """Whom an entry is about."""

    ORGANISATION = "organisation"
    MEDIATOR = "mediator"


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
