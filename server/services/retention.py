"""Retention as people keep it: the policy of the house, holds on cases, and the certificates of what was deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.errors import ConflictError, NotFoundError, StaleVersionError
from server.domain.party import Role
from server.domain.retention import FEWEST_MONTHS, DeletionCertificate, Kept, LegalHold, RetentionPolicy, filed_before
from server.domain.shortening import Shortening, ShorteningAction, shortens
from server.domain.timeline import Tone
from server.services import minutes
from server.services.access import case_in_reach
from server.services.ports import Ports, UnitOfWork

SHOWN: Final = 100
"""Certificates on the page; all of them are in the store."""
NAMED: Final = 20
"""Cases named of those a shortening reaches."""
_ANSWERED: Final = {
    ShorteningAction.CONFIRM: "shortened",
    ShorteningAction.REFUSE: "refused",
    ShorteningAction.WITHDRAW: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class WouldGo:
    """How many cases lose something of this kind within the hour, and the serials of those filed first."""

    kept: Kept
    cases: int
    serials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShorteningView:
    """A shortening that waits for a second person; `may` says what the reader can do about it."""

    id: str
    case_file: int
    recording: int
    protected: int
    reason: str = field(repr=False)
    asked_by_name: str = field(repr=False)
    asked_at: datetime
    would_go: tuple[WouldGo, ...]
    may: tuple[ShorteningAction, ...]
    version: int


@dataclass(frozen=True, slots=True)
class RetentionView:
    """The policy of the reader's court, the fewest months it may say, what was deleted last, and how many are held."""

    court: str
    """Whose policy it is."""
    policy: RetentionPolicy
    certificates: tuple[DeletionCertificate, ...]
    held: int
    waiting: ShorteningView | None
    may_edit: bool
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
class AnswerShortening:
    """What a person says to a shortening, as it was read at `version`."""

    shortening: str
    version: int
    action: ShorteningAction


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


async def policy_of(uow: UnitOfWork, court: str | None, ports: Ports) -> RetentionPolicy:
    """Return what holds for cases of this court: what it decided, else what the installation has for everybody."""
    decided = await uow.retention.policy(court) if court else None
    return decided or ports.retention or await uow.retention.policy("") or RetentionPolicy()


async def view(account: Account, ports: Ports) -> RetentionView:
    """Return the policy of the own court, what waits there, and its newest certificates.

    Needs `retention.edit` or `retention.confirm`. An auditor also reads the certificates of cases that had no court.
    """
    account.require(Right.RETENTION_EDIT, Right.RETENTION_CONFIRM)
    court = account.organisation
    async with ports.reading() as uow:
        kept = uow.retention
        return RetentionView(
            court=court,
            policy=await policy_of(uow, court, ports),
            certificates=await kept.certificates((court, "") if account.role is Role.AUDITOR else (court,), SHOWN),
            held=await kept.held(court),
            waiting=await _waiting(uow, account, beijing_day(ports.clock.now())),
            may_edit=account.has(Right.RETENTION_EDIT),
        )


async def change(account: Account, command: ChangePolicy, ports: Ports) -> RetentionView:
    """Keep another policy of the own court; it holds for what is filed there already too. Needs `retention.edit`.

    One that keeps anything for less time only waits for a second person: nothing is deleted by it before.

    Raises `InvalidError` (`retention.months`, `retention.longer_than_file`, `retention.reason`), `StaleVersionError`,
    `ConflictError` (`shortening.waits`) while one waits.
    """
    account.require(Right.RETENTION_EDIT)
    now = ports.clock.now()
    async with ports.begin() as uow:
        standing = await policy_of(uow, account.organisation, ports)
        if standing.version != command.version:
            raise StaleVersionError(table="retention_policy")
        if await uow.retention.shortening(account.organisation):
            raise ConflictError("shortening.waits")
        months = {"case_file": command.case_file, "recording": command.recording, "protected": command.protected}
        policy = RetentionPolicy(
            **months,
            reason=command.reason.strip(),
            version=command.version + 1,
            changed_by=account.name,
            changed_at=now,
            court=account.organisation,
        )
        waits = shortens(standing, policy)
        if waits:
            await uow.retention.add_shortening(Shortening(ports.chance.id(), policy, account.id, account.name, now))
        else:
            await uow.retention.enter(policy)
        await _note_policy(uow, account, "retention.asked" if waits else "retention.changed", policy, now)
        await uow.commit()
    return await view(account, ports)


async def answer(account: Account, command: AnswerShortening, ports: Ports) -> RetentionView:
    """Confirm or refuse a shortening somebody else asked for, or take the own back.

    Needs `retention.confirm`, at the same court. Raises `NotFoundError` (`shortening.unknown`: also once answered, and
    for that of another court), `ForbiddenError`
    (`shortening.own`, `shortening.others`) and `StaleVersionError`.
    """
    account.require(Right.RETENTION_CONFIRM)
    now = ports.clock.now()
    async with ports.begin() as uow:
        found = await uow.retention.shortening(account.organisation)
        if found is None or found.id != command.shortening:
            raise NotFoundError("shortening.unknown")
        if found.version != command.version:
            raise StaleVersionError(table="shortening")
        await uow.retention.save_shortening(found.answer(command.action, account, now))
        if command.action is ShorteningAction.CONFIRM:
            standing = await policy_of(uow, account.organisation, ports)
            await uow.retention.enter(found.policy(standing, account, now))
        await _note_policy(uow, account, f"retention.{_ANSWERED[command.action]}", found.wanted, now)
        await uow.commit()
    return await view(account, ports)


async def _waiting(uow: UnitOfWork, account: Account, today: date) -> ShorteningView | None:
    found = await uow.retention.shortening(account.organisation)
    if found is None:
        return None
    would_go = []
    for kept in Kept:
        count, serials = await uow.retention.reached(
            kept, found.wanted.court, filed_before(kept, found.wanted, today), NAMED
        )
        would_go.append(WouldGo(kept, count, serials))
    own = found.asked_by == account.id
    return ShorteningView(
        id=found.id,
        case_file=found.wanted.case_file,
        recording=found.wanted.recording,
        protected=found.wanted.protected,
        reason=found.wanted.reason,
        asked_by_name=found.asked_by_name,
        asked_at=found.asked_at,
        would_go=tuple(would_go),
        may=(ShorteningAction.WITHDRAW,) if own else (ShorteningAction.CONFIRM, ShorteningAction.REFUSE),
        version=found.version,
    )


async def _note_policy(uow: UnitOfWork, account: Account, action: str, policy: RetentionPolicy, now: datetime) -> None:
    facts = {kept.value: str(policy.months(kept)) for kept in Kept} | {
        "version": str(policy.version),
        "court": policy.court,
    }
    await minutes.act_of_staff(uow, account, action, f"policy:{policy.version}", now, **facts)


async def of_case(account: Account, serial: str, ports: Ports) -> CaseRetentionView:
    """Return the holds of a case and its days. Needs `case.read`."""
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        return await _of_case(uow, account, case, ports)


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
        return await _of_case(uow, account, case, ports)


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
        return await _of_case(uow, account, case, ports)


async def _of_case(uow: UnitOfWork, account: Account, case: Case, ports: Ports) -> CaseRetentionView:
    policy, filed_at = await policy_of(uow, case.court, ports), await uow.retention.filed_at(case.id)
    days = tuple(LastDay(kept, policy.last_day(kept, filed_at)) for kept in Kept) if filed_at else ()
    return CaseRetentionView(await uow.retention.holds(case.id), days, account.has(Right.CASE_HOLD))


async def _note(
    uow: UnitOfWork, account: Account, case: Case, note: minutes.Note, hold: LegalHold, now: datetime
) -> None:
    await minutes.line(uow, case, account.name, note, now)
    await minutes.act_of_staff(uow, account, note.kind, f"case:{case.id}", now, hold=hold.id)
