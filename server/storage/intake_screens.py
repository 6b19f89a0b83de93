"""Read-only views of intake."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.domain.account import Account
from server.domain.application import Door
from server.domain.case import CaseState
from server.services.intake_views import DraftSummary, IntakeList, IntakeSummary
from server.storage import people, tables
from server.storage.intake import draft_from
from server.storage.queries import in_reach
from server.storage.reading import reading
from server.storage.rows import AnyRow
from server.storage.sealing import ColumnSeal
from server.storage.tables import intake

LONGEST = 200


class SqlIntakeQueries:
    """Implements `ports.IntakeQueries`."""

    def __init__(self, engine: AsyncEngine, seal: ColumnSeal) -> None:
        self._engine = engine
        self._seal = seal

    async def desk(self, account: Account, now: datetime) -> IntakeList:
        """Return drafts of the house and cases received or returned there. Of a party's draft staff see nothing."""
        _ = now
        draft = intake.application_draft
        drafts = (
            select(draft)
            .where(draft.c.house == account.organisation, draft.c.created_by.is_not(None))
            .where(draft.c.handed_in_at.is_(None))
            .order_by(draft.c.saved_at.desc())
            .limit(LONGEST)
        )
        async with reading(self._engine) as connection:
            written = [draft_from(row, self._seal) for row in await connection.execute(drafts)]
            waiting, waits = await _lying(connection, account, CaseState.RECEIVED)
            returned, given_back = await _lying(connection, account, CaseState.RETURNED)
        return IntakeList(
            drafts=tuple(
                DraftSummary(each.case, each.application.title, each.door, each.created_by_name, each.saved_at)
                for each in written
            ),
            cases=tuple(
                IntakeSummary(
                    row.id, row.serial, row.title, Door(row.door), CaseState(row.state), row.received_at, row.workers
                )
                for row in (*waiting, *returned)
            ),
            waiting=waits,
            given_back=given_back,
        )

    async def sent_by_us(self, serial: str, phone_tail: str) -> Sequence[str] | None:
        """Return court, organisation and mediator of the case, when a telephone of it ends so."""
        case, mediator = tables.case_file, tables.account
        wanted = (
            select(case.c.id, case.c.court, case.c.organisation, mediator.c.name)
            .outerjoin(mediator, mediator.c.id == case.c.mediator)
            .where(or_(case.c.serial == serial, case.c.serial == serial.upper()))
        )
        async with reading(self._engine) as connection:
            row = (await connection.execute(wanted)).first()
            company = await people.of_case(connection, row.id, self._seal) if row else ()
        if row is None or not any(person.phone_ends_with(phone_tail) for person in company):
            return None
        return [part for part in (row.court, row.organisation, row.name) if part]


async def _lying(connection: AsyncConnection, account: Account, state: CaseState) -> tuple[Sequence[AnyRow], int]:
    """Return the cases at intake in this state that wait longest, and how many there are in all."""
    draft, case = intake.application_draft, tables.case_file
    where = (in_reach(account), case.c.state == state.value)
    longest = (
        select(case, draft.c.door)
        .join(draft, draft.c.case_id == case.c.id)
        .where(*where)
        .order_by(case.c.received_at, case.c.serial)
        .limit(LONGEST)
    )
    found = (await connection.execute(longest)).all()
    of_all = select(func.count()).select_from(case.join(draft, draft.c.case_id == case.c.id)).where(*where)
    return found, (await connection.execute(of_all)).scalar_one()
