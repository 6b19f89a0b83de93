"""The list of causes of action: read by everybody, kept by an administrator of a court."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.cause_list import CauseEntry, CauseList
from server.domain.causes import Cause, Plain
from server.domain.errors import NotFoundError, StaleVersionError
from server.services.minutes import act_of_staff
from server.services.ports import Ports, UnitOfWork


@dataclass(frozen=True, slots=True)
class CauseWords:
    """What an administrator writes about an entry."""

    name: str
    group: str
    until: date | None
    plain: tuple[Plain, ...]
    confirmed: bool
    note: str = field(default="")


@dataclass(frozen=True, slots=True)
class AddCause:
    """A new cause, or with `code` a new wording of one. The same `key` with the same content is one."""

    key: str
    code: str | None
    since: date
    words: CauseWords


@dataclass(frozen=True, slots=True)
class ChangeCause:
    """Another text of an entry; `version` is the one that was seen."""

    code: str
    since: date
    version: int
    words: CauseWords


async def current(ports: Ports) -> CauseList:
    """Return the list as it stands; anyone may."""
    async with ports.reading() as uow:
        return await uow.causes.load()


async def kept(account: Account, ports: Ports) -> tuple[date, CauseList]:
    """Return today and every entry, of the past too. Needs `cause.edit`."""
    account.require(Right.CAUSE_EDIT)
    return beijing_day(ports.clock.now()), await current(ports)


async def add(account: Account, command: AddCause, ports: Ports) -> tuple[date, CauseList]:
    """Keep a new entry; the wording before it ends the day before. Needs `cause.edit`.

    Raises as `CauseList.added`, and `NotFoundError` (`cause.unknown`) for a code that is on no list.
    """
    account.require(Right.CAUSE_EDIT)
    now = ports.clock.now()
    async with ports.begin() as uow:
        if await uow.keys.claim(f"cause:{account.id}", command.key, repr(command), now):
            listed = await uow.causes.load()
            if command.code is not None and all(each.cause.code != command.code for each in listed.entries):
                raise NotFoundError("cause.unknown")
            entry = _entry(command.code or f"court.{ports.chance.id()}", command.since, command.words)
            for each in listed.added(entry, beijing_day(now)):
                await _keep(uow, account, each, "cause.added" if each is entry else "cause.changed", now)
            await uow.commit()
    return await kept(account, ports)


async def change(account: Account, command: ChangeCause, ports: Ports) -> tuple[date, CauseList]:
    """Keep another version of an entry. Needs `cause.edit`. Raises as `CauseList.changed` and `StaleVersionError`."""
    account.require(Right.CAUSE_EDIT)
    now = ports.clock.now()
    async with ports.begin() as uow:
        listed = await uow.causes.load()
        entry = listed.entry(command.code, command.since)
        if entry is None:
            raise NotFoundError("cause.unknown")
        if entry.version != command.version:
            raise StaleVersionError(table="cause_entry")
        wanted = replace(_entry(command.code, command.since, command.words), version=entry.version)
        await _keep(uow, account, listed.changed(entry, wanted, beijing_day(now)), "cause.changed", now)
        await uow.commit()
    return await kept(account, ports)


def _entry(code: str, since: date, words: CauseWords) -> CauseEntry:
    cause = Cause(code, words.name.strip(), words.group.strip())
    plain = tuple(dict.fromkeys(words.plain))
    return CauseEntry(cause, since, words.until, plain, words.confirmed, words.note.strip())


async def _keep(uow: UnitOfWork, account: Account, entry: CauseEntry, action: str, now: datetime) -> None:
    kept_now = replace(entry, version=entry.version + 1, changed_by=account.name, changed_at=now)
    await uow.causes.keep(kept_now)
    facts = {
        "name": entry.cause.name,
        "since": entry.since.isoformat(),
        "until": entry.until.isoformat() if entry.until else "",
        "confirmed": "yes" if entry.confirmed else "no",
        "version": str(kept_now.version),
    }
    await act_of_staff(uow, account, action, f"cause:{entry.cause.code}", now, **facts)
