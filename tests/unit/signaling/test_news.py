"""News of the media plane: each room has its own, and none waits for another's."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from media.plane import LayersWanted, MemberId, QualityMeasured, Source
from signaling.news import MOST
from signaling.protocol.media import MediaConnect
from signaling.protocol.passing import MediaWanted
from signaling.protocol.person import HandRaise
from tests.support.rooms import OTHER, PEOPLE, SESSION, House, SlowStore
from tests.support.wait import until

HERE, THERE = MemberId(f"{SESSION}.worker"), MemberId(f"{OTHER}.host")


@pytest.fixture
async def house() -> AsyncIterator[House]:
    """Two rooms, of which one stands still: its store does not answer."""
    store = SlowStore()
    house = House(store)
    await house.gather("worker")
    await house.rooms.arrive(replace(PEOPLE["host"], session=OTHER), "host/there", "a page")
    await house.rooms.handle("host/there", MediaConnect())
    async with house.rooms:
        store.gate.clear()
        waiting = asyncio.create_task(house.do("worker", HandRaise(raised=True)))
        await until(lambda: store.waits, "the store being slow")
        yield house
        store.gate.set()
        await waiting


def wanted(house: House, socket: str) -> list[MediaWanted]:
    return [message for message in house.boxes.mail[socket] if isinstance(message, MediaWanted)]


async def test_a_room_that_stands_still_keeps_no_news_from_another(house: House) -> None:
    house.plane.emit(LayersWanted(HERE, 1, Source.CAMERA, 1))
    house.plane.emit(LayersWanted(THERE, 1, Source.CAMERA, 2))

    await until(lambda: wanted(house, "host/there"), "the news of the other room")

    assert wanted(house, house.sockets["worker"]) == []


async def test_a_flood_of_one_room_drops_no_news_of_another(house: House) -> None:
    for _ in range(20 * MOST):
        house.plane.emit(LayersWanted(HERE, 1, Source.CAMERA, 1))
    house.plane.emit(LayersWanted(THERE, 1, Source.CAMERA, 2))

    await until(lambda: wanted(house, "host/there"), "the news of the other room")


async def test_what_waits_for_a_room_is_bounded_and_comes_in_order(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    worker = house.sockets["worker"]
    for number in range(3 * MOST):
        house.plane.emit(LayersWanted(HERE, 1, Source.CAMERA, number % 3))
    assert isinstance(house.kept_in, SlowStore)
    house.kept_in.gate.set()
    await until(lambda: len(wanted(house, worker)) >= MOST, "the news of the room")

    assert [message.layers for message in wanted(house, worker)[:6]] == [0, 1, 2, 0, 1, 2]
    assert len(wanted(house, worker)) <= MOST + 1
    assert [record.message for record in caplog.records].count("media events dropped") == 1


async def test_news_that_is_said_once_finds_room_behind_any_number_of_levels(house: House) -> None:
    for _ in range(20 * MOST):
        house.plane.emit(QualityMeasured(()))
    house.plane.emit(LayersWanted(HERE, 1, Source.CAMERA, 2))
    assert isinstance(house.kept_in, SlowStore)
    house.kept_in.gate.set()

    await until(lambda: wanted(house, house.sockets["worker"]), "the news of the room")
