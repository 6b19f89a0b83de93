"""Bring a database to today's tables."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

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
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)


async def differences(engine: AsyncEngine) -> list[object]:
    """Return where the database differs from the tables of this program; empty when it fits."""
    async with engine.connect() as connection:
        return await connection.run_sync(_compare)


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _compare(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), tables.account.metadata))
