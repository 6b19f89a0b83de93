"""Shortening: what is kept for less time goes for good, so a second person confirms it before it holds.

What is made longer holds at once: it destroys nothing (个人信息保护法 art. 51: rights of operation set apart).
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.account import Account
from server.domain.errors import ForbiddenError, StaleVersionError
from server.domain.ids import AccountId
from server.domain.life import Table, step
from server.domain.retention import Kept, RetentionPolicy


class ShorteningState(StrEnum):
    """How far it is."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ShorteningAction(StrEnum):
    """What can be done to it."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


SHORTENING_TRANSITIONS: Final[Table[ShorteningState, ShorteningAction]] = {
    ShorteningState.ASKED: {
        ShorteningAction.CONFIRM: ShorteningState.CONFIRMED,
        ShorteningAction.REFUSE: ShorteningState.REFUSED,
        ShorteningAction.WITHDRAW: ShorteningState.WITHDRAWN,
    },
    ShorteningState.CONFIRMED: {},
    ShorteningState.REFUSED: {},
    ShorteningState.WITHDRAWN: {},
}


def shortens(before: RetentionPolicy, after: RetentionPolicy) -> bool:
    """Tell whether anything is kept for less time than before, whatever else is kept longer."""
    return any(after.months(kept) < before.months(kept) for kept in Kept)


@dataclass(frozen=True, slots=True)
class Shortening:
    """A policy somebody wants; it holds once somebody else confirmed it. `wanted.version` is the one it would be."""

    id: str
    wanted: RetentionPolicy
    asked_by: AccountId
    asked_by_name: str = field(repr=False)
    asked_at: datetime
    state: ShorteningState = ShorteningState.ASKED
    answered_by_name: str = field(default="", repr=False)
    answered_at: datetime | None = None
    version: int = 0

    def answer(self, action: ShorteningAction, by: Account, now: datetime) -> "Shortening":
        """Return it answered: whoever asked takes it back and does nothing else, nobody else takes it back.

        Raises `ForbiddenError` (`shortening.own`, `shortening.others`) and `IllegalTransitionError`.
        """
        own, withdraws = by.id == self.asked_by, action is ShorteningAction.WITHDRAW
        if own != withdraws:
            raise ForbiddenError("shortening.own" if own else "shortening.others")
        after = step("shortening", SHORTENING_TRANSITIONS, self.state, action)
        return replace(self, state=after, answered_by_name=by.name, answered_at=now)

    def policy(self, standing: RetentionPolicy, by: Account, now: datetime) -> RetentionPolicy:
        """Return the policy as it holds from now on, with both names. Raises `StaleVersionError` over another one."""
        if standing.version + 1 != self.wanted.version:
            raise StaleVersionError(table="retention_policy")
        return replace(self.wanted, changed_by=f"{self.asked_by_name}、{by.name}", changed_at=now)
