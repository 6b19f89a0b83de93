"""Losing the line, coming back, being taken over, leaving, being removed; and who presides meanwhile."""

import pytest

from media.plane import Source, TransportChanged, TransportState
from signaling.errors import Code, RefusedError
from signaling.protocol.caucus import CaucusCall
from signaling.protocol.closing import Closed, ClosedReason
from signaling.protocol.event import EventKind
from signaling.protocol.host import Admit, Mute
from signaling.protocol.person import HandRaise, Leave
from signaling.protocol.words import Connection, Place, Side, Switch
from tests.support.rooms import BOTH, JOINT, PEOPLE, SESSION, House, member_id


async def test_nothing_of_a_person_whose_line_is_lost_is_forwarded() -> None:
    house = House()
    await house.gather("worker")

    await house.lose("worker")

    assert house.plane.sends("worker") == frozenset()
    assert house.view("host").members[1].connection is Connection.RECONNECTING


async def test_a_person_of_whom_no_packet_comes_is_shown_reconnecting_to_all_until_one_comes() -> None:
    house = House()
    await house.gather("worker", "company")
    worker = member_id("worker")

    await house.hear(TransportChanged(worker, 1, TransportState.DISCONNECTED))
    seen = {viewer: _connections(house, viewer)["worker"] for viewer in ("host", "company", "worker")}
    await house.hear(TransportChanged(worker, 1, TransportState.CONNECTED))

    assert set(seen.values()) == {Connection.RECONNECTING}
    assert _connections(house, "host")["worker"] is Connection.HERE
    assert EventKind.DROPPED not in house.store.kinds()


def _connections(house: House, viewer: str) -> dict[str, Connection]:
    return {member.identity: member.connection for member in house.view(viewer).members}


async def test_the_same_page_coming_back_is_forwarded_again_as_before() -> None:
    house = House()
    await house.gather("worker")
    await house.do("worker", HandRaise(raised=True))
    await house.do("host", Mute(identity="worker", muted=True))
    await house.lose("worker")

    await house.come("worker", media=False)

    assert house.plane.sends("worker") == {Source.CAMERA}
    me = house.view("worker").me
    assert (me.place, me.mic, me.camera, me.hand) == (Place.JOINT, Switch.HOST_MUTED, Switch.ON, 1)
    assert EventKind.DROPPED not in house.store.kinds()


async def test_another_page_of_the_same_person_never_wakes_the_old_camera() -> None:
    house = House()
    await house.gather("worker")
    await house.lose("worker")

    await house.come("worker", device="another-device", media=False)

    assert house.plane.sends("worker") == frozenset()
    assert "worker" not in house.plane.together(JOINT)
    assert house.view("worker").me.place is Place.JOINT


async def test_who_stays_away_is_dropped_after_half_a_minute_and_keeps_the_seat() -> None:
    house = House()
    await house.gather("worker")
    await house.lose("worker")

    await house.pass_time(29)
    before = house.store.kinds()
    await house.pass_time(2)
    dropped = house.store.kinds()
    await house.come("worker")

    assert EventKind.DROPPED not in before
    assert dropped[-1] is EventKind.DROPPED
    assert house.store.kinds()[-1] is EventKind.RETURNED
    assert house.view("worker").me.place is Place.JOINT


async def test_a_new_socket_takes_the_seat_over_and_the_old_one_is_told() -> None:
    house = House()
    await house.gather("worker")
    old = house.sockets["worker"]

    await house.come("worker", device="the-other-phone")

    assert house.closed(old) == [Closed(reason=ClosedReason.TAKEN_OVER, note=None)]
    assert house.boxes.closed[old] is False
    assert [member.identity for member in house.view("host").members] == ["host", "worker"]
    with pytest.raises(RefusedError) as refused:
        await house.rooms.handle(old, HandRaise(raised=True))
    assert refused.value.code is Code.SEAT_TAKEN


async def test_the_end_of_a_socket_that_was_taken_over_changes_nothing() -> None:
    house = House()
    await house.gather("worker")
    old = house.sockets["worker"]
    await house.come("worker", device="the-other-phone")

    await house.rooms.lost(old)

    assert house.view("host").members[1].connection is Connection.HERE
    assert house.plane.sends("worker") == BOTH


async def test_a_person_who_left_comes_back_to_the_same_seat_without_knocking() -> None:
    house = House()
    await house.gather("worker")
    socket = house.sockets["worker"]

    await house.do("worker", Leave())
    gone = house.view("host").members[1].connection
    await house.come("worker")

    assert house.closed(socket) == [Closed(reason=ClosedReason.LEFT, note=None)]
    assert gone is Connection.AWAY
    assert house.view("worker").me.place is Place.JOINT
    assert house.store.kinds()[-2:] == [EventKind.LEFT, EventKind.RETURNED]


async def test_a_removed_person_is_closed_with_the_reason_and_cannot_walk_in_again() -> None:
    house = House()
    await house.gather("worker", "company")
    socket = house.sockets["company"]

    await house.rooms.remove(SESSION, "company", "扰乱秩序")
    with pytest.raises(RefusedError) as refused:
        await house.rooms.arrive(PEOPLE["company"], "company/again")
    await house.rooms.restore(SESSION, "company")
    await house.come("company")

    assert house.closed(socket) == [Closed(reason=ClosedReason.REMOVED, note="扰乱秩序")]
    assert refused.value.code is Code.REMOVED
    assert house.view("company").me.place is Place.LOBBY
    assert "扰乱秩序" not in house.store.states[SESSION]


async def test_the_host_cannot_be_removed() -> None:
    house = House()
    await house.gather("clerk")

    with pytest.raises(RefusedError) as refused:
        await house.rooms.remove(SESSION, "host", "为什么不")

    assert refused.value.code is Code.TARGET_IS_HOST
    assert house.closed(house.sockets["host"]) == []


async def test_a_host_who_dropped_finds_the_role_again_and_no_guest_was_promoted() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.lose("host")
    await house.pass_time(40)

    for guest in ("worker", "company"):
        with pytest.raises(RefusedError):
            await house.do(guest, Mute(identity="worker", muted=True))
    await house.come("host")

    assert house.view("host").me.place is Place.JOINT
    assert "moderate" in house.view("host").me.grants


async def test_the_clerk_is_standing_deputy() -> None:
    house = House()
    await house.gather("clerk")
    await house.lose("host")
    await house.pass_time(40)

    await house.come("worker")
    await house.do("clerk", Admit(identity="worker"))

    assert house.view("worker").me.place is Place.JOINT
    with pytest.raises(RefusedError) as refused:
        await house.do("clerk", CaucusCall(side=Side.APPLICANT, minutes=5))
    assert refused.value.code is Code.NOT_HOST
