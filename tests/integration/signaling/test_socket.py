"""The room over real sockets: joining, refusals, hostile messages, taking over, dropping and coming back."""

import json
import logging
from http import HTTPStatus

import aiohttp
import pytest

from media.plane import Source
from signaling.budget import BURST, PATIENCE
from signaling.protocol.closing import ClosedReason
from signaling.protocol.event import EventKind
from signaling.protocol.words import Connection, Place
from tests.support.sockets import Browser, room_server
from tests.support.wait import until

IN_THE_ROOM = {"mic": True, "camera": True, "screen": False}


async def _with_media(browser: Browser) -> None:
    ack = await browser.ask("media_connect")
    assert ack.offer is not None
    await browser.ask("media_answer", {"version": ack.offer.version, "sdp": "v=0"})
    await browser.ask("media_state", IN_THE_ROOM)


async def test_a_party_knocks_is_admitted_and_gets_an_offer() -> None:
    async with room_server() as server:
        host, party = await server.open("host"), await server.open("worker")
        assert (await party.ask("media_connect")).code == "room.not_admitted"

        assert (await host.ask("open_meeting")).ok
        assert (await host.ask("admit", {"identity": "worker"})).ok
        await until(lambda: party.view.me.place is Place.JOINT, "the party is in")
        ack = await party.ask("media_connect")

        assert ack.ok
        assert ack.offer is not None
        assert ack.offer.fresh
        assert server.plane.together(next(iter(server.plane.routers))) == {"worker"}


async def test_a_whole_caucus_over_sockets() -> None:
    async with room_server() as server:
        host, worker, company = await server.gather("worker", "company")
        for browser in (host, worker, company):
            await _with_media(browser)
        told = len(company.updates)

        await host.ask("caucus_call", {"side": "applicant", "minutes": 20})
        await until(lambda: worker.view.call, "it rings")
        assert worker.view.call is not None
        await worker.ask("caucus_answer", {"caucus": worker.view.call.caucus, "accept": True})
        await worker.ask("chat_send", {"id": "line-one", "text": "底线是三万"})
        await until(lambda: company.view.me.place is Place.WAITING, "the other side waits")
        await until(lambda: host.view.chat, "the host reads the line")
        await host.ask("caucus_end")
        await until(lambda: company.view.me.place is Place.JOINT, "everyone is back")

        assert "底线" not in str(company.updates[told:])
        assert server.plane.sends("company") == {Source.MIC, Source.CAMERA}


@pytest.mark.parametrize(
    ("auth", "code"),
    [
        (None, "message.malformed"),
        ({}, "message.malformed"),
        ("a text", "message.malformed"),
        ({"ticket": 7}, "message.malformed"),
        ({"ticket": "x" * 5_000}, "message.malformed"),
        ({"ticket": "a.b.c"}, "ticket.invalid"),
        ({"ticket": "a.b.c", "admin": True}, "message.malformed"),
    ],
)
async def test_a_socket_without_a_proper_ticket_is_refused_with_a_code(auth: object, code: str) -> None:
    async with room_server() as server:
        assert await server.refused(auth) == code
        assert server.rooms.statistics() == {"rooms": 0.0, "sockets": 0.0}


async def test_an_expired_ticket_is_refused() -> None:
    async with room_server() as server:
        ticket = server.ticket("host")
        server.clock.turn(66)

        assert await server.refused({"ticket": ticket}) == "ticket.expired"


async def test_a_ticket_for_a_session_that_may_not_be_held_is_refused() -> None:
    async with room_server() as server:
        assert await server.refused({"ticket": server.ticket("host", session="unknown")}) == "room.closed"


@pytest.mark.parametrize(
    ("name", "payload", "code"),
    [
        ("fly", ({},), "message.unknown"),
        ("connect", ({}, {}), "message.unknown"),
        ("disconnect", ("because",), "message.unknown"),
        ("trigger_event", ({},), "message.unknown"),
        ("admit", (), "message.malformed"),
        ("admit", ({}, {}), "message.malformed"),
        ("admit", ("worker",), "message.malformed"),
        ("admit", ({"identity": "worker", "as_host": True},), "message.malformed"),
        ("admit", ({"identity": ["worker"]},), "message.malformed"),
        ("admit", ({"identity": "x" * 65},), "message.malformed"),
        ("admit", ({"identity": "../../etc"},), "message.malformed"),
        ("admit", ({"identity": "nobody"},), "room.unknown_member"),
        ("hand_raise", ({"raised": "true"},), "message.malformed"),
        ("hand_raise", ({"raised": 1},), "message.malformed"),
        ("chat_send", ({"id": "line-one", "text": "x" * 2_001},), "message.malformed"),
        ("chat_send", ({"id": "line-one", "text": b"bytes"},), "message.malformed"),
        ("media_answer", ({"version": 0, "sdp": "v=0"},), "message.malformed"),
        ("media_answer", ({"version": 1, "sdp": "x" * 65_537},), "message.malformed"),
        ("media_answer", ({"version": 1e400, "sdp": "v=0"},), "message.malformed"),
        ("sync", ({"since": -1},), "message.malformed"),
        ("caucus_call", ({"side": "neutral", "minutes": 5},), "message.malformed"),
        ("caucus_call", ({"side": "applicant", "minutes": 0},), "message.malformed"),
    ],
)
async def test_a_message_that_is_not_ours_is_answered_with_a_code_and_changes_nothing(
    name: str, payload: tuple[object, ...], code: str
) -> None:
    async with room_server() as server:
        host, _ = await server.gather("worker")
        stored = dict(server.store.states)
        calls = list(server.plane.calls)

        ack = await host.raw(name, *payload)

        assert (ack.ok, ack.code) == (False, code)
        assert server.store.states == stored
        assert server.plane.calls == calls
        assert (await host.ask("sync", {"since": 0})).ok


async def test_an_oversized_message_ends_only_its_own_socket() -> None:
    async with room_server() as server:
        host, worker = await server.gather("worker")

        await worker.client.emit("chat_send", {"id": "line-one", "text": "x" * 400_000}, namespace="/room")

        await until(lambda: host.view.members[1].connection is Connection.RECONNECTING, "the line is lost")
        assert (await host.ask("sync", {"since": 0})).ok
        assert "x" * 100 not in str(server.store.events)


async def test_a_flood_is_answered_then_closed_and_the_others_go_on() -> None:
    async with room_server() as server:
        host, worker = await server.gather("worker")

        acks = [await worker.ask("hand_raise", {"raised": True}) for _ in range(int(BURST) + 5)]
        for _ in range(PATIENCE + 50):
            await worker.client.emit("hand_raise", {"raised": True}, namespace="/room")

        assert acks[0].ok
        assert acks[-1].code == "message.too_fast"
        await until(lambda: worker.closed, "the flood is closed")
        assert worker.closed[0].reason is ClosedReason.FLOODED
        assert (await host.ask("hand_raise", {"raised": True})).ok


async def test_a_second_socket_of_a_person_takes_the_seat_over() -> None:
    async with room_server() as server:
        host, worker = await server.gather("worker")
        await worker.ask("hand_raise", {"raised": True})

        again = await server.open("worker")

        await until(lambda: worker.closed, "the first socket is told")
        await until(lambda: not worker.client.connected, "the first socket is closed")
        assert worker.closed[0].reason is ClosedReason.TAKEN_OVER
        assert again.view.me.hand == 1
        assert again.view.me.place is Place.JOINT
        assert len(host.view.members) == 2
        assert host.view.members[1].connection is Connection.HERE


async def test_a_dead_line_is_seen_by_all_and_the_seat_is_found_again() -> None:
    async with room_server() as server:
        host, worker = await server.gather("worker")
        await _with_media(worker)
        await host.ask("mute", {"identity": "worker", "muted": True})

        await worker.lose_line()
        await until(lambda: host.view.members[1].connection is Connection.RECONNECTING, "everyone sees it")
        meanwhile = server.plane.sends("worker")
        again = await server.open("worker")
        await _with_media(again)

        assert meanwhile == frozenset()
        assert again.view.me.place is Place.JOINT
        assert again.view.me.mic == "host_muted"
        assert server.plane.sends("worker") == {Source.CAMERA}
        assert EventKind.DROPPED not in server.store.kinds()


async def test_a_page_that_comes_back_by_its_name_keeps_its_connection() -> None:
    async with room_server() as server:
        host = await server.open("host", device="page-of-the-host")
        await _with_media(host)
        opened = [call for call in server.plane.calls if call[0] == "open_transport"]

        await host.lose_line()
        await until(lambda: server.plane.sends("host") == frozenset(), "nothing is forwarded")
        await server.open("host", device="page-of-the-host")

        assert server.plane.sends("host") == {Source.MIC, Source.CAMERA}
        assert [call for call in server.plane.calls if call[0] == "open_transport"] == opened


async def test_whoever_leaves_gets_the_answer_and_then_the_end() -> None:
    async with room_server() as server:
        _, worker = await server.gather("worker")

        ack = await worker.ask("leave")

        assert ack.ok
        await until(lambda: not worker.client.connected, "the socket is closed")
        assert worker.closed[0].reason is ClosedReason.LEFT


async def test_the_end_of_the_session_reaches_everyone() -> None:
    async with room_server() as server:
        browsers = await server.gather("worker", "company")

        await server.rooms.end("s1")

        for browser in browsers:
            await until(lambda there=browser: there.closed, "the end is told")  # type: ignore[misc]  # bound now
            assert browser.closed[0].reason is ClosedReason.ENDED
            assert browser.updates[-1].event is not None
            assert browser.updates[-1].event.kind is EventKind.ENDED
        assert await server.refused({"ticket": server.ticket("worker")}) == "room.closed"


async def test_offers_of_the_plane_reach_the_browser() -> None:
    async with room_server() as server:
        host, worker = await server.gather("worker")
        await _with_media(host)
        await _with_media(worker)

        server.plane.emit(server.plane.offer_made("host"))

        await until(lambda: host.offers, "the offer arrives")
        assert host.offers[0].fresh is False
        assert host.offers[0].version == 2


async def test_a_server_that_stops_closes_the_line_itself_and_says_nothing_final() -> None:
    async with room_server() as server, aiohttp.ClientSession() as http:
        line = await http.ws_connect(f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket")
        await line.send_str("40/room," + json.dumps({"ticket": server.ticket("host")}))
        await until(lambda: server.rooms.statistics()["sockets"], "the host is in")

        await server.rooms.__aexit__(None, None, None)
        heard = [message.data async for message in line]

        assert line.closed
        assert not any("closed" in text for text in heard)


async def test_long_polling_is_not_offered() -> None:
    async with room_server() as server, aiohttp.ClientSession() as http:
        answer = await http.get(f"http://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=polling")

        assert answer.status == HTTPStatus.BAD_REQUEST


async def test_a_page_of_another_origin_is_refused() -> None:
    async with room_server() as server, aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(
                f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket",
                headers={"Origin": "https://elsewhere.example"},
            )


MESSAGES_THAT_ARE_NONE = [
    "4",
    "42",
    "42/room,",
    "42/room,{}",
    "42/room,[]",
    "42/room,[7]",
    '42/room,["sync"',
    "42/room," + "[" * 5_000,
    "43/room,99[]",
    "44/room,{}",
    "49",
    "451-/room,[]",
    "40/elsewhere,",
    "9",
]
FRAMES_THAT_ARE_NONE = ["", "\0", "é"]


@pytest.mark.parametrize("frame", MESSAGES_THAT_ARE_NONE + FRAMES_THAT_ARE_NONE)
async def test_a_frame_that_is_no_message_hurts_nobody_else(frame: str, caplog: pytest.LogCaptureFixture) -> None:
    async with room_server() as server, aiohttp.ClientSession() as http:
        host = await server.open("host")
        line = await http.ws_connect(f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket")
        await line.send_str("40/room," + json.dumps({"ticket": server.ticket("worker")}))
        await until(lambda: len(host.view.members) == 2, "the party knocks")

        await line.send_str(frame)
        await line.close()

        assert (await host.ask("sync", {"since": 0})).ok
        # A frame below Socket.IO ends its connection, so that it is one line at most.
        errors = [record.name for record in caplog.records if record.levelno >= logging.ERROR]
        assert errors == ["aiohttp.server"] * (frame in FRAMES_THAT_ARE_NONE)
