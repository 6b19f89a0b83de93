"""What every answer carries, and what every malformed request gets."""

import asyncio
import json
import logging
import re
from pathlib import Path

import aiohttp
import pytest

from server.web.bodies import LARGEST_BODY
from server.web.middlewares import HEADERS
from tests.support.site import Site, site
from tests.support.wait import until

REFERENCE = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}")
PATHS = ("/", "/healthz", "/metrics", "/cases/LY2026-000128", "/api/me", "/api/nothing", "/assets/none.js")


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_carries_the_security_headers(here: Site, path: str) -> None:
    reply = await (await here.visitor()).get(path)

    assert {name: reply.headers[name] for name in HEADERS} == HEADERS
    policy = reply.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert REFERENCE.fullmatch(reply.headers["X-Reference"])


async def test_the_policy_names_no_foreign_origin(here: Site) -> None:
    policy = (await (await here.visitor()).get("/")).headers["Content-Security-Policy"]

    hosts = re.findall(r"wss?://([^/ ;]+)", policy)
    assert {host.rsplit(":", 1)[0] for host in hosts} <= {"127.0.0.1", "localhost", "[::1]"}
    assert "http" not in policy


async def test_behind_https_cookies_are_secure_and_the_browser_stays_with_it(tmp_path: Path) -> None:
    async with site(tmp_path, base_url="https://room.example.org") as here:
        account = here.sheet.accounts[0]
        visitor = await here.visitor()

        reply = await visitor.post("/api/sign-in", {"login": account.login, "password": account.password})

        assert "Secure" in reply.headers["Set-Cookie"]
        assert reply.headers["Strict-Transport-Security"].startswith("max-age=")
        assert here.sheet.parties[0].invitation_url.startswith("https://room.example.org/j/")


async def test_an_unknown_route_is_a_problem_with_a_code_and_a_reference(here: Site) -> None:
    reply = await (await here.visitor()).get("/api/nothing")

    assert reply.headers["Content-Type"] == "application/problem+json"
    assert (reply.status, reply.code) == (404, "http.not_found")
    assert reply.json["reference"] == reply.headers["X-Reference"]


async def test_a_wrong_method_names_the_right_ones(here: Site) -> None:
    reply = await (await here.visitor()).ask("DELETE", "/api/me")

    assert (reply.status, reply.code) == (405, "http.method_not_allowed")
    assert "GET" in reply.headers["Allow"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "request.invalid"),
        (b"{", 422, "request.invalid"),
        (b"[]", 422, "request.invalid"),
        (b'{"login": "a"}', 422, "request.invalid"),
        (b'{"login": "a", "password": "b", "admin": true}', 422, "request.invalid"),
        (b'{"login": "' + b"a" * 65 + b'", "password": "b"}', 422, "request.invalid"),
        (b'{"login": 7, "password": "b"}', 422, "request.invalid"),
        (b"\xff\xfe", 422, "request.invalid"),
        (b"[" * 50_000, 422, "request.invalid"),
        (b" " * (LARGEST_BODY + 1), 413, "http.too_large"),
    ],
)
async def test_a_malformed_body_is_refused_without_a_trace(here: Site, body: bytes, status: int, code: str) -> None:
    visitor = await here.visitor()

    reply = await visitor.post("/api/sign-in", body, **{"Content-Type": "application/json"})

    assert (reply.status, reply.code) == (status, code)


async def test_a_refused_body_is_not_repeated_in_the_answer(here: Site) -> None:
    visitor = await here.visitor()

    reply = await visitor.post("/api/sign-in", {"login": "a", "password": "b", "secret-field": "13800006027"})

    assert "13800006027" not in json.dumps(reply.json)
    assert reply.json["fields"] == {"secret-field": "extra_forbidden"}


async def test_a_form_is_no_json(here: Site) -> None:
    visitor = await here.visitor()

    reply = await visitor.post("/api/sign-in", b"login=a", **{"Content-Type": "application/x-www-form-urlencoded"})

    assert (reply.status, reply.code) == (415, "http.media_type")


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
async def test_a_page_of_somebody_else_changes_nothing(here: Site, headers: dict[str, str]) -> None:
    mediator = await here.staff("mediator")
    outcome = {"key": "outcome-1", "kind": "settled", "terms": "x"}

    reply = await mediator.post(f"/api/sessions/{here.session}/outcome", outcome, **headers)

    assert (reply.status, reply.code) == (403, "origin.foreign")
    assert (await mediator.get(f"/api/sessions/{here.session}")).json["outcome"] is None


async def test_a_page_of_ours_is_let_through(here: Site) -> None:
    visitor = await here.visitor()

    reply = await visitor.post("/api/sign-out", Origin=here.base, **{"Sec-Fetch-Site": "same-origin"})

    assert reply.status == 204


async def test_a_page_of_somebody_else_opens_no_socket(here: Site) -> None:
    address = f"{here.base}/socket.io/?EIO=4&transport=websocket"

    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await http.ws_connect(address, origin="https://evil.example")

    assert refused.value.status == 403


async def test_a_fault_of_ours_shows_a_reference_and_nothing_else(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError("李秀兰 13800006027")

    monkeypatch.setattr("server.services.invitations.look", fail)
    party = await here.party()

    reply = await party.link("GET")

    assert (reply.status, reply.code) == (500, "server.failed")
    assert "138" not in reply.body.decode()


async def test_links_and_names_never_reach_the_log(here: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    mediator, party = await here.staff("mediator"), await here.party()
    await party.get_ready()
    await here.seat(party)
    await mediator.get(f"/api/cases/{here.sheet.case.serial}")
    await party.post("/api/sign-in", {"login": "nobody", "password": "hunter2"})

    secrets = [party.token, "hunter2", "李秀兰", "13800006027", *(account.password for account in here.sheet.accounts)]
    ours = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("aiosqlite"))
    assert not [secret for secret in secrets if secret in ours]
    assert "/api/invitations/{token}" in ours


async def test_metrics_are_for_operators(tmp_path: Path) -> None:
    async with site(tmp_path, metrics_networks=("10.0.0.0/8",)) as here:
        reply = await (await here.visitor()).get("/metrics")

        assert (reply.status, reply.code) == (404, "http.not_found")


async def test_metrics_count_by_route_and_not_by_address(here: Site) -> None:
    party = await here.party()
    await party.link("GET")

    page = (await party.get("/metrics")).body.decode()

    assert 'mediation_http_requests_total{route="/api/invitations/{token}",status="200"} 1.0' in page
    assert party.token not in page


HALF = b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\nhalf"


@pytest.mark.parametrize(
    ("route", "kind"),
    [
        ("/api/sign-in", "application/json"),
        ("/api/cases/{serial}/materials", "multipart/form-data; boundary=x"),
        ("/api/cases/{serial}/worker-list", "text/csv"),
    ],
)
async def test_who_hangs_up_amid_a_body_is_counted_and_leaves_no_trace(
    here: Site, caplog: pytest.LogCaptureFixture, route: str, kind: str
) -> None:
    clerk = await here.staff("clerk")
    cookies = "; ".join(f"{one.key}={one.value}" for one in clerk.http.cookie_jar)
    address = route.format(serial=here.sheet.case.serial)
    caplog.set_level(logging.INFO, "server.web")
    caplog.clear()

    _, line = await asyncio.open_connection("127.0.0.1", int(here.base.rsplit(":", 1)[1]))
    head = f"POST {address} HTTP/1.1\r\nHost: a\r\nContent-Type: {kind}\r\nContent-Length: 900\r\n"
    line.write(f"{head}Cookie: {cookies}\r\n\r\n".encode() + HALF)
    line.close()
    await until(lambda: f"POST {route} hung up" in caplog.messages, "the end of the request")

    assert [entry for entry in caplog.records if entry.exc_info or entry.levelno >= logging.ERROR] == []
    page = (await clerk.get("/metrics")).body.decode()
    assert f'mediation_http_hung_up_total{{route="{route}"}} 1.0' in page
    assert f'mediation_http_requests_total{{route="{route}",status="5' not in page


async def test_an_address_forged_by_a_header_is_not_believed(here: Site) -> None:
    searcher = await here.visitor()

    replies = [
        await searcher.get(f"/api/invitations/{number}", **{"X-Forwarded-For": f"10.0.0.{number}"})
        for number in range(21)
    ]

    assert replies[-1].status == 429


async def test_no_refusal_is_kept_by_a_browser(here: Site) -> None:
    visitor, party = await here.visitor(), await here.party()
    await party.link("POST", "/deny", {})

    replies = [await party.link("GET"), await visitor.get("/api/me"), await visitor.get("/api/nothing")]

    assert [reply.status for reply in replies] == [410, 401, 404]
    assert {reply.headers["Cache-Control"] for reply in replies} == {"no-store"}


async def test_the_app_answers_for_every_page_and_its_files_for_ever(tmp_path: Path) -> None:
    built = tmp_path / "dist"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text("<!doctype html><title>app</title>")
    (built / "assets" / "main-abc.js").write_text("export default 1\n" * 500)
    async with site(tmp_path / "data", static_dir=built) as here:
        visitor = await here.visitor()

        page, script = await visitor.get("/j/some-token"), await visitor.get("/assets/main-abc.js")
        again = await visitor.get("/assets/main-abc.js", **{"If-None-Match": script.headers["ETag"]})
        missing, outside = await visitor.get("/assets/none.js"), await visitor.get("/..%2fdata%2fdemo.json")

    assert (page.status, page.headers["Cache-Control"]) == (200, "no-cache")
    assert (script.headers["Content-Encoding"], script.headers["Cache-Control"]) == (
        "gzip",
        "public, max-age=31536000, immutable",
    )
    assert again.status == 304
    assert missing.status == 404
    assert b"accounts" not in outside.body


async def test_a_missing_app_says_how_to_build_it(tmp_path: Path) -> None:
    async with site(tmp_path / "data", static_dir=tmp_path / "nothing") as here:
        page = await (await here.visitor()).get("/")

    assert page.status == 503
    assert "./run" in page.body.decode()


async def test_health_names_the_parts(here: Site) -> None:
    reply = await (await here.visitor()).get("/healthz")

    assert reply.json == {"status": "ok", "parts": {"database": "ok", "media": "ok", "recorder": "ok"}}


async def test_metrics_name_every_worker(here: Site) -> None:
    page = (await (await here.visitor()).get("/metrics")).body.decode()

    assert 'mediation_media_packets_total{direction="sent",worker="0"}' in page
    assert 'mediation_media_drops_total{reason="unauthentic",worker="0"}' in page
    assert 'mediation_media_up{worker="0"} 1.0' in page


async def test_the_operators_pages_are_not_there_for_anybody_else(tmp_path: Path) -> None:
    async with site(tmp_path, metrics_networks="192.0.2.0/24") as here:
        visitor = await here.visitor()

        assert [(await visitor.get(page)).status for page in ("/operations.json", "/metrics")] == [404, 404]
