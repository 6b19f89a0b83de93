"""The kinds of case a court takes: kept by its administrator, asked for whenever an application is written."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.case_types import CaseTypes, TypeEntry
from server.domain.causes import ENABLED, CaseType
from server.domain.draft import House
from server.domain.errors import NotFoundError, StaleVersionError
from server.services.minutes import act_of_staff
from server.services.ports import Ports, UnitOfWork


@dataclass(frozen=True, slots=True)
class Enable:
    """Take one kind of case from a day on. The same `key` with the same content is one."""

    key: str
    kind: CaseType
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class End:
    """Another last day; `version` is the one that was seen."""

    kind: CaseType
    since: date
    version: int
    until: date | None


async def kept(account: Account, ports: Ports) -> tuple[date, CaseTypes]:
    """Return today and every entry of the account's court. Needs `cause.edit`."""
    account.require(Right.CAUSE_EDIT)
    async with ports.reading() as uow:
        return beijing_day(ports.clock.now()), await uow.case_types.of_court(account.organisation)


async def enable(account: Account, command: Enable, ports: Ports) -> tuple[date, CaseTypes]:
    """Take another kind of case at the account's court. Needs `cause.edit`. Raises as `CaseTypes.added`."""
    account.require(Right.CAUSE_EDIT)
    now = ports.clock.now()
    async with ports.begin() as uow:
        if await uow.keys.claim(f"case-type:{account.id}", command.key, repr(command), now):
            standing = await uow.case_types.of_court(account.organisation)
            entry = TypeEntry(account.organisation, command.kind, command.since, command.until)
            await _keep(uow, account, standing.added(entry, beijing_day(now)), "case_type.enabled", now)
            await uow.commit()
    return await kept(account, ports)


async def end(account: Account, command: End, ports: Ports) -> tuple[date, CaseTypes]:
    """Set the last day of a kind of case. Needs `cause.edit`.

    Raises as `CaseTypes.ended`, `NotFoundError` (`case_type.unknown`) and `StaleVersionError`.
    """
    account.require(Right.CAUSE_EDIT)
    now = ports.clock.now()
    async with ports.begin() as uow:
        standing = await uow.case_types.of_court(account.organisation)
        entry = standing.entry(command.kind, command.since)
        if entry is None:
            raise NotFoundError("case_type.unknown")
        if entry.version != command.version:
            raise StaleVersionError(table="case_type_entry")
        ended = standing.ended(entry, command.until, beijing_day(now))
        await _keep(uow, account, ended, "case_type.ended", now)
        await uow.commit()
    return await kept(account, ports)


async def taken_by(uow: UnitOfWork, house: House | None, received: datetime) -> frozenset[CaseType]:
    """Return what whoever receives takes on that day; a mediation organisation takes labour disputes only.

    While nobody was chosen to receive it, what any house takes may be written.
    """
    houses = (house,) if house is not None else await uow.drafts.houses()
    day, taken = beijing_day(received), ENABLED
    for court in (one.name for one in houses if one.is_court):
        taken |= (await uow.case_types.of_court(court)).on(day)
    return taken


async def _keep(uow: UnitOfWork, account: Account, entry: TypeEntry, action: str, now: datetime) -> None:
    kept_now = replace(entry, version=entry.version + 1, changed_by=account.name, changed_at=now)
    await uow.case_types.keep(kept_now)
    facts = {
        "since": entry.since.isoformat(),
        "until": entry.until.isoformat() if entry.until else "",
        "version": str(kept_now.version),
    }
    await act_of_staff(uow, account, action, f"case-type:{entry.kind}", now, **facts)
