"""The database: one engine, set up so that what is committed survives, and everything that reads and writes by it."""

from pathlib import Path
from typing import Any, Final, Self

from sqlalchemy import Connection, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from server.services.ports import UnitOfWork
from server.storage import sqlite_visits
from server.storage.accounts import SqlAccountQueries
from server.storage.desk_screens import SqlDeskQueries
from server.storage.intake_screens import SqlIntakeQueries
from server.storage.meetings import SqlMeetingStore
from server.storage.party_screens import SqlPartyQueries
from server.storage.queries import SqlQueries
from server.storage.reading import READ_ONLY
from server.storage.referral_screens import SqlReferralQueries
from server.storage.rehearsal import SqlRehearsal
from server.storage.roster_queries import SqlRosterQueries
from server.storage.sealing import ColumnSeal
from server.storage.support import SqlSupportQueries
from server.storage.unit_of_work import SqlUnitOfWork
from server.storage.unit_reading import SqlReadingUnit

DRIVERS: Final = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
BUSY_MS: Final = 10_000
POOL: Final = 16
"""Connections to PostgreSQL that are kept: one that is opened for a moment of many requests knows no statement yet."""
_READS: Final = frozenset({"BEGIN", "SELECT", "WITH"})
"""How a statement begins that changes nothing."""


class Database:
    """Made once; whoever made it calls `close`. `begin` gives a unit of work, `queries` and `meetings` are shared."""

    def __init__(self, engine: AsyncEngine, seal: ColumnSeal) -> None:
        self.engine = engine
        self._seal = seal
        self.queries = SqlQueries(engine, seal)
        self.accounts = SqlAccountQueries(engine)
        self.parties = SqlPartyQueries(engine, seal)
        self.desk = SqlDeskQueries(engine, seal)
        self.roster = SqlRosterQueries(engine, seal)
        self.intake = SqlIntakeQueries(engine, seal)
        self.referral_queries = SqlReferralQueries(engine)
        self.support = SqlSupportQueries(engine, seal)
        self.meetings = SqlMeetingStore(engine)

    @classmethod
    def connect(cls, url: str, column_key: bytes) -> Self:
        """Return the database at `url` (`sqlite:///…` or `postgresql://…`); `column_key` has 32 bytes."""
        return cls(open_engine(url), ColumnSeal(column_key))

    def begin(self) -> UnitOfWork:
        """Return a new unit of work, not yet begun."""
        return SqlUnitOfWork(self.engine, self._seal)

    def reading(self) -> UnitOfWork:
        """Return a unit of work that only reads and takes no lock, not yet begun."""
        return SqlReadingUnit(self.engine, self._seal)

    def rehearse(self) -> UnitOfWork:
        """Return a unit of work that keeps nothing and takes no lock, not yet begun."""
        return SqlRehearsal(self.engine, self._seal)

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


def open_engine(url: str) -> AsyncEngine:
    """Return an engine for `url` with the rules of its database set on every connection.

    Its errors name no parameters: they may be personal, and errors of ours are logged with their text.
    """
    target = with_driver(url)
    if target.get_backend_name() != "sqlite":
        return create_async_engine(target, pool_pre_ping=True, pool_size=POOL, hide_parameters=True)
    if target.database:
        Path(target.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(target, hide_parameters=True, connect_args={"async_creator_fn": sqlite_visits.connect})
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    event.listen(engine.sync_engine, "before_cursor_execute", _refuse_writing)
    return engine


def with_driver(url: str) -> URL:
    """Return the address with the driver this project uses. Raises `ValueError` for other databases."""
    target = make_url(url)
    backend = target.get_backend_name()
    if backend not in DRIVERS:
        raise ValueError(f"no support for {backend}: use sqlite or postgresql")
    return target.set(drivername=DRIVERS[backend])


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's connection has no type
    # The driver would begin transactions by itself and too late; `_begin_sqlite` does it.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # FULL: a commit is on the disk before it is answered, also when the power goes.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later cannot wait for the lock (SQLITE_BUSY_SNAPSHOT): take it at once.
    reading = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _refuse_writing(
    connection: Connection, _cursor: object, statement: str, _parameters: object, _context: object, _many: object
) -> None:
    # PostgreSQL refuses by itself. `PRAGMA query_only` would be one more visit for each transaction, and stay set.
    reads = statement.split(maxsplit=1)[0].upper() in _READS
    if not reads and connection.get_execution_options().get(READ_ONLY, False):
        raise InvalidRequestError("a transaction that only reads was to write")
