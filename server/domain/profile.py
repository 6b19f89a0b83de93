"""`Profile`: what a roster entry says about an organisation or a mediator, and what it must say."""

from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Final

from server.domain.errors import InvalidError
from server.domain.id_number import CODE_LENGTH, code_fault, normal, number_fault
from server.domain.origin import Origin
from server.domain.party import PartyKind, masked_id_number, masked_phone

ADULT: Final = 18
LONGEST_NAME: Final = 100
LONGEST_TEXT: Final = 500
MOST_CASES: Final = 1_000


class EntryKind(StrEnum):
    """Whom an entry is about."""

    ORGANISATION = "organisation"
    MEDIATOR = "mediator"


class OrganisationType(StrEnum):
    """What kind of organisation it is (调解仲裁法 art. 10; local rules name the last three)."""

    ENTERPRISE = "enterprise"
    """企业劳动争议调解委员会."""
    PEOPLES_MEDIATION = "peoples_mediation"
    """基层人民调解组织."""
    TOWNSHIP = "township"
    """乡镇（街道）劳动人事争议调解组织."""
    INDUSTRY = "industry"
    """区域性、行业性组织."""
    ARBITRATION_CENTRE = "arbitration_centre"
    """仲裁院调解中心."""
    UNION = "union"
    """工会."""


class MediatorKind(StrEnum):
    """As what a person mediates (在线调解规则 art. 5)."""

    JUDGE = "judge"
    """审判人员."""
    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    INVITED = "invited"
    """特邀调解员."""
    GUEST = "guest"
    """受邀单位或个人."""


class DisputeKind(StrEnum):
    """Kinds of dispute accepted; the speciality of a roster (在线调解规则 art. 28 names 劳动争议)."""

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
    """Specialities of the city's expert pool (洛中法〔2023〕4号 arts. 2-3)."""

    COLLECTIVE = "collective"
    CONSTRUCTION = "construction"
    MAJOR = "major"


class RosterLevel(StrEnum):
    """How far a roster reaches (在线调解规则 art. 28)."""

    COURT = "court"
    REGION = "region"
    NATION = "nation"


class Fee(StrEnum):
    """Whether a fee is charged; labour and people's mediation charge none (调解仲裁法 art. 53)."""

    FREE = "free"
    CHARGED = "charged"


class Gender(StrEnum):
    """As on the identity card."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class Profile:
    """What is said of an entry. Fields of the other kind stay empty; texts are without blanks around them."""

    name: str
    kinds: tuple[DisputeKind, ...] = ()
    skills: tuple[Skill, ...] = ()
    speciality: str = ""
    """Fields of skill in words, such as 道路运输."""
    fee: Fee = Fee.FREE
    regions: tuple[str, ...] = ()
    """Districts served; empty for everywhere."""
    level: RosterLevel = RosterLevel.COURT
    pool: tuple[PoolTag, ...] = ()
    """Not empty for the expert pool and its members."""
    max_open: int = 10
    phone: str = field(default="", repr=False)
    """Never published."""
    # Of an organisation
    type: OrganisationType | None = None
    code: str = ""
    """统一社会信用代码, or the paper it was founded by."""
    address: str = ""
    head: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    e_seal: bool = False
    # Of a mediator
    mediator_kind: MediatorKind | None = None
    gender: Gender | None = None
    born_on: date | None = field(default=None, repr=False)
    id_number: str = field(default="", repr=False)
    education: str = ""
    qualification: str = ""
    languages: str = ""
    origin: Origin = Origin.MAINLAND
    training: str = ""
    may_preside: bool = True
    """Permission of the court to preside where several mediate."""
    declared: bool = False
    """Self-declaration: fair, in touch with people, keen, of full capacity (调解仲裁法 art. 11)."""


PRIVATE: Final = frozenset({"phone", "id_number", "born_on"})
"""Fields shown masked to whoever keeps the roster, and to nobody else."""

_SHARED: Final = ("name", "kinds", "skills", "speciality", "fee", "regions", "level", "pool", "max_open", "phone")
FIELDS: Final[dict[EntryKind, tuple[str, ...]]] = {
    EntryKind.ORGANISATION: (*_SHARED, "type", "code", "address", "head", "contact", "e_seal"),
    EntryKind.MEDIATOR: (
        *_SHARED,
        "mediator_kind",
        "gender",
        "born_on",
        "id_number",
        "education",
        "qualification",
        "languages",
        "origin",
        "training",
        "may_preside",
        "declared",
    ),
}
REQUIRED: Final[dict[EntryKind, tuple[str, ...]]] = {
    EntryKind.ORGANISATION: ("name", "kinds", "skills", "type", "code", "address", "head", "contact", "phone"),
    EntryKind.MEDIATOR: ("name", "kinds", "skills", "mediator_kind", "born_on", "id_number", "phone", "declared"),
}


def require_complete(profile: Profile, kind: EntryKind, today: date) -> None:
    """Raise `InvalidError` (`roster.incomplete`) naming every field that is missing, foreign to the kind or wrong."""
    faults = {name: "required" for name in REQUIRED[kind] if not getattr(profile, name)}
    faults |= dict.fromkeys(_foreign(profile, kind), "not_allowed")
    faults |= dict.fromkeys(_too_long(profile), "too_long")
    if not 1 <= profile.max_open <= MOST_CASES:
        faults["max_open"] = "out_of_range"
    if profile.level is RosterLevel.REGION and not profile.regions:
        faults["regions"] = "required"
    if profile.phone and not _is_phone(profile.phone):
        faults["phone"] = "malformed"
    faults |= _number_faults(profile, today)
    if profile.born_on is not None and _age(profile.born_on, today) < ADULT:
        faults["born_on"] = "under_age"
    if faults:
        raise InvalidError("roster.incomplete", **faults)


def changed_fields(before: Profile, after: Profile, kind: EntryKind) -> tuple[str, ...]:
    """Return the names of the fields that differ, in the order of the form."""
    return tuple(name for name in FIELDS[kind] if getattr(before, name) != getattr(after, name))


def masked(profile: Profile) -> dict[str, str]:
    """Return the private fields as those who keep the roster see them."""
    return {
        "phone": masked_phone(profile.phone) if profile.phone else "",
        "id_number": masked_id_number(profile.id_number) if profile.id_number else "",
        "born_on": str(profile.born_on.year) if profile.born_on else "",
    }


def _foreign(profile: Profile, kind: EntryKind) -> list[str]:
    empty = Profile("")
    return [
        one.name
        for one in fields(Profile)
        if one.name not in FIELDS[kind] and getattr(profile, one.name) != getattr(empty, one.name)
    ]


def _too_long(profile: Profile) -> list[str]:
    texts = {one.name: getattr(profile, one.name) for one in fields(Profile)}
    limits = {name: LONGEST_NAME if name in {"name", "head", "contact"} else LONGEST_TEXT for name in texts}
    return [name for name, value in texts.items() if isinstance(value, str) and len(value) > limits[name]]


def _is_phone(text: str) -> bool:
    digits = text.removeprefix("+").replace("-", "")
    return digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 15  # noqa: PLR2004 - E.164 and local numbers


def _number_faults(profile: Profile, today: date) -> dict[str, str]:
    """Name what is wrong with the mediator's number, and with a founding paper that is a code (GB 32100)."""
    faults = {}
    if profile.id_number:
        faults["id_number"] = number_fault(profile.id_number, PartyKind.PERSON, profile.origin, today)
    code = normal(profile.code)
    if code.isascii() and code.isalnum() and len(code) == CODE_LENGTH:
        faults["code"] = code_fault(code)
    return {name: f"number_{fault}" for name, fault in faults.items() if fault is not None}


def _age(born_on: date, today: date) -> int:
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
