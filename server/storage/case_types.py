"""The kinds of case courts take, as their administrators enabled them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.case_types import CaseTypes, TypeEntry
from server.domain.causes import CaseType
from server.storage import tables
from server.storage.writing import add_once


class SqlCaseTypes:
    """Implements `ports.CaseTypeEntries`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_court(self, court: str) -> CaseTypes:
        """Return every entry of the court in its newest version."""
        table = tables.case_type_entry
        statement = select(table).where(table.c.court == court).order_by(table.c.since, table.c.kind, table.c.version)
        newest = {
            (row.kind, row.since): TypeEntry(
                row.court, CaseType(row.kind), row.since, row.until, row.version, row.changed_by, row.changed_at
            )
            for row in await self._connection.execute(statement)
        }
        return CaseTypes(tuple(newest.values()))

    async def keep(self, entry: TypeEntry) -> None:
        """Keep a new version; two writers of one version conflict."""
        values = {
            "court": entry.court,
            "kind": entry.kind.value,
            "since": entry.since,
            "version": entry.version,
            "until": entry.until,
            "changed_by": entry.changed_by,
            "changed_at": entry.changed_at,
        }
        await add_once(self._connection, tables.case_type_entry, values)
