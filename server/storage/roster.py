"""Repositories of the roster and of complaints."""

from typing import Final

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.adoption import Adoption
from server.domain.case import CaseState
from server.domain.complaint import Complaint
from server.domain.errors import ConflictError, StaleVersionError
from server.domain.ids import AccountId, CaseId, ComplaintId, EntryId
from server.domain.profile import EntryKind
from server.domain.roster import Entry, Version
from server.domain.roster_paper import RosterPaper, RosterPaperId
from server.storage import tables
from server.storage.rows import roster as rows
from server.storage.sealing import ColumnSeal
from server.storage.writing import save_version

entries = tables.roster_entry
adoptions = tables.roster_adoption
papers = tables.roster_paper
case_file = tables.case_file

OPEN: Final = [
    state.value
    for state in (
        CaseState.AWAITING_ACCEPTANCE,
        CaseState.ACCEPTED,
        CaseState.ASKING,
        CaseState.SCHEDULED,
        CaseState.IN_MEDIATION,
        CaseState.ON_SITE,
        CaseState.SUSPENDED,
        CaseState.APPRAISAL,
        CaseState.PARTLY_AGREED,
    )
]
"""States in which a case takes up the time of whoever has it."""


class SqlRoster:
    """Implements `ports.Roster`."""

    def __init__(self, connection: AsyncConnection, seal: ColumnSeal) -> None:
        self._connection = connection
        self._seal = seal

    async def get(self, entry: EntryId) -> Entry | None:
        """Return the entry."""
        found = await self._all(entries.c.id == entry)
        return found[0] if found else None

    async def named(self, kind: EntryKind, name: str, court: str) -> tuple[Entry, ...]:
        """Return the entries of the court with this name."""
        return await self._all(and_(entries.c.kind == kind.value, entries.c.name == name, entries.c.court == court))

    async def certified(self, court: str, number: str) -> Entry | None:
        """Return the entry to which the court gave this certificate."""
        found = await self._all(and_(entries.c.court == court, entries.c.certificate_number == number))
        return found[0] if found else None

    async def members(self, organisation: EntryId) -> tuple[Entry, ...]:
        """Return the mediators an organisation nominated."""
        return await self._all(entries.c.organisation == organisation)

    async def open_cases(self, account: AccountId, besides: CaseId) -> int:
        """Return how many other cases a mediator has now."""
        mine = and_(case_file.c.mediator == account, case_file.c.id != besides, case_file.c.state.in_(OPEN))
        found = await self._connection.execute(select(func.count()).select_from(case_file).where(mine))
        return int(found.scalar_one())

    async def add(self, entry: Entry) -> None:
        """Keep a new entry."""
        values = rows.entry_values(entry, self._seal)
        await self._connection.execute(insert(entries).values(**values, version=entry.version))

    async def save(self, entry: Entry) -> None:
        """Keep a changed entry."""
        values = rows.entry_values(entry, self._seal)
        try:
            await save_version(self._connection, entries, entries.c.id == entry.id, entry.version, values)
        except IntegrityError as taken:
            raise ConflictError(_taken(str(taken.orig))) from None

    async def versions(self, entry: EntryId) -> tuple[Version, ...]:
        """Return what was confirmed, oldest first."""
        table = tables.roster_version
        found = await self._connection.execute(select(table).where(table.c.entry == entry).order_by(table.c.number))
        return tuple(rows.version_from(row, self._seal) for row in found)

    async def add_version(self, version: Version) -> None:
        """Keep one more confirmed version."""
        table = tables.roster_version
        try:
            await self._connection.execute(insert(table).values(**rows.version_values(version, self._seal)))
        except IntegrityError:
            raise StaleVersionError(table="roster_version") from None

    async def papers(self, entry: EntryId) -> tuple[RosterPaper, ...]:
        """Return every paper of an entry, in the order they came."""
        wanted = select(papers).where(papers.c.entry == entry).order_by(papers.c.uploaded_at, papers.c.id)
        return tuple(rows.paper_from(row) for row in await self._connection.execute(wanted))

    async def add_paper(self, paper: RosterPaper) -> None:
        """Keep a new paper."""
        await self._connection.execute(insert(papers).values(**rows.paper_values(paper)))

    async def remove_paper(self, paper: RosterPaperId) -> None:
        """Take out a paper that stands with no version."""
        waits = and_(papers.c.id == paper, papers.c.roster_version.is_(None))
        await self._connection.execute(delete(papers).where(waits))

    async def keep_papers(self, entry: EntryId, version: int) -> None:
        """Let what waits stand with this version from now on."""
        waits = and_(papers.c.entry == entry, papers.c.roster_version.is_(None))
        await self._connection.execute(update(papers).where(waits).values(roster_version=version))

    async def adoption(self, entry: EntryId, court: str) -> Adoption | None:
        """Return the adoption of the entry by the court."""
        found = await self._connection.execute(select(adoptions).where(_key(entry, court)))
        row = found.first()
        return rows.adoption_from(row) if row else None

    async def add_adoption(self, adoption: Adoption) -> None:
        """Keep a new adoption."""
        values = rows.adoption_values(adoption)
        try:
            await self._connection.execute(insert(adoptions).values(**values, version=adoption.version))
        except IntegrityError:
            raise StaleVersionError(table="roster_adoption") from None

    async def save_adoption(self, adoption: Adoption) -> None:
        """Keep a changed adoption."""
        where = _key(adoption.entry, adoption.court)
        await save_version(self._connection, adoptions, where, adoption.version, rows.adoption_values(adoption))

    async def _all(self, where: ColumnElement[bool]) -> tuple[Entry, ...]:
        found = await self._connection.execute(select(entries).where(where).order_by(entries.c.name, entries.c.id))
        return tuple(rows.entry_from(row, self._seal) for row in found)


class SqlComplaints:
    """Implements `ports.Complaints`."""

    def __init__(self, connection: AsyncConnection, seal: ColumnSeal) -> None:
        self._connection = connection
        self._seal = seal

    async def get(self, complaint: ComplaintId) -> Complaint | None:
        """Return the complaint."""
        table = tables.complaint
        row = (await self._connection.execute(select(table).where(table.c.id == complaint))).first()
        return rows.complaint_from(row, self._seal) if row else None

    async def add(self, complaint: Complaint) -> None:
        """Keep a new complaint."""
        values = rows.complaint_values(complaint, self._seal)
        await self._connection.execute(insert(tables.complaint).values(**values, version=complaint.version))

    async def save(self, complaint: Complaint) -> None:
        """Keep a decided complaint."""
        table = tables.complaint
        values = rows.complaint_values(complaint, self._seal)
        await save_version(self._connection, table, table.c.id == complaint.id, complaint.version, values)


def _key(entry: EntryId, court: str) -> ColumnElement[bool]:
    return and_(adoptions.c.entry == entry, adoptions.c.court == court)


def _taken(message: str) -> str:
    """Both databases name column or constraint in their message."""
    return "roster.certificate_taken" if "certificate" in message else "roster.account_taken"
