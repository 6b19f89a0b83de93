"""The server is killed again and again while people send commands: what was answered is there, nothing by half."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from server.command.verify_audit import examine
from server.domain import clocks
from server.domain.referral import ReferralState
from server.keys import COLUMNS, FOLDER
from server.services.clocks import refresh
from server.services.ports.terms import NextClock
from server.settings import Settings
from server.storage.database import Database
from server.storage.tables.referral import referral
from server.web import openapi
from tests.support.applications import candidates, taken_on
from tests.support.deaths import Deaths
from tests.support.program import PATIENCE, Program, people
from tests.support.site import Site, Visitor
from tests.support.walked import WALKED, Course
from tests.support.walks import Staff, Walker, shown, signed_in

LIMITS = {f"MEDIATION_ROOM_LIMIT_{name}": "100000/minute" for name in ("SIGN_IN", "LINK", "APPLY", "COMPLAINT")}
LONG_AGO = timedelta(days=30)
"""More than five working days, whatever holidays there are."""


NOT_WALKED: dict[str, tuple[str, ...]] = {
    "it reads, and each reading is a line of its own": (
        "POST /api/audit/exports",
        "POST /api/calendar/{year}/preview",
        "POST /api/case-exports",
        "POST /api/cases/{serial}/people/{identity}/personal",
        "POST /api/cases/{serial}/prints",
        "POST /api/cases/{serial}/protected/{material}/readings",
        "POST /api/cases/{serial}/support-pack",
        "POST /api/cases/{serial}/support-pack/protected",
        "POST /api/check",
        "POST /api/complaints/{complaint}/personal",
        "POST /api/own/{token}/export",
        "POST /api/recordings/{session}/access-log/exports",
        "POST /api/recordings/{session}/viewings",
        "POST /api/roster/{entry}/papers/{paper}/readings",
        "POST /api/roster/{entry}/personal",
        "POST /api/viewings/{viewing}/plays",
    ),
    "it gives a paper or a link out, and again is another one": (
        "POST /api/cases/{serial}/parties/{identity}/link",
        "POST /api/cases/{serial}/parties/{identity}/notice",
        "POST /api/intake/{case}/explanations/paper",
        "POST /api/own/{token}/sessions/{session}/enter",
        "POST /api/sessions/{session}/participants/{identity}/reissue",
    ),
    "it is shown nowhere but by the link that is dead then": ("DELETE /api/cases/{serial}/parties/{identity}/link",),
    "whoever got no answer begins again, and what was begun passes by itself": (
        "POST /api/applications",
        "POST /api/connection-tests",
        "POST /api/connection-tests/{test}/answer",
        "POST /api/connection-tests/{test}/complete",
        "POST /api/connection-tests/{test}/end",
        "POST /api/invitations/{token}/ticket",
        "POST /api/sessions/{session}/ticket",
        "POST /api/sign-in",
        "POST /api/sign-out",
    ),
    "walked by whoever got no answer to the opening of a link": (
        "POST /api/invitations/{token}/move",
        "POST /api/own/{token}/move",
    ),
    "it is about a room, which ends with the server: tests of recordings kill it there": (
        "POST /api/operations/workers/{number}/drain",
        "POST /api/sessions/{session}/recording",
        "PUT /api/invitations/{token}/connection-report",
    ),
    "it changes what the others walk on at that moment": ("PUT /api/term-policy",),
    "it takes days without an answer, an agreement or a filed case of months ago, or a carrier that failed, first": (
        "POST /api/cases/{serial}/follow-ups",
        "POST /api/cases/{serial}/referrals/withdraw",
        "POST /api/recordings/{session}/deletions",
        "POST /api/recordings/{session}/deletions/{deletion}/answer",
        "POST /api/undelivered-facts/again",
    ),
    "it keeps or changes one row, and is sent again to the same end in tests of each alone": (
        "DELETE /api/roster/{entry}/papers/{paper}",
        "POST /api/intake/{case}/receipt-supplements",
        "POST /api/roster/{entry}/papers",
        "POST /api/sessions/{session}/participants/{identity}/test-message",
        "PUT /api/cases/{serial}/materials/{material}",
        "PUT /api/cases/{serial}/people/{identity}/first-papers",
        "PUT /api/intake/{case}/materials/{material}",
        "PUT /api/own/{token}/materials/{material}",
    ),
    "it takes a second court, an account that nobody has yet, or a signed bundle: made in tests of each alone": (
        "DELETE /api/roster/{entry}/adoption",
        "POST /api/intake/{case}/bundles",
        "POST /api/roster-adoptions",
        "POST /api/roster/{entry}/account",
        "POST /api/roster/{entry}/adoption",
    ),
}
"""Why a request that changes something is in no course."""


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str | None:
    """Return the address of an empty database; None for the file beside the data."""
    return None if request.param == "sqlite" else request.getfixturevalue("postgres").format(database="postgres")


@pytest.fixture
async def program(tmp_path: Path, database_url: str | None) -> AsyncIterator[Program]:
    address = {} if database_url is None else {"MEDIATION_ROOM_DATABASE_URL": database_url}
    program = Program(tmp_path, MEDIATION_ROOM_IN_PROCESS="true", **LIMITS, **address)
    await program.start()
    yield program
    if program.process is not None and program.process.returncode is None:
        await program.end(signal.SIGTERM)


async def test_a_server_killed_among_its_answers_has_kept_each_that_was_given_and_nothing_by_half(
    program: Program, database_url: str | None
) -> None:
    settings = Settings(data_dir=program.folder, database_url=database_url)

    async def revive() -> None:
        await program.start()
        await require_whole(settings)

    async with AsyncExitStack() as stack:
        there = await stack.enter_async_context(people(program))
        staff = await signed_in(there)
        # What one of the two does not die at, the other does.
        deaths = Deaths(program, len(WALKED) + 1, revive, first=int(database_url is not None))
        async with asyncio.TaskGroup() as together:
            walks = [together.create_task(walk(there, staff, deaths, courses)) for courses in WALKED]
            together.create_task(walked(overdue(Walker(there, deaths), staff, settings), deaths))

    walkers = [walker for one in walks for walker in one.result()]
    assert deaths.count >= max(sum(walker.commands for walker in one.result()) for one in walks) // 2
    assert {route_of(*sent) for walker in walkers for sent in walker.sent} == changing() - not_walked()


def test_every_request_that_changes_something_is_walked_by_a_server_that_dies_or_says_why_not() -> None:
    """What is walked is what the walk above finds that it sent: no more and no less than all the others."""
    names = [route for routes in NOT_WALKED.values() for route in routes]

    assert len(names) == len(set(names))
    assert not_walked() <= changing()


def changing() -> set[str]:
    return {f"{route.method} {route.path}" for route, _ in openapi.described() if route.method != "GET"}


def not_walked() -> set[str]:
    return {route for routes in NOT_WALKED.values() for route in routes}


def route_of(method: str, path: str) -> str:
    """Return the route of a request: of those that fit, the one with the fewest names in its path."""
    parts = path.split("/")
    fitting = [route for route in changing() if fits(route.removeprefix(f"{method} ").split("/"), parts)]
    return min(fitting, key=lambda route: route.count("{"))


def fits(template: list[str], parts: list[str]) -> bool:
    return len(template) == len(parts) and all(
        one == other or one.startswith("{") for one, other in zip(template, parts, strict=True)
    )


async def walk(there: Site, staff: Staff, deaths: Deaths, courses: Sequence[Course]) -> list[Walker]:
    """Walk one course after the other, each with the lines of its own case; return who walked them."""
    walkers = [Walker(there, deaths) for _ in courses]
    for walker, course in zip(walkers, courses, strict=True):
        await course(walker, staff)
    await deaths.leave()
    return walkers


async def walked(course: Awaitable[None], deaths: Deaths) -> None:
    await course
    await deaths.leave()


async def overdue(walk: Walker, staff: Staff, settings: Settings) -> None:
    """Refer a case that nobody answers: it goes back by itself, once, however often the server dies at it."""
    clerk, case = staff.clerk, await taken_on(walk.there, "overdue-00001")
    walk.page, walk.reader = case, clerk
    await clerk.post(case + "/choice", {"joint": False})
    organisation, _ = await candidates(clerk, case)
    desk, letter = case + "/referral", {"key": "referral-0001", "entry": organisation}
    await walk(clerk, "POST", case + "/referrals", letter, shown_at=desk)
    walk.deaths.while_dead.append(lambda: age_referral(settings, case.rsplit("/", 1)[1]))
    while walk.deaths.while_dead:
        await walk.deaths.send(lambda: clerk.get(desk))
    before = await come_back(clerk, desk)
    await walk.require_lines()
    for _ in range(2):
        await walk.deaths.send(lambda: clerk.get(desk))
        await walk.require_lines()
        assert await shown(clerk, desk) == before
    returned = [line for line in walk.lines if line["kind"] == "referral.overdue"]
    assert len(returned) == 1


async def come_back(clerk: Visitor, desk: str) -> Any:  # noqa: ANN401 - an answer as JSON
    """Return what the desk shows once the letter is back."""
    async with asyncio.timeout(PATIENCE):
        while True:
            view = await shown(clerk, desk)
            if view["referrals"][0]["state"] == ReferralState.OVERDUE:
                return view
            await asyncio.sleep(0.05)


async def age_referral(settings: Settings, serial: str) -> None:
    """Make the letter of a case a month old, as if nobody had looked at it since."""
    database = connected(settings)
    try:
        now = datetime.now(UTC)  # noqa: TID251 - the running program's clock
        async with database.begin() as uow:
            case = await uow.cases.by_serial(serial)
        assert case is not None
        async with database.engine.begin() as connection:
            await connection.execute(
                update(referral).where(referral.c.case_id == case.id).values(sent_at=now - LONG_AGO)
            )
        async with database.begin() as uow:
            await refresh(uow, case, now)
            await uow.commit()
    finally:
        await database.close()


async def require_whole(settings: Settings) -> None:
    """Fail unless the audit chain holds and every kept clock is what a fresh calculation gives."""
    assert (await examine(settings)).broken is None
    database = connected(settings)
    try:
        await require_fresh_clocks(database)
    finally:
        await database.close()


def connected(settings: Settings) -> Database:
    return Database.connect(settings.database, (settings.data_dir / FOLDER / COLUMNS).read_bytes()[:32])


async def require_fresh_clocks(database: Database) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - the running program's clock
    async with database.begin() as uow:
        calendar = await uow.calendars.load()
        cases = [case for year in calendar.notices for case in await uow.clocks.touching(year)]
        facts = await uow.terms.facts(cases)
        assert cases
        for case in cases:
            fresh = {as_kept(clock) for clock in clocks.clocks(facts[case.id], calendar, now)}
            assert set(await uow.clocks.of(case.id)) == fresh, case.serial


def as_kept(clock: clocks.Clock) -> NextClock:
    end = clock.deadline
    return NextClock(
        clock.key, end.rule.value, clock.who, end.start, end.nominal, end.due, clock.state.value, end.provisional
    )
