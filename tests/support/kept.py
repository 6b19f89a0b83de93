"""What a store keeps that no use case reads: facts on their way out, whether the audit log holds, and all of it."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from server.storage import tables
from server.storage.audit_log import examine_audit


async def undelivered(engine: AsyncEngine) -> Sequence[tuple[int, str, dict[str, Any]]]:
    """Return number, name and payload of the facts not delivered yet, oldest first."""
    table = tables.outbox
    statement = select(table).where(table.c.delivered_at.is_(None)).order_by(table.c.id)
    async with engine.connect() as connection:
        return [(row.id, row.name, row.payload) for row in await connection.execute(statement)]


async def broken_audit_entry(engine: AsyncEngine) -> int | None:
    """Return the number of the first entry that does not fit the chain, None when the whole log does."""
    _, broken = await examine_audit(engine)
    return broken


def everything(engine: AsyncEngine) -> str:
    """Return every row of a SQLite file, to tell whether anything was changed."""
    with closing(sqlite3.connect(str(engine.url.database))) as connection:
        return "\n".join(connection.iterdump())
