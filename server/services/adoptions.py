"""Adoptions: a court asks to use another court's mediator, and the mediator answers (在线调解规则 art. 27)."""

from datetime import datetime

from server.domain.account import Account, Right
from server.domain.adoption import Adoption
from server.domain.errors import ConflictError, NotFoundError
from server.domain.ids import EntryId
from server.services import minutes
from server.services import roster_access as access
from server.services.ports import Ports, UnitOfWork
from server.services.roster import organisation_name, view
from server.services.roster_views import EntryView


async def ask(account: Account, court: str, certificate: str, ports: Ports) -> EntryView:
    """Ask to adopt the entry with this certificate of another court. Needs `roster.confirm`.

    Raises `NotFoundError` when nothing in force has it, and `IllegalTransitionError` when it was asked already.
    """
    account.require(Right.ROSTER_CONFIRM)
    now = ports.clock.now()
    async with ports.begin() as uow:
        entry = await uow.roster.certified(court, certificate)
        if entry is None or not entry.is_effective:
            raise NotFoundError("roster.unknown")
        if entry.court == account.organisation:
            raise ConflictError("roster.own_entry")
        known = await uow.roster.adoption(entry.id, account.organisation)
        if known is None:
            await uow.roster.add_adoption(Adoption(entry.id, account.organisation, account.id, now))
        else:
            await uow.roster.save_adoption(known.ask(account.id, now))
        await _note(uow, account, "roster.adoption_asked", entry.id, now)
    return await view(account, entry.id, ports)


async def answer(account: Account, entry: str, court: str, *, consents: bool, ports: Ports) -> EntryView:
    """Take the answer of the mediator, or of who keeps an entry without account. Raises `NotFoundError` for others."""
    account.require(Right.ROSTER_READ)
    now = ports.clock.now()
    async with ports.begin() as uow:
        held = await uow.roster.get(EntryId(entry))
        asked = await uow.roster.adoption(EntryId(entry), court)
        if held is None or asked is None:
            raise NotFoundError("roster.unknown")
        if not access.answers_adoption(account, held, await organisation_name(uow, held)):
            raise NotFoundError("roster.unknown")
        await uow.roster.save_adoption(asked.answer(account.id, now, consents=consents))
        action = "roster.adoption_consented" if consents else "roster.adoption_declined"
        await _note(uow, account, action, held.id, now)
    return await view(account, held.id, ports)


async def end(account: Account, entry: str, ports: Ports) -> None:
    """Take an adopted entry off the own court's roster. Needs `roster.confirm`."""
    account.require(Right.ROSTER_CONFIRM)
    async with ports.begin() as uow:
        known = await uow.roster.adoption(EntryId(entry), account.organisation)
        if known is None:
            raise NotFoundError("roster.unknown")
        await uow.roster.save_adoption(known.end())
        await _note(uow, account, "roster.adoption_ended", known.entry, ports.clock.now())


async def _note(uow: UnitOfWork, account: Account, action: str, entry: EntryId, now: datetime) -> None:
    await minutes.act_of_staff(uow, account, action, f"roster:{entry}", now, court=account.organisation)
    await uow.commit()
