"""The connection test: anyone hears themselves back, for seconds; a person of a case can send the result."""

from pathlib import Path
from typing import Any, cast

import pytest

from media.plane import MediaListener, MediaPlane, MemberId, Offer, OfferedTrack, RouterId, Source
from server import connection_tests
from tests.support.party import Party
from tests.support.site import Site, Visitor, site
from tests.support.wait import until

BOTH = frozenset({Source.MIC, Source.CAMERA})
ALL_PASSED = dict.fromkeys(("websocket", "udp", "tcp", "audio", "video", "round_trip", "loss"), "passed")
REPORT = {**ALL_PASSED, "turn": "skipped", "round_trip_ms": 42, "lost": 0.01, "browser": "wechat", "system": "android"}


class Loop:
    """A media plane for two parties: what the browser does with the answers of the server."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self.test = ""
        self._back: Any = None

    def subscribe(self, listener: MediaListener) -> None:
        """Nothing changes during a test."""

    async def open_transport(self, member: MemberId, _router: RouterId | None) -> Offer:
        if member == "out":
            begun = (await self._visitor.post("/api/connection-tests")).json
            self.test, offer = begun["test"], begun["offer"]
        else:
            await until(lambda: self._back is not None, "the offer of the way back")
            offer = self._back
        tracks = (OfferedTrack(track["mid"], MemberId("out"), Source(track["source"])) for track in offer["tracks"])
        return Offer(1, offer["version"], offer["sdp"], tuple(tracks))

    async def answer(self, member: MemberId, version: int, sdp: str) -> None:
        half = "answer" if member == "out" else "complete"
        reply = await self._visitor.post(f"/api/connection-tests/{self.test}/{half}", {"version": version, "sdp": sdp})
        assert reply.status in {200, 204}, reply.code
        if member == "out":
            self._back = reply.json

    async def close_transport(self, _member: MemberId) -> None:
        """The test ends as a whole."""


async def test_a_visitor_hears_and_sees_themselves(here: Site) -> None:
    visitor = await here.visitor()
    loop = Loop(visitor)
    async with Party(cast("MediaPlane", loop), "out") as sender, Party(cast("MediaPlane", loop), "in") as receiver:
        await sender.join(None, BOTH)
        await receiver.join(None, frozenset())

        await receiver.hear("out", Source.MIC)
        await receiver.hear("out", Source.CAMERA)

    await visitor.post(f"/api/connection-tests/{loop.test}/end")
    assert (await here.house.media.statistics())["transports"] == 0


async def test_a_test_is_over_when_its_time_is(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_tests, "LASTS", 0.05)
    visitor = await here.visitor()

    begun = (await visitor.post("/api/connection-tests")).json
    await until(lambda: not here.house.tests._tests, "the end of the test")  # noqa: SLF001 - nobody is told
    late = await visitor.post(f"/api/connection-tests/{begun['test']}/answer", {"version": 1, "sdp": "v=0"})

    assert (late.status, late.code) == (404, "connection_test.over")
    assert (await here.house.media.statistics())["routers"] == 0


async def test_no_more_tests_run_at_once_than_a_mediation_bears(here: Site) -> None:
    visitor = await here.visitor()
    begun = [(await visitor.post("/api/connection-tests")).json for _ in range(connection_tests.AT_ONCE)]

    refused = await visitor.post("/api/connection-tests")
    await visitor.post(f"/api/connection-tests/{begun[0]['test']}/end")
    taken = await visitor.post("/api/connection-tests")

    assert (refused.status, refused.code) == (429, "connection_test.busy")
    assert taken.status == 200


async def test_a_malformed_answer_is_refused_and_the_test_goes_on(here: Site) -> None:
    visitor = await here.visitor()
    begun = (await visitor.post("/api/connection-tests")).json

    refused = await visitor.post(f"/api/connection-tests/{begun['test']}/answer", {"version": 1, "sdp": "nonsense"})

    assert (refused.status, refused.code) == (400, "media.sdp")
    assert (await visitor.post(f"/api/connection-tests/{begun['test']}/end")).status == 204


async def test_the_result_is_kept_with_the_person_and_what_was_known_of_devices_stays(here: Site) -> None:
    mediator, party = await here.staff("mediator"), await here.party()
    devices = {"camera": "passed", "microphone": "failed", "speaker": "passed", "connection": "passed", "note": None}
    await party.link("PUT", "/device-check", devices)

    reply = await party.link("PUT", "/connection-report", {**REPORT, "udp": "failed", "tcp": "failed"})

    assert reply.status == 200
    session = (await mediator.get(f"/api/sessions/{here.session}")).json
    (check,) = [person["device_check"] for person in session["summary"]["participants"] if person["device_check"]]
    assert (check["microphone"], check["connection"]) == ("failed", "failed")
    assert check["note"] == (
        "connection test: websocket passed, udp failed, tcp failed, turn skipped, audio passed, video passed, "
        "round_trip passed, loss passed, 42 ms, 1.0% lost, wechat/android"
    )


async def test_a_report_with_words_of_its_own_is_refused(here: Site) -> None:
    party = await here.party()

    reply = await party.link("PUT", "/connection-report", {**REPORT, "browser": "<script>"})

    assert (reply.status, reply.code) == (422, "request.invalid")


async def test_relays_are_offered_for_a_minute_and_only_where_they_are_set_up(here: Site, tmp_path: Path) -> None:
    assert (await (await here.visitor()).post("/api/connection-tests")).json["relays"] == []

    async with site(tmp_path, turn_urls="turn:relay.example.org:3478", turn_secret="shared") as with_relay:  # noqa: S106 - of a test
        (relay,) = (await (await with_relay.visitor()).post("/api/connection-tests")).json["relays"]
        now = with_relay.house.ports.clock.now()

    until_when, _, who = relay["username"].partition(":")
    assert relay["urls"] == ["turn:relay.example.org:3478"]
    assert who.startswith("test-")
    assert 50 <= int(until_when) - now.timestamp() <= 61
