"""Live recording: beginning and ending it, and what refuses that."""

import pytest

from recordings.errors import DiskFullError
from server.domain.consent import WORDING_VERSION, Answer, Channel, Purpose
from server.domain.errors import ConflictError, ForbiddenError, NotFoundError
from server.domain.ids import Identity, SessionId
from server.domain.recording import RecordingState
from signaling.protocol.words import Phase
from signaling.protocol.words import RecordingState as Truth
from tests.support.live import BOTH, SESSION, Live, there
from tests.support.store import CLERK, JUDGE, MEDIATOR, OTHER_MEDIATOR


async def test_a_full_disk_starts_nothing_and_keeps_nothing(live: Live) -> None:
    live.recorder.fault = DiskFullError("full")

    with pytest.raises(DiskFullError):
        await live.recording.start(MEDIATOR, SESSION)

    assert (await live.kept(), live.heard) == ([], set())


async def test_a_recording_that_runs_cannot_be_started(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)

    with pytest.raises(ConflictError, match=r"recording\.running"):
        await live.recording.start(MEDIATOR, SESSION)

    assert await live.kept() == [RecordingState.OPEN]


async def test_a_broken_recording_is_begun_anew_and_the_old_one_sealed(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    live.recorder.fault = DiskFullError("full")
    live.show(there("li", sources=BOTH))
    await live.recording.sources_changed(SESSION)
    with pytest.raises(DiskFullError):
        await live.recording.start(MEDIATOR, SESSION)
    broken = await live.kept()

    live.recorder.fault = None
    await live.recording.start(MEDIATOR, SESSION)
    await live.recording.close()

    assert broken == [RecordingState.OPEN]
    assert await live.kept() == [RecordingState.SEALED, RecordingState.SEALED]
    assert Truth.ON in {status.state for status in live.rooms.told[-3:]}


async def test_nothing_starts_where_nobody_consented(live: Live) -> None:
    await live.answer("zhou", recording=False)
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
    assert await live.kept() == [RecordingState.SEALED]
