"""Bodies about the people of a case: who they are, who acts for them, what they agreed to, how they were reached."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from server.web.schemas import Answer, Id, IdempotencyKey, Reason, Request, Version
from server.web.schemas.persons import RoleCode, SideCode
from server.web.schemas.profiles import Origin

Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^\S(.*\S)?$")]
Phone = Annotated[str, Field(min_length=5, max_length=20, pattern=r"^[0-9+\-]+$")]
IdNumber = Annotated[str, Field(min_length=5, max_length=30, pattern=r"^[0-9A-Za-z()\u4e00-\u9fff\-]+$")]
PaperSeen = Annotated[str, Field(max_length=200)]
PersonTitle = Annotated[str, Field(max_length=50)]


class PartyKindCode(StrEnum):
    """What kind of party somebody is."""

    PERSON = "person"
    EMPLOYER = "employer"


class CapacityCode(StrEnum):
    """In what capacity a party stands in the dispute (LB-07)."""

    USUAL = "usual"
    DISPATCHING = "dispatching"
    USING = "using"
    THIRD = "third"


class StepCode(StrEnum):
    """What a person can agree to in a case (OL-01)."""

    ONLINE_MEDIATION = "online_mediation"
    SEPARATE_SESSIONS = "separate_sessions"
    EVIDENCE_EXCHANGE = "evidence_exchange"
    E_SERVICE = "e_service"
    E_SIGNATURE = "e_signature"
    CONFIRMATION = "confirmation"


class ConsentChannelCode(StrEnum):
    """How an answer was given (OM-03)."""

    ORAL = "oral"
    WRITTEN = "written"
    ONLINE = "online"


class AuthorityKindCode(StrEnum):
    """By what right somebody acts for another (LB-06, LB-08, LB-09)."""

    LAWYER = "lawyer"
    RELATIVE = "relative"
    CITIZEN = "citizen"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"


class PowerCode(StrEnum):
    """What an agent may do beyond appearing, each written into the authority (LB-08)."""

    ADMIT = "admit"
    WAIVE = "waive"
    CHANGE = "change"
    SETTLE = "settle"
    RECEIVE = "receive"
    SIGN = "sign"


class PaperCode(StrEnum):
    """What must be shown with an authority."""

    AUTHORITY = "authority"
    IDENTITY = "identity"
    LICENCE = "licence"
    FIRM_LETTER = "firm_letter"
    RELATION = "relation"
    RECOMMENDATION = "recommendation"
    CAPACITY = "capacity"


class ContactChannelCode(StrEnum):
    """By what way somebody was tried (OM-17)."""

    TELEPHONE = "telephone"
    SMS = "sms"
    LETTER = "letter"
    VISIT = "visit"
    PLATFORM = "platform"


class ContactOutcomeCode(StrEnum):
    """What one try came to."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    WILL_CALL_BACK = "will_call_back"


class AskResultCode(StrEnum):
    """What the other side says to mediation."""

    AGREED = "agreed"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


class PersonalPurposeCode(StrEnum):
    """Why somebody needs personal numbers in full."""

    CONTACT = "contact"
    IDENTITY_CHECK = "identity_check"
    SERVICE = "service"
    DOCUMENT = "document"
    CORRECTION = "correction"


class PersonAdded(Request):
    """POST /api/cases/{serial}/people. The same `key` twice is one person."""

    key: IdempotencyKey
    name: Name
    side: SideCode
    role: Literal[RoleCode.PARTY, RoleCode.AGENT]
    title: PersonTitle = ""
    phone: Phone
    id_number: IdNumber
    kind: PartyKindCode = PartyKindCode.PERSON
    standing: CapacityCode = CapacityCode.USUAL
    origin: Origin = Origin.MAINLAND
    linked_to: Id | None = None
    is_guardian: bool = False
    """Of an agent: acts by law for a worker without full capacity or who died, and is not counted among the two."""
    identity_seen: PaperSeen = ""
    award_received_on: date | None = None


class PersonCorrected(Request):
    """PUT /api/cases/{serial}/people/{identity}; numbers left out stay as they are.

    Raises `conflict.stale` when `version` is not the newest.
    """

    version: Version
    name: Name
    title: PersonTitle
    standing: CapacityCode
    origin: Origin
    phone: Phone | None = None
    id_number: IdNumber | None = None
    identity_seen: PaperSeen | None = None


class PersonalRequest(Request):
    """POST /api/cases/{serial}/people/{identity}/personal: show the numbers in full; the purpose is kept for ever."""

    purpose: PersonalPurposeCode
    reason: Reason


class PersonalNumbers(Answer):
    """Telephone and identity number in full."""

    phone: str
    id_number: str


class PaperFile(Answer):
    """A material of the case that is a paper of an authority."""

    paper: PaperCode
    material: Id


PaperFiles = Annotated[tuple[PaperFile, ...], Field(max_length=7)]


class AuthorityRecorded(Request):
    """POST /api/cases/{serial}/authorities. The same `key` twice is one authority."""

    key: IdempotencyKey
    agent: Id
    principal: Id
    kind: AuthorityKindCode
    matters: str = Field(default="", max_length=500)
    powers: tuple[PowerCode, ...] = Field(default=(), max_length=6)
    papers: tuple[PaperCode, ...] = Field(default=(), max_length=7)
    files: PaperFiles = ()
    signed_on: date
    until: date | None = None


class PapersShown(Request):
    """PUT /api/cases/{serial}/authorities/{authority}/papers: all that were shown, in place of what was noted.

    Raises `conflict.stale` when `version` is not the newest.
    """

    version: Version
    papers: tuple[PaperCode, ...] = Field(max_length=7)
    files: PaperFiles


class StepAnswered(Request):
    """PUT /api/cases/{serial}/people/{identity}/steps/{step}: what the person answered, as staff heard or read it."""

    answer: bool
    channel: Literal[ConsentChannelCode.ORAL, ConsentChannelCode.WRITTEN]
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
    channel: ContactChannelCode
    outcome: ContactOutcomeCode
    number: str = Field(default="", max_length=100)
    note: str = Field(default="", max_length=500)


class AskConcluded(Request):
    """POST /api/cases/{serial}/asking: what the person says to mediation; a no or nobody there ends the case."""

    identity: Id
    result: AskResultCode
    reason: str = Field(default="", max_length=500)


class StepAnswerView(Answer):
    """What one person answers to one step now."""

    step: StepCode
    answer: bool | None
    at: datetime | None
    channel: ConsentChannelCode | None
    recorded_by: str | None
    withdrawn: bool


class CasePerson(Answer):
    """One person of a case, masked."""

    identity: str
    name: str
    side: SideCode
    role: RoleCode
    title: str
    kind: PartyKindCode
    standing: CapacityCode
    origin: Origin
    phone: str
    id_number: str
    identity_seen: str
    """Which original paper staff compared, where the number alone did not pass."""
    linked_to: str | None
    version: int
    consents: tuple[StepAnswerView, ...]


class AuthorityView(Answer):
    """Who may act for whom, and what is missing."""

    id: str
    agent: str
    principal: str
    kind: AuthorityKindCode
    matters: str
    powers: tuple[PowerCode, ...]
    papers: tuple[PaperCode, ...]
    files: tuple[PaperFile, ...]
    missing_papers: tuple[PaperCode, ...]
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
    step: StepCode
    reason: str
    asked_at: datetime
    state: Literal["asked", "granted", "refused"]
    decided_at: datetime | None
    decision: str


class ContactView(Answer):
    """One try to reach somebody, masked."""

    identity: str
    at: datetime
    channel: ContactChannelCode
    number: str
    outcome: ContactOutcomeCode
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


class PersonalLook(Answer):
    """One line of GET /api/cases/{serial}/personal-looks, newest first."""

    at: datetime
    who: str
    role: RoleCode
    identity: str
    name: str
    purpose: PersonalPurposeCode
    reason: str
