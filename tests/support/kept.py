"""What a store keeps that no use case reads: facts on their way out, whether the audit log holds, and all of it."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, cast

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


class Keepsake:
    """All of a SQLite file as it was: tells whether anybody wrote to it since, and puts everything back."""

    def __init__(self, file: sqlite3.Connection, copy: sqlite3.Connection) -> None:
        self._file, self._copy = file, copy
        file.backup(copy)
        self._seen = self._version()

    def restore(self) -> None:
        """Put every row back to how it was."""
        with closing(sqlite3.connect(self._path())) as file:
            file.execute("PRAGMA synchronous=OFF")
            self._copy.backup(file)
        self.look()

    def look(self) -> bool:
        """Tell whether anybody wrote since the last look; a write that changed nothing counts."""
        before, self._seen = self._seen, self._version()
        return self._seen != before

    def _version(self) -> int:
        return cast("int", self._file.execute("PRAGMA data_version").fetchone()[0])

    def _path(self) -> str:
        return cast("str", self._file.execute("PRAGMA database_list").fetchone()[2])


@contextmanager
def keepsake(engine: AsyncEngine) -> Iterator[Keepsake]:
    """Yield a keepsake of the SQLite file behind an engine."""
    path = str(engine.url.database)
    with closing(sqlite3.connect(path)) as file, closing(sqlite3.connect(":memory:")) as copy:
        yield Keepsake(file, copy)
