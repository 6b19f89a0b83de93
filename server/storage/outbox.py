"""The outbox: facts for other systems, written in the transaction that made them true; nothing delivers them yet."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.facts import Fact
from server.storage import tables


class SqlOutbox:
    """Implements `ports.Outbox`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, fact: Fact, key: str) -> None:
        """Keep the fact in this transaction."""
        await self._connection.execute(
            insert(tables.outbox).values(
                name=fact.name,
                key=key,
                payload=payload(fact),
                created_at=fact.at,
                delivered_at=None,
                attempts=0,
                last_error=None,
            )
        )


def payload(fact: Fact) -> dict[str, Any]:
    """Return the fact as JSON holds it."""
    given = ((field.name, getattr(fact, field.name)) for field in fields(fact))  # type: ignore[arg-type]  # every fact is a dataclass; a protocol cannot say so
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in given}
