"""The desk of staff: what is due, what the bell holds, views kept under a name, the audit log."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.clocks import working_left
from server.domain.errors import ConflictError, NotFoundError
from server.services.ports import Ports
from server.services.ports.desk import (
    AuditConditions,
    AuditPage,
    OwedView,
    PromptView,
    SavedView,
    SentPromptView,
    TaskView,
)

AHEAD: Final = timedelta(days=60)
"""How far the list of what is due looks."""
MOST_TASKS: Final = 200
MOST_PROMPTS: Final = 50
MOST_VIEWS: Final = 20
MOST_LINES: Final = 100


async def tasks(account: Account, ports: Ports) -> Sequence[TaskView]:
    """Return what is due in the cases in reach, overdue first. Needs `case.read`."""
    account.require(Right.CASE_READ)
    today = beijing_day(ports.clock.now())
    found = await ports.desk.tasks(account, today, today + AHEAD, MOST_TASKS)
    async with ports.reading() as uow:
        calendar = await uow.calendars.load()
    return tuple(replace(one, working_left=working_left(one.rule, one.due_on, calendar, today)) for one in found)


async def owed(account: Account, ports: Ports) -> Sequence[OwedView]:
    """Return what this account owes at once, without a last day, longest first. Needs `case.read`."""
    account.require(Right.CASE_READ)
    return await ports.desk.owed(account, beijing_day(ports.clock.now()), MOST_TASKS)


async def prompts(account: Account, ports: Ports) -> Sequence[PromptView]:
    """Return what the bell of this account holds, newest first."""
    return await ports.desk.prompts(account.id, MOST_PROMPTS)


async def sent(account: Account, serial: str, ports: Ports) -> Sequence[SentPromptView]:
    """Return the messages to people of a case. Needs `session.read`; out of reach is `NotFoundError`."""
    account.require(Right.SESSION_READ)
    found = await ports.desk.sent(account, serial)
    if found is None:
        raise NotFoundError("case.unknown")
    return found


async def saved_views(account: Account, ports: Ports) -> tuple[SavedView, ...]:
    """Return the views of the list of cases this account keeps, by name."""
    async with ports.reading() as uow:
        return await uow.views.of(account.id)


async def save_view(account: Account, view: SavedView, ports: Ports) -> tuple[SavedView, ...]:
    """Keep a view, or change the one of that name. Raises `ConflictError` (`view.too_many`)."""
    async with ports.begin() as uow:
        kept = await uow.views.of(account.id)
        if len(kept) >= MOST_VIEWS and all(one.name != view.name for one in kept):
            raise ConflictError("view.too_many", most=str(MOST_VIEWS))
        await uow.views.put(account.id, view)
        await uow.commit()
    return await saved_views(account, ports)


async def remove_view(account: Account, name: str, ports: Ports) -> tuple[SavedView, ...]:
    """Forget a view; one that is not there is forgotten already."""
    async with ports.begin() as uow:
        await uow.views.remove(account.id, name)
        await uow.commit()
    return await saved_views(account, ports)


async def audit(account: Account, wanted: AuditConditions, before: int | None, ports: Ports) -> AuditPage:
    """Return a page of the audit log and the verdict on its chain. Needs `audit.read`."""
    account.require(Right.AUDIT_READ)
    return await ports.desk.audit(wanted, before, MOST_LINES)
