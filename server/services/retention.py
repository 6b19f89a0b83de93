"""Retention as people keep it: the policy of the house, holds on cases, and the certificates of what was deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from server.domain.account import Account, Right
from server.domain.case import Case
from server.domain.errors import NotFoundError, StaleVersionError
from server.domain.retention import FEWEST_MONTHS, DeletionCertificate, Kept, LegalHold, RetentionPolicy
from server.domain.timeline import Tone
from server.services import minutes
from server.services.access import case_in_reach
from server.services.ports import Ports, UnitOfWork

SHOWN: Final = 100
"""Certificates on the page; all of them are in the store."""


@dataclass(frozen=True, slots=True)
class RetentionView:
    """The policy, the fewest months it may say, what was deleted last, and how many cases are kept from it."""

    policy: RetentionPolicy
    certificates: tuple[DeletionCertificate, ...]
    held: int
    fewest: Mapping[Kept, int] = field(default_factory=lambda: FEWEST_MONTHS)


@dataclass(frozen=True, slots=True)
class ChangePolicy:
    """Other months; `version` is the policy that was seen."""

    version: int
    case_file: int
    recording: int
    protected: int
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LastDay:
    """Until when something of a case is kept."""

    kept: Kept
    day: date


@dataclass(frozen=True, slots=True)
class CaseRetentionView:
    """Holds of a case, and until when each kind is kept; no days before it is filed."""

    holds: tuple[LegalHold, ...]
    last_days: tuple[LastDay, ...]
    may_hold: bool


async def view(account: Account, ports: Ports) -> RetentionView:
    """Return the policy and the newest certificates. Needs `retention.edit`."""
    account.require(Right.RETENTION_EDIT)
    async with ports.begin() as uow:
        kept = uow.retention
        return RetentionView(await kept.policy(), await kept.certificates(SHOWN), await kept.held())


async def change(account: Account, command: ChangePolicy, ports: Ports) -> RetentionView:
    """Keep another policy; it holds for what is filed already too. Needs `retention.edit`.

    Raises `InvalidError` (`retention.months`, `retention.longer_than_file`, `retention.reason`), `StaleVersionError`.
    """
    account.require(Right.RETENTION_EDIT)
    now = ports.clock.now()
    async with ports.begin() as uow:
        if (await uow.retention.policy()).version != command.version:
            raise StaleVersionError(table="retention_policy")
        months = {"case_file": command.case_file, "recording": command.recording, "protected": command.protected}
        policy = RetentionPolicy(
            **months,
            reason=command.reason.strip(),
            version=command.version + 1,
            changed_by=account.name,
            changed_at=now,
        )
        await uow.retention.enter(policy)
        facts = {name: str(number) for name, number in months.items()} | {"version": str(policy.version)}
        await minutes.act_of_staff(uow, account, "retention.changed", f"policy:{policy.version}", now, **facts)
        await uow.commit()
    return await view(account, ports)


async def of_case(account: Account, serial: str, ports: Ports) -> CaseRetentionView:
    """Return the holds of a case and its days. Needs `case.read`."""
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        return await _of_case(uow, account, case)


async def place(account: Account, serial: str, reason: str, ports: Ports) -> CaseRetentionView:
    """Keep a case from being deleted; the same reason while it stands changes nothing. Needs `case.hold`.

    Raises `InvalidError` (`hold.reason`) and `StaleVersionError` when the case is just being deleted.
    """
    now, why = ports.clock.now(), reason.strip()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_HOLD)
        standing = [hold for hold in await uow.retention.holds(case.id) if hold.stands]
        if all(hold.reason != why for hold in standing):
            hold = LegalHold(ports.chance.id(), case.id, why, account.id, account.name, now)
            # Whoever deletes the case saves it too: of the two one is told to read again.
            await uow.cases.save(case)
            await uow.retention.add_hold(hold)
            await _note(uow, account, case, minutes.Note("hold.placed", "暂停销毁本案材料", Tone.WAITING), hold, now)
            await uow.commit()
        return await _of_case(uow, account, case)


async def lift(account: Account, serial: str, hold: str, version: int, ports: Ports) -> CaseRetentionView:
    """Lift a hold: what is due by then is deleted from the next day on. Needs `case.hold`.

    Raises `NotFoundError` (`hold.unknown`), `ConflictError` (`hold.lifted`) and `StaleVersionError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_HOLD)
        found = await uow.retention.hold(hold)
        if found is None or found.case != case.id:
            raise NotFoundError("hold.unknown")
        if found.version != version:
            raise StaleVersionError(table="legal_hold")
        await uow.retention.save_hold(found.lift(account.name, now))
        note = minutes.Note("hold.lifted", "解除暂停销毁，保存期限届满后照常销毁", Tone.PLAIN)
        await _note(uow, account, case, note, found, now)
        await uow.commit()
        return await _of_case(uow, account, case)


async def _of_case(uow: UnitOfWork, account: Account, case: Case) -> CaseRetentionView:
    policy, filed_at = await uow.retention.policy(), await uow.retention.filed_at(case.id)
    days = tuple(LastDay(kept, policy.last_day(kept, filed_at)) for kept in Kept) if filed_at else ()
    return CaseRetentionView(await uow.retention.holds(case.id), days, account.has(Right.CASE_HOLD))


async def _note(
    uow: UnitOfWork, account: Account, case: Case, note: minutes.Note, hold: LegalHold, now: datetime
) -> None:
    await minutes.line(uow, case, account.name, note, now)
    await minutes.act_of_staff(uow, account, note.kind, f"case:{case.id}", now, hold=hold.id)
