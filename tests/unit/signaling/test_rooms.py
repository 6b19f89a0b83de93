"""Rooms from outside: opened, observed, ended, and what each is told of recording and consent."""

import asyncio
from dataclasses import replace

import pytest

from media.plane import ProducerChanged, Source
from signaling.errors import Code, RefusedError, SignalingError
from signaling.ports import RecordingStatus, StoredEvent
from signaling.protocol.closing import Closed, ClosedReason
from signaling.protocol.event import EventKind
from signaling.protocol.passing import Signal, SignalKind
from signaling.protocol.words import Place, RecordingState
from tests.support.rooms import BOTH, PEOPLE, SESSION, House
from tests.support.wait import until


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


async def test_what_cannot_be_stored_in_time_is_not_tried_again_and_again_without_a_pause(
    caplog: pytest.LogCaptureFixture,
) -> None:
    house = House()
    await house.gather("worker")
    await house.lose("worker")
    house.clock.turn(3_600)
    house.store.refuse = OSError("no space left")

    async with house.rooms:
        for _ in range(200):
            await asyncio.sleep(0)

    assert [record.message for record in caplog.records].count("not done in time") == 1


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


async def test_a_question_about_who_mediates_is_a_hint_to_everybody_in_the_room() -> None:
    house = House()
    await house.gather("worker")

    await house.rooms.panel_changed(SESSION)

    for identity in ("host", "worker"):
        assert house.inbox(identity)[-1] == Signal(kind=SignalKind.PANEL)


async def test_the_snapshot_names_what_arrives_and_is_let_through() -> None:
    house = House()
    await house.gather("worker", "company")
    snapshot = house.rooms.snapshot(SESSION)
    assert snapshot is not None
    worker = next(person.member for person in snapshot.joint if person.identity == "worker")
    for source in Source:
        await house.hear(ProducerChanged(worker, 1, source, live=True))

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
