"""Ways to bring messages to people, each against a real other end on the loopback."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from server.carriers.sent import HookCarrier, MailCarrier
from server.carriers.written import ConsoleCarrier, FileCarrier
from server.services.ports.desk import Addressee, CarrierError

LI = Addressee("李秀兰", "13800006027")
TEXT = "明天9:30开第1次调解会议。"


class Gateway:
    """An SMS gateway's HTTP interface."""

    def __init__(self) -> None:
        self.answers = 200
        self.got: list[tuple[dict[str, str], str | None]] = []

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((await request.json(), request.headers.get("Authorization")))
        return web.Response(status=self.answers)


@pytest.fixture
async def gateway() -> AsyncIterator[tuple[Gateway, str]]:
    here = Gateway()
    app = web.Application()
    app.router.add_post("/send", here.take)
    async with TestServer(app) as server:
        yield here, str(server.make_url("/send"))


async def test_the_hook_gets_key_number_and_text_with_its_token(gateway: tuple[Gateway, str]) -> None:
    here, url = gateway

    await HookCarrier(url, "secret").send(LI, TEXT, "key-1")

    assert here.got == [({"key": "key-1", "phone": "13800006027", "text": TEXT}, "Bearer secret")]


@pytest.mark.parametrize(("status", "final"), [(400, True), (403, True), (408, False), (429, False), (503, False)])
async def test_a_refusal_of_the_hook_is_final_unless_it_says_later(
    gateway: tuple[Gateway, str],
    status: int,
    final: bool,  # noqa: FBT001 - the case
) -> None:
    here, url = gateway
    here.answers = status

    with pytest.raises(CarrierError) as refusal:
        await HookCarrier(url, "").send(LI, TEXT, "key-1")

    assert refusal.value.final is final
    assert "13800006027" not in str(refusal.value)


async def test_a_hook_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(CarrierError) as refusal:
        await HookCarrier("http://127.0.0.1:1/send", "").send(LI, TEXT, "key-1")

    assert not refusal.value.final


async def test_the_file_holds_a_line_a_message_and_is_its_owners_only(tmp_path: Path) -> None:
    path = tmp_path / "messages.jsonl"
    carrier = FileCarrier(path)

    await carrier.send(LI, TEXT, "key-1")
    await carrier.send(LI, TEXT, "key-2")

    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [line["key"] for line in lines] == ["key-1", "key-2"]
    assert lines[0] == {"key": "key-1", "phone": "13800006027", "text": TEXT}
    assert path.stat().st_mode & 0o077 == 0


async def test_a_file_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    with pytest.raises(CarrierError) as refusal:
        await FileCarrier(tmp_path / "missing" / "messages.jsonl").send(LI, TEXT, "key-1")

    assert not refusal.value.final


async def test_the_console_tells_neither_the_number_nor_the_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    await ConsoleCarrier().send(LI, TEXT, "session_soon:x")

    assert "138****6027" in caplog.text
    assert "13800006027" not in caplog.text
    assert "调解会议" not in caplog.text


class MailHost:
    """A mail server that takes one message, or refuses its recipient with `reply`."""

    def __init__(self, reply: str = "250 ok") -> None:
        self.reply = reply
        self.recipient = ""
        self.data = b""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def say(line: str) -> None:
            writer.write(f"{line}\r\n".encode())

        say("220 here")
        while line := (await reader.readline()).decode().strip():
            match line.split(":")[0].split(" ")[0].upper():
                case "RCPT":
                    self.recipient = line
                    say(self.reply)
                case "DATA":
                    say("354 go on")
                    self.data = await reader.readuntil(b"\r\n.\r\n")
                    say("250 taken")
                case "QUIT":
                    say("221 bye")
                    break
                case _:
                    say("250 ok")
        writer.close()


@pytest.mark.parametrize(("reply", "final"), [("550 nobody", True), ("451 later", False)])
async def test_mail_refused_with_5xx_is_final_and_with_4xx_comes_again(reply: str, final: bool) -> None:  # noqa: FBT001 - the case
    host = MailHost(reply)
    async with await asyncio.start_server(host.talk, "127.0.0.1", 0) as server:
        carrier = MailCarrier("127.0.0.1", server.sockets[0].getsockname()[1], "room@example.org", "sms.example.org")
        with pytest.raises(CarrierError) as refusal:
            await carrier.send(LI, TEXT, "key-1")

    assert refusal.value.final is final


async def test_mail_goes_to_the_number_at_the_gateways_domain() -> None:
    host = MailHost()
    async with await asyncio.start_server(host.talk, "127.0.0.1", 0) as server:
        carrier = MailCarrier("127.0.0.1", server.sockets[0].getsockname()[1], "room@example.org", "sms.example.org")
        await carrier.send(LI, TEXT, "key-1")

    assert "13800006027@sms.example.org" in host.recipient
    assert b"X-Message-Key: key-1" in host.data
