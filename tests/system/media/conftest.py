import random
from collections.abc import AsyncIterator, Iterator
from tempfile import TemporaryDirectory

import pytest

from media.local import LocalMediaPlane
from media.plane import MediaEvent, RouterId
from media.settings import MediaSettings

JOINT = RouterId("s.joint")
CAUCUS = RouterId("s.caucus.1")
SETTINGS = MediaSettings(hosts=("127.0.0.1",), advertised=("127.0.0.1",))


@pytest.fixture
def chance() -> random.Random:
    """What the plane draws its numbers from; a test may bring its own."""
    return random.SystemRandom()


@pytest.fixture
async def plane(chance: random.Random) -> AsyncIterator[LocalMediaPlane]:
    """A plane with a joint room and a caucus; no packet may have made it fail."""
    plane = LocalMediaPlane(SETTINGS, chance=chance)
    await plane.start()
    await plane.open_router(JOINT, recordable=True)
    await plane.open_router(CAUCUS, recordable=False)
    yield plane
    statistics = await plane.statistics()
    await plane.close()
    assert statistics["failures"] == 0


@pytest.fixture
def events(plane: LocalMediaPlane) -> list[MediaEvent]:
    heard: list[MediaEvent] = []
    plane.subscribe(heard.append)
    return heard


@pytest.fixture
def folder() -> Iterator[str]:
    with TemporaryDirectory() as name:
        yield name
