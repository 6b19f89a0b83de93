"""The repository of what was served: which document, to whom, by which way, when."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import CaseId, Identity
from server.domain.serving import Channel, ServedCopy
from server.storage.rows import AnyRow
from server.storage.tables.intake import served_copy
from server.storage.writing import upsert


class SqlServedCopies:
    """Implements `ports.ServedCopies`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_case(self, case: CaseId) -> tuple[ServedCopy, ...]:
        """Return everything that was served in a case, oldest first."""
        table = served_copy
        wanted = select(table).where(table.c.case_id == case).order_by(table.c.at, table.c.document, table.c.channel)
        return tuple(_copy_from(row) for row in await self._connection.execute(wanted))

    async def add(self, copy: ServedCopy) -> None:
        """Keep that a person was given this document by this way."""
        values = {
            "document": copy.document,
            "channel": copy.channel.value,
            "case_id": copy.case,
            "identity": copy.identity,
            "name": copy.name,
            "sha256": copy.sha256,
            "facts_sha256": copy.facts_sha256,
            "at": copy.at,
            "by_name": copy.by_name,
        }
        await self._connection.execute(upsert(self._connection, served_copy).values(**values).on_conflict_do_nothing())


def _copy_from(row: AnyRow) -> ServedCopy:
    return ServedCopy(
        case=CaseId(row.case_id),
        identity=Identity(row.identity),
        name=row.name,
        document=row.document,
        sha256=row.sha256,
        facts_sha256=row.facts_sha256,
        channel=Channel(row.channel),
        at=row.at,
        by_name=row.by_name,
    )
