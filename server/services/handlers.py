"""Hand cases on to a colleague of the own desk: whose task they are from then on, told to whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.account import RIGHTS, Account, Right
from server.domain.case import Case
from server.domain.errors import ConflictError
from server.domain.handler import HandOn, require_colleague, require_sees
from server.domain.ids import AccountId
from server.domain.reminder import Prompt, ReminderKind
from server.domain.timeline import TimelineEntry, Tone
from server.services import minutes
from server.services.access import case_in_reach
from server.services.case_views import ColleagueView
from server.services.ports import Ports, UnitOfWork

_DESK = tuple(role for role, rights in RIGHTS.items() if Right.CASE_RECEIVE in rights)


@dataclass(frozen=True, slots=True)
class HandOnCases:
    """Which cases go to whom. The same `key` with the same content is one request."""

    key: str
    cases: tuple[HandOn, ...]
    to: AccountId


async def colleagues(account: Account, ports: Ports) -> tuple[ColleagueView, ...]:
    """Return who of the own house's desk can have a case in hand, the asker too, by name. Needs `case.receive`."""
    account.require(Right.CASE_RECEIVE)
    async with ports.reading() as uow:
        found = [await uow.accounts.get(one) for one in await uow.accounts.of_house(account.organisation, _DESK)]
    views = [ColleagueView(one.id, one.name, one.id == account.id) for one in found if one]
    return tuple(sorted(views, key=lambda one: (one.name, one.id)))


async def hand_on(account: Account, command: HandOnCases, ports: Ports) -> None:
    """Make a colleague the handler of these cases, all or none. Needs `case.receive` in each.

    Raises `NotFoundError` (`case.unknown`, `handler.unknown`) and `ConflictError` (`handler.closed`,
    `handler.out_of_sight`, `handler.changed`: somebody else handed it on since it was marked, `handler.already`).
    """
    account.require(Right.CASE_RECEIVE)
    now = ports.clock.now()
    async with ports.begin() as uow:
        if not await uow.keys.claim(f"handler:{account.id}", command.key, repr(command), now):
            return
        colleague = require_colleague(account, await uow.accounts.get(command.to))
        moved: list[tuple[Case, AccountId | None]] = []
        # Locked in one order, so that two who hand the same cases on do not wait for each other.
        for one in sorted(command.cases, key=lambda one: one.serial):
            case = await case_in_reach(uow, account, one.serial, Right.CASE_RECEIVE)
            require_sees(colleague, case)
            if await _require_as_seen(uow, account, case, one) != colleague.id:
                await uow.handlers.put(case.id, account.organisation, colleague.id, now)
                await _note(uow, account, colleague, case, now)
                moved.append((case, one.seen))
        if not moved:
            raise ConflictError("handler.already", name=colleague.name)
        await _tell(uow, account, colleague, moved, ports.chance.id(), now)
        await uow.commit()


async def _require_as_seen(uow: UnitOfWork, account: Account, case: Case, one: HandOn) -> AccountId | None:
    """Return who has the case in hand. Raises `ConflictError` (`handler.changed`) when it is not who was shown."""
    held = await uow.handlers.of(case.id, account.organisation)
    if (held.id if held else None) != one.seen:
        raise ConflictError("handler.changed", serial=case.serial, name=held.name if held else "")
    return held.id if held else None


async def _note(uow: UnitOfWork, account: Account, colleague: Account, case: Case, now: datetime) -> None:
    text = f"由{colleague.name}承办" if colleague.id == account.id else f"转给{colleague.name}承办"
    await uow.timeline.add(TimelineEntry(case.id, now, "case.handed_on", account.name, text, Tone.PLAIN))
    await minutes.act_of_staff(uow, account, "case.handed_on", f"case:{case.id}", now, handler=colleague.id)


async def _tell(
    uow: UnitOfWork,
    account: Account,
    colleague: Account,
    moved: Sequence[tuple[Case, AccountId | None]],
    act: str,
    now: datetime,
) -> None:
    """Ring once at the colleague, and once at everybody whose cases others took; nobody tells themselves."""
    told = {colleague.id: [case for case, _ in moved]}
    for case, before in moved:
        if before is not None:
            told.setdefault(before, []).append(case)
    told.pop(account.id, None)
    for one, cases in told.items():
        text = f"{account.name}把{_counted(cases)}转给{'您' if one == colleague.id else colleague.name}承办"
        about = cases[0].id if len(cases) == 1 else None
        kind = ReminderKind.CASE_HANDED_ON
        await uow.prompts.add(Prompt(f"{kind}:{act}:{one}", about, kind, None, one, text, now))


def _counted(cases: Sequence[Case]) -> str:
    return cases[0].serial if len(cases) == 1 else f"{cases[0].serial} 等 {len(cases)} 件案件"
