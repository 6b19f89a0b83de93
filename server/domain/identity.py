"""The check of a person's identity before they are let in (人民法院在线调解规则 art. 17)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain.ids import AccountId, Identity, SessionId

SENT_AGAIN: Final = timedelta(minutes=2)
"""For how long the same result again is what a browser sends that got no answer; later it is another comparison."""


class IdentityCheck(StrEnum):
    """Result of comparing the person with their document."""

    NOT_CHECKED = "not_checked"
    PASSED = "passed"
    FAILED = "failed"


class CheckMethod(StrEnum):
    """How it was compared."""

    MANUAL = "manual"
    """The mediator compared face and document in a short call."""


@dataclass(frozen=True, slots=True)
class IdentityRecord:
    """One comparison; a later one replaces it, both stay in the audit log."""

    session: SessionId
    identity: Identity
    result: IdentityCheck
    method: CheckMethod
    operator: AccountId
    at: datetime
    note: str | None = None

    def repeats(self, other: "IdentityRecord") -> bool:
        """Tell whether it is `other` sent again: the same comparison by the same person, within `SENT_AGAIN` of it."""
        return replace(self, at=other.at) == other and self.at - other.at < SENT_AGAIN
