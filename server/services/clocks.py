"""The clocks of a case: worked out anew in the transaction of every fact that moves one, and shown to staff."""

from collections.abc import Sequence
from datetime import date, datetime

from server.domain import clock_runs, clocks
from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.case_link import open_until
from server.domain.clock_facts import Facts
from server.domain.clocks import Clock
from server.domain.deadlines import Deadline
from server.domain.errors import NotFoundError
from server.domain.ids import Identity
from server.domain.term import ExtensionState
from server.services.clock_views import (
    CaseClocksView,
    ExtensionOffer,
    clock_view,
    deadline_view,
    extension_view,
    pause_view,
)
from server.services.ports import Ports, UnitOfWork
from server.services.ports.terms import CaseCourse


async def refresh(uow: UnitOfWork, case: Case, now: datetime) -> tuple[Clock, ...]:
    """Work out the clocks of a case from what this transaction knows and keep them for lists; return them.

    The parties' own links open the case until all of them, and what is to be performed, are over.
    """
    facts = (await uow.terms.facts([case]))[case.id]
    found = clocks.clocks(facts, await uow.calendars.load(), now)
    await uow.clocks.replace({case.id: found})
    await _keep_links(uow, facts, found, now)
    return found


async def keep_links(uow: UnitOfWork, case: Case, now: datetime) -> None:
    """Keep the parties' own links open until every period and instalment of the case is over, and for a while after."""
    facts = (await uow.terms.facts([case]))[case.id]
    await _keep_links(uow, facts, clocks.clocks(facts, await uow.calendars.load(), now), now)


async def _keep_links(uow: UnitOfWork, facts: Facts, found: Sequence[Clock], now: datetime) -> None:
    last = clocks.last_day(facts, found)
    if last is not None:
        await uow.case_links.keep_until(facts.case.id, open_until(last), now)


async def lapsed(uow: UnitOfWork, case: Case, now: datetime) -> frozenset[Identity]:
    """Return the applicants whose last day to sue passed since they came."""
    facts = (await uow.terms.facts([case]))[case.id]
    found = clocks.clocks(facts, await uow.calendars.load(), now)
    return frozenset(Identity(one.key) for one in clocks.lapsed(facts, found))


async def term_of(uow: UnitOfWork, case: Case, now: datetime) -> Clock | None:
    """Return the mediation term of a case as it stands; None before it began."""
    facts = (await uow.terms.facts([case]))[case.id]
    return clocks.term_clock(facts, await uow.calendars.load(), now)


async def asking_ends(uow: UnitOfWork, case: Case) -> dict[Identity, date]:
    """Return the last day of asking each respondent who was not reached yet (在线调解规则 art. 15)."""
    facts = (await uow.terms.facts([case]))[case.id]
    return clock_runs.asking_ends(facts, await uow.calendars.load())


async def party_deadline_of(uow: UnitOfWork, case: Case, now: datetime) -> Deadline | None:
    """Return the last day of the term as the parties of a case read it; None before it began."""
    facts = (await uow.terms.facts([case]))[case.id]
    return clocks.party_deadline(facts, await uow.calendars.load(), now)


async def view(account: Account, serial: str, ports: Ports) -> CaseClocksView:
    """Return the clocks of a case with their working. Needs `case.read`; out of reach is `NotFoundError`."""
    return of_course(await course_of(account, serial, ports), ports.clock.now())


def of_course(course: CaseCourse, now: datetime) -> CaseClocksView:
    """Return the clocks of a case whose course was read."""
    found = clocks.clocks(course.facts, course.calendar, now)
    return CaseClocksView(
        now=now,
        next_working_day=course.calendar.next_working_day(beijing_day(now)),
        clocks=tuple(clock_view(clock) for clock in found),
        extensions=tuple(extension_view(one, course.people) for one in course.facts.extensions),
        offer=_offer(course, now),
        pauses=tuple(pause_view(one) for one in course.facts.pauses),
        missing_years=course.calendar.missing_years(beijing_day(now)),
        late=tuple(one.name for one in clocks.too_late(course.facts, found)),
        lapsed=tuple(one.name for one in clocks.lapsed(course.facts, found)),
    )


async def course_of(account: Account, serial: str, ports: Ports) -> CaseCourse:
    """Return the case with its course. Needs `case.read`; out of reach is `NotFoundError`."""
    account.require(Right.CASE_READ)
    course = await ports.queries.course(account, serial)
    if course is None:
        raise NotFoundError("case.unknown")
    return course


def _offer(course: CaseCourse, now: datetime) -> ExtensionOffer | None:
    """Return what an extension would give; None where none can be asked for now.

    By the day that parties read: the mediator asks them with it, and nobody asks by a day that they must not know.
    """
    facts = course.facts
    end = clocks.party_deadline(facts, course.calendar, now)
    more = clocks.extended_end(facts, facts.policy.extension_days, course.calendar, now)
    if end is None or more is None or not _may_extend(facts) or beijing_day(now) > end.due:
        return None
    return ExtensionOffer(facts.policy.extension_days, facts.policy.base, deadline_view(end), deadline_view(more))


def _may_extend(facts: Facts) -> bool:
    used = sum(one.state is ExtensionState.GRANTED for one in facts.extensions_now)
    return facts.may_be_longer and used < facts.policy.extensions
