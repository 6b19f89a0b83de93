"""An own right: what one party alone may do until a day, whose it is, and how long before its end they are warned.

Mediation stops none of these periods (调解仲裁法 arts. 48-50, 民诉法解释 art. 372); the time to ask for arbitration it
may interrupt, which nobody confirms (LB-10). Whoever only mediates, and waits, loses the right: so each is told of the
own days, and of nobody else's.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from server.domain.authority import Authority
from server.domain.clocks import Clock
from server.domain.deadlines import DeadlineRule, LastDay
from server.domain.party import Participant, Role, Side, taking_part
from server.domain.reminder import ReminderKind
from server.domain.speaking import who_may_answer

_SHORTLY: Final = {
    7: ReminderKind.OWN_DAY_7_DAYS_LEFT,
    3: ReminderKind.OWN_DAY_3_DAYS_LEFT,
    1: ReminderKind.OWN_DAY_1_DAY_LEFT,
}
_LONG_BEFORE: Final = {30: ReminderKind.OWN_DAY_30_DAYS_LEFT}


@dataclass(frozen=True, slots=True)
class OwnRight:
    """When its holder is warned, and who else is."""

    before: dict[int, ReminderKind]
    """Days before the nominal end, which is never the later one (CAL-07)."""
    tells_mediator: bool = False
    """Whether whoever mediates is told too, while mediation goes on."""
    after_agreement: bool = False
    """Whether it follows from an agreement: all whom that binds know of the case."""


_IN_MEDIATION: Final = OwnRight(_SHORTLY, tells_mediator=True)
OWN_RIGHTS: Final[dict[DeadlineRule, OwnRight]] = {
    DeadlineRule.SUE_15D: _IN_MEDIATION,
    DeadlineRule.SET_ASIDE_30D: _IN_MEDIATION,
    DeadlineRule.SUE_ANNULLED_15D: _IN_MEDIATION,
    DeadlineRule.ARB_LIMIT_1Y: OwnRight(_LONG_BEFORE | _SHORTLY, tells_mediator=True),
    DeadlineRule.CONFIRM_OBJECT_15D: OwnRight(_SHORTLY, after_agreement=True),
    DeadlineRule.ENFORCE_2Y: OwnRight(_LONG_BEFORE | {days: _SHORTLY[days] for days in (7, 1)}, after_agreement=True),
}
"""The whole table."""
EARLIEST: Final = max(days for right in OWN_RIGHTS.values() for days in right.before)


@dataclass(frozen=True, slots=True)
class Day:
    """The end of such a right as its clock has it. `key` names the clock within the case."""

    rule: DeadlineRule
    key: str
    starts_on: date
    nominal_on: date
    due_on: date
    is_provisional: bool

    @property
    def last_day(self) -> LastDay:
        """The last day as it can be told; all of these are counted in days or years."""
        return LastDay.of_days(self.due_on, self.nominal_on, is_provisional=self.is_provisional)


def day_of(clock: Clock) -> Day:
    """Return the end of such a right by its clock."""
    end = clock.deadline
    return Day(end.rule, clock.key, end.start, end.nominal, end.due, end.provisional)


@dataclass(frozen=True, slots=True)
class Holding:
    """A party whose right it is, and who reads of it: the party, and whoever speaks for it by an authority."""

    holder: Participant
    readers: tuple[Participant, ...]


def holdings(
    day: Day,
    people: Sequence[Participant],
    authorities: Sequence[Authority],
    bound: Collection[str],
    today: date,
) -> tuple[Holding, ...]:
    """Return whose right a clock of the case is, and who reads of it today; `bound` are those who signed.

    A respondent who takes no part reads nothing, nor does anybody who came along without an authority that stands.
    """
    there = taking_part(people)
    return tuple(
        Holding(holder, who_may_answer(holder, there, authorities, today))
        for holder in there
        if holder.role is Role.PARTY and holder.side is not Side.NEUTRAL and _holds(holder, day, bound)
    )


def _holds(party: Participant, day: Day, bound: Collection[str]) -> bool:
    if day.rule is DeadlineRule.ENFORCE_2Y:
        return party.identity in bound
    _, _, whose = day.key.partition(":")
    return party.identity == whose
