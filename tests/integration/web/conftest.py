"""The whole program for each test, on a copy of data that is seeded once."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.site import Site, site


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeded")

    async def seed() -> None:
        async with site(folder):
            pass

    asyncio.run(seed())
    return folder


@pytest.fixture
async def here(seeded: Path, tmp_path: Path) -> AsyncIterator[Site]:
    async with site(Path(shutil.copytree(seeded, tmp_path / "data"))) as running:
        yield running
