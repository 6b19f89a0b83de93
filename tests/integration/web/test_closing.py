"""A closed account over HTTP and socket: no browser, no ticket, no room, no byte of a recording goes on."""

from typing import Any

import pytest
import socketio

from signaling.namespace import NAMESPACE
from signaling.protocol.closing import ClosedReason
from tests.support.site import Site, Visitor
from tests.support.wait import until

PATHS = ("/api/me", "/api/today", "/api/cases", "/api/tasks", "/api/reminders")


async def of_role(admin: Visitor, role: str) -> dict[str, Any]:
    """Return an account of the list an administrator sees, as it stands."""
    listed = (await admin.get("/api/accounts")).json
    found: dict[str, Any] = next(one for one in listed if one["role"] == role and one["sign_ins"])
    return found


async def close(admin: Visitor, account: dict[str, Any]) -> None:
    reply = await admin.post(
        f"/api/accounts/{account['id']}/close", {"version": account["version"], "reason": "不再担任调解员"}
    )
    assert reply.status == 200, reply.json


async def test_a_closed_mediator_is_out_of_the_room_at_once_and_every_later_request_is_refused(here: Site) -> None:
    mediator, admin, party = await here.staff("mediator"), await here.staff("court_admin"), await here.party()
    await party.get_ready()
    host, guest = await here.seat(mediator), await here.seat(party)
    await host.tell("open_meeting")
    ticket = (await mediator.post(f"/api/sessions/{here.session}/ticket")).json["ticket"]

    await close(admin, await of_role(admin, "mediator"))

    await until(lambda: host.closed, "the end of the socket")
    assert host.closed[0].reason is ClosedReason.SHUT_OUT
    assert {path: (await mediator.get(path)).status for path in PATHS} == dict.fromkeys(PATHS, 401)
    assert (await mediator.post(f"/api/sessions/{here.session}/ticket")).status == 401
    await guest.sees(lambda view: all(one.connection == "away" for one in view.members if one.role == "mediator"), "it")
    assert await refused(here, ticket) == "room.shut_out"


async def refused(here: Site, ticket: str) -> str:
    """Return with which code a socket is refused."""
    client, codes = socketio.AsyncClient(reconnection=False), list[str]()
    client.on("connect_error", lambda said: codes.append(said["data"]["code"]), namespace=NAMESPACE)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.connect(
            here.base, auth={"ticket": ticket}, namespaces=[NAMESPACE], transports=["websocket"], wait_timeout=15
        )
    return codes[0]


async def test_an_account_of_another_house_is_neither_listed_nor_closed(here: Site) -> None:
    admin, operator = await here.staff("court_admin"), await here.staff("operator")
    listed = (await admin.get("/api/accounts")).json
    me = (await operator.get("/api/me")).json

    assert me["login"] not in {one["login"] for one in listed}
    for role in ("mediator", "clerk", "judge", "organisation", "auditor", "operator", "labour_office"):
        assert (await (await here.staff(role)).get("/api/accounts")).status == 403
    assert (await admin.post("/api/accounts/nobody/close", {"version": 0, "reason": "x"})).status == 404
    assert (await operator.get("/api/me")).status == 200


async def test_an_administrator_cannot_close_their_own_account(here: Site) -> None:
    admin = await here.staff("court_admin")
    own = await of_role(admin, "court_admin")

    reply = await admin.post(f"/api/accounts/{own['id']}/close", {"version": own["version"], "reason": "试一试"})

    assert (reply.status, reply.code) == (409, "account.own")
    assert (await admin.get("/api/me")).status == 200


async def test_a_reopened_account_signs_in_again_and_the_audit_log_has_both(here: Site) -> None:
    clerk, admin = await here.staff("clerk"), await here.staff("court_admin")
    await close(admin, await of_role(admin, "clerk"))
    closed = next(one for one in (await admin.get("/api/accounts")).json if one["closed_at"])

    assert (await clerk.get("/api/me")).status == 401
    reply = await admin.post(f"/api/accounts/{closed['id']}/reopen", {"version": closed["version"]})

    assert reply.status == 200
    assert (await (await here.staff("clerk")).get("/api/me")).status == 200
    log = (await (await here.staff("auditor")).get("/api/audit?action=account")).json
    assert {"account.closed", "account.reopened"} <= {line["action"] for line in log["lines"]}
