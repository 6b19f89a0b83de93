"""A connection that only reads: on SQLite it takes no write lock, so screens never wait for each other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

READ_ONLY: Final = "mediation_read_only"


@asynccontextmanager
async def reading(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Yield a connection whose one transaction sees one state of the database."""
    async with engine.connect() as connection:
        yield await set_read_only(connection)


async def set_read_only(connection: AsyncConnection) -> AsyncConnection:
    """Return the connection, before its transaction begins, so that it can only read."""
    if connection.dialect.name == "postgresql":
        return await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return await connection.execution_options(**{READ_ONLY: True})
