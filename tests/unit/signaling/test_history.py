"""What the room stored is what it is: gaps, restarts, and a store that refuses."""

import pytest

from signaling.errors import Code, SignalingError
from signaling.ports import StoredEvent
from signaling.protocol.caucus import CaucusEnd
from signaling.protocol.entry import Sync
from signaling.protocol.event import EventKind
from signaling.protocol.host import Mute
from signaling.protocol.person import ChatSend, HandRaise
from signaling.protocol.words import Connection, Phase, Place, Switch
from tests.support.rooms import BOTH, SESSION, House


async def test_a_client_that_sees_a_gap_gets_exactly_what_it_missed() -> None:
    house = House()
    await house.gather("worker", "company")
    since = house.view("company").seq
    await house.do("host", Mute(identity="worker", muted=True))
    await house.hold_caucus("worker")
    await house.do("worker", HandRaise(raised=True))
    await house.do("host", CaucusEnd())

    answer = (await house.do("company", Sync(since=since))).sync

    assert answer is not None
    assert [event.kind for event in answer.events] == [
        EventKind.MUTED,
        EventKind.CAUCUS_STARTED,
        EventKind.CAUCUS_ENDED,
    ]
    assert answer.view.seq == answer.events[-1].seq


async def test_every_update_names_the_one_before_it() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hold_caucus("worker")
    await house.do("worker", HandRaise(raised=True))
    await house.do("host", CaucusEnd())

    for person in ("host", "worker", "company"):
        seen = house.updates(person)[0].view.seq
        for update in house.updates(person)[1:]:
            assert update.previous == seen
            assert update.event is None or update.event.seq == update.view.seq
            seen = update.view.seq


async def test_a_restarted_server_brings_the_meeting_back() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.do("company", ChatSend(id="line-one", text="大家好"))
    await house.do("host", Mute(identity="company", muted=True))
    await house.hold_caucus("worker")

    house.restart()
    await house.come("company", "worker", "host")

    assert house.view("company").me.place is Place.WAITING
    assert house.view("company").me.mic is Switch.HOST_MUTED
    assert house.view("worker").me.place is Place.CAUCUS
    assert house.view("host").phase is Phase.CAUCUS
    caucus = next(router for router in house.plane.routers if "caucus" in router)
    assert house.plane.routers[caucus] is False
    await house.do("host", CaucusEnd())
    assert [line.text for line in house.view("worker").chat] == ["大家好"]


async def test_after_a_restart_those_who_do_not_come_back_are_away() -> None:
    house = House()
    await house.gather("worker")
    house.restart()
    await house.come("host")

    await house.pass_time(31)

    assert house.view("host").members[1].connection is Connection.AWAY
    assert house.store.kinds()[-1] is EventKind.DROPPED


async def test_an_event_that_cannot_be_stored_has_not_happened() -> None:
    house = House()
    await house.gather("worker")
    house.store.refuse = OSError("disk gone")
    before = house.view("worker")

    with pytest.raises(SignalingError) as refused:
        await house.do("host", Mute(identity="worker", muted=True))
    house.store.refuse = None

    assert refused.value.code is Code.UNAVAILABLE
    assert house.view("worker") == before
    assert house.plane.sends("worker") == BOTH


async def test_a_room_that_another_process_wrote_to_is_opened_again() -> None:
    house = House()
    await house.gather("worker")
    stored = house.store.events[SESSION]
    last = stored[-1]
    stored.append(StoredEvent(last.seq + 1, last.at, EventKind.TOLD, None, None, None, None, ()))

    with pytest.raises(SignalingError):
        await house.do("host", Mute(identity="worker", muted=True))

    assert house.boxes.closed[house.sockets["host"]] is True
    await house.come("host")
    await house.do("host", Mute(identity="worker", muted=True))
