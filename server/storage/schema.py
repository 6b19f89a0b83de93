"""Bring a database to today's tables, or back to earlier ones."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.storage import tables
from server.storage.database import open_engine

MIGRATIONS: Final = Path(__file__).parent / "migrations"


async def upgrade(url: str) -> None:
    """Run every step the database at `url` does not have yet."""
    engine = open_engine(url)
    try:
        await upgrade_engine(engine)
    finally:
        await engine.dispose()


async def upgrade_engine(engine: AsyncEngine) -> None:
    """Run every step the engine's database does not have yet, in one transaction."""
    await _move(engine, partial(command.upgrade, revision="head"))


async def downgrade_engine(engine: AsyncEngine, revision: str) -> None:
    """Undo every step after `revision` (`base` for all), in one transaction; what they added is lost."""
    await _move(engine, partial(command.downgrade, revision=revision))


async def differences(engine: AsyncEngine) -> list[object]:
    """Return where the database differs from the tables of this program; empty when it fits."""
    async with engine.connect() as connection:
        return await connection.run_sync(_compare)


async def _move(engine: AsyncEngine, run: Callable[[Config], None]) -> None:
    async with engine.connect() as connection, _tables_may_be_copied(connection), connection.begin():
        has_moved = await connection.run_sync(_run, run)
        if has_moved and engine.dialect.name == "sqlite":
            await _refuse_dangling(connection)


def _run(connection: Connection, run: Callable[[Config], None]) -> bool:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    before = _heads(connection)
    run(config)
    return before != _heads(connection)


def _heads(connection: Connection) -> tuple[str, ...]:
    return MigrationContext.configure(connection).get_current_heads()


@asynccontextmanager
async def _tables_may_be_copied(connection: AsyncConnection) -> AsyncIterator[None]:
    """SQLite changes some columns by a copy of the table and refuses to drop the old one while rows refer to it.

    It reads the setting outside of transactions only (sqlite.org/lang_altertable.html, section 7).
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    await connection.run_sync(_set_references, "OFF")
    try:
        yield
    finally:
        await connection.run_sync(_set_references, "ON")


def _set_references(connection: Connection, checked: str) -> None:
    # Past SQLAlchemy, which would begin a transaction.
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={checked}")
    cursor.close()


async def _refuse_dangling(connection: AsyncConnection) -> None:
    dangling = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).first()
    if dangling is not None:
        raise IntegrityError(None, None, ValueError(f"a row of {dangling[0]} refers to nothing"))


def _compare(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), tables.account.metadata))
