"""A room in which one party consented to be recorded and one did not."""

from pathlib import Path

import pytest

from tests.support.live import Live, there
from tests.support.store import Store


@pytest.fixture
async def live(store: Store, tmp_path: Path) -> Live:
    room = Live(store, tmp_path)
    await room.answer("li", recording=True)
    room.show(there("li"), there("zhou", consent=False), there("mediator1"))
    return room
