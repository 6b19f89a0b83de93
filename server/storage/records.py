"""Repositories of what a session leaves behind: outcome, recordings, viewings and the line of the case."""

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.errors import StaleVersionError
from server.domain.ids import RecordingId, SessionId, ViewingId
from server.domain.outcome import Outcome
from server.domain.recording import Recording, RecordingState
from server.domain.timeline import TimelineEntry
from server.domain.viewing import Play, PlayAction, Viewing
from server.storage import rows, tables
from server.storage.writing import save_version, upsert

_TELLING: Final = (PlayAction.PLAY.value, PlayAction.PAUSE.value, PlayAction.END.value)
"""Which reports of a player say whether it plays."""


class SqlOutcomes:
    """Implements `ports.Outcomes`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, session: SessionId) -> Outcome | None:
        """Return the outcome."""
        found = await self._connection.execute(select(tables.outcome).where(tables.outcome.c.session == session))
        row = found.first()
        return rows.outcome_from(row) if row else None

    async def add(self, outcome: Outcome) -> None:
        """Keep it; a session has one for ever."""
        statement = upsert(self._connection, tables.outcome).values(**rows.outcome_values(outcome))
        added = await self._connection.execute(statement.on_conflict_do_nothing())
        if added.rowcount != 1:
            raise StaleVersionError(table="outcome")


class SqlRecordings:
    """Implements `ports.Recordings`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, recording: RecordingId) -> Recording | None:
        """Return the recording."""
        found = await self._connection.execute(select(tables.recording).where(tables.recording.c.id == recording))
        row = found.first()
        return rows.recording_from(row) if row else None

    async def of_session(self, session: SessionId) -> tuple[Recording, ...]:
        """Return the recordings of a session, by start."""
        return await self._all(tables.recording.c.session == session)

    async def unsealed(self) -> tuple[Recording, ...]:
        """Return all that are not sealed, those that were erased left out."""
        over = (RecordingState.SEALED.value, RecordingState.ERASED.value)
        return await self._all(tables.recording.c.state.not_in(over))

    async def add(self, recording: Recording) -> None:
        """Keep a new recording."""
        await self._connection.execute(
            insert(tables.recording).values(**rows.recording_values(recording), version=recording.version)
        )

    async def save(self, recording: Recording) -> None:
        """Keep a changed recording."""
        where = tables.recording.c.id == recording.id
        values = rows.recording_values(recording)
        await save_version(self._connection, tables.recording, where, recording.version, values)

    async def _all(self, where: ColumnElement[bool]) -> tuple[Recording, ...]:
        table = tables.recording
        found = await self._connection.execute(select(table).where(where).order_by(table.c.started_at, table.c.id))
        return tuple(rows.recording_from(row) for row in found)


class SqlViewings:
    """Implements `ports.Viewings`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, viewing: ViewingId) -> Viewing | None:
        """Return the viewing."""
        found = await self._connection.execute(select(tables.viewing).where(tables.viewing.c.id == viewing))
        row = found.first()
        return rows.viewing_from(row) if row else None

    async def add(self, viewing: Viewing) -> None:
        """Keep a new viewing."""
        await self._connection.execute(
            insert(tables.viewing).values(
                id=viewing.id,
                session=viewing.session,
                account=viewing.account,
                who=viewing.who,
                role=viewing.role.value,
                purpose=viewing.purpose.value,
                reason=viewing.reason,
                at=viewing.at,
            )
        )

    async def add_play(self, play: Play) -> None:
        """Keep one report of the player."""
        await self._connection.execute(
            insert(tables.play).values(viewing=play.viewing, at=play.at, action=play.action.value, at_ms=play.at_ms)
        )

    async def of_session(self, session: SessionId) -> tuple[Viewing, ...]:
        """Return the viewings of a session, oldest first."""
        table = tables.viewing
        wanted = select(table).where(table.c.session == session).order_by(table.c.at, table.c.id)
        return tuple(rows.viewing_from(row) for row in await self._connection.execute(wanted))

    async def plays(self, viewing: ViewingId) -> tuple[Play, ...]:
        """Return what a player reported, oldest first."""
        table = tables.play
        wanted = select(table).where(table.c.viewing == viewing).order_by(table.c.id)
        found = await self._connection.execute(wanted)
        return tuple(Play(viewing, row.at, PlayAction(row.action), row.at_ms) for row in found)

    async def is_played(self, session: SessionId, since: datetime) -> bool:
        """Tell whether a player that was opened after `since` last said that it plays; a jump says neither."""
        viewing, play = tables.viewing, tables.play
        told = select(func.max(play.c.id)).where(play.c.viewing == viewing.c.id, play.c.action.in_(_TELLING))
        last = (
            select(play.c.action)
            .join(viewing, viewing.c.id == play.c.viewing)
            .where(viewing.c.session == session, viewing.c.at > since)
            .where(play.c.id == told.correlate(viewing).scalar_subquery())
        )
        return PlayAction.PLAY.value in (await self._connection.execute(last)).scalars().all()


class SqlTimeline:
    """Implements `ports.Timeline`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, entry: TimelineEntry) -> None:
        """Keep one line."""
        await self._connection.execute(
            insert(tables.timeline_entry).values(
                case_id=entry.case,
                at=entry.at,
                kind=entry.kind,
                actor=entry.actor,
                text=entry.text,
                tone=entry.tone.value,
            )
        )
