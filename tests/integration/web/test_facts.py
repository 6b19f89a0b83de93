"""The server is killed while it tells another system what happened: everything arrives, a repeat under its key."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import select, update

from server.domain.facts import CaseEnded, CaseReceived, CaseReferred
from server.settings import Settings
from server.storage import tables
from server.storage.database import Database
from server.storage.schema import upgrade
from tests.support.program import PATIENCE, Program
from tests.support.services import private_postgres
from tests.support.store import COLUMN_KEY
from tests.support.wait import until

DEATHS = 3
BEGIN = datetime(2026, 4, 7, 1, 0, tzinfo=UTC)


class Receiver:
    """Another system that the sender dies at, a few times, before it hears the receipt."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str, bytes]] = []
        self.deaths = 0
        self.struck = asyncio.Event()
        self.buried = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.got.append((request.headers["Webhook-Id"], json.loads(body)["data"]["serial"], body))
        # Every second fact: of a case one that has been sent already, and one that has not.
        if self.deaths < DEATHS and len(self.got) % 2 == 0:
            self.deaths += 1
            self.struck.set()
            await self.buried.wait()
        return web.Response(status=204)


@pytest.fixture
async def receiver() -> AsyncIterator[tuple[Receiver, str]]:
    here = Receiver()
    app = web.Application()
    app.router.add_post("/facts", here.take)
    async with TestServer(app) as server:
        yield here, str(server.make_url("/facts"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Yield the address of a store that holds nothing, not even what another test left; None for the file."""
    if request.param == "sqlite":
        yield None
        return
    with private_postgres() as address:
        yield address.format(database="postgres")


async def test_a_server_killed_while_it_tells_another_system_loses_nothing_and_repeats_only_what_the_key_tells(
    tmp_path: Path, database_url: str | None, receiver: tuple[Receiver, str]
) -> None:
    here, url = receiver
    settings = Settings(data_dir=tmp_path, database_url=database_url)
    await upgrade(settings.database)
    await fill(settings.database)
    address = {} if database_url is None else {"MEDIATION_ROOM_DATABASE_URL": database_url}
    program = Program(
        tmp_path,
        MEDIATION_ROOM_IN_PROCESS="true",
        MEDIATION_ROOM_FACTS="hook",
        MEDIATION_ROOM_FACTS_URL=url,
        MEDIATION_ROOM_FACTS_SECRET="a secret that two systems share!",  # noqa: S106 - of this test
        **address,
    )

    for _ in range(DEATHS):
        await program.start()
        async with asyncio.timeout(PATIENCE):
            await here.struck.wait()
        await program.end(signal.SIGKILL)
        here.struck.clear()
        here.buried.set()
        await leases_end(settings.database)
        here.buried = asyncio.Event()
    await program.start()
    written = await keys(settings.database)
    await until(lambda: {key for key, _, _ in here.got} >= set(written), "every fact", PATIENCE)
    await program.end(signal.SIGTERM)

    bodies: dict[str, set[bytes]] = {}
    for key, _, body in here.got:
        bodies.setdefault(key, set()).add(body)
    assert all(len(same) == 1 for same in bodies.values())
    assert len(here.got) > len(bodies)
    for serial in {serial for _, serial, _ in here.got}:
        first = list(dict.fromkeys(key for key, of, _ in here.got if of == serial))
        assert first == [key for key in written if key in first]


async def fill(url: str) -> None:
    """Write facts of two cases, as the use cases do, before the program starts."""
    database = Database.connect(url, COLUMN_KEY)
    async with database.begin() as uow:
        for number in (1, 2):
            serial = f"LY2026-90000{number}"
            await uow.outbox.add(CaseReceived(serial, "entrusted", BEGIN), f"received:{number}")
            await uow.outbox.add(CaseReferred(serial, "调解中心", BEGIN + timedelta(hours=1)), f"referred:{number}")
            await uow.outbox.add(CaseEnded(serial, "other", BEGIN + timedelta(hours=2)), f"ended:{number}")
        await uow.commit()
    await database.close()


async def leases_end(url: str) -> None:
    """Let the two minutes pass for which a fact is the dead server's."""
    database = Database.connect(url, COLUMN_KEY)
    waiting = tables.outbox.c.delivered_at.is_(None) & tables.outbox.c.due_at.is_not(None)
    async with database.engine.begin() as connection:
        await connection.execute(update(tables.outbox).where(waiting).values(due_at=BEGIN))
    await database.close()


async def keys(url: str) -> list[str]:
    """Return the keys of every fact there is, in the order in which they became true."""
    database = Database.connect(url, COLUMN_KEY)
    async with database.engine.connect() as connection:
        found = list((await connection.execute(select(tables.outbox.c.key).order_by(tables.outbox.c.id))).scalars())
    await database.close()
    return found
