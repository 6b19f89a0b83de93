"""Wishes to attend otherwise, as kept."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.errors import StaleVersionError
from server.domain.ids import Identity, SessionId
from server.domain.manner_wish import Wish
from server.storage import rows, tables
from server.storage.writing import save_version, upsert


class SqlMannerWishes:
    """Implements `ports.sessions.MannerWishes`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_person(self, session: SessionId, identity: Identity) -> tuple[Wish, ...]:
        """Return a person's wishes for a session, oldest first."""
        return tuple(one for one in await of_sessions(self._connection, [session]) if one.identity == identity)

    async def add(self, wish: Wish) -> None:
        """Keep a new wish. Raises `StaleVersionError` when one of this position is there."""
        statement = upsert(self._connection, tables.manner_wish).values(**rows.wish_values(wish), version=wish.version)
        if (await self._connection.execute(statement.on_conflict_do_nothing())).rowcount != 1:
            raise StaleVersionError(table="manner_wish")

    async def save(self, wish: Wish) -> None:
        """Keep a decided wish. Raises `StaleVersionError`."""
        table = tables.manner_wish
        where = (
            (table.c.session == wish.session)
            & (table.c.identity == wish.identity)
            & (table.c.position == wish.position)
        )
        await save_version(self._connection, table, where, wish.version, rows.wish_values(wish))


async def of_sessions(connection: AsyncConnection, sessions: Sequence[str]) -> tuple[Wish, ...]:
    """Return every wish for these sessions, each person's oldest first."""
    table = tables.manner_wish
    found = select(table).where(table.c.session.in_(sessions)).order_by(table.c.position)
    return tuple(rows.wish_from(row) for row in await connection.execute(found))
