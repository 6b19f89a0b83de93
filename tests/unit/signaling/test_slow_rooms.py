"""A meeting whose store does not answer stands still alone: nobody in another meeting waits for it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from signaling.protocol.closing import Closed, ClosedReason
from signaling.protocol.event import EventKind
from signaling.protocol.host import Admit, OpenMeeting
from signaling.room import Room
from tests.support.rooms import OTHER, PEOPLE, SESSION, House, SlowStore
from tests.support.wait import until

HOST, COMPANY = "host/there", "company/there"


@pytest.fixture
def store() -> SlowStore:
    return SlowStore()


@pytest.fixture
async def house(store: SlowStore) -> AsyncIterator[House]:
    """Two meetings with their hosts and a party each, before the tasks of the rooms have begun."""
    house = House(store)
    await house.gather("worker")
    await house.rooms.arrive(replace(PEOPLE["host"], session=OTHER), HOST, "a page")
    await house.rooms.handle(HOST, OpenMeeting())
    await house.rooms.arrive(replace(PEOPLE["company"], session=OTHER), COMPANY, "a page")
    await house.rooms.handle(HOST, Admit(identity="company"))
    yield house
    store.gate.set()


async def test_grace_ends_in_one_meeting_while_the_store_of_another_does_not_answer(
    house: House, store: SlowStore
) -> None:
    await house.lose("worker")
    await house.rooms.lost(COMPANY)
    house.clock.turn(31)
    store.gate.clear()

    async with house.rooms:
        await until(lambda: EventKind.DROPPED in store.kinds(OTHER), "the end of grace in the other meeting")
        hangs, dropped = store.waits, EventKind.DROPPED in store.kinds(SESSION)
        store.gate.set()
        await until(lambda: EventKind.DROPPED in store.kinds(SESSION), "the end of grace when the store answers")

    assert (hangs, dropped) == (True, False)


async def test_everything_due_at_once_is_done_though_one_meeting_fails(
    house: House, store: SlowStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await house.lose("worker")
    await house.rooms.lost(COMPANY)
    house.clock.turn(31)

    sound = Room.expire

    async def expire(room: Room) -> None:
        if room.session == SESSION:
            raise RuntimeError("a defect")
        await sound(room)

    monkeypatch.setattr(Room, "expire", expire)

    done = await house.rooms.tick()

    assert done is False
    assert EventKind.DROPPED in store.kinds(OTHER)
    assert "not done in time: RuntimeError" in caplog.text


async def test_nobody_is_kept_out_of_a_meeting_while_the_store_does_not_answer_about_another() -> None:
    store = SlowStore()
    house = House(store)
    store.gate.clear()
    waiting = asyncio.create_task(house.rooms.arrive(PEOPLE["host"], "host/here"))
    await until(lambda: store.waits, "the store being asked about the first meeting")

    await house.rooms.arrive(replace(PEOPLE["host"], session=OTHER), HOST)

    assert house.boxes.mail[HOST]
    assert "host/here" not in house.boxes.mail
    store.gate.set()
    await waiting


async def test_two_who_come_at_once_open_one_room() -> None:
    store = SlowStore()
    house = House(store)
    store.gate.clear()
    coming = [
        asyncio.create_task(house.rooms.arrive(PEOPLE[identity], f"{identity}/1")) for identity in ("host", "worker")
    ]
    await until(lambda: store.waits, "the store being asked")

    store.gate.set()
    await asyncio.gather(*coming)

    assert len(house.rooms.overview()) == 1
    assert {"host/1", "worker/1"} <= house.boxes.mail.keys()


async def test_staff_shut_out_leave_one_meeting_while_the_store_of_another_does_not_answer(
    house: House, store: SlowStore
) -> None:
    store.gate.clear()

    shutting = asyncio.create_task(house.rooms.shut_out("host"))

    await until(lambda: house.closed(HOST), "the host being put out of the other meeting")
    assert house.closed(HOST) == [Closed(reason=ClosedReason.SHUT_OUT, note=None)]
    store.gate.set()
    await shutting
    assert house.closed(house.sockets["host"])[-1].reason is ClosedReason.SHUT_OUT


async def test_a_room_closed_while_its_clock_waited_has_nothing_more_done_to_it(house: House, store: SlowStore) -> None:
    await house.lose("worker")
    house.clock.turn(31)
    store.gate.clear()
    ending = asyncio.create_task(house.rooms.end(SESSION))
    await until(lambda: store.waits, "the end being stored")
    ticking = asyncio.create_task(house.rooms.tick())

    store.gate.set()
    await asyncio.gather(ending, ticking)

    assert store.kinds(SESSION)[-1] is EventKind.ENDED
    assert EventKind.DROPPED not in store.kinds(SESSION)
