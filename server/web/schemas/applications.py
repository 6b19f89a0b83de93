"""The application: everything its form asks."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from server.web.schemas import Answer
from server.web.schemas.cases import CaseStage, Procedure
from server.web.schemas.causes import ExcludedCode, PlainCode
from server.web.schemas.parties import ConsentChannelCode
from server.web.schemas.persons import SideCode
from server.web.schemas.profiles import Origin

Word = Annotated[str, Field(max_length=100)]
Line = Annotated[str, Field(max_length=200)]
Telephone = Annotated[str, Field(max_length=20, pattern=r"^[0-9+() -]*$")]
PersonalNumber = Annotated[str, Field(max_length=30, pattern=r"^[0-9A-Za-z()\u4e00-\u9fff-]*$")]
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


class CaseTypeCode(StrEnum):
    """Kinds of case."""

    LABOUR = "labour"
    CIVIL = "civil"
    ADMINISTRATIVE = "administrative"
    ENFORCEMENT = "enforcement"
    PRIVATE_PROSECUTION = "private_prosecution"
    INCIDENTAL_CIVIL = "incidental_civil"
    CRIMINAL = "criminal"


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
    identity_seen: Line = ""
    """Which original paper staff compared (线下核实); a party's own link keeps what staff wrote."""


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
    accused_detained: bool | None = None
    """Of an incidental civil claim."""
    excluded: ExcludedCode | None = None
    stage: CaseStage = CaseStage.PRE_FILING
    procedure: Procedure | None = None
    judge_presides: bool = False
    """A judge of the court mediates; only staff may say so."""
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
