"""SQLite's connections: a statement is one visit to their thread, and nothing else about them is different."""

import asyncio
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from typing_extensions import override

from server.storage.database import open_engine
from server.storage.sqlite_visits import VisitConnection, connect

_T = TypeVar("_T")


class CountedVisits(VisitConnection):
    """Counts how often its thread is visited."""

    count = 0

    @override
    async def visit(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        self.count += 1
        return await super().visit(work)


async def test_a_statement_with_a_thousand_rows_is_one_visit(tmp_path: Path) -> None:
    connection = CountedVisits(partial(sqlite3.connect, tmp_path / "case.db"), 64)
    async with connection, connection.cursor() as cursor:
        await cursor.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n", [1000]
        )
        assert [column[0] for column in cursor.description or ()] == ["i"]
        assert await cursor.fetchall() == [(number,) for number in range(1, 1001)]
        await cursor.close()
    assert connection.count == 1


async def test_a_refused_statement_says_why_and_the_connection_goes_on(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'case.db'}")
    try:
        async with engine.begin() as connection:
            await connection.execute(text("CREATE TABLE case_file (serial TEXT PRIMARY KEY)"))
            added = await connection.execute(text("INSERT INTO case_file VALUES (:s)"), [{"s": "1"}, {"s": "2"}])
            assert added.rowcount == 2
            with pytest.raises(IntegrityError):
                await connection.execute(text("INSERT INTO case_file VALUES ('1')"))
            with pytest.raises(OperationalError):
                await connection.execute(text("SELECT nothing FROM nowhere"))
            assert (await connection.execute(text("SELECT count(*) FROM case_file"))).scalar_one() == 2
    finally:
        await engine.dispose()


async def test_who_stops_waiting_for_a_statement_leaves_nothing_of_it(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'case.db'}")

    async def add_and_stop() -> None:
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO case_file VALUES ('given up')"))
            begun.set()
            await asyncio.Event().wait()

    try:
        async with engine.begin() as connection:
            await connection.execute(text("CREATE TABLE case_file (serial TEXT PRIMARY KEY)"))
        begun = asyncio.Event()
        adding = asyncio.create_task(add_and_stop())
        await begun.wait()
        adding.cancel()
        await asyncio.gather(adding, return_exceptions=True)
        async with engine.begin() as connection:
            assert (await connection.execute(text("SELECT count(*) FROM case_file"))).scalar_one() == 0
    finally:
        await engine.dispose()


async def test_a_closed_connection_refuses_a_statement(tmp_path: Path) -> None:
    connection = connect(str(tmp_path / "case.db"))
    async with connection:
        pass
    with pytest.raises(ValueError, match="closed"):
        await connection.cursor().execute("SELECT 1")


async def test_a_statement_runs_in_the_thread_of_its_connection(tmp_path: Path) -> None:
    async with connect(str(tmp_path / "case.db")) as connection:
        # The driver itself refuses every other thread.
        with pytest.raises(sqlite3.ProgrammingError):
            connection._conn.execute("SELECT 1")  # noqa: SLF001 - the kept connection, from a thread not its own
