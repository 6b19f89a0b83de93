"""Bodies of what the roster says of a mediator or an organisation."""

from datetime import date
from typing import Annotated

from pydantic import Field

from server.domain.origin import Origin
from server.domain.profile import (
    DisputeKind,
    Fee,
    Gender,
    MediatorKind,
    OrganisationType,
    PoolTag,
    RosterLevel,
    Skill,
)
from server.web.schemas import Answer, Request

EntryName = Annotated[str, Field(max_length=100)]
EntryText = Annotated[str, Field(max_length=500)]


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
