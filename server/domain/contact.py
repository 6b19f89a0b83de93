"""Reaching the other side: each try is a line, and the answer ends the asking (OM-17, 人民法院在线调解规则 art. 15)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.concurrence import mediating
from server.domain.errors import InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.outcome import EndingCode
from server.domain.party import Absence, Capacity, Participant, Role, Side, masked_address, masked_phone


class ContactChannel(StrEnum):
    """By what way somebody was tried."""

    TELEPHONE = "telephone"
    SMS = "sms"
    LETTER = "letter"
    VISIT = "visit"
    PLATFORM = "platform"


BY_NUMBER: Final = frozenset({ContactChannel.TELEPHONE, ContactChannel.SMS})
"""What is tried by a number: by the person's own, where no other is named."""


class ContactOutcome(StrEnum):
    """What one try came to."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    WILL_CALL_BACK = "will_call_back"


class AskResult(StrEnum):
    """What the other side says to mediation."""

    AGREED = "agreed"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


ENDING_OF: Final[dict[AskResult, EndingCode | None]] = {
    AskResult.AGREED: None,
    AskResult.REFUSED: EndingCode.PARTY_UNWILLING,
    AskResult.UNREACHABLE: EndingCode.PARTY_UNREACHABLE,
}
"""How the case ends by it where nobody of the other side is left; None goes on."""
ABSENCE_OF: Final = {AskResult.REFUSED: Absence.REFUSED, AskResult.UNREACHABLE: Absence.UNREACHABLE}
"""How a respondent is named with whom it does not go on while it does with others."""


NOT_THERE: Final = frozenset({ContactOutcome.NO_ANSWER, ContactOutcome.WRONG_NUMBER})


@dataclass(frozen=True, slots=True)
class Contact:
    """One try to reach a person; never changed afterwards."""

    case: CaseId
    identity: Identity
    at: datetime
    channel: ContactChannel
    number: str = field(repr=False)
    """The number or address that was tried; masked wherever it is shown."""
    outcome: ContactOutcome
    note: str = field(repr=False)
    by: str
    """Account id."""
    recorded_at: datetime

    def __post_init__(self) -> None:
        if self.at > self.recorded_at:
            raise InvalidError("contact.in_the_future", at="future")

    @property
    def shown(self) -> str:
        """The number or address as lists show it: of a telephone or an e-mail, by whatever way, only the ends."""
        return masked_phone(self.number) if self.channel in BY_NUMBER else masked_address(self.number)


def asked_party(person: Participant, people: Sequence[Participant]) -> Participant:
    """Return the respondent whom an answer is about: whoever gave it, or whom they came for (art. 15).

    Raises `InvalidError` (`contact.not_asked`) for anybody of another side.
    """
    if person.side is not Side.RESPONDENT:
        raise InvalidError("contact.not_asked", identity="not_a_respondent")
    identity = person.identity if person.role is Role.PARTY else person.linked_to
    return next((one for one in people if one.identity == identity), person)


def others_of(party: Participant, people: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the other respondents with whom the mediation can go on: asked or agreed, a third person apart.

    Who joined as an agent for nobody is no respondent. Without any the answer of the one ends the case.
    """
    return tuple(
        one
        for one in mediating(people)
        if one.side is Side.RESPONDENT and one.standing is not Capacity.THIRD and one.identity != party.identity
    )
