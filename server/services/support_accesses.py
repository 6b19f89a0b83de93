"""Support access is asked for, granted, ended; every look is written down, and who is concerned sees all of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from server.domain.account import Account, Right
from server.domain.audit import Act
from server.domain.case import Case
from server.domain.errors import NotFoundError, StaleVersionError
from server.domain.party import Role
from server.domain.reminder import Prompt, ReminderKind
from server.domain.support_access import SupportAccess, SupportReading, SupportState, house_of
from server.domain.timeline import TimelineEntry, Tone
from server.services import minutes
from server.services.access import case_in_reach
from server.services.ports import Ports, UnitOfWork
from server.services.support_views import (
    KeptAccess,
    OwnSupportView,
    SupportAccessView,
    SupportCaseLine,
    SupportCaseView,
)

_LIVE: Final = frozenset({SupportState.ASKED, SupportState.OPEN})


@dataclass(frozen=True, slots=True)
class AskSupport:
    """What is to be looked at, what for and for how long. The same `key` with the same content is one request."""

    key: str
    house: str
    serial: str | None
    purpose: str = field(repr=False)
    hours: int


@dataclass(frozen=True, slots=True)
class AnswerSupport:
    """The answer to a request as it was seen; `hours` None refuses it."""

    access: str
    version: int
    hours: int | None


async def listing(account: Account, ports: Ports) -> tuple[SupportAccessView, ...]:
    """Return the own requests, those to the own house, or to whoever audits all. Needs one of the three rights."""
    account.require(Right.SUPPORT_ASK, Right.SUPPORT_GRANT, Right.AUDIT_READ)
    if account.has(Right.AUDIT_READ):
        found = await ports.support.everything()
    elif account.has(Right.SUPPORT_GRANT):
        found = await ports.support.of_house(account.organisation)
    else:
        found = await ports.support.asked_by(account.id)
    return _views(account, found, ports.clock.now())


async def of_case(account: Account, serial: str, ports: Ports) -> tuple[SupportAccessView, ...]:
    """Return who of the support may or could look into a case, and what they read of it. Needs `case.read`."""
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
    return _views(account, await ports.support.of_case(case.id, house_of(case)), ports.clock.now())


async def of_own_case(case: Case, ports: Ports) -> tuple[OwnSupportView, ...]:
    """Return what a party is told: every access to their case that was granted, newest first."""
    found = await ports.support.of_case(case.id, house_of(case))
    return tuple(
        OwnSupportView(
            house=kept.access.house,
            purpose=kept.access.purpose,
            granted_at=kept.access.answered_at,
            ended_at=kept.access.ended_at or kept.access.until,
            readings=len(kept.readings),
        )
        for kept in found
        if kept.access.until and kept.access.answered_at
    )


async def ask(account: Account, command: AskSupport, ports: Ports) -> tuple[SupportAccessView, ...]:
    """Ask a house for access to one of its cases, or to all. Needs `support.ask`; opens nothing.

    Raises `NotFoundError` (`support.house`, `support.case`: also of another house) and `InvalidError`.
    """
    account.require(Right.SUPPORT_ASK)
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await _wanted(uow, command)
        if await uow.keys.claim(f"support:{account.id}", command.key, repr(command) + command.purpose, now):
            access = SupportAccess(
                id=ports.chance.id(),
                house=command.house,
                case=case.id if case else None,
                purpose=command.purpose.strip(),
                hours=command.hours,
                asked_by=account.id,
                asked_by_name=account.name,
                asked_at=now,
            )
            await uow.support.add(access)
            await _call_for_answer(uow, access, case)
            await _note(uow, account, access, "support.asked", now, hours=str(access.hours))
            await uow.commit()
    return await listing(account, ports)


async def answer(account: Account, command: AnswerSupport, ports: Ports) -> tuple[SupportAccessView, ...]:
    """Grant, for as long as asked at most, or refuse. Needs `support.grant` in the house whose data it is.

    Raises `NotFoundError` (`support.unknown`), `ForbiddenError` (`support.own`), `InvalidError` (`support.hours`),
    `ConflictError` (`support.over`), `IllegalTransitionError`, `StaleVersionError`.
    """
    account.require(Right.SUPPORT_GRANT)
    now = ports.clock.now()
    async with ports.begin() as uow:
        held = await _held(uow, account, command.access, command.version)
        if command.hours is None:
            answered, action = held.refuse(account, now), "support.refused"
        else:
            answered, action = held.grant(account, command.hours, now), "support.granted"
        await uow.support.save(answered)
        if answered.until:
            text = f"准许技术支持人员{held.asked_by_name}查看本案的运行情况 {command.hours} 小时，用于：{held.purpose}"
            await _line(uow, answered, account.name, minutes.Note(action, text, Tone.WAITING), now)
        await _note(uow, account, answered, action, now)
        await uow.commit()
    return await listing(account, ports)


async def end(account: Account, access: str, version: int, ports: Ports) -> tuple[SupportAccessView, ...]:
    """End an access, or take a request back: whoever asked, or the house. Nothing can be read from then on."""
    account.require(Right.SUPPORT_ASK, Right.SUPPORT_GRANT)
    now = ports.clock.now()
    async with ports.begin() as uow:
        held = await _held(uow, account, access, version)
        ended = held.end(account, now)
        await uow.support.save(ended)
        if held.until:
            text = f"结束技术支持人员{held.asked_by_name}对本案的查看"
            await _line(uow, ended, account.name, minutes.Note("support.ended", text, Tone.PLAIN), now)
        await _note(uow, account, ended, "support.ended", now)
        await uow.commit()
    return await listing(account, ports)


async def cases(account: Account, access: str, ports: Ports) -> Sequence[SupportCaseLine]:
    """Return the cases an open access covers, by serial alone. Needs `support.ask`.

    Raises `NotFoundError` (`support.unknown`) and `ConflictError` (`support.closed`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        held = await _open(uow, account, access, now)
        await _note(uow, account, held, "support.listed", now)
        await uow.commit()
    return await ports.support.cases(held)


async def read(account: Account, access: str, serial: str, ports: Ports) -> SupportCaseView:
    """Return what the support may see of a case; that it was looked at is kept before a byte is out.

    Needs `support.ask`. Raises as `cases`, and `NotFoundError` (`support.case`) for a case it does not cover.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        held = await _open(uow, account, access, now)
        case = await uow.cases.by_serial(serial)
        if case is None or not held.covers(case):
            raise NotFoundError("support.case")
        await uow.support.add_reading(SupportReading(held.id, case.id, now))
        await minutes.act_of_staff(uow, account, "support.read", f"case:{case.id}", now, access=held.id)
        await uow.commit()
    return await ports.support.case(case.id, held.last_moment, now)


async def expire(ports: Ports) -> int:
    """Write down which accesses and requests are over by time; return how many. They were closed before that."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        over = [one for one in await uow.support.standing() if one.is_over(now)]
        for one in over:
            await uow.support.save(one.expire(now))
            if one.until:
                text = f"技术支持人员{one.asked_by_name}对本案的查看到时结束"
                await _line(uow, one, "系统", minutes.Note("support.expired", text, Tone.PLAIN), now)
            await uow.audit.add(Act("system", "support.expired", _subject(one), (("access", one.id),)), now)
        if over:
            await uow.commit()
    return len(over)


async def _wanted(uow: UnitOfWork, command: AskSupport) -> Case | None:
    if all(house.name != command.house for house in await uow.drafts.houses()):
        raise NotFoundError("support.house")
    if command.serial is None:
        return None
    case = await uow.cases.by_serial(command.serial)
    if case is None or house_of(case) != command.house:
        raise NotFoundError("support.case")
    return case


async def _held(uow: UnitOfWork, account: Account, access: str, version: int) -> SupportAccess:
    found = await uow.support.get(access)
    if found is None or (account.id != found.asked_by and not _grants(account, found)):
        raise NotFoundError("support.unknown")
    if found.version != version:
        raise StaleVersionError(table="support_access")
    return found


async def _open(uow: UnitOfWork, account: Account, access: str, now: datetime) -> SupportAccess:
    account.require(Right.SUPPORT_ASK)
    found = await uow.support.get(access)
    if found is None or found.asked_by != account.id:
        raise NotFoundError("support.unknown")
    found.require_open(account, now)
    return found


def _grants(account: Account, access: SupportAccess) -> bool:
    return account.has(Right.SUPPORT_GRANT) and account.organisation == access.house


async def _call_for_answer(uow: UnitOfWork, access: SupportAccess, case: Case | None) -> None:
    """Put a request behind the bell of whoever may grant it; one for all cases of the house is about none of them."""
    what = (
        f"{case.serial} 技术支持人员{access.asked_by_name}请求查看本案"
        if case
        else (f"技术支持人员{access.asked_by_name}请求查看{access.house}全部案件")
    )
    text, about = f"{what}的运行情况：{access.purpose}", case.id if case else None
    for account in await uow.accounts.of_house(access.house, (Role.COURT_ADMIN, Role.ORGANISATION)):
        key = f"{ReminderKind.SUPPORT_ASKED}:{access.id}:{account}"
        await uow.prompts.add(Prompt(key, about, ReminderKind.SUPPORT_ASKED, None, account, text, access.asked_at))


async def _line(uow: UnitOfWork, access: SupportAccess, author: str, note: minutes.Note, now: datetime) -> None:
    if access.case:
        await uow.timeline.add(TimelineEntry(access.case, now, note.kind, author, note.text, note.tone))


async def _note(
    uow: UnitOfWork, account: Account, access: SupportAccess, action: str, now: datetime, /, **facts: str
) -> None:
    facts |= {"access": access.id, "house": access.house}
    await minutes.act_of_staff(uow, account, action, _subject(access), now, **facts)


def _subject(access: SupportAccess) -> str:
    return f"case:{access.case}" if access.case else f"support:{access.id}"


def _views(account: Account, found: Sequence[KeptAccess], now: datetime) -> tuple[SupportAccessView, ...]:
    return tuple(_view(account, one, now) for one in found)


def _view(account: Account, kept: KeptAccess, now: datetime) -> SupportAccessView:
    one = kept.access
    return SupportAccessView(
        id=one.id,
        house=one.house,
        serial=kept.serial,
        purpose=one.purpose,
        hours=one.hours,
        asked_by_name=one.asked_by_name,
        asked_at=one.asked_at,
        state=one.standing(now),
        answered_by_name=one.answered_by_name,
        answered_at=one.answered_at,
        until=one.until,
        ended_by_name=one.ended_by_name,
        ended_at=one.ended_at or (one.last_moment if one.standing(now) is SupportState.EXPIRED else None),
        readings=kept.readings,
        may=_may(account, one, now),
        version=one.version,
    )


def _may(account: Account, access: SupportAccess, now: datetime) -> tuple[str, ...]:
    """Return what this account can do; buttons and the server's answers agree."""
    state, own, grants = access.standing(now), access.asked_by == account.id, _grants(account, access)
    possible = {
        "answer": grants and not own and state is SupportState.ASKED,
        "end": (grants or own) and state in _LIVE,
        "read": own and state is SupportState.OPEN,
    }
    return tuple(action for action, allowed in possible.items() if allowed)
