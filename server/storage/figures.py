"""Which mediations ended, for figures: by house, without a name."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.account import Account
from server.domain.case import CaseMode, CaseSource
from server.domain.figures import Ended
from server.domain.outcome import EndingCode
from server.domain.party import Role
from server.domain.roster import EFFECTIVE
from server.storage.tables import case_file
from server.storage.tables.roster import roster_entry
from server.storage.tables.terms import case_ending


async def ended(
    connection: AsyncConnection, account: Account, reach: ColumnElement[bool], start: datetime, end: datetime
) -> tuple[Ended, ...]:
    """Return what ended from `start` to before `end`, the earliest first."""
    statement = (
        select(case_ending.c.code, case_ending.c.ended_at, case_file.c.source, case_file.c.mode)
        .join(case_file, case_file.c.id == case_ending.c.case_id)
        .where(_counted(account, reach), case_ending.c.ended_at >= start, case_ending.c.ended_at < end)
        .order_by(case_ending.c.ended_at, case_ending.c.case_id)
    )
    return tuple(
        Ended(EndingCode(row.code), CaseSource(row.source), CaseMode(row.mode), row.ended_at)
        for row in await connection.execute(statement)
    )


def _counted(account: Account, reach: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whose cases are counted: also for offices that read no case and see numbers alone."""
    match account.role:
        case Role.COURT_ADMIN:
            return case_file.c.court == account.organisation
        case Role.LABOUR_OFFICE:
            # An entry that no court confirmed says nothing of where the office keeps a roster: anybody may draft one.
            in_force = roster_entry.c.state.in_([state.value for state in EFFECTIVE])
            courts = select(roster_entry.c.court).where(roster_entry.c.office == account.organisation, in_force)
            return case_file.c.court.in_(courts)
        case _:
            return reach
