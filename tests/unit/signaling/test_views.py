"""The truth line: who can hear me, told from membership."""

import pytest

from signaling.protocol.media import MediaState
from signaling.protocol.person import Leave
from signaling.protocol.words import Connection, Place, Switch
from tests.support.rooms import House


async def test_alone_nobody_hears_the_host() -> None:
    house = House()
    await house.come("host")

    heard = house.view("host").heard_by

    assert (heard.names, heard.both_sides, heard.includes_other_side) == ((), False, False)


@pytest.mark.parametrize(
    ("viewer", "names", "other_side", "both_sides"),
    [
        ("host", {"李秀兰", "周代理", "孙经理"}, False, True),
        ("worker", {"王建国", "周代理", "孙经理"}, True, False),
        ("company", {"王建国", "李秀兰", "周代理"}, True, False),
    ],
)
async def test_in_the_joint_room_each_is_heard_by_all_others(
    viewer: str, names: set[str], *, other_side: bool, both_sides: bool
) -> None:
    house = House()
    await house.gather("worker", "cousin", "company")

    heard = house.view(viewer).heard_by

    assert set(heard.names) == names
    assert (heard.includes_other_side, heard.both_sides) == (other_side, both_sides)


async def test_in_a_caucus_the_other_side_hears_nothing() -> None:
    house = House()
    await house.gather("worker", "cousin", "company")
    await house.hold_caucus("worker")

    inside, outside = house.view("worker").heard_by, house.view("company").heard_by

    assert set(inside.names) == {"王建国", "周代理"}
    assert not inside.includes_other_side
    assert outside.names == ()


async def test_a_person_who_is_reconnecting_may_still_hear_and_is_counted_until_away() -> None:
    house = House()
    await house.gather("worker")
    await house.lose("worker")

    reconnecting = house.view("host").heard_by.names
    await house.pass_time(31)

    assert reconnecting == ("李秀兰",)
    assert house.view("host").heard_by.names == ()


async def test_who_has_left_keeps_a_seat_and_hears_nothing() -> None:
    house = House()
    await house.gather("worker")

    await house.do("worker", Leave())

    member = house.view("host").members[1]
    assert (member.place, member.connection) == (Place.JOINT, Connection.AWAY)
    assert house.view("host").heard_by.names == ()


async def test_the_viewer_stands_first_and_only_those_who_preside_see_everyone() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.come("lawyer")

    seen = {person: [member.identity for member in house.view(person).members] for person in ("host", "company")}

    assert seen["host"] == ["host", "worker", "company", "lawyer"]
    assert seen["company"] == ["company", "host", "worker"]


async def test_a_camera_that_is_on_and_not_sent_for_a_thin_line_is_told_as_such_until_it_is_sent_or_off() -> None:
    house = House()
    await house.gather("worker")
    told = []

    for camera, thin in ((True, True), (True, False), (False, True)):
        await house.do("worker", MediaState(mic=True, camera=camera, screen=False, camera_thin=thin))
        member = house.view("host").members[1]
        told.append((member.camera, member.camera_thin))

    assert told == [(Switch.ON, True), (Switch.ON, False), (Switch.OFF, False)]
