"""A connection that only reads: on SQLite it takes no write lock, so screens never wait for each other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, TypeVar

from sqlalchemy import GenerativeSelect
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

READ_ONLY: Final = "mediation_read_only"
_Rows = TypeVar("_Rows", bound=GenerativeSelect)


@asynccontextmanager
async def reading(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Yield a connection whose one transaction sees one state of the database."""
    async with engine.connect() as connection:
        yield await set_read_only(connection)


async def set_read_only(connection: AsyncConnection) -> AsyncConnection:
    """Return the connection, before its transaction begins, so that it can only read."""
    options: dict[str, object] = {READ_ONLY: True}
    if connection.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return await connection.execution_options(**options)


def held(connection: AsyncConnection, cases: _Rows) -> _Rows:
    """Return the statement so that a command holds the cases it reads; a connection that only reads holds nothing.

    Rows that only name a case, such as a line of a party, do not wait for this lock. SQLite has one writer and no lock.
    """
    begun = connection.sync_connection
    if begun is not None and begun.get_execution_options().get(READ_ONLY):
        return cases
    return cases.with_for_update(key_share=True)
