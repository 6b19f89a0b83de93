"""SQLite connections that answer a statement in one visit to their thread.

A connection has a thread of its own. The driver's cursor visits it four times for a statement (make the cursor,
execute, fetch, close), and a case page asks fifteen statements; on a busy machine every visit waits twice for a core.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import aiosqlite
from typing_extensions import override

_T = TypeVar("_T")
_CHUNK: Final = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """What a statement gave, with all of its rows."""

    description: Sequence[Any] | None = None
    rowcount: int = -1
    lastrowid: int | None = None
    rows: list[Any] = field(default_factory=list)


class VisitCursor:
    """What SQLAlchemy needs of a cursor."""

    arraysize = 1

    def __init__(self, connection: "VisitConnection") -> None:
        self._connection = connection
        self._answer = Answer()

    async def __aenter__(self) -> Self:
        """Need nothing yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hold nothing."""

    @property
    def description(self) -> Sequence[Any] | None:
        """The columns; None for a statement without rows."""
        return self._answer.description

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""
        return self._answer.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The number of the row added last."""
        return self._answer.lastrowid

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        """Run a statement and fetch what it gives."""
        self._answer = await self._connection.visit(partial(_ask, statement=statement, parameters=parameters))
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> Self:
        """Run a statement once for each of the parameters."""
        self._answer = await self._connection.visit(partial(_ask_many, statement=statement, parameters=parameters))
        return self

    async def fetchall(self) -> list[Any]:
        """Return the rows."""
        return self._answer.rows

    async def close(self) -> None:
        """Do nothing: the statement is over since its visit."""


class VisitConnection(aiosqlite.Connection):
    """The driver's connection with cursors of ours."""

    @override
    def cursor(self) -> VisitCursor:  # type: ignore[override]  # nobody but SQLAlchemy asks for a cursor
        """Return a cursor."""
        return VisitCursor(self)

    async def visit(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Do something in the thread of the connection. Raises `ValueError` when it is closed."""
        if not self._running:
            raise ValueError("Connection closed")
        done: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
        self._tx.put_nowait((done, partial(work, self._conn)))
        return await done


def connect(database: str, **options: Any) -> VisitConnection:  # noqa: ANN401 - handed on to `sqlite3.connect`
    """Return a connection, opened when it is awaited."""
    connection = VisitConnection(partial(sqlite3.connect, database, **options), _CHUNK)
    # A connection nobody closed does not keep the program from ending.
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does with connections it opens itself
    return connection


def _ask(connection: sqlite3.Connection, statement: str, parameters: Sequence[Any]) -> Answer:
    cursor = connection.execute(statement, parameters)
    try:
        rows = cursor.fetchall() if cursor.description else []
        return Answer(cursor.description, cursor.rowcount, cursor.lastrowid, rows)
    finally:
        cursor.close()


def _ask_many(connection: sqlite3.Connection, statement: str, parameters: Iterable[Sequence[Any]]) -> Answer:
    cursor = connection.executemany(statement, parameters)
    try:
        return Answer(None, cursor.rowcount, cursor.lastrowid)
    finally:
        cursor.close()
