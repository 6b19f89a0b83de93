"""Reaching the other side: each try is a line, and the answer ends the asking (OM-17, 人民法院在线调解规则 art. 15)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.outcome import EndingCode
from server.domain.party import Participant, Side, masked_address, masked_phone


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
"""How the case ends by it; None goes on."""


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


def tried_in_vain(contacts: Sequence[Contact], people: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the people of the two sides whose last try did not reach them."""
    last = {one.identity: one.outcome for one in sorted(contacts, key=lambda one: one.at)}
    return tuple(
        person for person in people if person.side is not Side.NEUTRAL and last.get(person.identity) in NOT_THERE
    )


def require_other_side(person: Participant, people: Sequence[Participant], agreed: Collection[Identity]) -> None:
    """Raise unless the answer of this person may end the case (art. 15): the side that was asked, with nobody left.

    `InvalidError` (`contact.not_asked`) for anybody but a respondent or who acts for one; `ConflictError`
    (`contact.another_agreed`) while another respondent is among those who `agreed`.
    """
    if person.side is not Side.RESPONDENT:
        raise InvalidError("contact.not_asked", identity="not_a_respondent")
    own = {person.identity, person.linked_to} | {one.identity for one in people if one.linked_to == person.identity}
    others = [one for one in people if one.side is Side.RESPONDENT and one.identity not in own]
    if any(one.identity in agreed for one in others):
        raise ConflictError("contact.another_agreed")


def require_tried(result: AskResult, identity: Identity, contacts: Sequence[Contact]) -> None:
    """Raise `ConflictError` (`contact.nothing_tried`) for someone called unreachable whom nobody tried in vain."""
    tries = [one for one in sorted(contacts, key=lambda one: one.at) if one.identity == identity]
    if result is AskResult.UNREACHABLE and (not tries or tries[-1].outcome not in NOT_THERE):
        raise ConflictError("contact.nothing_tried")
