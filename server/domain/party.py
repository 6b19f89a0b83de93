"""People of a case: parties, agents and others who come by a personal link."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

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
    INTERPRETER = "interpreter"
    """翻译, also in signs: linked to whom they help, on neither side (`server.domain.interpreting`)."""
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


class Capacity(StrEnum):
    """In what capacity a party stands in the dispute (劳动争议调解仲裁法 arts. 22-23)."""

    USUAL = "usual"
    DISPATCHING = "dispatching"
    """劳务派遣单位: jointly with the employer that uses the worker."""
    USING = "using"
    """用工单位."""
    THIRD = "third"
    """第三人: has an interest in the outcome."""


class Absence(StrEnum):
    """Why a respondent takes no part in a mediation that goes on with others (在线调解规则 art. 15, OM-17)."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"


OTHER_SIDE = {Side.APPLICANT: Side.RESPONDENT, Side.RESPONDENT: Side.APPLICANT}

_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]+\.[A-Za-z]{2,24}")
_TELEPHONE: Final = re.compile(r"[\d\s()+-]{7,}")


def masked_phone(phone: str) -> str:
    """Return a telephone number as lists show it: 138****6027; nothing when there is none."""
    if not phone:
        return ""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else "****"  # noqa: PLR2004 - 3 + 4 digits stay


def is_email(text: str) -> bool:
    """Tell whether a text is an e-mail address as people have them (RFC 5321): ASCII, a domain with a dot."""
    return _EMAIL.fullmatch(text) is not None


def masked_email(email: str) -> str:
    """Return an e-mail address as lists show it: li****@example.org; nothing when there is none."""
    name, _, domain = email.rpartition("@")
    return f"{name[:2]}****@{domain}" if len(name) > 2 else f"****@{domain}" if email else ""  # noqa: PLR2004 - 2 signs stay


def masked_id_number(id_number: str) -> str:
    """Return an identity number as lists show it: first three, last four; nothing when there is none."""
    if not id_number:
        return ""
    return f"{id_number[:3]}{'*' * (len(id_number) - 7)}{id_number[-4:]}" if len(id_number) > 7 else "****"  # noqa: PLR2004 - 3 + 4 signs stay


def masked_address(address: str) -> str:
    """Return where somebody is reached as lists show it: a telephone or an e-mail masked, a street as it is."""
    if "@" in address:
        return masked_email(address)
    return masked_phone(address) if _TELEPHONE.fullmatch(address.strip()) else address


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
    standing: Capacity = Capacity.USUAL
    origin: Origin = Origin.MAINLAND
    identity_seen: str = field(default="", repr=False)
    """线下核实: which original paper staff compared, where the number alone does not show whose it is (OL-03)."""
    email: str = field(default="", repr=False)
    prefers_email: bool = False
    """Messages go to the address also where there is a telephone."""
    absence: Absence | None = None
    """Of a respondent alone; None for whoever takes part, or was not asked yet."""
    absent_since: datetime | None = None
    added_at: datetime | None = None
    """When staff added them; None for whoever was in the case, or in its first papers, from the beginning, and in
    older records."""
    entered_at: datetime | None = None
    """When staff put them into the case, also where its first papers named them; None for whoever came with it."""
    version: int = 0

    @property
    def named_first(self) -> bool | None:
        """Whether the first papers named this applicant, as staff said; None where nobody had to say it."""
        asked = self.side is Side.APPLICANT and self.entered_at is not None
        return self.added_at is None if asked else None

    @property
    def goes_by_email(self) -> bool:
        """Whether messages go to the address: it is the only way, or the chosen one."""
        return bool(self.email) and (self.prefers_email or not self.phone)

    @property
    def masked_email(self) -> str:
        """The e-mail address as lists show it."""
        return masked_email(self.email)

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


def came_with(party: Participant, people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return who is linked to a party: agents, and whoever interprets for it."""
    return tuple(one for one in people if one.role is not Role.PARTY and one.linked_to == party.identity)


def taking_part(people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return the people of a case without respondents who are absent, and without who came with these."""
    everyone = tuple(people)
    absent = {one.identity for one in everyone if one.absence is not None}
    return tuple(one for one in everyone if one.identity not in absent and one.linked_to not in absent)
