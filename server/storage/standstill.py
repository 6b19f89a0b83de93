"""What people were told of sessions of a case that stands still, or stood still."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.reminder import ReminderKind
from server.domain.standstill import NOTHING, TOLD_OF_IT, Told, mark
from server.storage.tables.desk import prompt


async def told_of(connection: AsyncConnection, sessions: Mapping[str, datetime]) -> Mapping[tuple[str, str], Told]:
    """Return by session and person what they were told of it at its hour (`sessions`); one statement."""
    if not sessions:
        return {}
    marks = {session: mark(session, at) for session, at in sessions.items()}
    starts = [prompt.c.key.startswith(f"{kind}{one}", autoescape=True) for one in marks.values() for kind in TOLD_OF_IT]
    statement = select(prompt.c.key, prompt.c.kind, prompt.c.identity).where(or_(*starts)).order_by(prompt.c.id)
    found: dict[tuple[str, str], Told] = {}
    for row in await connection.execute(statement):
        session = row.key.split(":")[1]
        before = found.get((session, row.identity), NOTHING)
        put_off = row.kind == ReminderKind.SESSION_PUT_OFF.value
        found[session, row.identity] = Told(before.messages + 1, put_off)
    return found
