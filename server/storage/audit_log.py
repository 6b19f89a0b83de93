"""The audit log: a hash chain that two writers cannot fork."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.domain.audit import GENESIS, Act, AuditEntry, Check, Place, end_missed, entry, follow
from server.storage import rows, tables
from server.storage.reading import reading
from server.storage.writing import put, upsert

START: Final = Place()
_PART: Final = 500
"""Entries read and reckoned at once: about ten milliseconds in which the server does nothing else."""


class SqlAudit:
    """Implements `ports.Audit`: acts wait in their transaction and are chained by `write`, the last thing it does.

    Whoever has a place in the chain keeps everybody else from having one until they are done: nobody takes one early.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._waiting: list[tuple[Act, datetime]] = []

    async def add(self, act: Act, at: datetime) -> None:
        """Append the act to the chain, with this transaction."""
        self._waiting.append((act, at))

    async def write(self) -> None:
        """Chain what waits, in the order in which it came; right before the commit."""
        if not self._waiting:
            return
        head = await self._take_places(len(self._waiting))
        added: list[AuditEntry] = []
        for act, at in self._waiting:
            added.append(entry(act, head.number + 1, at, head.digest))
            head = Place(added[-1].number, added[-1].digest)
        self._waiting = []
        await self._connection.execute(insert(tables.audit_entry), [_row(one) for one in added])
        await self._connection.execute(update(tables.audit_head).values(digest=head.digest))

    async def last_check(self) -> Check | None:
        """Return what was found when the whole log was verified the last time."""
        return await last_check(self._connection)

    async def note(self, check: Check) -> None:
        """Keep what was found when the whole log was verified, in place of the last time."""
        values = {"id": 1, "at": check.at, "number": check.upto.number, "digest": check.upto.digest}
        await put(self._connection, tables.audit_check, {**values, "first_broken": check.first_broken})

    async def _take_places(self, count: int) -> Place:
        """Return the entry behind which the next `count` stand."""
        # The update locks the one row: a second writer waits here until this transaction is over.
        table = tables.audit_head
        statement = (
            upsert(self._connection, table)
            .values(id=1, number=count, digest=GENESIS)
            .on_conflict_do_update(index_elements=["id"], set_={"number": table.c.number + count})
            .returning(table.c.number, table.c.digest)
        )
        taken = (await self._connection.execute(statement)).one()
        return Place(taken.number - count, taken.digest)


def _row(added: AuditEntry) -> dict[str, Any]:
    return {
        "number": added.number,
        "at": added.at,
        "actor": added.act.actor,
        "action": added.act.action,
        "subject": added.act.subject,
        "facts": [list(fact) for fact in added.act.facts],
        "previous": added.previous,
        "digest": added.digest,
    }


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


async def examine_audit(engine: AsyncEngine, after: Place = START) -> tuple[Place, int | None]:
    """Verify the chain behind `after`, one part after another, and that it still passes where it was verified before.

    Returns the last entry that fits, and the number of the first that does not (None when all do).
    """
    place, broken = after, None
    async with reading(engine) as connection:
        while broken is None and (part := await _part(connection, place.number)):
            place, broken = follow(part, place)
        if broken is None:
            broken = end_missed(place, await _head(connection)) or await _left_behind(connection, place)
    return place, broken


async def last_check(connection: AsyncConnection) -> Check | None:
    """Return what was found when the log was verified from its first entry the last time."""
    row = (await connection.execute(select(tables.audit_check))).first()
    return None if row is None else Check(row.at, Place(row.number, row.digest), row.first_broken)


async def _left_behind(connection: AsyncConnection, reached: Place) -> int | None:
    """Return where a chain that holds in itself is not the one verified before: cut off, or written anew."""
    check = await last_check(connection)
    if check is None or check.upto == START:
        return None
    if check.upto.number > reached.number:
        return reached.number + 1
    table = tables.audit_entry
    found = await connection.execute(select(table.c.digest).where(table.c.number == check.upto.number))
    return None if found.scalar() == check.upto.digest else check.upto.number


async def _head(connection: AsyncConnection) -> Place:
    row = (await connection.execute(select(tables.audit_head))).first()
    return START if row is None else Place(row.number, row.digest)


async def _part(connection: AsyncConnection, after: int) -> list[AuditEntry]:
    table = tables.audit_entry
    statement = select(table).where(table.c.number > after).order_by(table.c.number).limit(_PART)
    return [rows.audit_entry_from(row) for row in await connection.execute(statement)]
