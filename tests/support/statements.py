"""What a store is asked: the statements that reach its database, to count what a use case costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.support.store import Store

_READS = "SELECT"


@contextmanager
def heard(store: Store) -> Iterator[list[str]]:
    """Yield the statements that the store's database executes meanwhile, as they come."""
    found: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event
        found.append(statement)

    engine = store.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def reads(statements: list[str]) -> list[str]:
    """Return those that read, in their order."""
    return [one for one in statements if one.lstrip().startswith(_READS)]
