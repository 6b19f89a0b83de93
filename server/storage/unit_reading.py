"""A unit of work that only reads: one state of the database, and no lock that anybody who writes would wait for."""

from typing import Self

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from server.domain.case import Case
from server.storage import rows, tables
from server.storage.reading import set_read_only
from server.storage.repositories import SqlCases
from server.storage.unit_of_work import SqlUnitOfWork


class SqlReadingUnit(SqlUnitOfWork):
    """The unit of work of a view. It cannot be committed; on PostgreSQL a write in it is refused."""

    @override
    async def begin(self) -> AsyncConnection:
        """Take a connection that only reads."""
        return await set_read_only(await super().begin())

    @override
    async def __aenter__(self) -> Self:
        """Begin, with cases that are read without their lock."""
        await super().__aenter__()
        self.cases = ReadCases(self._connection, self._seal)
        return self

    @override
    async def commit(self) -> None:
        """Refuse: there is nothing to keep."""
        raise RuntimeError("a unit of work that only reads keeps nothing")


class ReadCases(SqlCases):
    """Cases without their lock."""

    @override
    async def by_serial(self, serial: str) -> Case | None:
        statement = select(tables.case_file).where(tables.case_file.c.serial == serial)
        row = (await self._connection.execute(statement)).first()
        return rows.case_from(row) if row else None
