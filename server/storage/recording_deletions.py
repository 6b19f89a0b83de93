"""Repository of requests to delete recordings."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import AccountId, SessionId
from server.domain.recording_deletion import DeletionState, RecordingDeletion
from server.storage import tables
from server.storage.rows import AnyRow
from server.storage.writing import Values, add_once, save_version


class SqlRecordingDeletions:
    """Implements `ports.recordings.RecordingDeletions`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, deletion: str) -> RecordingDeletion | None:
        """Return the request."""
        found = await self._all(tables.recording_deletion.c.id == deletion)
        return found[0] if found else None

    async def of_session(self, session: SessionId) -> tuple[RecordingDeletion, ...]:
        """Return the requests of a session, newest first."""
        return await self._all(tables.recording_deletion.c.session == session)

    async def waiting(self, court: str) -> tuple[RecordingDeletion, ...]:
        """Return the requests of a court that nobody answered, oldest first."""
        table, session, case = tables.recording_deletion.c, tables.session.c, tables.case_file.c
        of_court = select(session.id).join(tables.case_file, case.id == session.case_id).where(case.court == court)
        found = await self._all((table.state == DeletionState.ASKED.value) & table.session.in_(of_court))
        return found[::-1]

    async def add(self, deletion: RecordingDeletion) -> None:
        """Keep a new request."""
        values = {
            "id": deletion.id,
            "session": deletion.session,
            "reason": deletion.reason,
            "asked_by": deletion.asked_by,
            "asked_by_name": deletion.asked_by_name,
            "asked_at": deletion.asked_at,
            **_answer_values(deletion),
            "version": deletion.version,
        }
        await add_once(self._connection, tables.recording_deletion, values)

    async def save(self, deletion: RecordingDeletion) -> None:
        """Keep an answered request."""
        table = tables.recording_deletion
        where = table.c.id == deletion.id
        await save_version(self._connection, table, where, deletion.version, _answer_values(deletion))

    async def _all(self, where: ColumnElement[bool]) -> tuple[RecordingDeletion, ...]:
        table = tables.recording_deletion
        wanted = select(table).where(where).order_by(table.c.asked_at.desc(), table.c.id)
        return tuple(_deletion(row) for row in await self._connection.execute(wanted))


def _answer_values(deletion: RecordingDeletion) -> Values:
    return {
        "state": deletion.state.value,
        "opinion": deletion.opinion,
        "answered_by_name": deletion.answered_by_name,
        "answered_at": deletion.answered_at,
        "certificate": deletion.certificate,
    }


def _deletion(row: AnyRow) -> RecordingDeletion:
    return RecordingDeletion(
        id=row.id,
        session=SessionId(row.session),
        reason=row.reason,
        asked_by=AccountId(row.asked_by),
        asked_by_name=row.asked_by_name,
        asked_at=row.asked_at,
        state=DeletionState(row.state),
        opinion=row.opinion,
        answered_by_name=row.answered_by_name,
        answered_at=row.answered_at,
        certificate=row.certificate,
        version=row.version,
    )
