"""Links that were replaced by newer ones, by the digest of their token."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.storage import tables


class SqlRetiredLinks:
    """Implements `ports.RetiredLinks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, digest: str, at: datetime) -> None:
        """Note that a newer link stands in place of this one."""
        await self._connection.execute(insert(tables.retired_link).values(digest=digest, at=at))

    async def has(self, digest: str) -> bool:
        """Tell whether a newer link stands in place of this one."""
        table = tables.retired_link
        found = await self._connection.execute(select(table.c.digest).where(table.c.digest == digest))
        return found.first() is not None
