"""Ways to bring messages to people, each against a real other end on the loopback."""

import asyncio
import json
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from server.carriers.choice import ByChannel
from server.carriers.post import PostOffice
from server.carriers.sent import EmailCarrier, HookCarrier, MailCarrier
from server.carriers.written import ConsoleCarrier, FileCarrier
from server.services.ports.desk import Addressee, Attachment, CarrierError
from server.settings import MailSecurity, Settings

LI = Addressee("李秀兰", "13800006027")
BY_MAIL = Addressee("李秀兰", "13800006027", "xiulan@example.org")
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
    """A mail server that takes messages, or refuses recipients with `reply`.

    With a context it offers STARTTLS, or speaks TLS from the first byte when `implicit` (RFC 8314 section 3.3).
    """

    def __init__(self, reply: str = "250 ok", tls: ssl.SSLContext | None = None, *, implicit: bool = False) -> None:
        self.reply = reply
        self.tls = tls
        self.implicit = implicit
        self.is_safe = implicit
        self.said: list[str] = []
        self.talks: list[asyncio.Task[Any]] = []
        self.mail = EmailMessage()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.talks.append(task)
        with suppress(OSError, ssl.SSLError):
            await self.talk(reader, writer)
        writer.close()
        with suppress(OSError, ssl.SSLError):
            await writer.wait_closed()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := (await reader.readline()).decode(errors="replace").strip():
            self.said.append(line)
            word = line.split(":")[0].split(" ")[0].upper()
            writer.write(f"{self.answer(word)}\r\n".encode())
            if word == "STARTTLS" and self.tls:
                await writer.start_tls(self.tls)
                self.is_safe = True
            if word == "DATA":
                whole = await reader.readuntil(b"\r\n.\r\n")
                self.mail = message_from_bytes(whole, _class=EmailMessage, policy=policy.default)
                writer.write(b"250 taken\r\n")
            if word == "QUIT":
                break

    def answer(self, word: str) -> str:
        if word == "EHLO":
            offers = "250-STARTTLS\r\n" if self.tls and not self.is_safe else ""
            return f"250-here\r\n{offers}250 AUTH PLAIN"
        plain = {"RCPT": self.reply, "DATA": "354 go on", "AUTH": "235 in", "STARTTLS": "220 go on", "QUIT": "221 bye"}
        return plain.get(word, "250 ok")

    @asynccontextmanager
    async def open(self, **line: Any) -> AsyncIterator[PostOffice]:  # noqa: ANN401 - what a post office may be told
        async with await asyncio.start_server(
            self.take, "127.0.0.1", 0, ssl=self.tls if self.implicit else None
        ) as server:
            port = server.sockets[0].getsockname()[1]
            yield PostOffice("127.0.0.1", port, "room@example.org", **line)
            await asyncio.gather(*self.talks)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine with its key, which nobody else vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("mail") / "mail.pem"
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*form) + made.public_bytes(serialization.Encoding.PEM))
    return path


def behind(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize(("reply", "final"), [("550 nobody", True), ("451 later", False)])
async def test_mail_refused_with_5xx_is_final_and_with_4xx_comes_again(reply: str, final: bool) -> None:  # noqa: FBT001 - the case
    async with MailHost(reply).open() as office:
        for carrier in (MailCarrier(office, "sms.example.org"), EmailCarrier(office)):
            with pytest.raises(CarrierError) as refusal:
                await carrier.send(BY_MAIL, TEXT, "key-1")
            assert refusal.value.final is final
            assert "xiulan" not in str(refusal.value)


async def test_mail_goes_to_the_number_at_the_gateways_domain() -> None:
    host = MailHost()
    async with host.open() as office:
        await MailCarrier(office, "sms.example.org").send(LI, TEXT, "key-1")

    assert (host.mail["To"], host.mail["X-Message-Key"]) == ("13800006027@sms.example.org", "key-1")


async def test_a_person_gets_their_message_by_mail_with_its_file_and_a_subject_that_tells_nothing() -> None:
    host, file = MailHost(), Attachment("LY2026-000128-1.ics", "text/calendar", b"BEGIN:VCALENDAR")
    async with host.open() as office:
        await EmailCarrier(office).send(BY_MAIL, TEXT, "key-1", [file])

    (kept,) = host.mail.iter_attachments()
    body = host.mail.get_body()
    assert (kept.get_filename(), kept.get_content_type()) == (file.name, file.media)
    assert kept.get_payload(decode=True) == file.content
    assert body is not None
    assert body.get_content().strip() == TEXT
    assert host.mail["To"] == "xiulan@example.org"
    assert all(word not in host.mail["Subject"] for word in ("李", "LY2026", "会议"))


async def test_a_password_is_told_only_over_starttls_with_a_certificate_somebody_vouches_for(certificate: Path) -> None:
    told = {"security": MailSecurity.STARTTLS, "user": "room", "password": "secret"}
    known, unknown, open_host = MailHost(tls=behind(certificate)), MailHost(tls=behind(certificate)), MailHost()

    async with known.open(**told, authorities=str(certificate)) as office:
        await EmailCarrier(office).send(BY_MAIL, TEXT, "key-1")
    for host in (unknown, open_host):
        async with host.open(**told) as office:
            with pytest.raises(CarrierError) as refusal:
                await EmailCarrier(office).send(BY_MAIL, TEXT, "key-1")
        assert not refusal.value.final

    assert known.is_safe
    assert known.said.index("STARTTLS") < next(at for at, line in enumerate(known.said) if line.startswith("AUTH"))
    assert [line for line in unknown.said + open_host.said if line.startswith(("AUTH", "MAIL"))] == []


TOLD_BEHIND_TLS = {"security": MailSecurity.TLS, "user": "room", "password": "secret"}


async def test_mail_goes_out_over_tls_from_the_first_byte_without_asking_for_starttls(certificate: Path) -> None:
    host = MailHost(tls=behind(certificate), implicit=True)

    async with host.open(**TOLD_BEHIND_TLS, authorities=str(certificate)) as office:
        await EmailCarrier(office).send(BY_MAIL, TEXT, "key-1")

    assert (host.mail["To"], host.mail["X-Message-Key"]) == ("xiulan@example.org", "key-1")
    assert any(line.startswith("AUTH") for line in host.said)
    assert "STARTTLS" not in host.said


@pytest.mark.parametrize("fault", ["nobody_vouches", "another_name", "no_tls"])
async def test_a_mail_server_behind_tls_that_cannot_prove_itself_is_told_nothing_and_tried_again(
    certificate: Path, fault: str
) -> None:
    host = MailHost(tls=behind(certificate), implicit=fault != "no_tls")
    authorities = None if fault == "nobody_vouches" else str(certificate)

    async with host.open(**TOLD_BEHIND_TLS, authorities=authorities) as office:
        asked = replace(office, host="localhost") if fault == "another_name" else office
        with pytest.raises(CarrierError) as refusal:
            await EmailCarrier(asked).send(BY_MAIL, TEXT, "key-1")

    assert not refusal.value.final
    assert [line for line in host.said if line.startswith(("EHLO", "AUTH", "MAIL", "RCPT"))] == []
    assert host.mail["To"] is None


async def test_whoever_chose_mail_gets_it_there_and_by_telephone_where_there_is_no_mail_server(tmp_path: Path) -> None:
    phone = FileCarrier(tmp_path / "messages.jsonl")
    host = MailHost()
    async with host.open() as office:
        await ByChannel(phone, EmailCarrier(office)).send(BY_MAIL, TEXT, "key-1")
        await ByChannel(phone, EmailCarrier(office)).send(LI, TEXT, "key-2")
    await ByChannel(phone, None).send(BY_MAIL, TEXT, "key-3")

    assert host.mail["X-Message-Key"] == "key-1"
    lines = [json.loads(line) for line in (tmp_path / "messages.jsonl").read_text("utf-8").splitlines()]
    assert [(line["key"], line["phone"]) for line in lines] == [("key-2", LI.phone), ("key-3", LI.phone)]
    with pytest.raises(CarrierError) as refusal:
        await ByChannel(phone, None).send(Addressee("李秀兰", "", "xiulan@example.org"), TEXT, "key-4")
    assert refusal.value.final


def test_a_user_of_the_mail_server_needs_a_line_that_is_protected(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="starttls or tls"):
        Settings(data_dir=tmp_path, carrier_smtp_user="room", carrier_smtp_host="mail.example.org")
