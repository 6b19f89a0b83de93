"""A unit of work that only reads: one state of the database, and no lock that anybody who writes would wait for."""

from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from server.storage.reading import set_read_only
from server.storage.unit_of_work import SqlUnitOfWork


class SqlReadingUnit(SqlUnitOfWork):
    """The unit of work of a view. It cannot be committed, and a write in it raises `SQLAlchemyError`."""

    @override
    async def begin(self) -> AsyncConnection:
        """Take a connection that only reads."""
        return await set_read_only(await super().begin())

    @override
    async def commit(self) -> None:
        """Refuse: there is nothing to keep."""
        raise RuntimeError("a unit of work that only reads keeps nothing")
