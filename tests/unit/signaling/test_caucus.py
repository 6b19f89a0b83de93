"""A caucus: ringing, moving, waiting outside, and the way back."""

from datetime import datetime, timedelta

import pytest

from media.plane import Source
from signaling.errors import Code, RefusedError
from signaling.protocol.caucus import CaucusAnswer, CaucusCall, CaucusCancel, CaucusEnd, CaucusProlong
from signaling.protocol.event import EventKind
from signaling.protocol.host import Tell
from signaling.protocol.media import MediaState
from signaling.protocol.person import ChatSend, Leave
from signaling.protocol.view import CallState, WaitingReason
from signaling.protocol.words import Phase, Place, Side
from tests.support.rooms import BOTH, JOINT, SESSION, House

SOUND = frozenset({Source.MIC})


async def test_a_call_rings_one_side_and_the_other_learns_nothing_of_it() -> None:
    house = House()
    await house.gather("worker", "cousin", "company")
    before = len(house.inbox("company"))

    await house.do("host", CaucusCall(side=Side.APPLICANT, minutes=20))

    ringing = house.view("worker").call
    assert ringing is not None
    assert (ringing.caller, ringing.with_names) == ("王建国", ("周代理",))
    progress = house.view("host").caucus
    assert progress is not None
    assert {call.identity: call.state for call in progress.calls} == {
        "worker": CallState.CALLING,
        "cousin": CallState.CALLING,
    }
    assert len(house.inbox("company")) == before


async def test_accepting_moves_linked_people_as_one_and_everyone_else_waits() -> None:
    house = House()
    await house.gather("worker", "cousin", "company", "lawyer")

    await house.hold_caucus("worker")

    assert house.plane.together(JOINT) == set()
    caucus = next(router for router in house.plane.routers if "caucus" in router)
    assert house.plane.routers[caucus] is False
    assert house.plane.together(caucus) == {"host", "worker", "cousin"}
    assert house.plane.sends("worker") == BOTH
    for outside in ("company", "lawyer"):
        waiting = house.view(outside).waiting
        assert waiting is not None
        assert waiting.reason is WaitingReason.CAUCUS
        assert waiting.until is not None
        assert house.view(outside).heard_by.names == ()
        assert house.plane.sends(outside) == frozenset()


async def test_people_are_taken_out_of_the_joint_room_before_the_caucus_is_filled() -> None:
    house = House()
    await house.gather("worker", "company")
    house.plane.calls.clear()

    await house.hold_caucus("worker")

    moves = [(call[1], call[2]) for call in house.plane.calls if call[0] == "move"]
    assert moves[0] == (f"{SESSION}.company", None)


async def test_the_others_of_a_side_who_are_not_linked_come_when_they_accept() -> None:
    house = House()
    await house.gather("company", "lawyer", "worker")

    caucus = await house.hold_caucus("company", side=Side.RESPONDENT)
    still_ringing = house.view("lawyer").call
    waiting = house.view("lawyer").me.place
    await house.do("lawyer", CaucusAnswer(caucus=caucus, accept=True))

    assert still_ringing is not None
    assert waiting is Place.WAITING
    assert house.view("lawyer").me.place is Place.CAUCUS
    assert len(house.view("host").heard_by.names) == 2


async def test_a_call_nobody_answers_stops_ringing_and_the_meeting_goes_on() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.do("host", CaucusCall(side=Side.APPLICANT, minutes=20))

    await house.pass_time(26)

    assert house.view("worker").call is None
    progress = house.view("host").caucus
    assert progress is not None
    assert progress.calls[0].state is CallState.NO_ANSWER
    assert house.view("host").phase is Phase.OPEN
    await house.do("host", CaucusCall(side=Side.APPLICANT, minutes=20))


async def test_an_answer_after_the_ringing_is_refused() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.do("host", CaucusCall(side=Side.APPLICANT, minutes=20))
    house.clock.turn(30)

    with pytest.raises(RefusedError) as refused:
        await house.do("worker", CaucusAnswer(caucus="c1", accept=True))

    assert refused.value.code is Code.CALL_OVER


async def test_a_cancelled_call_disappears() -> None:
    house = House()
    await house.gather("worker")
    await house.do("host", CaucusCall(side=Side.APPLICANT, minutes=20))

    await house.do("host", CaucusCancel())

    assert house.view("worker").call is None
    assert house.view("host").caucus is None


def told(house: House) -> datetime:
    """Return until when the waiting side reads that the caucus takes; the host reads the same, and nobody inside."""
    waiting, host = house.view("company").waiting, house.view("host").caucus
    inside = house.view("worker").caucus
    assert waiting is not None
    assert waiting.until is not None
    assert host is not None
    assert host.until == waiting.until
    assert inside is not None
    assert inside.until is None
    return waiting.until


async def test_five_minutes_more_are_told_to_the_side_that_waits_from_the_end_it_was_told() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hold_caucus("worker")
    before = told(house)

    await house.do("host", CaucusProlong(minutes=5))

    assert told(house) == before + timedelta(minutes=5)


async def test_once_the_time_is_over_five_minutes_more_count_from_now() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hold_caucus("worker")
    house.clock.turn(3 * 3600)

    await house.do("host", CaucusProlong(minutes=5))

    assert told(house) == house.clock() + timedelta(minutes=5)


async def test_what_the_waiting_side_was_told_in_words_stays_when_a_caucus_takes_longer() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hold_caucus("worker")
    before = told(house)
    await house.do("host", Tell(side=Side.RESPONDENT, note="正在算账", minutes=1))

    await house.do("host", CaucusProlong(minutes=5))

    waiting = house.view("company").waiting
    assert waiting is not None
    assert (waiting.note, waiting.until) == ("正在算账", before + timedelta(minutes=5))


async def test_nothing_is_prolonged_that_is_not_held() -> None:
    house = House()
    await house.gather("worker", "company")

    with pytest.raises(RefusedError) as refused:
        await house.do("host", CaucusProlong(minutes=5))

    assert refused.value.code is Code.WRONG_PLACE


async def test_the_end_of_a_caucus_brings_everyone_back_on_the_same_transport() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.do("company", MediaState(mic=True, camera=False, screen=False))
    house.plane.calls.clear()

    await house.hold_caucus("worker")
    await house.do("host", CaucusEnd())

    assert house.plane.together(JOINT) == {"host", "worker", "company"}
    assert house.plane.sends("worker") == BOTH
    assert house.plane.sends("company") == SOUND
    assert not any(call[0] in ("open_transport", "close_transport") for call in house.plane.calls)
    assert list(house.plane.routers) == [JOINT]
    assert house.view("company").phase is Phase.OPEN


async def test_a_caucus_stays_closed_while_its_host_is_gone_and_ends_when_the_side_has_left() -> None:
    house = House()
    await house.gather("worker", "cousin", "company")
    await house.hold_caucus("worker")
    await house.lose("host")
    await house.pass_time(40)

    held = house.view("company").me.place
    await house.do("worker", Leave())
    still = house.view("company").me.place
    await house.do("cousin", Leave())

    assert held is Place.WAITING
    assert still is Place.WAITING
    assert house.view("company").me.place is Place.JOINT


async def test_a_host_who_returns_is_announced_to_those_inside() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hold_caucus("worker")
    await house.lose("host")
    await house.pass_time(40)
    outside = len(house.inbox("company"))

    await house.come("host")

    assert house.view("host").me.place is Place.CAUCUS
    told = house.updates("worker")[-1].event
    assert told is not None
    assert (told.kind, told.identity) == (EventKind.RETURNED, "host")
    assert len(house.inbox("company")) == outside


async def test_the_deputy_can_end_a_caucus_only_when_its_host_is_away() -> None:
    house = House()
    await house.gather("clerk", "worker", "company")
    await house.hold_caucus("worker")

    with pytest.raises(RefusedError) as refused:
        await house.do("clerk", CaucusEnd())
    await house.lose("host")
    await house.pass_time(40)
    await house.do("clerk", CaucusEnd())

    assert refused.value.code is Code.WRONG_PLACE
    assert house.view("worker").me.place is Place.JOINT


async def test_a_shown_screen_does_not_travel_into_a_caucus_or_out_of_it() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.do("host", MediaState(mic=True, camera=True, screen=True))

    await house.hold_caucus("worker")
    inside = house.plane.sends("host")
    await house.do("host", MediaState(mic=True, camera=True, screen=True))
    await house.do("host", CaucusEnd())

    assert inside == BOTH
    assert house.plane.sends("host") == BOTH


async def test_the_waiting_side_reads_what_it_was_told_and_the_other_side_does_not() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hold_caucus("worker")

    await house.do("host", Tell(side=Side.RESPONDENT, note="还需要十分钟", minutes=10))

    waiting = house.view("company").waiting
    assert waiting is not None
    assert waiting.note == "还需要十分钟"
    assert "还需要十分钟" not in str(house.inbox("worker"))


async def test_lines_of_a_caucus_are_never_stored_and_vanish_at_its_end() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.do("company", ChatSend(id="line-one", text="大家好"))
    await house.hold_caucus("worker")

    await house.do("worker", ChatSend(id="line-two", text="底线是三万"))
    inside = [line.text for line in house.view("host").chat]
    await house.do("host", CaucusEnd())

    assert inside == ["底线是三万"]
    assert [line.text for line in house.view("host").chat] == ["大家好"]
    assert "底线是三万" not in house.store.states[SESSION]
    assert all("底线" not in str(event) for event in house.store.events[SESSION])


async def test_a_shown_screen_is_cut_before_its_owner_is_moved() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.do("host", MediaState(mic=True, camera=True, screen=True))
    house.plane.calls.clear()

    await house.hold_caucus("worker")

    host = f"{SESSION}.host"
    calls = [call for call in house.plane.calls if call[1] == host]
    assert calls == [("allow", host, BOTH), ("move", host, f"{SESSION}.caucus.1")]
