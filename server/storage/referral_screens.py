"""Lists of mediators over many cases, for the court."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from server.domain.account import Account
from server.services.referral_views import RegisterLine
from server.storage import tables
from server.storage.queries import in_reach
from server.storage.reading import reading
from server.storage.tables.referral import panel_seat


class SqlReferralQueries:
    """Implements `ports.ReferralQueries`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def register(self, account: Account, text: str, most: int) -> Sequence[RegisterLine]:
        """Return who mediated in the cases in reach, by part of a name or a serial, newest first."""
        case, seat = tables.case_file.c, panel_seat.c
        meant = or_(seat.name.contains(text, autoescape=True), case.serial == text.upper())
        statement = (
            select(seat.name, case.serial, case.title, seat.since, seat.until, seat.presides)
            .join(panel_seat, seat.case_id == case.id)
            .where(in_reach(account), meant)
            .order_by(seat.since.desc(), case.serial, seat.account)
            .limit(most)
        )
        async with reading(self._engine) as connection:
            return tuple(
                RegisterLine(row.name, row.serial, row.title, row.since, row.until, row.presides)
                for row in await connection.execute(statement)
            )
