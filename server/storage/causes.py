"""The causes of action as they stand: what an administrator entered in place of what came with the program."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.cause_list import SHIPPED, CauseEntry, CauseList
from server.domain.causes import Cause, Plain
from server.storage import tables
from server.storage.rows import AnyRow
from server.storage.writing import add_once


class SqlCauses:
    """Implements `ports.Causes`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load(self) -> CauseList:
        """Return every entry in its newest version: those of the program first, in their order."""
        table = tables.cause_entry
        statement = select(table).order_by(table.c.changed_at, table.c.since, table.c.code, table.c.version)
        standing = {(entry.cause.code, entry.since): entry for entry in SHIPPED.entries}
        for row in await self._connection.execute(statement):
            known = standing.get((row.code, row.since))
            if known is None or known.version < row.version:
                standing[row.code, row.since] = _entry(row)
        return CauseList(tuple(standing.values()))

    async def keep(self, entry: CauseEntry) -> None:
        """Keep a new version; two writers of one version conflict."""
        values = {
            "code": entry.cause.code,
            "since": entry.since,
            "version": entry.version,
            "name": entry.cause.name,
            "heading": entry.cause.group,
            "until": entry.until,
            "plain": [plain.value for plain in entry.plain],
            "confirmed": entry.confirmed,
            "note": entry.note,
            "changed_by": entry.changed_by,
            "changed_at": entry.changed_at,
        }
        await add_once(self._connection, tables.cause_entry, values)


def _entry(row: AnyRow) -> CauseEntry:
    return CauseEntry(
        Cause(row.code, row.name, row.heading),
        row.since,
        row.until,
        plain=tuple(Plain(plain) for plain in row.plain),
        confirmed=row.confirmed,
        note=row.note,
        version=row.version,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )
