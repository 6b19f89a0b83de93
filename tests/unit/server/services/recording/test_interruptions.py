"""Live recording: what died is stated in the recording, and it goes on."""

from datetime import timedelta

import pytest

from media.plane import MemberId, PlacesLost, Source
from recordings.errors import DiskFullError
from recordings.plane import KeyframeWanted, RecorderRestarted
from server.domain.recording import RecordingState
from signaling.ports import Present
from signaling.protocol.words import RecordingState as Truth
from tests.support.live import BOTH, MIC, SESSION, Live, there
from tests.support.store import MEDIATOR
from tests.support.wait import until


async def test_a_new_media_worker_gets_new_taps(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    before = set(live.plane.running)

    async with live.following():
        live.plane.running.clear()
        live.lose_worker("li", "mediator1")
        await until(lambda: live.heard == {"li", "mediator1"}, "new taps")

    assert not set(live.plane.running) & before


async def test_a_tap_made_anew_is_told_since_when_its_person_may_be_recorded(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    live.store.clock.pass_by(timedelta(seconds=7))

    async with live.following():
        first = set(live.plane.permitted_for)
        live.lose_worker("li", "mediator1")
        await until(lambda: len(live.plane.permitted_for) == 4, "new taps")

    assert {seconds for tap, seconds in live.plane.permitted_for.items() if tap in first} == {0}
    assert {seconds for tap, seconds in live.plane.permitted_for.items() if tap not in first} == {7}


async def test_time_without_the_media_worker_is_stated_until_the_last_person_is_written_again(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    live.show(there("li", sources=frozenset(), allowed=MIC), there("mediator1", sources=frozenset(), allowed=MIC))

    async with live.following():
        live.lose_worker("li", "mediator1")
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

    async with live.following():
        live.lose_worker("li")
        await until(lambda: live.marks == ["media_lost"], "the loss being stated")
        live.show(li, there("mediator1"))
        await live.recording.sources_changed(SESSION)

    assert live.marks == ["media_lost", "media_back"]


async def test_a_worker_of_other_rooms_that_dies_interrupts_nothing(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    before = set(live.plane.running)

    async with live.following():
        for listener in live.plane.listeners:
            listener(PlacesLost(frozenset(), frozenset({MemberId("session2.li")}), 0.5))
        live.say(KeyframeWanted(min(before)))
        await until(lambda: "request_keyframe" in live.names(), "the news behind it")

    assert (live.marks, set(live.plane.running)) == ([], before)


async def test_a_new_recorder_goes_on_with_the_same_recording(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    (name,) = live.recorder.open_ones

    async with live.following():
        live.recorder.die()
        live.recorder.fault = None
        live.say(RecorderRestarted())
        await until(lambda: live.recorder.open_ones == {name} and live.heard == {"li", "mediator1"}, "going on")

    assert live.rooms.told[-1].state is Truth.ON


async def test_a_recorder_that_refuses_tracks_breaks_the_truth_line(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    live.recorder.fault = DiskFullError("full")
    live.show(*(person for person in (there("li", sources=BOTH),)))

    await live.recording.sources_changed(SESSION)

    assert (live.rooms.told[-1].state, live.rooms.told[-1].problem) == (Truth.BROKEN, "recording.disk_full")
    assert Source.CAMERA not in {source for _, source in live.plane.running.values()}


async def test_a_server_that_ends_seals_and_the_next_one_goes_on(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    await live.recording.close()
    sealed, copied = await live.kept(), live.heard

    successor = live.restarted()
    await successor.recover()
    await successor.sources_changed(SESSION)

    assert (sealed, copied) == ([RecordingState.SEALED], set())
    assert await live.kept() == [RecordingState.SEALED, RecordingState.OPEN]
    assert live.heard == {"li", "mediator1"}


async def test_nothing_goes_on_by_itself_after_the_mediator_stopped_it(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    await live.recording.stop(MEDIATOR, SESSION)

    successor = live.restarted()
    await successor.sources_changed(SESSION)

    assert await live.kept() == [RecordingState.SEALED]


async def test_what_goes_on_waits_for_someone_who_consented_and_says_so(live: Live) -> None:
    await live.recording.start(MEDIATOR, SESSION)
    await live.recording.close()
    live.show(there("zhou", consent=False))

    successor = live.restarted()
    await successor.sources_changed(SESSION)

    assert (live.rooms.told[-1].state, live.rooms.told[-1].problem) == (Truth.BROKEN, "recording.interrupted")
    assert await live.kept() == [RecordingState.SEALED]
