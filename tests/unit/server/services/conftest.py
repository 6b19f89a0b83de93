import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.storage.schema import upgrade
from tests.support.store import Store, sqlite_store


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "case.db"
    asyncio.run(upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture
async def store(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Store]:
    async with sqlite_store(migrated_file, tmp_path) as empty:
        await empty.furnish()
        yield empty
