"""The audit log: a hash chain that two writers cannot fork."""

from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.domain.audit import GENESIS, Act, AuditEntry, entry, first_broken
from server.storage import rows, tables
from server.storage.writing import upsert


class SqlAudit:
    """Implements `ports.Audit`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, act: Act, at: datetime) -> None:
        """Append the act to the chain, in this transaction."""
        number, previous = await self._take_number()
        added = entry(act, number, at, previous)
        await self._connection.execute(
            insert(tables.audit_entry).values(
                number=number,
                at=at,
                actor=act.actor,
                action=act.action,
                subject=act.subject,
                facts=[list(fact) for fact in act.facts],
                previous=previous,
                digest=added.digest,
            )
        )
        await self._connection.execute(update(tables.audit_head).values(digest=added.digest))

    async def _take_number(self) -> tuple[int, str]:
        # The update locks the one row: a second writer waits here until this transaction is over.
        table = tables.audit_head
        statement = (
            upsert(self._connection, table)
            .values(id=1, number=1, digest=GENESIS)
            .on_conflict_do_update(index_elements=["id"], set_={"number": table.c.number + 1})
            .returning(table.c.number, table.c.digest)
        )
        taken = (await self._connection.execute(statement)).one()
        return taken.number, taken.digest


async def read_audit(engine: AsyncEngine, after: int = 0, limit: int = 10_000) -> tuple[AuditEntry, ...]:
    """Return entries after number `after`, oldest first."""
    table = tables.audit_entry
    statement = select(table).where(table.c.number > after).order_by(table.c.number).limit(limit)
    async with engine.connect() as connection:
        return tuple(rows.audit_entry_from(row) for row in await connection.execute(statement))


async def count_audit(engine: AsyncEngine) -> int:
    """Return how many entries the log has."""
    async with engine.connect() as connection:
        found = await connection.execute(select(func.count()).select_from(tables.audit_entry))
        return found.scalar_one()


async def broken_audit_entry(engine: AsyncEngine) -> int | None:
    """Return the number of the first entry that does not fit the chain, None when the log is whole."""
    table, head = tables.audit_entry, tables.audit_head
    async with engine.connect() as connection:
        last = (await connection.execute(select(head.c.number))).scalar() or 0
        # Entries added since the head was read are of the next time.
        found = (await connection.execute(select(table).where(table.c.number <= last).order_by(table.c.number))).all()
    broken = first_broken(rows.audit_entry_from(row) for row in found)
    # A chain whose end was cut off holds in itself; only the head knows how long it was.
    return len(found) + 1 if broken is None and len(found) < last else broken
