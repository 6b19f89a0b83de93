"""The whole program, freshly seeded for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.site import Site, site


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Site]:
    async with site(tmp_path) as running:
        yield running
