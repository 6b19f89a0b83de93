"""Staff look for cases and read them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.calendar import WorkCalendar
from server.domain.clocks import working_left
from server.domain.deadlines import DeadlineRule
from server.domain.errors import NotFoundError
from server.services import minutes
from server.services.access import case_in_reach
from server.services.case_views import CaseChoices, CaseConditions, CaseList, CaseSummary, CaseView
from server.services.ports import Ports


async def find(account: Account, wanted: CaseConditions, ports: Ports) -> CaseList:
    """Return a page of 50 of the cases in reach. Needs `case.read`."""
    account.require(Right.CASE_READ)
    today = beijing_day(ports.clock.now())
    found = await ports.queries.cases(account, wanted, today)
    async with ports.reading() as uow:
        calendar = await uow.calendars.load()
    return replace(found, cases=tuple(_counted(one, calendar, today) for one in found.cases))


def _counted(one: CaseSummary, calendar: WorkCalendar, today: date) -> CaseSummary:
    """Return a row with what is left of its period, in working days where the rule counts in them."""
    due = one.next_due
    if due is None:
        return one
    left = working_left(DeadlineRule(due.rule), due.due_on, calendar, today)
    return replace(one, next_due=replace(due, working_left=left))


async def export(account: Account, wanted: CaseConditions, ports: Ports) -> CaseList:
    """Return a page of the list for a file, and keep who took which cases out. Needs `case.read`.

    It holds what the page shows: names, never a number of anybody and nothing protected, so no purpose is asked.
    """
    found = await find(account, wanted, ports)
    facts = {"rows": str(len(found.cases)), "serials": " ".join(one.serial for one in found.cases)}
    async with ports.begin() as uow:
        await minutes.act_of_staff(
            uow, account, "case.list_exported", f"account:{account.id}", ports.clock.now(), **facts
        )
        await uow.commit()
    return found


async def count(account: Account, wanted: Sequence[CaseConditions], ports: Ports) -> tuple[int, ...]:
    """Return how many cases in reach meet each of these. Needs `case.read`."""
    account.require(Right.CASE_READ)
    return await ports.queries.case_counts(account, wanted, beijing_day(ports.clock.now()))


async def choices(account: Account, ports: Ports) -> CaseChoices:
    """Return by what the cases in reach can be narrowed. Needs `case.read`."""
    account.require(Right.CASE_READ)
    return await ports.queries.case_choices(account)


async def view(account: Account, serial: str, ports: Ports) -> CaseView:
    """Return the case page. Out of reach is `NotFoundError`."""
    account.require(Right.CASE_READ)
    found = await ports.queries.case(account, serial, ports.clock.now())
    if found is None:
        raise NotFoundError("case.unknown")
    return found


async def note_print(account: Account, serial: str, ports: Ports) -> None:
    """Keep that the account puts the summary of a case on paper. Needs `case.read`; out of reach is `NotFoundError`."""
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        await minutes.act_of_staff(uow, account, "case.printed", f"case:{case.id}", ports.clock.now())
        await uow.commit()
