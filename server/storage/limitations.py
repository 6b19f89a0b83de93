"""Repository of the limitation: from when the time to ask for arbitration is counted."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import CaseId, Identity
from server.domain.limitation import Employment, Limitation
from server.storage.tables.intake import limitation as table
from server.storage.writing import put


class SqlLimitations:
    """Implements `ports.Limitations`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_cases(self, cases: Sequence[CaseId]) -> Mapping[CaseId, Limitation]:
        """Return what is known of these cases."""
        found = await self._connection.execute(select(table).where(table.c.case_id.in_(cases)))
        return {
            CaseId(row.case_id): Limitation(
                case=CaseId(row.case_id),
                known_on=row.known_on,
                employment=Employment(row.employment) if row.employment else None,
                ended_on=row.ended_on,
                pay=row.pay,
                other=row.other,
                identity=Identity(row.identity) if row.identity else None,
            )
            for row in found
        }

    async def put(self, limitation: Limitation) -> None:
        """Keep it in place of what was known before."""
        values = {
            "case_id": limitation.case,
            "known_on": limitation.known_on,
            "employment": limitation.employment.value if limitation.employment else None,
            "ended_on": limitation.ended_on,
            "pay": limitation.pay,
            "other": limitation.other,
            "identity": limitation.identity,
        }
        await put(self._connection, table, values)

    async def forget(self, case: CaseId) -> None:
        """Forget it."""
        await self._connection.execute(delete(table).where(table.c.case_id == case))
