"""Reaching the other side: each try is a line, and the answer ends the asking (OM-17, 人民法院在线调解规则 art. 15)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.outcome import EndingCode


class ContactChannel(StrEnum):
    """By what way somebody was tried."""

    TELEPHONE = "telephone"
    SMS = "sms"
    LETTER = "letter"
    VISIT = "visit"
    PLATFORM = "platform"


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


def require_tried(result: AskResult, identity: Identity, contacts: Sequence[Contact]) -> None:
    """Raise `ConflictError` (`contact.nothing_tried`) for someone called unreachable whom nobody tried to reach."""
    if result is AskResult.UNREACHABLE and not any(one.identity == identity for one in contacts):
        raise ConflictError("contact.nothing_tried")
