"""The server dies while recording and comes back: the room, the people, and a recording sealed with its gap."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest
from yarl import URL

from media.plane import MediaPlane, MemberId, Source
from tests.support.party import Party
from tests.support.program import Program, people
from tests.support.site import Seat, Site, Visitor
from tests.support.wait import until

SOUND = frozenset({Source.MIC})


async def talk(there: Site, party: Visitor, mediator: Visitor) -> tuple[Seat, Seat]:
    """Return host and party, both speaking in the open room."""
    host = await there.seat(mediator, Source.MIC)
    if host.view.phase == "before":
        await host.tell("open_meeting")
    guest = await there.seat(party, Source.MIC)
    if guest.view.me.place != "joint":
        await host.tell("admit", {"identity": guest.identity})
        await guest.sees(lambda view: view.me.place == "joint", "being let in")
    for seat in (host, guest):
        await speak(there, seat)
    return host, guest


async def record(there: Site) -> tuple[Visitor, Visitor, Seat, Seat]:
    """Return mediator and party with their seats, both speaking and being recorded."""
    mediator, party = await there.staff("mediator"), await there.party()
    await party.get_ready()
    host, guest = await talk(there, party, mediator)
    await mediator.post(f"/api/sessions/{there.session}/recording", {"action": "start"})
    await host.sees(lambda view: view.recording.heard_voices == 2, "two voices in the file")
    return mediator, party, host, guest


async def speak(there: Site, seat: Seat) -> Party:
    """Connect a person's microphone, as a browser does on a fresh offer."""
    voice = await there.stack.enter_async_context(Party(cast("MediaPlane", seat), seat.identity))
    await voice.join(None, SOUND)
    return voice


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    running = Program(tmp_path)
    await running.start()
    yield running
    if running.process is not None and running.process.returncode is None:
        await running.end(signal.SIGTERM)


async def recordings(mediator: Visitor, session: str) -> list[Any]:
    return cast("list[Any]", (await mediator.get(f"/api/sessions/{session}")).json["recordings"])


@pytest.mark.parametrize(("number", "interrupted"), [(signal.SIGKILL, True), (signal.SIGTERM, False)])
async def test_a_server_that_ends_while_recording_goes_on_where_it_was(
    program: Program, number: signal.Signals, *, interrupted: bool
) -> None:
    async with people(program) as there:
        mediator, party, _, _ = await record(there)
        cookies = [list(visitor.http.cookie_jar) for visitor in (mediator, party)]
        await program.end(number)

    await program.start()
    async with people(program) as there:
        mediator, party = await there.visitor(), await there.party()
        for visitor, kept in zip((mediator, party), cookies, strict=True):
            for cookie in kept:
                visitor.http.cookie_jar.update_cookies({cookie.key: cookie}, URL(there.base + cookie["path"]))
        (sealed,) = await recordings(mediator, there.session)
        assert (sealed["state"], sealed["interrupted"]) == ("sealed", interrupted)
        assert sealed["tracks"] == 2

        host, guest = await talk(there, party, mediator)
        assert guest.view.phase == "open"
        await host.sees(lambda view: view.recording.state == "on", "the recording going on")
        await host.sees(lambda view: view.recording.heard_voices == 2, "two voices in the new file")
        stopped = await mediator.post(f"/api/sessions/{there.session}/recording", {"action": "stop"})
        assert stopped.json["state"] == "sealed"

        judge = await there.staff("judge")
        why = {"purpose": "supervision", "reason": "核查中断"}
        review = (await judge.post(f"/api/recordings/{there.session}/viewings", why)).json
        assert review["integrity"]["verdict"] == "unchanged"
        assert {len(seat["tracks"][0]["segments"]) for seat in review["seats"] if seat["recorded"]} == {2}
        assert bool([mark for mark in review["marks"] if mark["kind"] == "interrupted"]) is interrupted


async def test_a_dead_recorder_comes_back_into_the_same_recording(program: Program) -> None:
    async with people(program) as there:
        mediator, _, host, _ = await record(there)

        os.kill(child(program, "recordings.worker"), signal.SIGKILL)
        before = len(host.updates)
        await until(
            lambda: any(update.view.recording.heard_voices == 0 for update in host.updates[before:]),
            "the loss being told",
        )
        await host.sees(lambda view: view.recording.heard_voices == 2, "two voices again")
        stopped = await mediator.post(f"/api/sessions/{there.session}/recording", {"action": "stop"})

        assert (stopped.json["state"], stopped.json["interrupted"]) == ("sealed", True)
        assert stopped.json["tracks"] == 4


async def test_a_dead_media_worker_leaves_a_named_interruption_and_everyone_is_written_again(program: Program) -> None:
    async with people(program) as there:
        mediator, _, *seats = await record(there)

        for seat in seats:
            seat.fresh_offers.clear()
            seat.listeners.clear()  # the browsers' old connections are of no use any more
        os.kill(child(program, "media.worker"), signal.SIGKILL)
        await until(lambda: all(seat.fresh_offers for seat in seats), "fresh offers by themselves")
        host, guest = [await speak(there, seat) for seat in seats]
        await asyncio.gather(
            host.hear(MemberId(seats[1].identity), frames=50), guest.hear(MemberId(seats[0].identity), frames=50)
        )
        await seats[0].sees(lambda view: view.recording.heard_voices == 2, "two voices again")
        stopped = await mediator.post(f"/api/sessions/{there.session}/recording", {"action": "stop"})

        assert (stopped.json["state"], stopped.json["interrupted"]) == ("sealed", True)
        judge = await there.staff("judge")
        why = {"purpose": "supervision", "reason": "核查中断"}
        review = (await judge.post(f"/api/recordings/{there.session}/viewings", why)).json
        (interruption,) = [mark for mark in review["marks"] if mark["kind"] == "interrupted"]
        written = [seat["tracks"][0]["segments"] for seat in review["seats"] if seat["recorded"]]
        again = [segment for segments in written for segment in segments[1:]]
        assert review["integrity"]["verdict"] == "unchanged"
        assert all(interruption["at_ms"] <= first["at_ms"] + first["length_ms"] for first, *_ in written)
        assert len(again) == len(written)
        ends = interruption["at_ms"] + interruption["length_ms"]
        assert ends >= min(segment["at_ms"] for segment in again) - 100
        assert all(segment["at_ms"] >= interruption["at_ms"] for segment in again)


async def test_what_a_dead_recorder_left_is_sealed_when_the_mediator_stops_at_once(program: Program) -> None:
    async with people(program) as there:
        mediator, *_ = await record(there)

        os.kill(child(program, "recordings.worker"), signal.SIGKILL)
        stopped = await mediator.post(f"/api/sessions/{there.session}/recording", {"action": "stop"})

        assert (stopped.json["state"], stopped.json["interrupted"], stopped.json["tracks"]) == ("sealed", True, 2)


def child(program: Program, module: str) -> int:
    assert program.process is not None
    pid = program.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return next(int(one) for one in children if module in Path(f"/proc/{one}/cmdline").read_text())
