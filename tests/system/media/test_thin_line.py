import asyncio
from collections.abc import AsyncIterator

import pytest

from media.local import LocalMediaPlane
from media.plane import RouterId, Source
from media.settings import MediaSettings
from tests.support.party import Party
from tests.support.wait import PATIENCE
from tests.support.wire import Wire, every, nothing

_ROOM = "room"


@pytest.fixture
async def plane(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LocalMediaPlane]:
    monkeypatch.setattr("media.forwarding.bandwidth.FIRST_HOLD", 1.0)
    plane = LocalMediaPlane(MediaSettings(hosts=("127.0.0.1",), advertised=("127.0.0.1",)))
    await plane.start()
    await plane.open_router(RouterId(_ROOM), recordable=False)
    yield plane
    await plane.close()


async def _until_waiting(plane: LocalMediaPlane, pictures: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while (await plane.statistics())["pictures_waiting"] != pictures:  # noqa: ASYNC110 - a count tells no event
            await asyncio.sleep(0.02)


async def test_a_line_that_loses_too_much_carries_the_voice_alone_until_it_is_better(plane: LocalMediaPlane) -> None:
    async with Wire() as wire, Party(plane, "zhang", relay=wire) as zhang, Party(plane, "li") as li:
        await zhang.join(_ROOM)
        await li.join(_ROOM)
        await zhang.hear("li", Source.CAMERA)

        wire.down = every(4)
        await _until_waiting(plane, 1)
        wire.down = nothing

        await zhang.hear("li")
        await _until_waiting(plane, 0)
        # aiortc holds back up to 128 packets behind one that never came: 13 s at the ten a second of this picture.
        await zhang.hear("li", Source.CAMERA, patience=3 * PATIENCE)
