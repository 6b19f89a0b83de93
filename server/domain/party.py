"""People of a case: parties, agents and others who come by a personal link."""

from dataclasses import dataclass, field
from enum import StrEnum

from server.domain.ids import CaseId, Identity
from server.domain.origin import Origin


class Side(StrEnum):
    """Where a person stands in the dispute."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    NEUTRAL = "neutral"


class Role(StrEnum):
    """What a person is to the case."""

    PARTY = "party"
    AGENT = "agent"
    MEDIATOR = "mediator"
    CLERK = "clerk"
    JUDGE = "judge"
    ORGANISATION = "organisation"
    """Administrator of a mediation organisation."""
    LABOUR_OFFICE = "labour_office"
    """Staff of 人社 (human resources and social security): roster and figures, no cases."""
    COURT_ADMIN = "court_admin"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    """Keeps the server running (运维): seats and lines, no names, no cases."""


class PartyKind(StrEnum):
    """What kind of party somebody is."""

    PERSON = "person"
    EMPLOYER = "employer"


class Standing(StrEnum):
    """In what capacity a party stands in the dispute (劳动争议调解仲裁法 arts. 22-23)."""

    USUAL = "usual"
    DISPATCHING = "dispatching"
    """劳务派遣单位: jointly with the employer that uses the worker."""
    USING = "using"
    """用工单位."""
    THIRD = "third"
    """第三人: has an interest in the outcome."""


OTHER_SIDE = {Side.APPLICANT: Side.RESPONDENT, Side.RESPONDENT: Side.APPLICANT}


def masked_phone(phone: str) -> str:
    """Return a telephone number as lists show it: 138****6027; nothing when there is none."""
    if not phone:
        return ""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else "****"  # noqa: PLR2004 - 3 + 4 digits stay


def masked_id_number(id_number: str) -> str:
    """Return an identity number as lists show it: first three, last four; nothing when there is none."""
    if not id_number:
        return ""
    return f"{id_number[:3]}{'*' * (len(id_number) - 7)}{id_number[-4:]}" if len(id_number) > 7 else "****"  # noqa: PLR2004 - 3 + 4 signs stay


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone invited to the sessions of a case. The same identity in every session of it."""

    identity: Identity
    case: CaseId
    name: str = field(repr=False)
    side: Side
    role: Role
    title: str
    """Role in words, such as 代理人（女儿）."""
    phone: str = field(repr=False)
    id_number: str = field(repr=False)
    linked_to: Identity | None = None
    """The person with whom they move as one unit, such as the party of an agent."""
    kind: PartyKind = PartyKind.PERSON
    standing: Standing = Standing.USUAL
    origin: Origin = Origin.MAINLAND
    identity_seen: str = field(default="", repr=False)
    """线下核实: which original paper staff compared, where the number alone does not show whose it is (OL-03)."""
    version: int = 0

    @property
    def masked_phone(self) -> str:
        """The telephone number as lists show it."""
        return masked_phone(self.phone)

    @property
    def masked_id_number(self) -> str:
        """The identity number as lists show it."""
        return masked_id_number(self.id_number)

    def phone_ends_with(self, tail: str) -> bool:
        """Tell whether `tail` is the last four digits of the telephone number."""
        return len(tail) == 4 and self.phone[-4:] == tail  # noqa: PLR2004 - four digits are asked for


def is_worker(person: Participant) -> bool:
    """Tell whether somebody is one of the workers who apply: of ten or more some may act for the others (LB-06)."""
    return person.side is Side.APPLICANT and person.role is Role.PARTY and person.kind is PartyKind.PERSON
