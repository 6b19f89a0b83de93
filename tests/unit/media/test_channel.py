import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from media.channel import Channel, ChannelClosedError, JsonObject, JsonValue, RefusedError
from tests.support.wait import until


class TeapotError(Exception):
    code = "test.teapot"


class Server:
    """The end that answers."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, JsonObject]] = []
        self.gate = asyncio.Event()

    async def answer(self, call: str, values: JsonObject) -> JsonValue:
        self.heard.append((call, values))
        if call == "wait":
            await self.gate.wait()
        if call == "brew":
            raise TeapotError("no coffee")
        if call == "break":
            raise ZeroDivisionError
        return [call, values]


@asynccontextmanager
async def pair(server: Server, events: list[tuple[str, JsonObject]]) -> AsyncIterator[tuple[Channel, Channel]]:
    ours, theirs = socket.socketpair()
    client = await Channel.open(ours, on_event=lambda event, values: events.append((event, values)))
    answering = await Channel.open(theirs, server.answer)
    try:
        yield client, answering
    finally:
        await client.close()
        await answering.close()


@pytest.fixture
async def server() -> Server:
    return Server()


@pytest.fixture
def events() -> list[tuple[str, JsonObject]]:
    return []


@pytest.fixture
async def ends(server: Server, events: list[tuple[str, JsonObject]]) -> AsyncIterator[tuple[Channel, Channel]]:
    async with pair(server, events) as both:
        yield both


async def test_a_call_returns_what_the_other_end_answers(ends: tuple[Channel, Channel]) -> None:
    assert await ends[0].call("echo", {"名": [1, 2.5, None]}) == ["echo", {"名": [1, 2.5, None]}]


async def test_calls_are_begun_in_order_and_answered_when_ready(ends: tuple[Channel, Channel], server: Server) -> None:
    slow = asyncio.create_task(ends[0].call("wait"))
    await until(lambda: server.heard)

    quick = await ends[0].call("echo")
    server.gate.set()

    assert quick == ["echo", {}]
    assert await slow == ["wait", {}]
    assert [call for call, _ in server.heard] == ["wait", "echo"]


async def test_a_refusal_carries_its_code(ends: tuple[Channel, Channel]) -> None:
    with pytest.raises(RefusedError, match="no coffee") as refused:
        await ends[0].call("brew")

    assert refused.value.code == "test.teapot"


async def test_a_defect_of_the_other_end_is_a_refusal_too(
    ends: tuple[Channel, Channel], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(RefusedError) as refused:
        await ends[0].call("break")

    assert refused.value.code == "channel.failed"
    assert "break" in caplog.text


async def test_an_end_that_answers_nothing_refuses_calls(ends: tuple[Channel, Channel]) -> None:
    with pytest.raises(RefusedError) as refused:
        await ends[1].call("anything")

    assert refused.value.code == "channel.no_such_call"


async def test_events_come_in_order_and_before_a_later_answer(
    ends: tuple[Channel, Channel], events: list[tuple[str, JsonObject]]
) -> None:
    for number in range(100):
        ends[1].send_event("tick", {"number": number})

    await ends[0].call("echo")

    assert [values["number"] for _, values in events] == list(range(100))


async def test_the_end_of_one_side_ends_the_calls_of_the_other(ends: tuple[Channel, Channel], server: Server) -> None:
    unfinished = asyncio.create_task(ends[0].call("wait"))
    await until(lambda: server.heard)

    await ends[1].close()

    with pytest.raises(ChannelClosedError):
        await unfinished
    with pytest.raises(ChannelClosedError):
        await ends[0].call("echo")
    ends[0].send_event("into", {"nowhere": True})


@pytest.mark.parametrize(
    "line",
    [b"no json\n", b"[]\n", b'{"id": "x", "call": 1}\n', b"\xff\xfe\n", b'{"event": "e"}\n', b"{" * 200_000 + b"\n"],
    ids=["text", "array", "types", "no utf-8", "no values", "deep"],
)
async def test_who_writes_anything_else_is_disconnected(line: bytes, caplog: pytest.LogCaptureFixture) -> None:
    ours, theirs = socket.socketpair()
    channel = await Channel.open(theirs)
    ours.settimeout(0)

    await asyncio.get_running_loop().sock_sendall(ours, line)
    await asyncio.wait_for(channel.wait_closed(), 10)

    ours.close()
    assert "malformed" in caplog.text


async def test_a_line_without_end_is_not_kept(caplog: pytest.LogCaptureFixture) -> None:
    ours, theirs = socket.socketpair()
    channel = await Channel.open(theirs, max_line=1_000)
    ours.settimeout(0)

    await asyncio.get_running_loop().sock_sendall(ours, b" " * 1_001)
    await asyncio.wait_for(channel.wait_closed(), 10)

    ours.close()
    assert "too long" in caplog.text
