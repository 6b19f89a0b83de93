"""Links that were replaced by newer ones, by the digest of their token."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.storage import tables
from server.storage.writing import upsert


class SqlRetiredLinks:
    """Implements `ports.RetiredLinks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, digest: str, at: datetime) -> None:
        """Note that a newer link stands in place of this one; again changes nothing.

        Of two who replace one link at once, the version of the link tells which comes too late.
        """
        statement = upsert(self._connection, tables.retired_link).values(digest=digest, at=at)
        await self._connection.execute(statement.on_conflict_do_nothing())

    async def has(self, digest: str) -> bool:
        """Tell whether a newer link stands in place of this one."""
        table = tables.retired_link
        found = await self._connection.execute(select(table.c.digest).where(table.c.digest == digest))
        return found.first() is not None
