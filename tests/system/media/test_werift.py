"""A stack that was made for no browser, in one room with aiortc."""

import asyncio

from media.local import LocalMediaPlane
from media.plane import Source
from tests.support.party import Party
from tests.support.wait import PATIENCE
from tests.support.werift import Werift

JOINT = "s.joint"
ANN, BOB, CAROL = "s.ann", "s.bob", "s.carol"
SOURCES = (Source.MIC, Source.CAMERA)


async def test_werift_and_aiortc_hear_and_see_each_other_while_others_come_and_go(plane: LocalMediaPlane) -> None:
    async with asyncio.timeout(4 * PATIENCE), Party(plane, ANN) as ann, Werift(plane, BOB) as bob:
        await ann.join(JOINT)
        await bob.join(JOINT)
        for source in SOURCES:
            await ann.hear(BOB, source)
            await bob.hear(ANN, source)

        async with Party(plane, CAROL) as carol:
            await carol.join(JOINT)
            for source in SOURCES:
                await carol.hear(BOB, source)
                await bob.hear(CAROL, source)

        for source in SOURCES:
            await ann.hear(BOB, source)
            await bob.hear(ANN, source)
