"""Live recording: whose media is copied, whatever happens in which order."""

import asyncio
from datetime import timedelta

from media.plane import Codec, MemberId, ProducerChanged, Source
from recordings.plane import KeyframeWanted
from signaling.protocol.words import Phase, Place
from signaling.protocol.words import RecordingState as Truth
from tests.support.live import BOTH, SESSION, Live, there
from tests.support.store import MEDIATOR
from tests.support.wait import until


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

    async with live.following():
        for listener in live.plane.listeners:
            listener(ProducerChanged(MemberId(f"{SESSION}.li"), 1, Source.MIC, live=True))
        await until(lambda: live.heard == {"li", "mediator1"} and set(live.plane.running) != before, "a new tap")

    assert len(set(live.plane.running) & before) == 1


async def test_a_recorder_that_wants_a_picture_gets_one(live: Live) -> None:
    live.show(there("li", sources=frozenset({Source.CAMERA})))
    await live.recording.start(MEDIATOR, SESSION)
    (tap,) = live.plane.running

    async with live.following():
        live.say(KeyframeWanted(tap))
        await until(lambda: ("request_keyframe", f"{SESSION}.li") in live.calls, "the picture being asked for")
