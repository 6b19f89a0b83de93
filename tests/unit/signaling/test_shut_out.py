"""Whose account was closed is out of every room at once, who lost a case out of its own, and both stay out."""

import pytest

from signaling.errors import Code, RefusedError
from signaling.protocol.closing import Closed, ClosedReason
from signaling.protocol.host import OpenMeeting
from tests.support.rooms import JOINT, PEOPLE, SESSION, House


@pytest.mark.parametrize("dropped", [False, True])
async def test_a_host_whose_account_is_closed_is_out_at_once_hears_nothing_more_and_cannot_come_back(
    dropped: bool,  # noqa: FBT001 - a case
) -> None:
    house = House()
    await house.gather("worker", "company")
    socket = house.sockets["host"]
    if dropped:
        await house.lose("host")

    house.store.shut_out.add("host")
    await house.rooms.shut_out("host")

    assert "host" not in house.plane.together(JOINT)
    assert house.plane.sends("host") == frozenset()
    assert house.closed(socket) == ([] if dropped else [Closed(reason=ClosedReason.SHUT_OUT, note=None)])
    with pytest.raises(RefusedError) as stale:
        await house.rooms.handle(socket, OpenMeeting())
    with pytest.raises(RefusedError) as ticket_of_before:
        await house.rooms.arrive(PEOPLE["host"], "host/again")
    assert (stale.value.code, ticket_of_before.value.code) == (Code.SEAT_TAKEN, Code.SHUT_OUT)
    assert {"worker", "company"} <= house.plane.together(JOINT)


async def test_a_ticket_signed_before_an_account_was_closed_opens_no_room_after_a_restart() -> None:
    house = House()
    await house.gather("worker")
    house.store.shut_out.add("host")
    house.restart()

    with pytest.raises(RefusedError) as refused:
        await house.rooms.arrive(PEOPLE["host"], "host/again")

    assert refused.value.code is Code.SHUT_OUT
    assert "host" not in house.rooms.seated


async def test_whoever_is_shut_out_of_one_room_is_out_of_all_and_others_are_not() -> None:
    house = House()
    await house.gather("worker", "company")

    await house.rooms.shut_out("clerk")

    assert house.rooms.seated == {"host", "worker", "company"}


async def test_a_presider_who_lost_the_case_leaves_its_room_while_the_others_stay_together() -> None:
    house = House()
    await house.gather("worker", "company")
    socket = house.sockets["host"]
    house.store.shut_out.add("host")

    await house.rooms.unseat(SESSION, "host")

    assert house.closed(socket) == [Closed(reason=ClosedReason.UNSEATED, note=None)]
    assert house.plane.together(JOINT) == {"worker", "company"}
    with pytest.raises(RefusedError):
        await house.rooms.arrive(PEOPLE["host"], "host/again")
