"""What operators see, and what they never see."""

import pytest

from server.domain.account import RIGHTS, Right
from server.domain.party import Role
from server.services.demo_case import CLAIM, PEOPLE
from tests.support.site import Site

PLACES = ("/api/operations", "/operations.json")


@pytest.mark.parametrize("place", PLACES)
async def test_operators_see_seats_and_lines_and_nobody_by_name(here: Site, place: str) -> None:
    mediator, party, operator = await here.staff("mediator"), await here.party(), await here.staff("operator")
    await party.get_ready()
    await here.seat(mediator)
    guest = await here.seat(party)
    await guest.tell("line_report", {"mic_silent": True})

    reply = await operator.get(place)

    (room,) = reply.json["rooms"]
    assert [(seat["side"], seat["number"], seat["connection"], seat["mic_silent"]) for seat in room["seats"]] == [
        ("neutral", 1, "here", False),
        ("applicant", 1, "here", True),
    ]
    assert (room["phase"], room["recording"], room["worker"]) == ("before", "off", 0)
    told = reply.body.decode("unicode_escape") + reply.body.decode()
    view = guest.view
    secrets = (
        *(member.name for member in view.members),
        *(person.name for person in PEOPLE),
        *(person.phone for person in PEOPLE),
        *(member.identity for member in view.members),
        view.serial,
        view.title,
        view.cause,
        CLAIM,
    )
    assert [secret for secret in secrets if secret in told] == []


async def test_an_operator_sees_the_parts_and_the_worker(here: Site) -> None:
    reply = await (await here.staff("operator")).get("/api/operations")

    assert reply.json["parts"] == {"database": True, "media": True, "recorder": True}
    (worker,) = reply.json["workers"]
    assert (worker["number"], worker["state"], worker["rooms"], worker["browsers"]) == (0, "fixed", 0, 0)
    assert worker["memory_bytes"] > 0


async def test_nobody_but_the_operator_sees_the_workers(here: Site) -> None:
    others = [role.value for role, rights in RIGHTS.items() if rights and Right.OPERATIONS_READ not in rights]

    replies = [(await (await here.staff(role)).get("/api/operations")).status for role in others]

    assert replies == [403] * len(others)
    assert (await (await here.visitor()).get("/api/operations")).status == 401


async def test_an_operator_has_no_right_on_anything_of_a_case(here: Site) -> None:
    operator = await here.staff("operator")
    serial, session = here.sheet.case.serial, here.session
    places = (
        f"/api/cases/{serial}",
        f"/api/sessions/{session}",
        f"/api/sessions/{session}/lines",
        "/api/cases",
        "/api/today",
        "/api/audit",
    )

    assert {(await operator.get(place)).status for place in places} == {403}
    assert RIGHTS[Role.OPERATOR] == {Right.OPERATIONS_READ, Right.OPERATIONS_RUN, Right.SUPPORT_ASK}


@pytest.mark.parametrize(
    ("number", "status", "code"),
    [
        ("0", 409, "worker.fixed"),
        ("7", 404, "worker.unknown"),
        ("x", 404, "worker.unknown"),
        ("-1", 404, "worker.unknown"),
    ],
)
async def test_a_worker_that_cannot_be_replaced_is_refused_and_nothing_is_written(
    here: Site, number: str, status: int, code: str
) -> None:
    operator, auditor = await here.staff("operator"), await here.staff("auditor")

    reply = await operator.post(f"/api/operations/workers/{number}/drain")

    assert (reply.status, reply.code) == (status, code)
    log = await auditor.get("/api/audit?action=worker.drained")
    assert log.json["lines"] == []


async def test_nobody_but_the_operator_drains_a_worker(here: Site) -> None:
    mediator = await here.staff("mediator")

    assert (await mediator.post("/api/operations/workers/0/drain")).status == 403
