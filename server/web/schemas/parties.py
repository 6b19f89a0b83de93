"""Bodies about the people of a case: who they are, who acts for them, what they agreed to, how they were reached."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from server.domain.authority import AuthorityKind, Paper, Power
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.contact import AskResult, ContactChannel, ContactOutcome
from server.domain.origin import Origin
from server.domain.party import Absence, Capacity, PartyKind, Role, Side
from server.domain.personal import PersonalPurpose
from server.web.schemas import Answer, EmailAddress, Id, IdempotencyKey, Reason, Request, Version
from server.web.schemas.efforts import Efforts

Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^\S(.*\S)?$")]
Phone = Annotated[str, Field(min_length=5, max_length=20, pattern=r"^[0-9+\-]+$")]
PhoneIfAny = Annotated[str, Field(max_length=20, pattern=r"^([0-9+\-]{5,})?$")]
IdNumber = Annotated[str, Field(min_length=5, max_length=30, pattern=r"^[0-9A-Za-z()\u4e00-\u9fff\-]+$")]
PaperSeen = Annotated[str, Field(max_length=200)]
PersonTitle = Annotated[str, Field(max_length=50)]


class PersonAdded(Request):
    """POST /api/cases/{serial}/people. The same `key` twice is one person."""

    key: IdempotencyKey
    name: Name
    side: Side
    role: Literal[Role.PARTY, Role.AGENT, Role.INTERPRETER]
    title: PersonTitle = ""
    phone: PhoneIfAny
    """Empty only for whoever has an e-mail address."""
    email: EmailAddress = ""
    prefers_email: bool = False
    id_number: IdNumber
    kind: PartyKind = PartyKind.PERSON
    standing: Capacity = Capacity.USUAL
    origin: Origin = Origin.MAINLAND
    linked_to: Id | None = None
    is_guardian: bool = False
    """Of an agent: acts by law for a worker without full capacity or who died, and is not counted among the two."""
    identity_seen: PaperSeen = ""
    award_received_on: date | None = None
    in_first_papers: bool = False
    """The papers of the first receipt named them already: it is their receipt too."""


class PersonCorrected(Request):
    """PUT /api/cases/{serial}/people/{identity}; numbers left out stay as they are.

    Raises `conflict.stale` when `version` is not the newest.
    """

    version: Version
    name: Name
    title: PersonTitle
    standing: Capacity
    origin: Origin
    phone: Phone | None = None
    email: EmailAddress | None = None
    prefers_email: bool | None = None
    id_number: IdNumber | None = None
    identity_seen: PaperSeen | None = None


class FirstPapersCorrected(Request):
    """PUT /api/cases/{serial}/people/{identity}/first-papers: whether they were named there after all, and why.

    Raises `conflict.stale` when `version` is not the newest.
    """

    version: Version
    named: bool
    reason: Reason


class PersonalRequest(Request):
    """POST …/personal of a person, an entry, a complaint: show numbers in full; the purpose is kept for ever."""

    purpose: PersonalPurpose
    reason: Reason


class PersonalNumbers(Answer):
    """Telephone, e-mail address and identity number in full."""

    phone: str
    email: str
    id_number: str


class PaperFile(Answer):
    """A material of the case that is a paper of an authority."""

    paper: Paper
    material: Id


class Sighting(Answer):
    """Who saw the original of a written authority at a counter, and on which day in Beijing."""

    by: Name
    on: date


PaperFiles = Annotated[tuple[PaperFile, ...], Field(max_length=7)]


class AuthorityRecorded(Request):
    """POST /api/cases/{serial}/authorities. The same `key` twice is one authority."""

    key: IdempotencyKey
    agent: Id
    principal: Id
    kind: AuthorityKind
    matters: str = Field(default="", max_length=500)
    powers: tuple[Power, ...] = Field(default=(), max_length=6)
    papers: tuple[Paper, ...] = Field(default=(), max_length=7)
    files: PaperFiles = ()
    signed_on: date
    until: date | None = None


class PapersShown(Request):
    """PUT /api/cases/{serial}/authorities/{authority}/papers: all that were shown, in place of what was noted.

    Raises `conflict.stale` when `version` is not the newest.
    """

    version: Version
    papers: tuple[Paper, ...] = Field(max_length=7)
    files: PaperFiles


class StepAnswered(Request):
    """PUT /api/cases/{serial}/people/{identity}/steps/{step}: what the person answered, as staff heard or read it."""

    answer: bool
    channel: Literal[ConsentChannel.ORAL, ConsentChannel.WRITTEN]
    wording: str = Field(min_length=1, max_length=32)
    reason: str = Field(default="", max_length=500)
    """Needed to take a yes back."""


class WithdrawalDecided(Request):
    """POST /api/cases/{serial}/withdrawals/{withdrawal}: grant or refuse a late withdrawal."""

    action: Literal["grant", "refuse"]
    why: Reason


class ContactLogged(Request):
    """POST /api/cases/{serial}/contacts. The same `key` twice is one try; without a number the person's own."""

    key: IdempotencyKey
    identity: Id
    at: AwareDatetime
    channel: ContactChannel
    outcome: ContactOutcome
    number: str = Field(default="", max_length=100)
    note: str = Field(default="", max_length=500)


class AskConcluded(Request):
    """POST /api/cases/{serial}/asking: what the person says to mediation.

    A no, or nobody there, ends the case where no other respondent is left.
    """

    identity: Id
    result: AskResult
    reason: str = Field(default="", max_length=500)


class StepAnswerView(Answer):
    """What one person answers to one step now."""

    step: ConsentStep
    answer: bool | None
    at: datetime | None
    channel: ConsentChannel | None
    recorded_by: str | None
    withdrawn: bool


class CasePerson(Answer):
    """One person of a case, masked."""

    identity: str
    name: str
    side: Side
    role: Role
    title: str
    kind: PartyKind
    standing: Capacity
    origin: Origin
    phone: str
    email: str
    prefers_email: bool
    id_number: str
    identity_seen: str
    """Which original paper staff compared, where the number alone did not pass."""
    linked_to: str | None
    absence: Absence | None
    """Why a respondent takes no part while the mediation goes on with others."""
    named_first: bool | None
    """Whether the first papers named them, as staff said of an applicant who came later; null for everybody else."""
    version: int
    consents: tuple[StepAnswerView, ...]


class AuthorityView(Answer):
    """Who may act for whom, and what is missing."""

    id: str
    agent: str
    principal: str
    kind: AuthorityKind
    matters: str
    powers: tuple[Power, ...]
    papers: tuple[Paper, ...]
    files: tuple[PaperFile, ...]
    seen: Sighting | None
    """Of a representative: who saw the written authority at a counter, and when."""
    missing_papers: tuple[Paper, ...]
    signed_on: date
    until: date | None
    stands: bool
    may_settle: bool
    revoked_at: datetime | None
    version: int


class WithdrawalView(Answer):
    """A late withdrawal and what became of it."""

    id: str
    identity: str
    step: ConsentStep
    reason: str
    asked_at: datetime
    state: Literal["asked", "granted", "refused"]
    decided_at: datetime | None
    decision: str


class ContactView(Answer):
    """One try to reach somebody, masked."""

    identity: str
    at: datetime
    channel: ContactChannel
    number: str
    outcome: ContactOutcome
    note: str
    by: str


class CasePeople(Answer):
    """GET /api/cases/{serial}/people."""

    serial: str
    people: tuple[CasePerson, ...]
    authorities: tuple[AuthorityView, ...]
    uncovered: tuple[str, ...]
    """Workers for whom nobody may settle yet; only where there are ten or more."""
    withdrawals: tuple[WithdrawalView, ...]
    contacts: tuple[ContactView, ...]
    wording: str
    """Version of the questions as they are put now."""
    awarded: bool
    """Whether an award was made: an applicant who is added says when they received it."""
    withdrawal_notice_hours: int
    """How long before a session a consent can be taken back without a decision; 0: at any time."""
    efforts: Efforts
    """Who may be called unreachable today, and else why not."""


class PersonalLook(Answer):
    """One line of GET /api/cases/{serial}/personal-looks, newest first."""

    at: datetime
    who: str
    role: Role
    identity: str
    name: str
    purpose: PersonalPurpose
    reason: str
