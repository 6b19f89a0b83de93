"""Own days: what follows from an agreement until a day, as the page of the party tells it whose right it is."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from server.domain import clocks
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.clocks import Clock, ClockState
from server.domain.ids import Identity
from server.domain.own_right import OWN_RIGHTS, day_of, holdings
from server.services.clock_views import clock_view
from server.services.own_case_views import OwnDayView
from server.services.ports import UnitOfWork

_TOLD: Final = (ClockState.RUNNING, ClockState.PASSED)
"""Of what was done nobody needs the day."""


async def look(uow: UnitOfWork, case: Case, identity: Identity, now: datetime) -> tuple[OwnDayView, ...]:
    """Return the days to object to a ruling and to enforce that are this person's, or of whom they speak for.

    Each with its working, soonest first. Days to sue and to ask for arbitration stand with the case itself.
    """
    facts = (await uow.terms.facts([case]))[case.id]
    if facts.effect is None:
        return ()
    people, authorities = await uow.cases.participants(case.id), await uow.authorities.of_case(case.id)
    shown = [one for one in clocks.clocks(facts, await uow.calendars.load(), now) if _is_told(one)]
    found: list[OwnDayView] = []
    for clock in shown:
        held = holdings(day_of(clock), people, authorities, facts.effect.bound, beijing_day(now))
        whose = [one.holder for one in held if any(reader.identity == identity for reader in one.readers)]
        found.extend(_views(clock, [(one.identity == identity, one.name) for one in whose]))
    return tuple(sorted(found, key=lambda one: (one.deadline.due_on, one.of)))


def _is_told(clock: Clock) -> bool:
    right = OWN_RIGHTS.get(clock.deadline.rule)
    return right is not None and right.after_agreement and clock.state in _TOLD


def _views(clock: Clock, whose: list[tuple[bool, str]]) -> Iterator[OwnDayView]:
    """Yield the day once for oneself, and for each other party one speaks for."""
    shown = clock_view(clock)
    for is_own, name in whose:
        yield OwnDayView("" if is_own else name, shown.deadline, shown.state is ClockState.PASSED)
