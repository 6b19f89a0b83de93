"""Papers of the roster: what is shown with a report, for who reports it and the court that confirms it alone."""

import asyncio
import hashlib
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.errors import ConflictError, NotFoundError
from server.domain.ids import EntryId
from server.domain.roster import Entry
from server.domain.roster_paper import RosterPaper, RosterPaperId, require_change, require_taken
from server.services import filing, minutes, roster
from server.services import roster_access as access
from server.services.filing import Upload
from server.services.intake_views import Content
from server.services.ports import Ports, UnitOfWork
from server.services.roster_views import EntryView


async def attach(account: Account, entry: str, upload: Upload, ports: Ports) -> EntryView:
    """Keep a file with what is reported next; sent twice it is one. Needs to keep the entry.

    In a change that waits it is before the court at once: who had read it is told to read again. Raises
    `ConflictError` (`roster.papers_closed`) and `InvalidError` (`material.…`, `roster.paper_type`,
    `roster.too_many_papers`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        held, _ = await roster.kept(uow, account, entry)
        waiting = [one for one in await uow.roster.papers(held.id) if one.version is None]
        sha256 = await asyncio.to_thread(_digest, upload.content)
        if all(one.file.sha256 != sha256 for one in waiting):
            require_change(held)
            require_taken(upload.content, len(waiting))
            kept = await filing.keep(ports, upload)
            paper = RosterPaper(RosterPaperId(ports.chance.id()), held.id, kept.file, now, account.name)
            await uow.roster.add_paper(paper)
            await _changed(uow, account, held, "roster.paper_added", paper, now)
    return await roster.view(account, held.id, ports)


async def take_out(account: Account, entry: str, paper: str, ports: Ports) -> EntryView:
    """Take a file out that waits; what stands with a version stays. Needs to keep the entry.

    Raises `NotFoundError` (`roster.no_paper`) and `ConflictError` (`roster.papers_closed`, `roster.paper_kept`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        held, _ = await roster.kept(uow, account, entry)
        found = await _paper(uow, held, paper)
        if found.version is not None:
            raise ConflictError("roster.paper_kept")
        require_change(held)
        await uow.roster.remove_paper(found.id)
        await _changed(uow, account, held, "roster.paper_removed", found, now)
    await ports.blobs.remove(found.file.blob)
    return await roster.view(account, held.id, ports)


async def read(account: Account, entry: str, paper: str, ports: Ports) -> Content:
    """Return the bytes; who read them is in the audit log before they are out.

    To whoever keeps the entry, and to the court that confirms it from the report on; `NotFoundError`
    (`roster.no_paper`) to everybody else.
    """
    account.require(Right.ROSTER_REPORT, Right.ROSTER_CONFIRM)
    now = ports.clock.now()
    async with ports.begin() as uow:
        held = await uow.roster.get(EntryId(entry))
        if held is None:
            raise NotFoundError("roster.unknown")
        found = await _paper(uow, held, paper)
        if not access.reads_paper(account, held, await roster.organisation_name(uow, held), found):
            raise NotFoundError("roster.no_paper")
        await _note(uow, account, "roster.paper_read", found, now)
        await uow.commit()
    return await filing.content_of(ports, found.file)


async def _paper(uow: UnitOfWork, entry: Entry, paper: str) -> RosterPaper:
    found = next((one for one in await uow.roster.papers(entry.id) if one.id == paper), None)
    if found is None:
        raise NotFoundError("roster.no_paper")
    return found


async def _changed(
    uow: UnitOfWork, account: Account, entry: Entry, action: str, paper: RosterPaper, now: datetime
) -> None:
    """Save the entry with it, so that nobody confirms what they have not seen."""
    await uow.roster.save(entry)
    await _note(uow, account, action, paper, now)
    await uow.commit()


async def _note(uow: UnitOfWork, account: Account, action: str, paper: RosterPaper, now: datetime) -> None:
    facts = {"paper": paper.id, "sha256": paper.file.sha256}
    await minutes.act_of_staff(uow, account, action, f"roster:{paper.entry}", now, **facts)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
