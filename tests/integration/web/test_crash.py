"""The server is killed again and again while people send commands: what was answered is there, nothing by half."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable
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
from tests.support.applications import candidates, taken_on
from tests.support.courses import COURSES
from tests.support.deaths import Deaths
from tests.support.program import PATIENCE, Program, people
from tests.support.site import Visitor
from tests.support.walks import Staff, Walker, shown, signed_in

LIMITS = {f"MEDIATION_ROOM_LIMIT_{name}": "100000/minute" for name in ("SIGN_IN", "LINK", "APPLY", "COMPLAINT")}
LONG_AGO = timedelta(days=30)
"""More than five working days, whatever holidays there are."""


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
        deaths = Deaths(program, len(COURSES) + 1, revive, first=int(database_url is not None))
        walkers = [Walker(there, deaths) for _ in COURSES]
        async with asyncio.TaskGroup() as together:
            for walker, course in zip(walkers, COURSES, strict=True):
                together.create_task(walked(course(walker, staff), deaths))
            together.create_task(walked(overdue(Walker(there, deaths), staff, settings), deaths))

    assert deaths.count >= max(walker.commands for walker in walkers) // 2
    assert sum(walker.commands for walker in walkers) > 60


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
