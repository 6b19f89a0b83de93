from collections.abc import AsyncIterator

import pytest

from media.local import LocalMediaPlane
from media.plane import RouterId, Source
from media.settings import MediaSettings
from tests.support.party import Party
from tests.support.wait import until
from tests.support.wire import Wire, every

_RTX = 97
_ROOM = "room"


@pytest.fixture
async def plane() -> AsyncIterator[LocalMediaPlane]:
    plane = LocalMediaPlane(MediaSettings(hosts=("127.0.0.1",), advertised=("127.0.0.1",)))
    await plane.start()
    await plane.open_router(RouterId(_ROOM), recordable=False)
    yield plane
    await plane.close()


def _is_rtx(datagram: bytes) -> bool:
    return datagram[0] >> 6 == 2 and datagram[1] & 0x7F == _RTX


async def test_what_a_browser_sends_is_asked_for_again_when_it_is_lost(plane: LocalMediaPlane) -> None:
    async with (
        Wire(up=every(10)) as lossy,
        Party(plane, "zhang", relay=lossy) as zhang,
        Party(plane, "li") as li,
    ):
        lossy.capturing = True
        await zhang.join(_ROOM)
        await li.join(_ROOM)

        await until(lambda: any(map(_is_rtx, lossy.captured)), "a retransmission from the browser")
        await li.hear("zhang", Source.CAMERA, frames=20)


async def test_what_a_browser_misses_is_sent_again_until_it_comes(plane: LocalMediaPlane) -> None:
    again: list[bytes] = []
    # More looks like a line that is full, on which the picture is taken away to leave room for the voice.
    loses = every(30)

    def down(datagram: bytes, index: int) -> bool:
        if _is_rtx(datagram):
            again.append(datagram)
            return len(again) % 2 == 1
        return loses(datagram, index)

    async with (
        Wire(down=down) as lossy,
        Party(plane, "zhang", relay=lossy) as zhang,
        Party(plane, "li") as li,
    ):
        await li.join(_ROOM)
        await zhang.join(_ROOM)

        await until(lambda: len(again) > 1, "a second retransmission to the browser")
        await zhang.hear("li", Source.CAMERA, frames=20)
