"""Live recording: a recorder that does not answer is told of, and holds up nothing else."""

import asyncio
from datetime import timedelta

from media.plane import MemberId, Source, TapId
from recordings.plane import KeyframeWanted, RecorderRestarted, RecordingHealth, RecordingId
from server.domain.consent import WORDING_VERSION, Answer, Channel, Consent, Purpose
from server.domain.ids import Identity, SessionId
from server.domain.recording import Recording
from server.domain.secret import digest
from server.services.takes import SILENCE
from signaling.ports import Present, Snapshot
from signaling.protocol.words import Phase, Place
from signaling.protocol.words import RecordingState as Truth
from tests.factories import a_session, an_invitation
from tests.support.live import BOTH, SESSION, Live, there
from tests.support.store import MEDIATOR
from tests.support.wait import until


async def hang(live: Live, recording: Recording) -> RecordingHealth:
    """Let the recorder leave a call unanswered; return what it says all the same."""
    healthy = RecordingHealth(RecordingId(recording.id), live.store.clock.now(), (), None)
    live.recorder.gate = asyncio.Event()
    live.show(there("li", sources=BOTH), there("mediator1"))
    live.say(healthy)
    await until(lambda: live.recorder.waiting, "the recorder leaving a call unanswered")
    return healthy


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


async def test_the_truth_line_tells_of_a_recorder_that_leaves_a_call_unanswered(live: Live) -> None:
    recording = await live.recording.start(MEDIATOR, SESSION)
    beats: asyncio.Queue[None] = asyncio.Queue()

    async with live.following(beats.get):
        healthy = await hang(live, recording)
        live.store.clock.pass_by(SILENCE + timedelta(seconds=1))
        live.say(healthy)
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

    async with live.following(beats.get):
        live.store.clock.pass_by(SILENCE + timedelta(seconds=1))
        beats.put_nowait(None)
        await until(lambda: live.rooms.told[-1].state is Truth.BROKEN, "the truth line saying so")

    assert live.rooms.told[-1].problem == "recording.lost"


async def test_a_session_whose_recorder_does_not_answer_delays_no_other(live: Live) -> None:
    recording = await live.recording.start(MEDIATOR, SESSION)
    (tap,) = await start_elsewhere(live)

    async with live.following():
        await hang(live, recording)
        live.say(KeyframeWanted(tap))
        await until(lambda: ("request_keyframe", "session2.li") in live.calls, "the picture of the other session")


async def test_whatever_is_said_while_the_recorder_does_not_answer_is_done_once_afterwards(live: Live) -> None:
    recording = await live.recording.start(MEDIATOR, SESSION)

    async with live.following():
        healthy = await hang(live, recording)
        tap = min(live.plane.running)
        for _ in range(1_000):
            live.say(healthy)
            live.say(KeyframeWanted(tap))
            live.say(RecorderRestarted())
            live.lose_worker("mediator1")
        live.calls.clear()
        assert live.recorder.gate
        live.recorder.gate.set()
        await until(lambda: live.heard == {"li", "mediator1"} and "open" in live.names(), "going on")
        live.say(KeyframeWanted(min(live.plane.running)))
        await until(lambda: "request_keyframe" in live.names(), "what is said after all that")

    assert [live.names().count(call) for call in ("open", "request_keyframe")] == [1, 1]
    assert live.marks == ["media_lost", "media_back"]
