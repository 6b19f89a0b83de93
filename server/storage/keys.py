"""Idempotency keys: the same request twice is done once."""

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.errors import KeyReusedError
from server.storage import tables
from server.storage.writing import upsert


class SqlKeys:
    """Implements `ports.Keys`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, scope: str, key: str, content: str, now: datetime) -> bool:
        """Return True for a new key, False for the same request again."""
        digest = hashlib.sha256(content.encode()).hexdigest()
        table = tables.idempotency_key
        statement = upsert(self._connection, table).values(scope=scope, key=key, content_digest=digest, at=now)
        added = await self._connection.execute(statement.on_conflict_do_nothing())
        if added.rowcount == 1:
            return True
        kept = await self._connection.execute(
            select(table.c.content_digest).where(table.c.scope == scope, table.c.key == key)
        )
        if kept.scalar_one() != digest:
            raise KeyReusedError
        return False
