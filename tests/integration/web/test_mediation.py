"""A whole mediation over HTTP, socket and real media: from the links to the judge's player."""

import asyncio
import json
from contextlib import AsyncExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import av

from media.plane import MediaPlane, Source
from server.domain.ids import SessionId
from tests.support.party import Party
from tests.support.site import Seat, Site, Visitor
from tests.support.wait import until

if TYPE_CHECKING:
    from av.container import InputContainer

SOUND = frozenset({Source.MIC})
BOTH = frozenset({Source.MIC, Source.CAMERA})
CAUCUS_SECONDS = 2
OUTCOME = {"key": "outcome-1", "kind": "settled", "terms": "被申请人于三日内支付工资。"}
WHY = {"purpose": "confirmation_review", "reason": "司法确认审查"}
COMPLAINT = {"purpose": "complaint", "reason": "核查投诉"}


@dataclass
class Room:
    """Three people in the open room: the mediator, one who may be recorded and one of the other side who may not."""

    mediator: Visitor
    host: Seat
    willing: Seat
    other: Seat
    ear: Party
    """What the willing one hears."""


async def gather(here: Site, stack: AsyncExitStack) -> Room:
    mediator = await here.staff("mediator")
    host = await here.seat(mediator, *SOUND)
    await host.tell("open_meeting")
    await speak(stack, host, SOUND)
    willing, ear = await enter(here, stack, host, 0, recording=True)
    other, _ = await enter(here, stack, host, 2, recording=False)
    return Room(mediator, host, willing, other, ear)


async def enter(here: Site, stack: AsyncExitStack, host: Seat, number: int, *, recording: bool) -> tuple[Seat, Party]:
    visitor = await here.party(number)
    await visitor.get_ready(recording=recording)
    seat = await here.seat(visitor, *BOTH)
    await host.tell("admit", {"identity": seat.identity})
    await seat.sees(lambda view: view.me.place == "joint", "being let in")
    return seat, await speak(stack, seat, BOTH)


async def speak(stack: AsyncExitStack, seat: Seat, sources: frozenset[Source]) -> Party:
    party = await stack.enter_async_context(Party(cast("MediaPlane", seat), seat.identity))
    await party.join(None, sources)
    return party


async def hold_caucus(room: Room) -> None:
    """The mediator, who is recorded, talks alone with the one who is not."""
    await room.host.tell("caucus_call", {"side": "respondent", "minutes": 5})
    await room.other.sees(lambda view: view.call is not None, "the call")
    call = room.other.view.call
    assert call is not None
    await room.other.tell("caucus_answer", {"caucus": call.caucus, "accept": True})
    await room.willing.sees(lambda view: view.recording.state == "paused", "the pause of the caucus")
    await asyncio.sleep(CAUCUS_SECONDS)
    await room.host.tell("caucus_end")


async def until_recorded(room: Room) -> None:
    await room.willing.sees(lambda view: view.recording.state == "on" and view.recording.me, "being recorded")
    await room.host.sees(lambda view: view.recording.heard_voices >= 2, "both voices in the file")


async def until_sealed(here: Site) -> None:
    async with asyncio.timeout(15):
        while True:
            async with here.house.ports.begin() as uow:
                recordings = await uow.recordings.of_session(SessionId(here.session))
            if [recording.state for recording in recordings] == ["sealed"]:
                return
            await asyncio.sleep(0.05)


def frames(film: bytes) -> int:
    with cast("InputContainer", av.open(BytesIO(film))) as container:
        return len(list(container.decode(container.streams[0])))


async def test_a_mediation_goes_from_link_to_outcome_and_is_played_back(here: Site, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        room = await gather(here, stack)
        started = await room.mediator.post(f"/api/sessions/{here.session}/recording", {"action": "start"})
        assert started.status == 200, started.json
        await until_recorded(room)
        await room.ear.hear(room.other.identity)
        assert not room.other.view.recording.me

        await hold_caucus(room)
        await until_recorded(room)

        concluded = await room.mediator.post(f"/api/sessions/{here.session}/outcome", OUTCOME)
        assert concluded.status == 200, concluded.json
        await until(lambda: room.willing.closed and room.other.closed, "the goodbye")
    await until_sealed(here)

    judge = await here.staff("judge")
    review = (await judge.post(f"/api/recordings/{here.session}/viewings", WHY)).json
    seats = {seat["identity"]: seat for seat in review["seats"]}

    assert_nothing_on_disk_of(room.other, tmp_path / "data" / "recordings")
    assert review["integrity"]["verdict"] == "unchanged", review["integrity"]
    assert review["outcome"]["kind"] == OUTCOME["kind"]
    assert review["outcome"]["terms"] is None, "nobody signed it: a judge reads no concession"
    assert seats[room.other.identity]["why_not"] == "declined"
    absent = set(seats) - {room.willing.identity, room.other.identity, room.host.identity}
    assert {seats[one]["why_not"] for one in absent} == {"not_present"}
    assert seats[room.other.identity]["tracks"] == []
    assert {track["source"] for track in seats[room.willing.identity]["tracks"]} == {"mic", "camera"}
    assert_sealed_caucus(review)
    for segment in segments(review):
        await assert_plays(judge, segment)
    await assert_logged(here, judge, review)
    await assert_withheld_from_others(here, judge, room, review)


def assert_nothing_on_disk_of(person: Seat, folder: Path) -> None:
    """Every file of media is one the manifest knows, and none of them is of `person`."""
    manifests = [json.loads(path.read_text()) for path in folder.rglob("manifest.json")]
    tracks = [track for manifest in manifests for track in manifest["tracks"]]
    files = {segment["file"] for track in tracks for segment in track["segments"]}

    assert person.identity not in {track["identity"] for track in tracks}
    assert files
    assert {
        path.name for path in folder.rglob("*") if path.is_file() and path.suffix not in {".json", ".jsonl"}
    } == files
    assert all(person.identity.encode() not in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def segments(review: Any) -> list[Any]:  # noqa: ANN401 - JSON
    return [segment for seat in review["seats"] for track in seat["tracks"] for segment in track["segments"]]


def assert_sealed_caucus(review: Any) -> None:  # noqa: ANN401 - JSON
    (caucus,) = [mark for mark in review["marks"] if mark["kind"] == "caucus"]
    middle = caucus["at_ms"] + caucus["length_ms"] // 2
    assert (caucus["identity"], caucus["text"]) == (None, "")
    assert not [each for each in segments(review) if each["at_ms"] <= middle < each["at_ms"] + each["length_ms"]]


async def assert_plays(judge: Visitor, segment: Any) -> None:  # noqa: ANN401 - JSON
    whole = await judge.get(segment["url"])
    part = await judge.get(segment["url"], Range="bytes=10-19")
    outside = await judge.get(segment["url"], Range=f"bytes={len(whole.body)}-")
    assert (whole.status, whole.headers["Cache-Control"]) == (200, "no-store")
    assert (part.status, part.body) == (206, whole.body[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.body)}"
    assert outside.status == 416
    assert frames(whole.body) > 0


async def assert_logged(here: Site, judge: Visitor, review: Any) -> None:  # noqa: ANN401 - JSON
    plays = f"/api/viewings/{review['viewing']}/plays"
    assert (await judge.post(plays, {"action": "play", "at_ms": 0})).status == 204
    log = (await judge.get(f"/api/recordings/{here.session}/access-log")).json
    assert log["first_broken"] is None
    kinds = [line["kind"] for line in log["lines"]]
    assert kinds[0] == "read"
    assert {"started", "sealed", "verified", "opened"} <= set(kinds)
    (opened,) = [line for line in log["lines"] if line["kind"] == "opened"]
    assert (opened["who"], opened["reason"]) == ("周法官", WHY["reason"])
    assert opened["origin"]
    (started,) = [line for line in log["lines"] if line["kind"] == "started"]
    assert int(started["facts"]["agreed"]) >= 1


async def assert_withheld_from_others(here: Site, judge: Visitor, room: Room, review: Any) -> None:  # noqa: ANN401 - JSON
    """Nobody answered whether the court may watch beyond the confirmation review: that is no yes."""
    other = (await judge.post(f"/api/recordings/{here.session}/viewings", COMPLAINT)).json
    seats = {seat["identity"]: seat for seat in other["seats"]}
    (shown,) = [seat for seat in review["seats"] if seat["identity"] == room.willing.identity]
    file = shown["tracks"][0]["segments"][0]["url"].replace(review["viewing"], other["viewing"])
    assert (seats[room.willing.identity]["why_not"], seats[room.willing.identity]["tracks"]) == ("withheld", [])
    assert seats[room.host.identity]["tracks"]
    assert (await judge.get(file)).code == "track.unknown"


async def test_a_person_who_withdraws_is_not_written_any_more_and_the_others_are(here: Site) -> None:
    async with AsyncExitStack() as stack:
        room = await gather(here, stack)
        await room.mediator.post(f"/api/sessions/{here.session}/recording", {"action": "start"})
        await until_recorded(room)

        await here.house.ports.rooms.consent_changed(here.session, room.willing.identity, answer=False)

        await room.willing.sees(lambda view: not view.recording.me, "not being written")
        await room.host.sees(lambda view: view.recording.heard_voices == 1, "only the mediator's voice in the file")
        assert room.host.view.recording.state == "on"


async def test_nobody_is_recorded_where_nobody_consented(here: Site) -> None:
    async with AsyncExitStack() as stack:
        mediator = await here.staff("mediator")
        host = await here.seat(mediator, *SOUND)
        await host.tell("open_meeting")
        await enter(here, stack, host, 2, recording=False)

        refused = await mediator.post(f"/api/sessions/{here.session}/recording", {"action": "start"})

        assert (refused.status, refused.code) == (409, "recording.nobody_consented")
        assert host.view.recording.state == "off"
        assert not list((here.house.keys.signing_path.parents[1] / "recordings").iterdir())
