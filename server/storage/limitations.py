"""Repository of the limitation: from when the time of each party to ask for arbitration is counted."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import CaseId, Identity
from server.domain.limitation import Employment, Limitation
from server.storage.rows import AnyRow
from server.storage.tables.intake import limitation as table
from server.storage.writing import put

_NOBODY = ""
"""Under which it is kept where no party was named when it was said."""


class SqlLimitations:
    """Implements `ports.Limitations`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_case(self, case: CaseId) -> tuple[Limitation, ...]:
        """Return what is known of a case, each party's own."""
        return (await self.of_cases([case])).get(case, ())

    async def of_cases(self, cases: Sequence[CaseId]) -> Mapping[CaseId, tuple[Limitation, ...]]:
        """Return what is known of these cases, each party's own."""
        statement = select(table).where(table.c.case_id.in_(cases)).order_by(table.c.case_id, table.c.identity)
        found: dict[CaseId, list[Limitation]] = defaultdict(list)
        for row in await self._connection.execute(statement):
            found[CaseId(row.case_id)].append(_limitation(row))
        return {case: tuple(each) for case, each in found.items()}

    async def put(self, limitation: Limitation) -> None:
        """Keep it in place of what was known of this party before."""
        values = {
            "case_id": limitation.case,
            "known_on": limitation.known_on,
            "employment": limitation.employment.value if limitation.employment else None,
            "ended_on": limitation.ended_on,
            "pay": limitation.pay,
            "other": limitation.other,
            "identity": limitation.identity or _NOBODY,
        }
        await put(self._connection, table, values)

    async def forget(self, case: CaseId, identity: Identity | None) -> None:
        """Forget the year of one party."""
        own = (table.c.case_id == case, table.c.identity == (identity or _NOBODY))
        await self._connection.execute(delete(table).where(*own))


def _limitation(row: AnyRow) -> Limitation:
    return Limitation(
        case=CaseId(row.case_id),
        known_on=row.known_on,
        employment=Employment(row.employment) if row.employment else None,
        ended_on=row.ended_on,
        pay=row.pay,
        other=row.other,
        identity=Identity(row.identity) if row.identity else None,
    )
