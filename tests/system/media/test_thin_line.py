import asyncio
from collections.abc import AsyncIterator

import pytest

from media.capabilities import VP8
from media.local import LocalMediaPlane
from media.plane import RouterId, Source
from media.settings import MediaSettings
from tests.support.party import Party
from tests.support.wait import PATIENCE, until
from tests.support.wire import Wire, every

_ROOM = "room"
_ENOUGH = 20


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


class Pictures:
    """Counts the packets of pictures that pass; loses nothing."""

    def __init__(self) -> None:
        self.packets = 0

    def count(self, datagram: bytes, _index: int) -> bool:
        self.packets += datagram[0] >> 6 == 2 and datagram[1] & 0x7F == VP8.payload_type
        return False


async def test_a_line_that_loses_too_much_carries_the_voice_alone_until_it_is_better(plane: LocalMediaPlane) -> None:
    async with Wire() as wire, Party(plane, "zhang", relay=wire) as zhang, Party(plane, "li") as li:
        await zhang.join(_ROOM)
        await li.join(_ROOM)
        await zhang.hear("li", Source.CAMERA)

        wire.down = every(4)
        await _until_waiting(plane, 1)
        coming = Pictures()
        wire.down = coming.count

        await zhang.hear("li")
        await _until_waiting(plane, 0)
        # Not decoded frames: aiortc holds back up to 512 packets behind one that never came.
        await until(lambda: coming.packets > _ENOUGH, "the picture on the wire")
