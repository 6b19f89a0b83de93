"""Ways to bring facts to other systems, each against a real other end on the loopback."""

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from server.carriers.facts import FactConsole, FactFile, FactHook, fact_carrier_of
from server.domain.delivery import Fault
from server.services.ports.outbox import FactCarrierError, Letter
from server.settings import FactsKind, Settings
from tests.factories import NOW

SECRET = b"a secret that two systems share!"
ENDED = Letter("case-ended:case1", "CaseEnded", NOW, {"serial": "LY2026-000128", "ending_code": "other", "at": "…"})
NOBODY = "http://127.0.0.1:1/facts"


class Court:
    """A court's case system: it checks who sent a fact and when, as the specification says."""

    def __init__(self) -> None:
        self.answers = 204
        self.got: list[tuple[str, bytes]] = []
        self.stamps: list[int] = []

    async def take(self, request: web.Request) -> web.Response:
        body, key, seconds = await request.read(), request.headers["webhook-id"], request.headers["webhook-timestamp"]
        kind, _, sent = request.headers["webhook-signature"].partition(",")
        right = hmac.new(SECRET, key.encode() + b"." + seconds.encode() + b"." + body, hashlib.sha256).digest()
        if kind != "v1" or not hmac.compare_digest(base64.b64decode(sent), right):
            return web.Response(status=401)
        assert request.headers["Idempotency-Key"] == key
        self.got.append((key, body))
        self.stamps.append(int(seconds))
        return web.Response(status=self.answers)

    async def elsewhere(self, _: web.Request) -> web.Response:
        raise web.HTTPTemporaryRedirect("/facts")


@pytest.fixture
async def court() -> AsyncIterator[tuple[Court, str]]:
    here = Court()
    app = web.Application()
    app.router.add_post("/facts", here.take)
    app.router.add_post("/moved", here.elsewhere)
    async with TestServer(app) as server:
        yield here, str(server.make_url("/facts"))


async def test_a_fact_arrives_signed_with_its_key_and_the_time_it_was_sent(court: tuple[Court, str]) -> None:
    here, url = court

    await FactHook(url, SECRET).send(ENDED, NOW)

    ((key, body),) = here.got
    assert json.loads(body) == {
        "key": key,
        "type": "CaseEnded",
        "timestamp": NOW.isoformat(),
        "data": dict(ENDED.data),
    }
    assert (key, here.stamps) == (ENDED.key, [int(NOW.timestamp())])


async def test_sent_again_it_is_the_same_in_every_byte_under_the_time_of_that_try(court: tuple[Court, str]) -> None:
    here, url = court
    hook = FactHook(url, SECRET)

    await hook.send(ENDED, NOW)
    await hook.send(ENDED, NOW + timedelta(hours=1))

    assert here.got[0] == here.got[1]
    assert here.stamps[1] - here.stamps[0] == 3600


async def test_who_has_another_secret_is_turned_away_and_tried_again(court: tuple[Court, str]) -> None:
    here, url = court

    with pytest.raises(FactCarrierError) as refusal:
        await FactHook(url, b"another secret of as many signs!").send(ENDED, NOW)

    assert (refusal.value.fault, refusal.value.status, refusal.value.final) == (Fault.TURNED_AWAY, 401, False)
    assert here.got == []


@pytest.mark.parametrize(
    ("status", "fault"),
    [(400, Fault.REFUSED), (413, Fault.REFUSED), (415, Fault.REFUSED), (422, Fault.REFUSED)]
    + [(status, Fault.TURNED_AWAY) for status in (301, 403, 404, 408, 409, 429, 500, 503)],
)
async def test_only_an_answer_about_the_fact_itself_is_final(
    court: tuple[Court, str], status: int, fault: Fault
) -> None:
    here, url = court
    here.answers = status

    with pytest.raises(FactCarrierError) as refusal:
        await FactHook(url, SECRET).send(ENDED, NOW)

    assert (refusal.value.fault, refusal.value.status) == (fault, status)
    assert refusal.value.final is (fault is Fault.REFUSED)
    assert "LY2026" not in str(refusal.value)


async def test_a_fact_follows_nobody_to_another_address(court: tuple[Court, str]) -> None:
    here, url = court

    with pytest.raises(FactCarrierError) as refusal:
        await FactHook(url.replace("/facts", "/moved"), SECRET).send(ENDED, NOW)

    assert refusal.value.status == 307
    assert here.got == []


async def test_a_system_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(FactCarrierError) as refusal:
        await FactHook(NOBODY, SECRET).send(ENDED, NOW)

    assert (refusal.value.fault, refusal.value.status, refusal.value.final) == (Fault.UNANSWERED, None, False)


async def test_the_file_holds_a_line_a_fact_and_is_its_owners_only(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    carrier = FactFile(path)

    await carrier.send(ENDED, NOW)
    await carrier.send(replace(ENDED, key="case-ended:case2"), NOW)

    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [line["key"] for line in lines] == ["case-ended:case1", "case-ended:case2"]
    assert path.stat().st_mode & 0o077 == 0


async def test_a_line_that_a_crash_cut_off_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b'{"key":"case-en')

    await FactFile(path).send(ENDED, NOW)

    assert [line[:7] for line in path.read_text("utf-8").splitlines()] == ['{"key":', '{"data"']
    assert json.loads(path.read_text("utf-8").splitlines()[1])["key"] == ENDED.key


async def test_a_file_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    with pytest.raises(FactCarrierError) as refusal:
        await FactFile(tmp_path / "missing" / "facts.jsonl").send(ENDED, NOW)

    assert (refusal.value.fault, refusal.value.final) == (Fault.UNWRITTEN, False)


async def test_the_console_does_not_tell_of_which_case_it_is(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    await FactConsole().send(ENDED, NOW)

    assert "CaseEnded" in caplog.text
    assert "LY2026" not in caplog.text


def test_nothing_is_delivered_unless_the_settings_say_so(tmp_path: Path) -> None:
    hook = Settings(facts=FactsKind.HOOK, facts_url=NOBODY, facts_secret=SecretStr(SECRET.decode()))

    assert fact_carrier_of(Settings(data_dir=tmp_path)) is None
    assert isinstance(fact_carrier_of(hook), FactHook)
    assert isinstance(fact_carrier_of(Settings(facts=FactsKind.CONSOLE)), FactConsole)


async def test_a_file_is_in_the_data_folder_unless_another_is_named(tmp_path: Path) -> None:
    carrier = fact_carrier_of(Settings(facts=FactsKind.FILE, data_dir=tmp_path))
    assert carrier is not None

    await carrier.send(ENDED, NOW)

    assert (tmp_path / "facts.jsonl").exists()
