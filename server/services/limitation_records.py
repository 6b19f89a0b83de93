"""Limitation records: each worker's own days of the year to ask for arbitration, told after the hand-in (LB-10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.application import Application
from server.domain.award import Award
from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseStage, CaseState
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import Identity
from server.domain.limitation import Limitation, Said
from server.domain.party import Participant, is_worker
from server.domain.timeline import Tone
from server.services import clocks, minutes
from server.services.access import case_in_reach
from server.services.explanations import calendar_of
from server.services.intake_reading import limitation_view
from server.services.intake_views import LimitationView
from server.services.ports import Ports, UnitOfWork


@dataclass(frozen=True, slots=True)
class OwnYearView:
    """What one worker said, or staff for them, and until when that gives time; `days` None while nothing is said."""

    identity: str
    name: str = field(repr=False)
    said: Said
    days: LimitationView | None


@dataclass(frozen=True, slots=True)
class YearsView:
    """The year of each worker, over the case as it stands at `version`."""

    workers: tuple[OwnYearView, ...]
    version: int
    may_write: bool


@dataclass(frozen=True, slots=True)
class RecordYears:
    """What is said of the year of some workers, over the case as it was read at `version`; others keep theirs."""

    serial: str
    version: int
    said: tuple[tuple[str, Said], ...]
    """Each under the identity of the worker."""


@dataclass(frozen=True, slots=True)
class KnownYears:
    """What a worker's own year is kept by: a case as it stands in this transaction, read once for all its workers."""

    case: Case
    award: Award | None
    kept: Mapping[Identity | None, Limitation] = field(repr=False)
    application: Application = field(repr=False)


async def view(account: Account, serial: str, ports: Ports) -> YearsView:
    """Return the year of each worker. Needs `case.read`; out of reach is `NotFoundError`."""
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        return await _view(uow, account, case, ports.clock.now())


async def record(account: Account, command: RecordYears, ports: Ports) -> YearsView:
    """Keep what workers told of their own year; clocks and warnings of each are worked out anew, of nobody else.

    Needs `case.receive` or `case.conduct`. What stands already changes nothing. Raises `ConflictError`
    (`limitation.not_now`), `InvalidError` (`limitation.invalid`, `limitation.unknown_person`), `StaleVersionError`.
    """
    now = ports.clock.now()
    right = Right.CASE_RECEIVE if account.has(Right.CASE_RECEIVE) else Right.CASE_CONDUCT
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, right)
        workers = {one.identity: one for one in await uow.cases.participants(case.id) if is_worker(one)}
        if any(identity not in workers for identity, _ in command.said):
            raise InvalidError("limitation.unknown_person", said="unknown_person")
        known = await known_years(uow, case)
        # Who is named twice means the last word; each is compared with what was kept before.
        told = [(workers[Identity(identity)], said) for identity, said in dict(command.said).items()]
        changed = [person for person, said in told if await keep(uow, known, person, said, now)]
        if changed:
            # Of two who write at once, one has to read again.
            await uow.cases.save(replace(case, version=command.version))
            await clocks.refresh(uow, case, now)
            await _note(uow, account, case, changed, now)
            await uow.commit()
    return await view(account, command.serial, ports)


async def known_years(uow: UnitOfWork, case: Case) -> KnownYears:
    """Read what years are kept by; the case is held by the caller, so that it stays true."""
    draft = await uow.drafts.get(case.id)
    return KnownYears(
        case, await uow.awards.get(case.id), await _by_worker(uow, case), draft.application if draft else Application()
    )


async def keep(uow: UnitOfWork, known: KnownYears, person: Participant, said: Said, now: datetime) -> bool:
    """Keep what a worker says of the own year, or forget it where nothing is said; return False when it stood so.

    Raises `ConflictError` (`limitation.not_now`) where no such year runs, `InvalidError` (`limitation.invalid`).
    """
    said.require_past(beijing_day(now))
    case = known.case
    if not may_say(case, person, known.award):
        raise ConflictError("limitation.not_now", state=case.state)
    kept = known.kept.get(person.identity)
    if said == (kept.said if kept else Said()):
        return False
    if said.is_nothing:
        await uow.limitations.forget(case.id, person.identity)
        return True
    await uow.limitations.put(known.application.limitation_of(case.id, person.identity, said))
    return True


async def of_person(uow: UnitOfWork, case: Case, identity: Identity) -> Limitation | None:
    """Return what one party said of the own year."""
    return (await _by_worker(uow, case)).get(identity)


async def _by_worker(uow: UnitOfWork, case: Case) -> Mapping[Identity | None, Limitation]:
    return {one.identity: one for one in await uow.limitations.of_case(case.id)}


def may_say(case: Case, person: Participant, award: Award | None) -> bool:
    """Tell whether somebody may have a year of the own that counts: a worker, before any arbitration was asked for."""
    is_asked = award is not None and award.is_asked
    return is_worker(person) and not is_asked and _is_open(case)


def _is_open(case: Case) -> bool:
    return case.stage is CaseStage.PRE_FILING and case.state is not CaseState.FILED


async def _note(uow: UnitOfWork, account: Account, case: Case, changed: Sequence[Participant], now: datetime) -> None:
    names = "、".join(person.name for person in changed)
    text = f"登记申请仲裁时效的起算日：{names}，各按本人的日子计算"
    await minutes.line(uow, case, account.name, minutes.Note("case.limitation_recorded", text, Tone.CLOCK), now)
    for person in changed:
        facts = {"identity": person.identity}
        await minutes.act_of_staff(uow, account, "case.limitation_recorded", f"case:{case.id}", now, **facts)


async def _view(uow: UnitOfWork, account: Account, case: Case, now: datetime) -> YearsView:
    award, calendar = await uow.awards.get(case.id), await calendar_of(uow)
    kept = await _by_worker(uow, case)
    workers = [one for one in await uow.cases.participants(case.id) if is_worker(one)]
    writes = account.has(Right.CASE_RECEIVE) or account.has(Right.CASE_CONDUCT)
    return YearsView(
        workers=tuple(
            OwnYearView(
                one.identity,
                one.name,
                kept[one.identity].said if one.identity in kept else Said(),
                limitation_view(kept.get(one.identity), award, case.received_at, calendar, beijing_day(now)),
            )
            for one in workers
        ),
        version=case.version,
        may_write=writes and any(may_say(case, one, award) for one in workers),
    )
