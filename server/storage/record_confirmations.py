"""Repository of the confirmations of records of oral applications."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import AccountId, CaseId, Identity
from server.domain.oral_record import RecordConfirmation, Signing
from server.storage.tables.intake import record_confirmation as table
from server.storage.writing import upsert


class SqlRecordConfirmations:
    """Implements `ports.RecordConfirmations`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_document(self, document: str) -> tuple[RecordConfirmation, ...]:
        """Return the confirmations of a record, oldest first."""
        wanted = select(table).where(table.c.document == document).order_by(table.c.at, table.c.identity)
        return tuple(
            RecordConfirmation(
                case=CaseId(row.case_id),
                document=row.document,
                sha256=row.sha256,
                identity=Identity(row.identity),
                at=row.at,
                signing=Signing(row.signing),
                recorded_by=AccountId(row.recorded_by) if row.recorded_by else None,
                recorded_by_name=row.recorded_by_name,
            )
            for row in await self._connection.execute(wanted)
        )

    async def add(self, confirmation: RecordConfirmation) -> bool:
        """Keep one; return False when this applicant had confirmed this record."""
        statement = upsert(self._connection, table).values(
            document=confirmation.document,
            identity=confirmation.identity,
            case_id=confirmation.case,
            sha256=confirmation.sha256,
            at=confirmation.at,
            signing=confirmation.signing.value,
            recorded_by=confirmation.recorded_by,
            recorded_by_name=confirmation.recorded_by_name,
        )
        added = await self._connection.execute(statement.on_conflict_do_nothing())
        return added.rowcount == 1
