"""The application: everything its form asks."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from server.domain.authority import AuthorityKind
from server.domain.award import Arbitration, Finality, Standing
from server.domain.case import CaseStage, Procedure
from server.domain.case_consent import ConsentChannel
from server.domain.causes import CaseType, Excluded, Plain
from server.domain.limitation import Employment
from server.domain.origin import Origin
from server.domain.party import Side
from server.web.schemas import Answer, EmailAddress

Word = Annotated[str, Field(max_length=100)]
Line = Annotated[str, Field(max_length=200)]
Telephone = Annotated[str, Field(max_length=20, pattern=r"^[0-9+() -]*$")]
PersonalNumber = Annotated[str, Field(max_length=30, pattern=r"^[0-9A-Za-z()\u4e00-\u9fff-]*$")]
_MASKED_EMAIL = r"^([A-Za-z0-9._%+*\-]{1,64}@[A-Za-z0-9.\-]+\.[A-Za-z]{2,24})?$"
Sum = Annotated[int, Field(ge=0, le=10**13)]


class PartyForm(Answer):
    """One party as entered; a `key` the server does not know gets another."""

    key: Annotated[str, Field(max_length=64)]
    side: Side
    standing: Standing
    name: Word = ""
    id_number: PersonalNumber = ""
    phone: Telephone = ""
    email: EmailAddress = ""
    prefers_email: bool = False
    """Messages go to the e-mail address also where there is a telephone."""
    address: Line = ""
    service_address: Line = ""
    """Where electronic service reaches them."""
    representative: Word = ""
    origin: Origin = Origin.MAINLAND
    award_received: date | None = None
    award_proof: Line = ""
    consent: bool | None = None
    """Willing to mediate online; None when not asked."""
    consent_channel: ConsentChannel | None = None
    identity_seen: Line = ""
    """Which original paper staff compared (线下核实); a party's own link keeps what staff wrote."""


class PartyFormShown(PartyForm):
    """A party as staff reads it; telephone and number are masked once the case is taken on."""

    id_number: str = ""
    phone: str = ""
    email: str = ""


class PartyFormBack(PartyForm):
    """A party as its author sends it back by the own link: a number that was shown masked stays what it is."""

    id_number: Annotated[str, Field(max_length=30, pattern=r"^[0-9A-Za-z()\u4e00-\u9fff*-]*$")] = ""
    phone: Annotated[str, Field(max_length=20, pattern=r"^[0-9+()* -]*$")] = ""
    email: Annotated[str, Field(max_length=254, pattern=_MASKED_EMAIL)] = ""


class FillerForm(Answer):
    """Who fills in the application for another; the papers are shown later."""

    kind: AuthorityKind
    name: Word = ""
    phone: Telephone = ""


class FillerFormShown(FillerForm):
    """The same as it is read; the telephone is masked once the case is taken on."""

    phone: str = ""


class ClaimForm(Answer):
    """One thing asked for; `amount` in 分."""

    plain: Plain
    amount: Sum | None = None
    words: Line = ""


class OralForm(Answer):
    """What was said was written down and read back."""

    taker: Word
    taken_at: datetime
    read_back: bool = False


class ApplicationForm(Answer):
    """Everything the form asks; nothing is required before the first submission."""

    case_type: CaseType = CaseType.LABOUR
    accused_detained: bool | None = None
    """Of an incidental civil claim."""
    excluded: Excluded | None = None
    stage: CaseStage = CaseStage.PRE_FILING
    procedure: Procedure | None = None
    judge_presides: bool = False
    """A judge of the court mediates; only staff may say so."""
    court_number: Word = ""
    parties: Annotated[tuple[PartyForm, ...], Field(max_length=20)] = ()
    filler: FillerForm | None = None
    """None when the party fills it in."""
    arbitration: Arbitration | None = None
    award_number: Word = ""
    finality: Finality | None = None
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
    posted_on: date | None = None
    """When paper was posted, and what shows it; only staff at the counter says so."""
    posted_proof: Line = ""
    known_on: date | None = None
    """When the applicant knew that their right was infringed."""
    employment: Employment | None = None
    employment_ended_on: date | None = None


class ApplicationFormBack(ApplicationForm):
    """The application as its author sends it by the own link."""

    parties: Annotated[tuple[PartyFormBack, ...], Field(max_length=20)] = ()


class ApplicationFormShown(ApplicationForm):
    """The application as it is read: by staff, and by its author."""

    parties: tuple[PartyFormShown, ...] = ()
    filler: FillerFormShown | None = None
