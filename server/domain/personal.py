"""Looking at somebody's identity and telephone numbers in full: only for a purpose that is kept (PIPL arts. 6, 28)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.errors import InvalidError
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.party import Role

SHORTEST_REASON: Final = 4


class PersonalPurpose(StrEnum):
    """Why somebody needs the numbers."""

    CONTACT = "contact"
    IDENTITY_CHECK = "identity_check"
    SERVICE = "service"
    """送达."""
    DOCUMENT = "document"
    """To be written into a document of the case."""
    CORRECTION = "correction"


def require_reason(reason: str) -> None:
    """Raise `InvalidError` (`personal.reason_needed`) without a reason in words."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidError("personal.reason_needed", reason="too_short")


@dataclass(frozen=True, slots=True)
class PersonalLook:
    """One look, kept as long as the case. Raises `InvalidError` without a reason in words."""

    case: CaseId
    identity: Identity
    account: AccountId
    who: str = field(repr=False)
    role: Role
    purpose: PersonalPurpose
    reason: str = field(repr=False)
    at: datetime

    def __post_init__(self) -> None:
        require_reason(self.reason)
