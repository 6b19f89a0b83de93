"""Delete every row of a case: whatever hangs on it by a key, what hangs on others first."""

from typing import Final

from sqlalchemy import ColumnElement, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import CaseId
from server.storage import tables

_WITH_SESSION: Final = "session"


async def erase(connection: AsyncConnection, case: CaseId) -> None:
    """Delete the rows of a case from all tables; tables about no case are left as they are."""
    hanging_first = reversed(tables.metadata.sorted_tables)
    # The case itself goes last: facts hang on it by its serial alone, which no key shows.
    for table in sorted(hanging_first, key=lambda one: one is tables.case_file):
        where = of_case(table, case)
        if where is not None:
            await connection.execute(delete(table).where(where))


def of_case(table: Table, case: CaseId) -> ColumnElement[bool] | None:
    """Return which rows of a table are a case's; None for a table that holds nothing of cases."""
    if table is tables.case_file:
        return table.c.id == case
    if table is tables.outbox:
        serial = select(tables.case_file.c.serial).where(tables.case_file.c.id == case).scalar_subquery()
        return table.c.serial == serial
    if "case_id" in table.c:
        return table.c.case_id == case
    sessions = select(tables.session.c.id).where(tables.session.c.case_id == case)
    if table is tables.play:
        return table.c.viewing.in_(select(tables.viewing.c.id).where(tables.viewing.c.session.in_(sessions)))
    return table.c.session.in_(sessions) if _WITH_SESSION in table.c else None
