"""What must never happen: anything of a caucus reaching a person outside it, by any message, at any time."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.errors import MediaError
from media.plane import (
    MemberId,
    MemberQuality,
    Picture,
    PicturesChanged,
    QualityMeasured,
    RouterId,
    Source,
    SpeakersChanged,
)
from signaling.errors import SignalingError
from signaling.ports import RecordingStatus
from signaling.protocol.caucus import CaucusAnswer, CaucusCall, CaucusCancel, CaucusEnd, CaucusProlong
from signaling.protocol.entry import Sync
from signaling.protocol.host import Admit, Mute, OpenMeeting, SendBack
from signaling.protocol.media import MediaState
from signaling.protocol.person import ChatSend, HandRaise, Leave
from signaling.protocol.words import Connection, Phase, Place, RecordingState, Side
from signaling.state import MeetingState
from tests.support.rooms import PEOPLE, SESSION, House

INSIDE = ("host", "worker", "cousin")
OUTSIDE = ("company", "clerk", "lawyer")
WORKER = MemberId(f"{SESSION}.worker")
SECRETS = ("worker", "cousin", "李秀兰", "周代理", "底线是三万", "caucus.1", '"c1"')


async def _caucus_with_everything(house: House) -> None:
    """Do inside a caucus whatever leaves a trace anywhere."""
    for number, person in enumerate(INSIDE):
        await house.do(person, ChatSend(id=f"line-{number}-0", text="底线是三万"))
        await house.do(person, HandRaise(raised=True))
        await house.do(person, MediaState(mic=False, camera=True, screen=False))
    await house.do("host", Mute(identity="worker", muted=True))
    await house.do("cousin", MediaState(mic=True, camera=True, screen=True))
    await house.hear(SpeakersChanged(RouterId(f"{SESSION}.caucus.1"), (MemberId(f"{SESSION}.worker"),)))
    await house.hear(QualityMeasured(tuple(_quality(person) for person in PEOPLE)))
    worker = (Picture(WORKER, Source.CAMERA),)
    await house.hear(PicturesChanged(MemberId(f"{SESSION}.company"), 1, worker, worker))
    await house.hear(house.plane.offer_made("worker"))
    await house.rooms.recording_changed(SESSION, _recording(house, "worker"))
    await house.rooms.consent_changed(SESSION, "worker", answer=True)
    await house.lose("worker")
    await house.pass_time(40)
    await house.come("worker")


async def test_no_message_to_anyone_outside_carries_a_trace_of_the_caucus() -> None:
    house = House()
    await house.gather("clerk", "worker", "cousin", "company")
    await house.come("lawyer")
    await house.do("host", CaucusCall(side=Side.APPLICANT, minutes=20))
    before = {person: len(house.inbox(person)) for person in OUTSIDE}
    since = {person: house.view(person).seq for person in OUTSIDE}

    await house.do("worker", CaucusAnswer(caucus="c1", accept=True))
    await _caucus_with_everything(house)

    for person in OUTSIDE:
        answer = await house.do(person, Sync(since=since[person]))
        told = [message.model_dump(mode="json") for message in (*house.inbox(person)[before[person] :], answer)]
        text = json.dumps(told, ensure_ascii=False)
        assert [secret for secret in SECRETS if secret in text] == []


async def test_the_inside_of_a_caucus_makes_no_sound_outside() -> None:
    house = House()
    await house.gather("clerk", "worker", "cousin", "company")
    await house.come("lawyer")
    await house.hold_caucus("worker")
    before = {person: len(house.inbox(person)) for person in OUTSIDE}

    for person in INSIDE:
        await house.do(person, HandRaise(raised=True))
        await house.do(person, ChatSend(id=f"line-of-{person}", text="底线是三万"))
        await house.do(person, MediaState(mic=False, camera=False, screen=False))
    await house.lose("cousin")
    await house.pass_time(40)

    assert {person: len(house.inbox(person)) for person in OUTSIDE} == before


async def test_a_call_that_rings_is_told_to_nobody_else() -> None:
    house = House()
    await house.gather("clerk", "worker", "cousin", "company")
    before = {person: len(house.inbox(person)) for person in ("company", "clerk")}

    await house.do("host", CaucusCall(side=Side.APPLICANT, minutes=20))
    await house.do("cousin", CaucusAnswer(caucus="c1", accept=False))
    await house.pass_time(26)

    assert {person: len(house.inbox(person)) for person in ("company", "clerk")} == before


@pytest.mark.parametrize("command", [Mute(identity="worker", muted=True), SendBack(identity="worker", reason="请稍候")])
async def test_a_deputy_outside_cannot_even_ask_who_is_inside(command: Mute | SendBack) -> None:
    house = House()
    await house.gather("clerk", "worker", "company")
    await house.hold_caucus("worker")

    codes = []
    for target in ("worker", "nobody-of-this-name"):
        with pytest.raises(SignalingError) as refused:
            await house.do("clerk", command.model_copy(update={"identity": target}))
        codes.append(refused.value.code)

    assert codes[0] is codes[1]


async def test_a_person_who_waits_in_the_lobby_learns_no_name() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.come("lawyer")

    text = json.dumps([message.model_dump(mode="json") for message in house.inbox("lawyer")], ensure_ascii=False)

    assert [name for name in ("李秀兰", "孙经理", "worker", "company") if name in text] == []


async def test_nothing_said_in_a_caucus_is_in_the_store() -> None:
    house = House()
    await house.gather("clerk", "worker", "cousin", "company")
    await house.hold_caucus("worker")

    await _caucus_with_everything(house)
    await house.do("host", CaucusEnd())

    assert "底线是三万" not in str(house.store.events) + str(house.store.states)


async def test_a_second_caucus_reads_nothing_of_the_first() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.hold_caucus("worker")
    await house.do("worker", ChatSend(id="line-one", text="底线是三万"))
    await house.do("host", CaucusEnd())

    await house.hold_caucus("company", side=Side.RESPONDENT)

    assert house.view("host").chat == ()
    assert "底线是三万" not in str(house.inbox("company"))


async def test_a_link_to_the_other_side_is_a_mistake_that_lets_nobody_in() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.come("lawyer")
    await house.rooms.arrive(replace(PEOPLE["lawyer"], linked_to="worker"), "lawyer/linked", "page-of-lawyer")
    await house.do("host", Admit(identity="lawyer"))

    await house.hold_caucus("worker")

    assert _people_at(house, Place.CAUCUS) == {"host", "worker"}


async def test_a_deputy_is_never_taken_along_into_a_caucus() -> None:
    house = House()
    await house.gather("worker", "company")
    await house.rooms.arrive(replace(PEOPLE["clerk"], linked_to="worker"), "clerk/linked", "page-of-clerk")

    await house.hold_caucus("worker")

    assert _people_at(house, Place.CAUCUS) == {"host", "worker"}


Step = Callable[[House], Awaitable[object]]


def _steps() -> list[Step]:
    """Return everything that people, lines and time can do, each as one step."""
    people = list(PEOPLE)
    steps: list[Step] = [
        lambda house: house.do("host", OpenMeeting()),
        lambda house: house.do("host", CaucusCall(side=Side.APPLICANT, minutes=5)),
        lambda house: house.do("host", CaucusCall(side=Side.RESPONDENT, minutes=5)),
        lambda house: house.do("host", CaucusCall(side=Side.APPLICANT, minutes=5, interpreters=True)),
        lambda house: house.do("host", CaucusCall(side=Side.RESPONDENT, minutes=5, interpreters=True)),
        lambda house: house.do("host", CaucusCancel()),
        lambda house: house.do("host", CaucusProlong(minutes=5)),
        lambda house: house.do("host", CaucusEnd()),
        lambda house: house.do("clerk", CaucusEnd()),
        lambda house: house.pass_time(20),
        lambda house: house.pass_time(31),
    ]
    for person in people:
        steps += [_on(person, action) for action in (_arrive, _drop, _leave, _speak, _wave, _accept, _decline, _show)]
        steps += [_on(person, action) for action in (_admitted, _sent_back, _muted, _removed)]
    return steps


def _on(person: str, action: Callable[[House, str], Awaitable[object]]) -> Step:
    return lambda house: action(house, person)


async def _arrive(house: House, person: str) -> None:
    await house.come(person)


async def _drop(house: House, person: str) -> None:
    await house.lose(person)


async def _leave(house: House, person: str) -> None:
    await house.do(person, Leave())
    house.sockets.pop(person)


async def _speak(house: House, person: str) -> None:
    await house.do(person, ChatSend(id=f"line-{len(house.plane.calls)}-{person}", text=f"said-by-{person}"))


async def _wave(house: House, person: str) -> None:
    await house.do(person, HandRaise(raised=True))


async def _accept(house: House, person: str) -> None:
    call = house.view(person).call
    await house.do(person, CaucusAnswer(caucus=call.caucus if call else "c1", accept=True))


async def _decline(house: House, person: str) -> None:
    call = house.view(person).call
    await house.do(person, CaucusAnswer(caucus=call.caucus if call else "c1", accept=False))


async def _show(house: House, person: str) -> None:
    await house.do(person, MediaState(mic=True, camera=True, screen=True))


async def _admitted(house: House, person: str) -> None:
    await house.do("host", Admit(identity=person))
    if person in house.sockets:
        await house.connect_media(person)


async def _sent_back(house: House, person: str) -> None:
    await house.do("host", SendBack(identity=person, reason="请稍候"))


async def _muted(house: House, person: str) -> None:
    await house.do("host", Mute(identity=person, muted=True))


async def _removed(house: House, person: str) -> None:
    await house.rooms.remove(SESSION, person, "原因")
    house.sockets.pop(person, None)
    await house.rooms.restore(SESSION, person)


STEPS = _steps()


@given(st.lists(st.integers(0, len(STEPS) - 1), min_size=10, max_size=80))
@settings(max_examples=120, deadline=None)
def test_whatever_happens_everyone_is_where_the_state_says_and_outside_is_silent(chosen: list[int]) -> None:
    asyncio.run(_walk(chosen))


async def _walk(chosen: list[int]) -> None:
    house = House()
    await house.gather("clerk", "worker", "signer", "company")
    for number in chosen:
        before = {socket: len(mail) for socket, mail in house.boxes.mail.items()}
        inside_before = _people_at(house, Place.CAUCUS)
        try:
            await STEPS[number](house)
        except (SignalingError, MediaError, KeyError):
            assert {socket: len(mail) for socket, mail in house.boxes.mail.items()} == before
        _assert_media_is_where_people_are(house)
        _assert_silence_outside(house, before, inside_before)
        inside = _people_at(house, Place.CAUCUS)
        assert "signer" not in inside or "worker" in inside
    _assert_updates_are_gapless(house)


def _kept(house: House) -> MeetingState:
    room = house.rooms._rooms.get(SESSION)  # noqa: SLF001 - the invariant is about the inside
    if room is None:
        return MeetingState.from_json(json.loads(house.store.states[SESSION]))
    return MeetingState.from_json(room.meeting.state.to_json())


def _people_at(house: House, place: Place) -> set[str]:
    return {member.identity for member in _kept(house).at(place)}


def _assert_media_is_where_people_are(house: House) -> None:
    state = _kept(house)
    for member_id, placed in house.plane.placed.items():
        member = state.members[member_id.partition(".")[2]]
        assert member.connection is not Connection.AWAY
        expected = {Place.JOINT: f"{SESSION}.joint", Place.CAUCUS: f"{SESSION}.caucus.{state.caucuses}"}
        assert placed.router == expected.get(member.place)
        if placed.router is not None:
            assert house.plane.routers[placed.router] is (member.place is Place.JOINT)
        if member.connection is Connection.RECONNECTING:
            assert placed.allowed == frozenset()
        if member.host_muted:
            assert Source.MIC not in placed.allowed


def _assert_silence_outside(house: House, before: dict[str, int], inside_before: set[str]) -> None:
    """Who was inside before this step and still is has left no trace with anyone who was and is outside."""
    state = _kept(house)
    if state.phase is not Phase.CAUCUS or not inside_before:
        return
    inside = (inside_before & _people_at(house, Place.CAUCUS)) - {"host"}
    for person, socket in house.sockets.items():
        if person in inside_before or state.members[person].place is Place.CAUCUS:
            continue
        news = [message.model_dump(mode="json") for message in house.boxes.mail[socket][before.get(socket, 0) :]]
        text = json.dumps(news, ensure_ascii=False)
        assert [secret for secret in inside if f'"{secret}"' in text or PEOPLE[secret].name in text] == []


def _assert_updates_are_gapless(house: House) -> None:
    for person in house.sockets:
        updates = house.updates(person)
        for last, update in pairwise(updates):
            assert update.previous == last.view.seq


def _quality(person: str) -> MemberQuality:
    return MemberQuality(MemberId(f"{SESSION}.{person}"), 0.2, 0.0, 50.0, 5.0, 100_000, 100_000)


def _recording(house: House, *written: str) -> RecordingStatus:
    return RecordingStatus(RecordingState.PAUSED, 10, house.clock(), frozenset(written), 0, house.clock())
