"""The same tests on SQLite and on PostgreSQL: each gets its own migrated, empty database."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from server.storage.database import Database, open_engine
from server.storage.schema import upgrade
from tests.support.store import COLUMN_KEY, Store

NUMBERS = count(1)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "case.db"
    asyncio.run(upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """Return the address of the cluster, with a migrated database named `template`."""
    asyncio.run(execute(postgres, "CREATE DATABASE template"))
    asyncio.run(upgrade(postgres.format(database="template")))
    return postgres


async def execute(address: str, statement: str) -> None:
    engine = open_engine(address.format(database="postgres"))
    async with engine.connect() as connection:
        outside = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await outside.execute(text(statement))
    await engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty, migrated database."""
    if request.param == "sqlite":
        path = tmp_path / "case.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    address = request.getfixturevalue("postgres_template")
    database = f"test{next(NUMBERS)}"
    asyncio.run(execute(address, f"CREATE DATABASE {database} TEMPLATE template"))
    return str(address).format(database=database)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    connected = Database.connect(url, COLUMN_KEY)
    yield connected
    await connected.close()


@pytest.fixture
async def store(database: Database) -> Store:
    furnished = Store(database)
    await furnished.furnish()
    return furnished
