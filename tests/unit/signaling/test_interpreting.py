"""Interpreters in the room: with whom they help and nowhere else, in a caucus only when the host lets them (OL-19)."""

import pytest

from signaling.errors import Code, RefusedError
from signaling.protocol.caucus import CaucusAnswer, CaucusCall
from signaling.protocol.host import SendBack
from signaling.protocol.media import MediaState
from signaling.protocol.person import ChatSend, Leave
from signaling.protocol.view import CallState
from signaling.protocol.words import Phase, Place, Role, Side
from tests.support.rooms import BOTH, House


async def gathered(*others: str) -> House:
    house = House()
    await house.gather("worker", "signer", "company", *others)
    return house


async def test_an_interpreter_is_heard_and_seen_in_the_joint_room_and_shown_as_one() -> None:
    house = await gathered()

    await house.do("signer", MediaState(mic=True, camera=True, screen=False))

    seen = next(one for one in house.view("company").members if one.identity == "signer")
    assert (seen.name, seen.role) == ("何手语", Role.INTERPRETER)
    assert house.plane.sends("signer") == BOTH


async def test_an_interpreter_shows_no_screen() -> None:
    house = await gathered()

    with pytest.raises(RefusedError) as refused:
        await house.do("signer", MediaState(mic=True, camera=True, screen=True))

    assert refused.value.code is Code.NOT_GRANTED


async def test_an_interpreter_stays_outside_a_caucus_unless_the_host_lets_them_in() -> None:
    house = await gathered()

    await house.hold_caucus("worker")

    assert house.view("signer").me.place is Place.WAITING
    assert house.view("signer").heard_by.names == ()
    assert house.plane.sends("signer") == frozenset()


async def test_an_interpreter_goes_in_and_out_with_the_one_they_help_when_the_host_lets_them() -> None:
    house = await gathered("cousin")

    await house.hold_caucus("worker", interpreters=True)
    inside = house.view("signer").me.place
    await house.do("worker", Leave())

    assert inside is Place.CAUCUS
    assert house.view("signer").me.place is Place.WAITING
    assert house.view("cousin").me.place is Place.CAUCUS


@pytest.mark.parametrize("interpreters", [False, True])
async def test_an_interpreter_never_hears_the_caucus_of_the_other_side(*, interpreters: bool) -> None:
    house = await gathered("lawyer")
    before = len(house.view("signer").chat)

    await house.hold_caucus("company", "lawyer", side=Side.RESPONDENT, interpreters=interpreters)
    await house.do("company", ChatSend(id="secret-1", text="底线是八千元"))

    outside = house.view("signer")
    assert (outside.me.place, outside.call, len(outside.chat)) == (Place.WAITING, None, before)
    assert {one.identity for one in outside.members}.isdisjoint({"company", "lawyer", "host"})
    caucus = next(router for router in house.plane.routers if "caucus" in router)
    assert house.plane.together(caucus) == {"host", "company", "lawyer"}


async def test_an_interpreter_is_not_rung_before_the_one_they_help_is_inside() -> None:
    house = await gathered("cousin")

    await house.do("host", CaucusCall(side=Side.APPLICANT, minutes=5, interpreters=True))

    progress = house.view("host").caucus
    assert progress is not None
    assert {call.identity for call in progress.calls} == {"worker", "cousin"}
    with pytest.raises(RefusedError) as refused:
        await house.do("signer", CaucusAnswer(caucus="c1", accept=True))
    assert refused.value.code is Code.CALL_OVER


async def test_the_host_lets_an_interpreter_in_later_and_they_come_alone() -> None:
    house = await gathered()
    caucus = await house.hold_caucus("worker")

    await house.do("host", CaucusCall(side=Side.APPLICANT, minutes=5, interpreters=True))
    await house.do("signer", CaucusAnswer(caucus=caucus, accept=True))

    progress = house.view("host").caucus
    assert progress is not None
    assert progress.calls[-1].state is CallState.ACCEPTED
    assert house.view("signer").me.place is Place.CAUCUS
    assert house.view("company").me.place is Place.WAITING


async def test_an_interpreter_does_not_come_in_after_the_one_they_help_went_out() -> None:
    house = await gathered("cousin")
    caucus = await house.hold_caucus("worker")
    await house.do("host", CaucusCall(side=Side.APPLICANT, minutes=5, interpreters=True))
    await house.do("host", SendBack(identity="worker", reason="请先看材料"))

    with pytest.raises(RefusedError) as refused:
        await house.do("signer", CaucusAnswer(caucus=caucus, accept=True))

    assert refused.value.code is Code.CALL_OVER
    assert house.view("signer").me.place is Place.WAITING


async def test_a_caucus_with_only_an_interpreter_left_is_over() -> None:
    house = await gathered()
    await house.hold_caucus("worker", interpreters=True)

    await house.do("worker", Leave())

    assert house.view("host").phase is Phase.OPEN
    assert house.view("signer").me.place is Place.JOINT
