"""Live recording: what is written is what may be written, whatever happens in which order."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from media.plane import Codec, MemberId, PlacesLost, ProducerChanged, Source, TapId
from recordings.errors import DiskFullError
from recordings.plane import KeyframeWanted, RecorderEvent, RecorderRestarted, RecordingHealth, RecordingId
from server.domain.consent import WORDING_VERSION, Answer, Channel, Consent, Purpose
from server.domain.errors import ConflictError, ForbiddenError, NotFoundError
from server.domain.ids import Identity, SessionId
from server.domain.recording import Recording, RecordingState
from server.domain.secret import digest
from server.services.recording import LiveRecording
from server.services.takes import SILENCE
from signaling.ports import Present, Snapshot
from signaling.protocol.words import Phase, Place
from signaling.protocol.words import RecordingState as Truth
from tests.factories import a_session, an_invitation
from tests.support.live import SESSION, Live, there
from tests.support.store import CLERK, JUDGE, MEDIATOR, OTHER_MEDIATOR, Store
from tests.support.wait import until

MIC = frozenset({Source.MIC})
BOTH = frozenset({Source.MIC, Source.CAMERA})


@pytest.fixture
async def live(store: Store, tmp_path: Path) -> Live:
    await answer(store, "li", recording=True)
    room = Live(store, tmp_path)
    room.show(there("li"), there("zhou", consent=False), there("mediator1"))
    return room


async def answer(store: Store, identity: str, *, recording: bool) -> None:
    given = Answer(recording, WORDING_VERSION, store.clock.now(), Channel.LINK)
    async with store.database.begin() as uow:
        await uow.people.save_consent(Consent(SessionId(SESSION), Identity(identity), Purpose.RECORDING, (given,)))
        await uow.commit()


async def no_beat() -> None:
    await asyncio.Event().wait()


@asynccontextmanager
async def following(recording: LiveRecording, beat: Callable[[], Awaitable[None]] = no_beat) -> AsyncIterator[None]:
    task = asyncio.create_task(recording.run(beat))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def lose_worker(live: Live, *people: str) -> None:
    members = frozenset(MemberId(f"{SESSION}.{person}") for person in people)
    for listener in live.plane.listeners:
        listener(PlacesLost(frozenset(), members, 0.5))


async def kept(live: Live) -> list[RecordingState]:
    async with live.store.database.begin() as uow:
        return [recording.state for recording in await uow.recordings.of_session(SessionId(SESSION))]


async def test_only_those_who_consented_are_copied(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)

    assert live.heard == {"li", "mediator1"}
    assert live.rooms.told[-1].written == {"li", "mediator1"}
    assert live.rooms.told[-1].state is Truth.ON


async def test_the_recorder_knows_a_track_before_its_first_packet(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)

    for tap in live.plane.running:
        assert live.calls.index(("add_track", tap)) < live.calls.index(("tap", tap))


async def test_withdrawing_stops_the_copy_before_the_file_is_closed(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    tap = next(tap for tap, (member, _) in live.plane.running.items() if member.endswith(".li"))

    await live.recording.consent_changed(SESSION, "li", answer=False)

    assert live.heard == {"mediator1"}
    assert live.calls.index(("untap", tap)) < live.calls.index(("end_track", tap))


async def test_withdrawing_does_not_wait_for_a_slow_recorder(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    live.recorder.gate = asyncio.Event()
    live.show(there("li", sources=BOTH), there("mediator1"))
    looking = asyncio.create_task(live.recording.sources_changed(SESSION))
    await until(lambda: live.recorder.waiting, "the recorder being slow")

    withdrawing = asyncio.create_task(live.recording.consent_changed(SESSION, "li", answer=False))
    await until(lambda: live.heard == {"mediator1"}, "the copy being stopped")

    live.recorder.gate.set()
    await asyncio.gather(looking, withdrawing)
    assert live.heard == {"mediator1"}
    assert (MemberId(f"{SESSION}.li"), Source.CAMERA) not in live.plane.ever


async def test_a_room_that_does_not_know_the_withdrawal_yet_changes_nothing(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    await live.recording.consent_changed(SESSION, "li", answer=False)

    await live.recording.sources_changed(SESSION)

    assert live.heard == {"mediator1"}


async def test_whoever_consents_again_is_copied_again(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    await live.recording.consent_changed(SESSION, "li", answer=False)

    await live.recording.consent_changed(SESSION, "li", answer=True)

    assert live.heard == {"li", "mediator1"}


async def test_a_caucus_pauses_by_itself_with_its_marks_and_goes_on_after(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)

    live.move(Place.CAUCUS, Phase.CAUCUS)
    await live.recording.sources_changed(SESSION)
    during, state = live.heard, live.rooms.told[-1].state
    live.move(Place.JOINT, Phase.OPEN)
    await live.recording.sources_changed(SESSION)

    assert (during, state) == (set(), Truth.PAUSED)
    assert live.heard == {"li", "mediator1"}
    assert [about for name, about in live.calls if name == "mark"] == ["caucus_started", "caucus_ended"]


async def test_resuming_in_a_caucus_writes_nothing(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    await live.recording.pause(MEDIATOR, SESSION)
    live.move(Place.CAUCUS, Phase.CAUCUS)

    await live.recording.resume(MEDIATOR, SESSION)

    assert live.heard == set()


async def test_no_tap_is_ever_used_twice(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    await live.recording.pause(MEDIATOR, SESSION)
    await live.recording.resume(MEDIATOR, SESSION)

    taps = [about for name, about in live.calls if name == "tap"]
    assert len(taps) == len(set(taps)) == 4


async def test_a_browser_with_another_codec_gets_a_track_of_it(live: Live) -> None:
    live.show(there("li", sources=frozenset({Source.CAMERA})))
    live.plane.codec = Codec.H264

    await live.recording.start(MEDIATOR, SESSION)

    (tap,) = live.plane.running
    assert live.recorder.plans[tap].codec is Codec.H264


async def test_a_source_that_begins_again_is_tapped_anew(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    before = set(live.plane.running)

    async with following(live.recording):
        for listener in live.plane.listeners:
            listener(ProducerChanged(MemberId(f"{SESSION}.li"), 1, Source.MIC, live=True))
        await until(lambda: live.heard == {"li", "mediator1"} and set(live.plane.running) != before, "a new tap")

    assert len(set(live.plane.running) & before) == 1


async def test_a_new_media_worker_gets_new_taps(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    before = set(live.plane.running)

    async with following(live.recording):
        live.plane.running.clear()
        lose_worker(live, "li", "mediator1")
        await until(lambda: live.heard == {"li", "mediator1"}, "new taps")

    assert not set(live.plane.running) & before


async def test_a_tap_made_anew_is_told_since_when_its_person_may_be_recorded(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    live.store.clock.pass_by(timedelta(seconds=7))

    async with following(live.recording):
        first = set(live.plane.permitted_for)
        lose_worker(live, "li", "mediator1")
        await until(lambda: len(live.plane.permitted_for) == 4, "new taps")

    assert {seconds for tap, seconds in live.plane.permitted_for.items() if tap in first} == {0}
    assert {seconds for tap, seconds in live.plane.permitted_for.items() if tap not in first} == {7}


async def test_nothing_said_between_a_withdrawal_and_a_new_consent_may_be_recorded_later(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    live.store.clock.pass_by(timedelta(seconds=7))
    live.recorder.gate = asyncio.Event()
    live.show(there("li", sources=BOTH), there("mediator1"))
    looking = asyncio.create_task(live.recording.sources_changed(SESSION))
    await until(lambda: live.recorder.waiting, "the recorder being slow")
    consenting = [
        asyncio.create_task(live.recording.consent_changed(SESSION, "li", answer=answer)) for answer in (False, True)
    ]
    await until(lambda: live.heard == {"mediator1"}, "the copy being stopped")

    live.recorder.gate.set()
    await asyncio.gather(looking, *consenting)

    assert live.heard == {"li", "mediator1"}
    assert {live.plane.permitted_for[tap] for tap, (member, _) in live.plane.running.items() if "li" in member} == {0}


async def test_time_without_the_media_worker_is_stated_until_the_last_person_is_written_again(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    live.show(there("li", sources=frozenset(), allowed=MIC), there("mediator1", sources=frozenset(), allowed=MIC))

    async with following(live.recording):
        lose_worker(live, "li", "mediator1")
        await until(lambda: live.marks == ["media_lost"], "the loss being stated")
        live.show(there("li"), there("mediator1", sources=frozenset(), allowed=MIC))
        await live.recording.sources_changed(SESSION)
        assert live.marks == ["media_lost"]
        live.show(there("li"), there("mediator1"))
        await live.recording.sources_changed(SESSION)

    assert live.marks == ["media_lost", "media_back"]


@pytest.mark.parametrize("li", [there("li", sources=frozenset()), there("li", consent=False)], ids=["muted", "refused"])
async def test_an_interruption_ends_when_nobody_is_left_who_should_be_written(live: Live, li: Present) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    live.show(there("li", sources=frozenset(), allowed=MIC), there("mediator1"))

    async with following(live.recording):
        lose_worker(live, "li")
        await until(lambda: live.marks == ["media_lost"], "the loss being stated")
        live.show(li, there("mediator1"))
        await live.recording.sources_changed(SESSION)

    assert live.marks == ["media_lost", "media_back"]


async def test_a_worker_of_other_rooms_that_dies_interrupts_nothing(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    before = set(live.plane.running)

    async with following(live.recording):
        for listener in live.plane.listeners:
            listener(PlacesLost(frozenset(), frozenset({MemberId("session2.li")}), 0.5))
        for hears in live.recorder.listeners:
            hears(KeyframeWanted(min(before)))
        await until(lambda: "request_keyframe" in live.names(), "the news behind it")

    assert (live.marks, set(live.plane.running)) == ([], before)


async def test_a_new_recorder_goes_on_with_the_same_recording(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    (name,) = live.recorder.open_ones

    async with following(live.recording):
        live.recorder.die()
        live.recorder.fault = None
        for listener in live.recorder.listeners:
            listener(RecorderRestarted())
        await until(lambda: live.recorder.open_ones == {name} and live.heard == {"li", "mediator1"}, "going on")

    assert live.rooms.told[-1].state is Truth.ON


async def test_a_recorder_that_wants_a_picture_gets_one(live: Live) -> None:
    live.show(there("li", sources=frozenset({Source.CAMERA})))
    await live.recording.start(MEDIATOR, SESSION)
    (tap,) = live.plane.running

    async with following(live.recording):
        for listener in live.recorder.listeners:
            listener(KeyframeWanted(tap))
        await until(lambda: ("request_keyframe", f"{SESSION}.li") in live.calls, "the picture being asked for")


async def hang(live: Live, recording: Recording) -> RecordingHealth:
    """Let the recorder leave a call unanswered; return what it says all the same."""
    healthy = RecordingHealth(RecordingId(recording.id), live.store.clock.now(), (), 10**12, None)
    live.recorder.gate = asyncio.Event()
    live.show(there("li", sources=BOTH), there("mediator1"))
    say(live, healthy)
    await until(lambda: live.recorder.waiting, "the recorder leaving a call unanswered")
    return healthy


def say(live: Live, event: RecorderEvent) -> None:
    for listener in live.recorder.listeners:
        listener(event)


async def test_the_truth_line_tells_of_a_recorder_that_leaves_a_call_unanswered(live: Live) -> None:
    recording = await live.recording.start(MEDIATOR, SESSION)
    beats: asyncio.Queue[None] = asyncio.Queue()

    async with following(live.recording, beats.get):
        healthy = await hang(live, recording)
        live.store.clock.pass_by(SILENCE + timedelta(seconds=1))
        say(live, healthy)
        beats.put_nowait(None)
        await until(lambda: live.rooms.told[-1].problem == "recording.no_answer", "the truth line saying so")
        assert live.rooms.told[-1].state is Truth.BROKEN
        assert live.recorder.gate
        live.recorder.gate.set()
        await until(lambda: live.rooms.told[-1].state is Truth.ON, "the truth line after the answer")

    assert live.rooms.told[-1].problem is None


async def test_the_truth_line_tells_of_a_recorder_that_says_nothing(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    beats: asyncio.Queue[None] = asyncio.Queue()

    async with following(live.recording, beats.get):
        live.store.clock.pass_by(SILENCE + timedelta(seconds=1))
        beats.put_nowait(None)
        await until(lambda: live.rooms.told[-1].state is Truth.BROKEN, "the truth line saying so")

    assert live.rooms.told[-1].problem == "recording.lost"


async def test_a_session_whose_recorder_does_not_answer_delays_no_other(live: Live) -> None:
    recording = await live.recording.start(MEDIATOR, SESSION)
    (tap,) = await start_elsewhere(live)

    async with following(live.recording):
        await hang(live, recording)
        say(live, KeyframeWanted(tap))
        await until(lambda: ("request_keyframe", "session2.li") in live.calls, "the picture of the other session")


async def start_elsewhere(live: Live) -> set[TapId]:
    """Record the camera of one person in a second session; return its tap."""
    before = set(live.plane.running)
    async with live.store.database.begin() as uow:
        await uow.sessions.add(a_session(id=SessionId("session2"), number=2))
        await uow.invitations.add(an_invitation(session=SessionId("session2"), token_digest=digest("token-2")))
        given = Answer(True, WORDING_VERSION, live.store.clock.now(), Channel.LINK)  # noqa: FBT003 - the answer
        await uow.people.save_consent(Consent(SessionId("session2"), Identity("li"), Purpose.RECORDING, (given,)))
        await uow.commit()
    person = Present("li", MemberId("session2.li"), Place.JOINT, frozenset({Source.CAMERA}), True)  # noqa: FBT003 - the consent
    live.rooms.elsewhere["session2"] = Snapshot(Phase.OPEN, (person,))
    await live.recording.start(MEDIATOR, "session2")
    return set(live.plane.running) - before


async def test_whatever_is_said_while_the_recorder_does_not_answer_is_done_once_afterwards(live: Live) -> None:
    recording = await live.recording.start(MEDIATOR, SESSION)

    async with following(live.recording):
        healthy = await hang(live, recording)
        tap = min(live.plane.running)
        for _ in range(1_000):
            say(live, healthy)
            say(live, KeyframeWanted(tap))
            say(live, RecorderRestarted())
            lose_worker(live, "mediator1")
        live.calls.clear()
        assert live.recorder.gate
        live.recorder.gate.set()
        await until(lambda: live.heard == {"li", "mediator1"} and "open" in live.names(), "going on")
        say(live, KeyframeWanted(min(live.plane.running)))
        await until(lambda: "request_keyframe" in live.names(), "what is said after all that")

    assert [live.names().count(call) for call in ("open", "request_keyframe")] == [1, 1]
    assert live.marks == ["media_lost", "media_back"]


async def test_a_full_disk_starts_nothing_and_keeps_nothing(live: Live) -> None:
    live.recorder.fault = DiskFullError("full")

    with pytest.raises(DiskFullError):
        await live.recording.start(MEDIATOR, SESSION)

    assert (await kept(live), live.heard) == ([], set())


async def test_a_recorder_that_refuses_tracks_breaks_the_truth_line(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    live.recorder.fault = DiskFullError("full")
    live.show(*(person for person in (there("li", sources=BOTH),)))

    await live.recording.sources_changed(SESSION)

    assert (live.rooms.told[-1].state, live.rooms.told[-1].problem) == (Truth.BROKEN, "recording.disk_full")
    assert Source.CAMERA not in {source for _, source in live.plane.running.values()}


async def test_a_recording_that_runs_cannot_be_started(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)

    with pytest.raises(ConflictError, match=r"recording\.running"):
        await live.recording.start(MEDIATOR, SESSION)

    assert await kept(live) == [RecordingState.OPEN]


async def test_a_broken_recording_is_begun_anew_and_the_old_one_sealed(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    live.recorder.fault = DiskFullError("full")
    live.show(there("li", sources=BOTH))
    await live.recording.sources_changed(SESSION)
    with pytest.raises(DiskFullError):
        await live.recording.start(MEDIATOR, SESSION)
    broken = await kept(live)

    live.recorder.fault = None
    await live.recording.start(MEDIATOR, SESSION)
    await live.recording.close()

    assert broken == [RecordingState.OPEN]
    assert await kept(live) == [RecordingState.SEALED, RecordingState.SEALED]
    assert Truth.ON in {status.state for status in live.rooms.told[-3:]}


async def test_nothing_starts_where_nobody_consented(live: Live) -> None:
    await answer(live.store, "zhou", recording=False)
    async with live.store.database.begin() as uow:
        consent = await uow.people.consent(SessionId(SESSION), Identity("li"), Purpose.RECORDING)
        withdrawn = Answer(False, WORDING_VERSION, live.store.clock.now(), Channel.ROOM)  # noqa: FBT003 - the answer
        await uow.people.save_consent(consent.respond(withdrawn))
        await uow.commit()

    with pytest.raises(ConflictError, match=r"recording\.nobody_consented"):
        await live.recording.start(MEDIATOR, SESSION)

    assert "open" not in live.names()


@pytest.mark.parametrize("phase", [Phase.BEFORE, Phase.ENDED])
async def test_nothing_is_recorded_before_the_meeting_begins_or_after_it_ended(live: Live, phase: Phase) -> None:
    live.show(there("li"), phase=phase)

    with pytest.raises(ConflictError, match=r"recording\.room_not_open"):
        await live.recording.start(MEDIATOR, SESSION)

    assert "open" not in live.names()


@pytest.mark.parametrize(
    ("account", "error"), [(CLERK, ForbiddenError), (JUDGE, ForbiddenError), (OTHER_MEDIATOR, NotFoundError)]
)
async def test_only_the_mediator_of_the_session_orders(live: Live, account: object, error: type[Exception]) -> None:
    for order in (live.recording.start, live.recording.pause, live.recording.resume, live.recording.stop):
        with pytest.raises(error):
            await order(account, SESSION)  # type: ignore[arg-type]  # an account

    assert live.calls == []


async def test_stopping_seals_and_says_so(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)

    stopped = await live.recording.stop(MEDIATOR, SESSION)

    assert (stopped.state, stopped.manifest_sha256) == (RecordingState.SEALED, "ab" * 32)
    assert (live.heard, live.rooms.told[-1].state) == (set(), Truth.OFF)
    assert live.names()[-1] == "seal"


async def test_the_end_of_the_session_is_the_end_of_its_recording(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)

    await live.recording.end(SESSION)
    await live.recording.end(SESSION)
    await live.recording.close()

    assert live.heard == set()
    assert await kept(live) == [RecordingState.SEALED]


async def test_a_server_that_ends_seals_and_the_next_one_goes_on(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    await live.recording.close()
    sealed, copied = await kept(live), live.heard

    successor = live.restarted()
    await successor.recover()
    await successor.sources_changed(SESSION)

    assert (sealed, copied) == ([RecordingState.SEALED], set())
    assert await kept(live) == [RecordingState.SEALED, RecordingState.OPEN]
    assert live.heard == {"li", "mediator1"}


async def test_nothing_goes_on_by_itself_after_the_mediator_stopped_it(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    await live.recording.stop(MEDIATOR, SESSION)

    successor = live.restarted()
    await successor.sources_changed(SESSION)

    assert await kept(live) == [RecordingState.SEALED]


async def test_what_goes_on_waits_for_someone_who_consented_and_says_so(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    await live.recording.close()
    live.show(there("zhou", consent=False))

    successor = live.restarted()
    await successor.sources_changed(SESSION)

    assert (live.rooms.told[-1].state, live.rooms.told[-1].problem) == (Truth.BROKEN, "recording.interrupted")
    assert await kept(live) == [RecordingState.SEALED]
