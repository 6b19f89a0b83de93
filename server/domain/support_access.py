"""Support access: whoever keeps the program running looks into cases for a purpose, granted, for hours, never longer.

数据安全法 art. 40: who keeps a system of a state organ acts under its strict approval and supervision (DP-05).
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain.account import Account
from server.domain.case import Case
from server.domain.errors import ConflictError, ForbiddenError, InvalidError
from server.domain.ids import AccountId, CaseId
from server.domain.life import Table, step

MOST_HOURS: Final = 72
SHORTEST_PURPOSE: Final = 4
WAITS: Final = timedelta(days=3)
"""How long a request stands unanswered: a grant that comes later would surprise both."""


class SupportState(StrEnum):
    """How far an access is."""

    ASKED = "asked"
    OPEN = "open"
    REFUSED = "refused"
    ENDED = "ended"
    """Ended by hand, or taken back before it was answered."""
    EXPIRED = "expired"


class SupportAction(StrEnum):
    """What can be done to an access."""

    GRANT = "grant"
    REFUSE = "refuse"
    END = "end"
    EXPIRE = "expire"


SUPPORT_TRANSITIONS: Final[Table[SupportState, SupportAction]] = {
    SupportState.ASKED: {
        SupportAction.GRANT: SupportState.OPEN,
        SupportAction.REFUSE: SupportState.REFUSED,
        SupportAction.END: SupportState.ENDED,
        SupportAction.EXPIRE: SupportState.EXPIRED,
    },
    SupportState.OPEN: {SupportAction.END: SupportState.ENDED, SupportAction.EXPIRE: SupportState.EXPIRED},
    SupportState.REFUSED: {},
    SupportState.ENDED: {},
    SupportState.EXPIRED: {},
}


def house_of(case: Case) -> str | None:
    """Return whose data a case is: the court's that received it, else the organisation's that has it."""
    return case.court or case.organisation


@dataclass(frozen=True, slots=True)
class SupportAccess:
    """One access of one person of the support. `case` None: every case of the house."""

    id: str
    house: str
    case: CaseId | None
    purpose: str = field(repr=False)
    hours: int
    asked_by: AccountId
    asked_by_name: str = field(repr=False)
    asked_at: datetime
    state: SupportState = SupportState.ASKED
    answered_by_name: str = field(default="", repr=False)
    answered_at: datetime | None = None
    until: datetime | None = None
    """When it ends by itself; None before it is granted."""
    ended_by_name: str = field(default="", repr=False)
    ended_at: datetime | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if len(self.purpose.strip()) < SHORTEST_PURPOSE:
            raise InvalidError("support.purpose", purpose="too_short")
        _require_hours(self.hours, MOST_HOURS)

    def grant(self, by: Account, hours: int, now: datetime) -> "SupportAccess":
        """Return it open for `hours`, never more than asked. Nobody grants their own (`ForbiddenError`)."""
        if by.id == self.asked_by:
            raise ForbiddenError("support.own")
        _require_hours(hours, self.hours)
        state, until = self._step(SupportAction.GRANT, now), now + timedelta(hours=hours)
        return replace(self, state=state, answered_by_name=by.name, answered_at=now, until=until)

    def refuse(self, by: Account, now: datetime) -> "SupportAccess":
        """Return it refused."""
        return replace(self, state=self._step(SupportAction.REFUSE, now), answered_by_name=by.name, answered_at=now)

    def end(self, by: Account, now: datetime) -> "SupportAccess":
        """Return it ended by hand."""
        return replace(self, state=self._step(SupportAction.END, now), ended_by_name=by.name, ended_at=now)

    def expire(self, now: datetime) -> "SupportAccess":
        """Return it as over by time. Raises `ConflictError` (`support.early`)."""
        if not self.is_over(now):
            raise ConflictError("support.early")
        after = step("support", SUPPORT_TRANSITIONS, self.state, SupportAction.EXPIRE)
        return replace(self, state=after, ended_at=self.last_moment)

    @property
    def last_moment(self) -> datetime:
        """When time alone ends it: the grant, or the request that nobody answered."""
        return self.until or self.asked_at + WAITS

    def is_over(self, now: datetime) -> bool:
        """Tell whether its time is up, whether or not that was written down."""
        return now >= self.last_moment

    def standing(self, now: datetime) -> SupportState:
        """Return the state that holds now: time ends it to the second, not when a chore comes by."""
        waits = self.state in {SupportState.ASKED, SupportState.OPEN}
        return SupportState.EXPIRED if waits and self.is_over(now) else self.state

    def covers(self, case: Case) -> bool:
        """Tell whether the case is what was asked for."""
        return self.case == case.id if self.case else house_of(case) == self.house

    def require_open(self, by: Account, now: datetime) -> None:
        """Raise `ConflictError` (`support.closed`) unless whoever asked reads while it stands."""
        if by.id != self.asked_by or self.standing(now) is not SupportState.OPEN:
            raise ConflictError("support.closed")

    def _step(self, action: SupportAction, now: datetime) -> SupportState:
        if self.standing(now) is SupportState.EXPIRED:
            raise ConflictError("support.over")
        return step("support", SUPPORT_TRANSITIONS, self.state, action)


@dataclass(frozen=True, slots=True)
class SupportReading:
    """One look into one case under an access."""

    access: str
    case: CaseId
    at: datetime


def _require_hours(hours: int, most: int) -> None:
    if not 1 <= hours <= most:
        raise InvalidError("support.hours", most=str(most))
