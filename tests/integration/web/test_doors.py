"""Who may do what: every route for every role, and what anyone at the door is refused."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from server.domain.account import IDLE, LONGEST_SIGN_IN, OF_OWN_INTAKE, Right
from server.domain.party import Role
from server.storage.tables import sign_in
from server.web import authorisation
from server.web.routes import ROUTES, Access, AnyOf, Route, UndeclaredRightError, register, require_declared
from tests.support.site import Site, Visitor

STAFF = tuple(role.value for role in authorisation.STAFF)
DENIED = {401, 403}
OF_THEIRS = {*OF_OWN_INTAKE, AnyOf((Right.CASE_REFER, Right.CASE_ASSIGN))}
"""What an organisation does in cases that it took in itself."""


def address(route: Route, here: Site) -> str:
    names = {"session": here.session, "serial": here.sheet.case.serial, "token": "nobody", "path": ""}
    return re.sub(r"\{(\w+)[^/]*?\}(?=/|\.|$)", lambda found: names.get(found[1], "1"), route.path)


async def ask(visitor: Visitor, route: Route, here: Site) -> int:
    return (await visitor.ask(route.method, address(route, here), None if route.method == "GET" else {})).status


def of_staff() -> list[Route]:
    return [route for route in ROUTES if isinstance(route.right, Right | AnyOf) or route.right is Access.STAFF]


@pytest.mark.parametrize("role", STAFF)
async def test_staff_reach_what_their_role_carries_and_nothing_else(here: Site, role: str) -> None:
    visitor = await here.staff(role)

    for route in of_staff():
        # Last: what ends the session would make the answers of the others another one.
        status = await ask(visitor, route, here)
        if not authorisation.allows(route.right, Role(role)):
            assert status == 403, (route.method, route.path)
        elif role == Role.ORGANISATION and route.right in OF_THEIRS:
            # A court took in the case of this site; a body that is none is refused before.
            assert status in {403, 415, 422}, (route.method, route.path)
        elif not route.path.endswith("/ticket"):
            assert status not in DENIED, (route.method, route.path)


async def test_a_stranger_reaches_nothing_of_staff(here: Site) -> None:
    stranger = await here.visitor()

    assert {await ask(stranger, route, here) for route in of_staff()} == {401}


async def test_a_party_reaches_nothing_of_staff(here: Site) -> None:
    party = await here.party()
    await party.get_ready()

    assert {await ask(party, route, here) for route in of_staff()} == {401}


async def test_only_the_mediator_and_the_deputy_enter_the_room(here: Site) -> None:
    replies = {role: await (await here.staff(role)).post(f"/api/sessions/{here.session}/ticket") for role in STAFF}

    assert {role: reply.status for role, reply in replies.items()} == {
        "mediator": 200,
        "clerk": 200,
        "judge": 403,
        "organisation": 403,
        "labour_office": 403,
        "court_admin": 403,
        "auditor": 403,
        "operator": 403,
    }


async def test_staff_read_how_long_they_stay_signed_in_and_a_stranger_reads_nothing(here: Site) -> None:
    left = await (await here.staff("clerk")).get("/api/sign-in", **{"X-By-Itself": "1"})
    stranger = await (await here.visitor()).get("/api/sign-in")

    assert 0 < left.json["seconds"] <= IDLE.total_seconds() < left.json["at_most"] <= LONGEST_SIGN_IN.total_seconds()
    assert (stranger.status, stranger.code) == (401, "auth.required")


async def test_a_list_that_a_page_reads_by_itself_keeps_nobody_signed_in_and_one_that_is_asked_for_does(
    here: Site,
) -> None:
    clerk = await here.staff("clerk")
    done = IDLE - timedelta(minutes=5)
    async with here.house.database.engine.begin() as connection:
        await connection.execute(update(sign_in).values(last_seen=here.house.ports.clock.now() - done))

    async def left() -> float:
        return float((await clerk.get("/api/sign-in", **{"X-By-Itself": "1"})).json["seconds"])

    for path in ("/api/today", "/api/cases", "/api/tasks", "/api/reminders"):
        assert (await clerk.get(path, **{"X-By-Itself": "1"})).status == 200
        assert await left() <= (IDLE - done).total_seconds()
    assert (await clerk.get("/api/today")).status == 200
    assert await left() > (IDLE - done).total_seconds()


async def test_a_made_up_cookie_is_nobody(here: Site) -> None:
    stranger = await here.visitor()

    replies = [await stranger.get("/api/me", Cookie=f"mr_session={value}") for value in ("x", "a" * 43, "a" * 5_000)]

    assert [(reply.status, reply.code) for reply in replies] == [(401, "auth.required")] * 3


def test_a_route_without_a_right_is_refused() -> None:
    from aiohttp import web  # noqa: PLC0415 - only here

    async def handler(_: web.Request) -> web.Response:
        return web.Response()

    with pytest.raises(UndeclaredRightError):
        register(web.Application(), (Route("GET", "/open", handler, None),))  # type: ignore[arg-type]  # that is the point


async def test_a_route_beside_the_table_stops_the_start() -> None:
    from aiohttp import web  # noqa: PLC0415 - only here

    async def handler(_: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    register(app)
    app.router.add_get("/back-door", handler)

    with pytest.raises(UndeclaredRightError):
        await require_declared(app)


async def test_ten_wrong_passwords_lock_the_account_and_say_for_how_long(here: Site) -> None:
    account = next(account for account in here.sheet.accounts if account.role == "mediator")
    visitor = await here.visitor()
    wrong = {"login": account.login, "password": "wrong"}

    replies = [await visitor.post("/api/sign-in", wrong) for _ in range(10)]
    locked = await visitor.post("/api/sign-in", {"login": account.login, "password": account.password})

    assert {(reply.status, reply.code) for reply in replies} == {(401, "auth.wrong_credentials")}
    assert (locked.status, locked.code) == (401, "auth.locked")
    assert 800 < int(locked.headers["Retry-After"]) <= 900


async def test_an_unknown_login_answers_like_a_wrong_password(here: Site) -> None:
    visitor = await here.visitor()

    reply = await visitor.post("/api/sign-in", {"login": "nobody", "password": "wrong"})

    assert (reply.status, reply.code) == (401, "auth.wrong_credentials")


async def test_trying_many_logins_from_one_address_is_stopped(here: Site) -> None:
    visitor = await here.visitor()

    statuses = [(await visitor.post("/api/sign-in", b"{}")).status for _ in range(31)]

    assert statuses[-1] == 429


async def test_signing_out_ends_the_sign_in_at_the_server(here: Site) -> None:
    clerk, thief = await here.staff("clerk"), await here.visitor()
    cookie = next(cookie for cookie in clerk.http.cookie_jar if cookie.key == "mr_session")

    await clerk.post("/api/sign-out")
    reply = await thief.get("/api/me", Cookie=f"mr_session={cookie.value}")

    assert reply.status == 401


async def test_the_cookie_of_a_sign_in_is_strict_and_unreadable_for_scripts(here: Site) -> None:
    account = here.sheet.accounts[0]
    visitor = await here.visitor()

    reply = await visitor.post("/api/sign-in", {"login": account.login, "password": account.password})

    cookie = reply.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
