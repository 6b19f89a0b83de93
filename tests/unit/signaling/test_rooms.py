"""Rooms from outside: people come, speak, drop, return, are moved; the plane and every screen follow."""

from dataclasses import replace

import pytest

from media import plane as media
from media.errors import PlaneLostError
from media.plane import (
    LayersWanted,
    MemberId,
    Picture,
    PicturesChanged,
    PlacesLost,
    ProducerChanged,
    Source,
    SpeakersChanged,
    TransportChanged,
    TransportState,
)
from signaling.errors import Code, RefusedError, SignalingError
from signaling.ports import RecordingStatus, StoredEvent
from signaling.protocol.caucus import CaucusAnswer, CaucusCall, CaucusCancel, CaucusEnd
from signaling.protocol.closing import Closed, ClosedReason
from signaling.protocol.entry import Sync
from signaling.protocol.event import EventKind
from signaling.protocol.host import Admit, Mute, OpenMeeting, Refuse, SendBack, Tell
from signaling.protocol.media import MediaAnswer, MediaConnect, MediaRestart, MediaShown, MediaState, ShownPicture
from signaling.protocol.offer import OfferMessage
from signaling.protocol.passing import MediaWanted, PausedPicture, Signal, SignalKind
from signaling.protocol.person import ChatSend, HandRaise, Knock, Leave
from signaling.protocol.view import CallState, WaitingReason
from signaling.protocol.words import Connection, Phase, Place, RecordingState, Side, Switch
from tests.support.rooms import JOINT, PEOPLE, SESSION, House
from tests.support.wait import until

SOUND = frozenset({Source.MIC})
PICTURE = frozenset({Source.CAMERA})
BOTH = frozenset({Source.MIC, Source.CAMERA})

WORKER_LOST = PlacesLost(frozenset(), frozenset({MemberId(f"{SESSION}.worker")}), 0.5)


def _member(identity: str) -> MemberId:
    return MemberId(f"{SESSION}.{identity}")


async def test_the_host_passes_the_lobby_and_guests_knock() -> None:
    house = House()

    await house.come("host", "worker")

    assert house.view("host").me.place is Place.JOINT
    assert house.view("worker").me.place is Place.LOBBY
    assert [member.identity for member in house.view("host").members] == ["host", "worker"]
    assert [member.identity for member in house.view("worker").members] == ["worker"]
    assert house.store.kinds() == [EventKind.JOINED, EventKind.ARRIVED]


async def test_a_meeting_does_not_begin_with_somebody_who_has_not_agreed_and_the_host_hears_who_it_is() -> None:
    house = House()
    await house.come("host", "worker", "company")
    for guest in ("worker", "company"):
        await house.do("host", Admit(identity=guest))
    house.store.disagree.add("company")

    with pytest.raises(RefusedError) as refusal:
        await house.do("host", OpenMeeting())

    assert refusal.value.code is Code.NO_CONSENT
    assert refusal.value.names == (house.view("company").me.name,)
    assert house.view("worker").me.place is Place.LOBBY
    assert EventKind.OPENED not in house.store.kinds()


async def test_somebody_who_has_not_agreed_and_is_not_admitted_keeps_nobody_from_beginning() -> None:
    house = House()
    await house.come("host", "worker", "company")
    await house.do("host", Admit(identity="worker"))
    house.store.disagree.add("company")

    await house.do("host", OpenMeeting())
    with pytest.raises(RefusedError) as refusal:
        await house.do("host", Admit(identity="company"))

    assert refusal.value.code is Code.NO_CONSENT
    assert house.view("company").me.place is Place.LOBBY


async def test_a_guest_who_tries_to_begin_learns_no_name() -> None:
    house = House()
    await house.come("host", "worker", "company")
    await house.do("host", Admit(identity="company"))
    house.store.disagree.add("company")

    with pytest.raises(RefusedError) as refusal:
        await house.do("worker", OpenMeeting())

    assert refusal.value.code is Code.NOT_HOST
    assert refusal.value.names == ()


async def test_the_admitted_wait_for_the_opening_and_come_in_together() -> None:
    house = House()
    await house.come("host", "worker", "company")
    for guest in ("worker", "company"):
        await house.do("host", Admit(identity=guest))

    waiting = house.view("worker").waiting
    await house.do("host", OpenMeeting())

    assert waiting is not None
    assert waiting.reason is WaitingReason.NOT_STARTED
    assert {house.view(person).me.place for person in ("host", "worker", "company")} == {Place.JOINT}
    assert house.view("host").phase is Phase.OPEN


async def test_whoever_is_admitted_after_the_opening_goes_straight_in() -> None:
    house = House()
    await house.gather("worker")

    assert house.view("worker").me.place is Place.JOINT
    assert house.plane.together(JOINT) == {"host", "worker"}


async def test_a_refused_person_reads_the_reason_and_may_knock_again() -> None:
    house = House()
    await house.come("host", "worker")

    await house.do("host", Refuse(identity="worker", reason="请先出示身份证"))
    refused = house.view("worker").waiting
    await house.do("worker", Knock())
    asking = house.view("worker").waiting

    assert refused is not None
    assert (refused.reason, refused.note) == (WaitingReason.REFUSED, "请先出示身份证")
    assert asking is not None
    assert (asking.reason, asking.note) == (WaitingReason.HOST_CHECKING, None)
    told = house.updates("host")[-1].event
    assert told is not None
    assert told.kind is EventKind.ARRIVED


async def test_nobody_in_the_lobby_gets_media() -> None:
    house = House()
    await house.come("host", "worker")

    with pytest.raises(RefusedError) as refused:
        await house.do("worker", MediaConnect())

    assert refused.value.code is Code.NOT_ADMITTED
    assert house.plane.together(JOINT) == {"host"}


async def test_a_person_sent_back_is_out_of_the_router_before_anyone_is_told() -> None:
    house = House()
    await house.gather("worker", "company")

    await house.do("host", SendBack(identity="company", reason="请稍候"))

    assert house.plane.together(JOINT) == {"host", "worker"}
    assert house.plane.sends("company") == frozenset()
    waiting = house.view("company").waiting
    assert waiting is not None
    assert (waiting.reason, waiting.note) == (WaitingReason.SENT_BACK, "请稍候")
    assert [member.identity for member in house.view("worker").members] == ["worker", "host"]
    assert house.view("company").chat == ()


async def test_a_mute_by_the_host_closes_the_door_and_gives_the_microphone_back_switched_off() -> None:
    house = House()
    await house.gather("worker")

    await house.do("host", Mute(identity="worker", muted=True))
    muted = (house.plane.sends("worker"), house.view("worker").me.mic)
    await house.do("worker", MediaState(mic=True, camera=True, screen=False))
    tried = house.plane.sends("worker")
    await house.do("host", Mute(identity="worker", muted=False))
    lifted = (house.plane.sends("worker"), house.view("worker").me.mic)
    await house.do("worker", MediaState(mic=True, camera=True, screen=False))

    assert muted == (PICTURE, Switch.HOST_MUTED)
    assert tried == PICTURE
    assert lifted == (PICTURE, Switch.OFF)
    assert house.plane.sends("worker") == BOTH


async def test_nothing_of_a_person_whose_line_is_lost_is_forwarded() -> None:
    house = House()
    await house.gather("worker")

    await house.lose("worker")

    assert house.plane.sends("worker") == frozenset()
    assert house.view("host").members[1].connection is Connection.RECONNECTING


async def test_a_person_of_whom_no_packet_comes_is_shown_reconnecting_to_all_until_one_comes() -> None:
    house = House()
    await house.gather("worker", "company")
    worker = MemberId(f"{SESSION}.worker")

    await house.hear(TransportChanged(worker, TransportState.DISCONNECTED))
    seen = {viewer: _connections(house, viewer)["worker"] for viewer in ("host", "company", "worker")}
    await house.hear(TransportChanged(worker, TransportState.CONNECTED))

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


async def test_only_one_screen_is_shown_at_a_time() -> None:
    house = House()
    await house.gather("worker")
    await house.do("host", MediaState(mic=True, camera=True, screen=True))

    with pytest.raises(RefusedError) as refused:
        await house.do("worker", MediaState(mic=True, camera=True, screen=True))

    assert refused.value.code is Code.SCREEN_TAKEN


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


async def test_the_same_line_sent_twice_is_said_once() -> None:
    house = House()
    await house.gather("worker")

    for _ in range(2):
        await house.do("worker", ChatSend(id="line-one", text="听得到吗"))

    assert len(house.view("host").chat) == 1


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


async def test_the_end_tells_everyone_and_closes_everything() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hold_caucus("worker")
    sockets = dict(house.sockets)

    await house.rooms.end(SESSION)

    for socket in sockets.values():
        assert house.closed(socket) == [Closed(reason=ClosedReason.ENDED, note=None)]
    assert house.plane.placed == {}
    assert house.plane.routers == {}
    assert house.store.kinds()[-1] is EventKind.ENDED
    with pytest.raises(SignalingError):
        await house.rooms.arrive(PEOPLE["worker"], "worker/late")


async def test_a_session_that_may_not_be_held_is_not_opened() -> None:
    house = House()
    house.store.facts_of.clear()

    with pytest.raises(SignalingError) as refused:
        await house.rooms.arrive(PEOPLE["host"], "host/1")

    assert refused.value.code is Code.CLOSED


async def test_recording_is_shown_to_each_as_it_is_for_them() -> None:
    house = House()
    await house.gather("worker", "company")
    status = RecordingStatus(RecordingState.ON, 12, house.clock(), frozenset({"worker"}), 1, house.clock())

    await house.rooms.recording_changed(SESSION, status)
    joint = {person: house.view(person).recording for person in ("host", "worker", "company")}
    await house.hold_caucus("worker")

    assert (joint["worker"].me, joint["company"].me) == (True, False)
    assert (joint["host"].heard_voices, joint["worker"].heard_voices) == (1, 0)
    assert EventKind.RECORDING_STARTED in house.store.kinds()
    assert house.view("worker").recording.state is RecordingState.NOT_ALLOWED
    assert house.view("worker").recording.me is False
    assert house.view("company").recording.state is RecordingState.PAUSED


async def test_the_running_clock_of_a_recording_alone_is_no_news_for_parties() -> None:
    house = House()
    await house.gather("worker")
    for seconds in (1, 3, 5):
        status = RecordingStatus(RecordingState.ON, seconds, house.clock(), frozenset({"worker"}))
        await house.rooms.recording_changed(SESSION, status)

    assert [update.view.recording.seconds for update in house.updates("worker")][-1] == 1


async def test_consent_is_shown_to_the_person_and_the_host_alone() -> None:
    house = House()
    await house.gather("worker", "company")

    await house.rooms.consent_changed(SESSION, "worker", answer=False)

    assert house.view("worker").me.recording_consent is False
    host_sees = {member.identity: member.recording_consent for member in house.view("host").members}
    company_sees = {member.identity: member.recording_consent for member in house.view("company").members}
    assert host_sees["worker"] is False
    assert company_sees["worker"] is None


async def test_changed_participants_are_a_hint_to_those_who_preside() -> None:
    house = House()
    await house.gather("worker")

    await house.rooms.participants_changed(SESSION)

    assert house.inbox("host")[-1] == Signal(kind=SignalKind.PARTICIPANTS)
    assert not any(isinstance(message, Signal) for message in house.inbox("worker"))


async def test_speakers_are_told_only_in_their_own_router() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hold_caucus("worker")
    caucus = next(router for router in house.plane.routers if "caucus" in router)

    await house.hear(SpeakersChanged(caucus, (house.rooms.snapshot(SESSION).present[1].member,)))  # type: ignore[union-attr]  # it is open

    assert isinstance(house.inbox("host")[-1], Signal)
    assert not any(isinstance(message, Signal) for message in house.inbox("company"))


async def test_pictures_a_line_is_too_thin_for_are_told_to_its_owner_alone() -> None:
    house = House()
    await house.gather("worker", "company")
    before = len(house.inbox("company"))

    await house.hear(PicturesChanged(_member("worker"), (Picture(_member("company"), Source.CAMERA),)))
    await house.hear(PicturesChanged(_member("worker"), ()))

    told = [message for message in house.inbox("worker") if getattr(message, "kind", None) is SignalKind.PICTURES]
    assert [message.paused for message in told if isinstance(message, Signal)] == [
        (PausedPicture(identity="company", source="camera"),),
        (),
    ]
    assert len(house.inbox("company")) == before


async def test_what_is_needed_of_a_picture_is_told_to_its_owner_alone() -> None:
    house = House()
    await house.gather("worker", "company")
    before = len(house.inbox("company"))

    await house.hear(LayersWanted(_member("worker"), Source.CAMERA, 1))

    assert house.inbox("worker")[-1] == MediaWanted(source="camera", layers=1)
    assert len(house.inbox("company")) == before


async def test_a_page_that_comes_back_is_told_again_what_is_needed_of_its_picture() -> None:
    house = House()
    await house.gather("worker")
    await house.lose("worker")
    await house.hear(LayersWanted(_member("worker"), Source.CAMERA, 2))

    await house.come("worker", media=False)

    assert MediaWanted(source="camera", layers=2) in house.inbox("worker")


async def test_a_new_connection_knows_nothing_of_what_was_needed_before() -> None:
    house = House()
    await house.gather("worker")
    await house.hear(LayersWanted(_member("worker"), Source.CAMERA, 0))

    await house.do("worker", MediaConnect())
    await house.lose("worker")
    await house.come("worker", media=False)

    assert not any(isinstance(message, MediaWanted) for message in house.inbox("worker"))


async def test_what_is_in_sight_is_passed_on_for_the_person_who_says_so() -> None:
    house = House()
    await house.gather("worker", "company")

    await house.do("worker", MediaShown(pictures=(ShownPicture(identity="company", source="camera", height=0),)))

    shown = (media.ShownPicture(_member("company"), Source.CAMERA, 0),)
    assert house.plane.calls[-1] == ("show", _member("worker"), shown)


async def test_what_is_in_sight_of_a_person_without_media_changes_nothing() -> None:
    house = House()
    await house.come("worker")

    ack = await house.do("worker", MediaShown(pictures=(ShownPicture(identity="company", source="camera", height=9),)))

    assert ack.ok
    assert house.plane.calls == []


async def test_offers_are_numbered_over_all_transports_and_only_the_newest_takes_an_answer() -> None:
    house = House()
    await house.gather("worker")
    first = (await house.do("worker", MediaConnect())).offer
    assert first is not None
    await house.hear(house.plane.offer_made("worker"))
    second = house.inbox("worker")[-1]
    assert isinstance(second, OfferMessage)
    house.plane.calls.clear()

    await house.do("worker", MediaAnswer(version=first.version, sdp="v=0"))
    await house.do("worker", MediaAnswer(version=second.version, sdp="v=0"))
    await house.hear(house.plane.offer_made("worker"))
    third = house.inbox("worker")[-1]

    assert [call for call in house.plane.calls if call[0] == "answer"] == [("answer", f"{SESSION}.worker", 2, "v=0")]
    assert isinstance(third, OfferMessage)
    assert [first.fresh, second.fresh, third.fresh] == [True, True, False]
    assert first.version < second.version < third.version


async def test_a_restart_of_the_line_keeps_an_answered_connection() -> None:
    house = House()
    await house.gather("worker")
    opened = (await house.do("worker", MediaConnect())).offer
    assert opened is not None
    await house.do("worker", MediaAnswer(version=opened.version, sdp="v=0"))

    restarted = (await house.do("worker", MediaRestart())).offer

    assert restarted is not None
    assert restarted.fresh is False
    assert ("restart_ice", f"{SESSION}.worker") in house.plane.calls


async def test_a_new_worker_gets_everyone_and_fresh_offers_go_out() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hold_caucus("worker")
    house.plane.placed.clear()
    house.plane.routers.clear()

    await house.hear(WORKER_LOST)

    caucus = next(router for router in house.plane.routers if "caucus" in router)
    assert house.plane.together(caucus) == {"host", "worker"}
    assert house.plane.sends("company") == frozenset()
    offers = [house.inbox(person)[-1] for person in ("host", "worker", "company")]
    assert all(isinstance(offer, OfferMessage) and offer.fresh for offer in offers)


async def test_a_worker_of_other_rooms_that_dies_costs_this_room_nothing() -> None:
    house = House()
    await house.gather("worker", "company")
    calls, told = list(house.plane.calls), len(house.inbox("worker"))

    await house.hear(PlacesLost(frozenset(), frozenset({MemberId("another.worker")}), 0.5))

    assert (house.plane.calls, len(house.inbox("worker"))) == (calls, told)


async def test_a_worker_that_dies_during_a_move_leaves_nobody_in_the_wrong_place() -> None:
    house = House()
    await house.gather("worker", "company")
    house.plane.refuse = PlaneLostError()

    await house.hold_caucus("worker")
    house.plane.refuse = None
    house.plane.placed.clear()
    house.plane.routers.clear()
    await house.hear(WORKER_LOST)

    caucus = next(router for router in house.plane.routers if "caucus" in router)
    assert house.plane.together(caucus) == {"host", "worker"}


async def test_the_snapshot_names_what_arrives_and_is_let_through() -> None:
    house = House()
    await house.gather("worker", "company")
    snapshot = house.rooms.snapshot(SESSION)
    assert snapshot is not None
    worker = next(person.member for person in snapshot.joint if person.identity == "worker")
    for source in Source:
        await house.hear(ProducerChanged(worker, source, live=True))

    joint = house.rooms.snapshot(SESSION)
    await house.hold_caucus("worker")
    caucus = house.rooms.snapshot(SESSION)

    assert joint is not None
    assert {person.identity: person.sources for person in joint.joint}["worker"] == BOTH
    assert caucus is not None
    assert caucus.joint == ()


async def test_observers_hear_of_every_event_in_order_and_their_faults_are_their_own() -> None:
    house = House()
    heard: list[EventKind] = []

    class Failing:
        async def observe(self, session: str, event: StoredEvent) -> None:
            raise ValueError(session, event)

    class Noting:
        async def observe(self, session: str, event: StoredEvent) -> None:
            assert session == SESSION
            heard.append(event.kind)

        async def sources_changed(self, session: str) -> None:
            assert session == SESSION

    house.rooms.subscribe(Failing())
    house.rooms.subscribe(Noting())
    house.rooms.subscribe_sources(Noting())
    await house.gather("worker")

    async with house.rooms:
        await until(lambda: len(heard) == len(house.store.events[SESSION]), "every event was observed")

    assert heard == house.store.kinds()


async def test_a_room_nobody_needs_is_closed_and_opens_again_as_it_was() -> None:
    house = House()
    await house.gather("worker")
    await house.lose("worker")
    await house.lose("host")

    await house.pass_time(31)
    closed = house.rooms.snapshot(SESSION)
    await house.come("worker")

    assert closed is None
    assert house.view("worker").me.place is Place.JOINT


async def test_a_session_holds_twenty_people_and_always_its_host() -> None:
    house = House()
    for number in range(20):
        guest = replace(PEOPLE["worker"], identity=f"guest-{number}")
        await house.rooms.arrive(guest, f"guest/{number}")

    with pytest.raises(RefusedError) as refused:
        await house.rooms.arrive(PEOPLE["worker"], "one-too-many")
    await house.come("host")

    assert refused.value.code is Code.FULL
    assert house.view("host").me.place is Place.JOINT


async def test_a_shown_screen_is_cut_before_its_owner_is_moved() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.do("host", MediaState(mic=True, camera=True, screen=True))
    house.plane.calls.clear()

    await house.hold_caucus("worker")

    host = f"{SESSION}.host"
    calls = [call for call in house.plane.calls if call[1] == host]
    assert calls == [("allow", host, BOTH), ("move", host, f"{SESSION}.caucus.1")]


async def test_a_person_sent_back_gets_no_new_media_until_admitted_again() -> None:
    house = House()
    await house.gather("company")
    await house.do("host", SendBack(identity="company", reason="请稍候"))

    with pytest.raises(RefusedError) as refused:
        await house.do("company", MediaConnect())
    await house.do("host", Admit(identity="company"))

    assert refused.value.code is Code.NOT_ADMITTED
    assert house.plane.together(JOINT) == {"host", "company"}


@pytest.mark.parametrize(("actor", "target"), [("host", "clerk"), ("clerk", "host")])
@pytest.mark.parametrize("command", [Mute(identity="-", muted=True), SendBack(identity="-", reason="请离开")])
async def test_nobody_mutes_or_sends_away_whoever_presides(actor: str, target: str, command: Mute | SendBack) -> None:
    house = House()
    await house.gather("clerk")

    with pytest.raises(RefusedError) as refused:
        await house.do(actor, command.model_copy(update={"identity": target}))

    assert refused.value.code is Code.TARGET_IS_HOST
    assert house.plane.sends(target) == BOTH
