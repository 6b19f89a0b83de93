"""Events and state of live rooms, for `signaling`: the database is the truth, the process may die at any time."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.domain.case import CASE_TRANSITIONS, CaseAction, CaseState
from server.domain.case_consent import ConsentStep
from server.domain.consent import Purpose
from server.domain.disclosure import is_unsettled
from server.domain.ids import CaseId
from server.domain.party import Role
from server.domain.session import OVER
from server.storage import tables
from server.storage.convening import missing_of
from server.storage.referral import SqlPanels
from server.storage.rows import AnyRow
from server.storage.tables.parties import step_answer
from server.storage.writing import put
from signaling.errors import Code, SequenceTakenError
from signaling.linelog import LineSample
from signaling.ports import MeetingFacts, StoredEvent
from signaling.protocol.event import EventKind
from signaling.protocol.words import Place


class SqlMeetingStore:
    """Implements `signaling.ports.MeetingStore`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def append(self, session: str, event: StoredEvent, state: dict[str, Any]) -> None:
        """Store the event and the state after it in one transaction. Raises `SequenceTakenError`."""
        try:
            async with self._engine.begin() as connection:
                await self._require_next(connection, session, event.seq)
                await connection.execute(insert(tables.room_event).values(session=session, **_event_values(event)))
                values = {"session": session, "seq": event.seq, "state": state}
                await put(connection, tables.meeting_state, values)
        except IntegrityError as error:
            raise SequenceTakenError from error

    async def load(self, session: str) -> tuple[int, dict[str, Any]] | None:
        """Return the last sequence number and state, or None for a meeting that never began."""
        table = tables.meeting_state
        row = await self._first(select(table).where(table.c.session == session))
        return (row.seq, row.state) if row else None

    async def since(self, session: str, seq: int) -> tuple[StoredEvent, ...]:
        """Return the events after `seq`, oldest first."""
        table = tables.room_event
        statement = select(table).where(table.c.session == session, table.c.seq > seq).order_by(table.c.seq)
        async with self._engine.connect() as connection:
            return tuple(_event_from(row) for row in await connection.execute(statement))

    async def facts(self, session: str) -> MeetingFacts | None:
        """Return what the case says of this meeting, or None when it may not be held (unknown, ended)."""
        meeting, case, host = tables.session, tables.case_file, tables.account
        row = await self._first(
            select(meeting, case.c.serial, case.c.title, case.c.cause, host.c.name.label("host_name"))
            .join(case, case.c.id == meeting.c.case_id)
            .join(host, host.c.id == meeting.c.mediator)
            .where(meeting.c.id == session, meeting.c.state.not_in([state.value for state in OVER]))
        )
        if row is None:
            return None
        return MeetingFacts(
            session=row.id,
            serial=row.serial,
            title=row.title,
            cause=row.cause,
            host_identity=row.mediator,
            host_name=row.host_name,
            starts_at=row.starts_at,
        )

    async def is_shut_out(self, session: str, identity: str) -> bool:
        """Tell whether this is staff whose account is closed, or a mediator who has the case no longer."""
        staff, meeting, case = tables.account, tables.session, tables.case_file
        row = await self._first(select(staff.c.role, staff.c.closed_at).where(staff.c.id == identity))
        if row is None or row.closed_at is not None or row.role != Role.MEDIATOR.value:
            return row is not None and row.closed_at is not None
        panel = await self._first(
            select(case.c.mediator, case.c.co_mediators)
            .join(meeting, meeting.c.case_id == case.c.id)
            .where(meeting.c.id == session)
        )
        return panel is None or identity not in {panel.mediator, *panel.co_mediators.split("|")}

    async def hindrance(self, session: str) -> Code | None:
        """Return why the meeting may not begin: nobody presides, the case is paused or over, a challenge waits."""
        meeting, case = tables.session, tables.case_file
        statement = (
            select(case.c.id, case.c.mediator, case.c.co_mediators, case.c.state)
            .join(meeting, meeting.c.case_id == case.c.id)
            .where(meeting.c.id == session)
        )
        async with self._engine.connect() as connection:
            found = (await connection.execute(statement)).first()
            if found is None:
                return None
            panels = SqlPanels(connection)
            disclosures = await panels.disclosures(CaseId(found.id))
            challenges = await panels.challenges(CaseId(found.id))
        if found.mediator is None:
            return Code.NO_PRESIDER
        if CaseAction.BEGIN not in CASE_TRANSITIONS[CaseState(found.state)]:
            return Code.CASE_STANDS
        panel = {found.mediator, *found.co_mediators.split("|")}
        return Code.UNSETTLED if is_unsettled(disclosures, challenges, panel) else None

    async def recording_consent(self, session: str, identity: str) -> bool | None:
        """Return the standing answer, None when never asked.

        Mediator and clerk are recorded by virtue of their office while they act in it: for them True.
        """
        table = tables.consent_answer
        row = await self._first(
            select(table.c.answer)
            .where(
                table.c.session == session,
                table.c.identity == identity,
                table.c.purpose == Purpose.RECORDING.value,
            )
            .order_by(table.c.position.desc())
            .limit(1)
        )
        if row is not None:
            return bool(row.answer)
        return True if await self._holds_office(identity) else None

    async def without_consent(self, session: str) -> frozenset[str]:
        """Return the invited whose consent to mediate online does not stand; whoever interprets is not asked for it."""
        link, given, person = tables.invitation, step_answer, tables.participant
        asks = (link.c.session == session, person.c.role != Role.INTERPRETER.value)
        invited = select(link.c.identity).join(person, person.c.identity == link.c.identity).where(*asks)
        answers = (
            select(given.c.identity, given.c.answer)
            .where(given.c.step == ConsentStep.ONLINE_MEDIATION.value, given.c.identity.in_(invited))
            .order_by(given.c.position)
        )
        async with self._engine.connect() as connection:
            everybody = {row.identity for row in await connection.execute(invited)}
            standing = {row.identity: row.answer for row in await connection.execute(answers)}
        return frozenset(identity for identity in everybody if not standing.get(identity))

    async def missing_consent(self, session: str, now: datetime) -> tuple[Code, tuple[str, ...]] | None:
        """Return what of the parties' consents the session lacks as it is convened, and whose by name; None nothing."""
        meeting = tables.session.c
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(meeting.case_id, meeting.form).where(meeting.id == session))).first()
            return None if row is None else await missing_of(connection, CaseId(row.case_id), session, row.form, now)

    async def keep_lines(self, session: str, samples: tuple[LineSample, ...]) -> None:
        """Store how good lines were; a sample that is there already is replaced."""
        async with self._engine.begin() as connection:
            for sample in samples:
                await put(connection, tables.session_quality, {"session": session, **_line_values(sample)})

    async def _holds_office(self, identity: str) -> bool:
        table = tables.account
        roles = [Role.MEDIATOR.value, Role.CLERK.value]
        statement = select(table.c.id).where(table.c.id == identity, table.c.role.in_(roles))
        return await self._first(statement) is not None

    async def _require_next(self, connection: AsyncConnection, session: str, seq: int) -> None:
        table = tables.meeting_state
        found = await connection.execute(select(table.c.seq).where(table.c.session == session))
        if seq != (found.scalar() or 0) + 1:
            raise SequenceTakenError

    async def _first(self, statement: Any) -> AnyRow | None:  # noqa: ANN401 - any select
        async with self._engine.connect() as connection:
            return (await connection.execute(statement)).first()


def _line_values(sample: LineSample) -> dict[str, Any]:
    return {
        "identity": sample.identity,
        "at": sample.at,
        "level": sample.level.value if sample.level else None,
        "uplink_loss": sample.uplink_loss,
        "downlink_loss": sample.downlink_loss,
        "round_trip_ms": sample.round_trip_ms,
        "jitter_ms": sample.jitter_ms,
        "uplink_bps": sample.uplink_bps,
        "downlink_bps": sample.downlink_bps,
        "report": _said(sample),
    }


def _said(sample: LineSample) -> dict[str, Any] | None:
    """Return what browsers said of the line: the person's own, and those of whoever heard them."""
    own = sample.report.model_dump(mode="json", exclude={"voices"}) if sample.report else None
    if sample.heard_concealed is None:
        return own
    return {**(own or {}), "heard_concealed": sample.heard_concealed}


def _event_values(event: StoredEvent) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": event.at,
        "kind": event.kind.value,
        "identity": event.identity,
        "name": event.name,
        "place": event.place.value if event.place else None,
        # PostgreSQL keeps no NUL in a text, and nobody reads one.
        "note": event.note.replace("\0", "") if event.note else event.note,
        "audience": list(event.audience) if event.audience is not None else None,
    }


def _event_from(row: AnyRow) -> StoredEvent:
    return StoredEvent(
        seq=row.seq,
        at=row.at,
        kind=EventKind(row.kind),
        identity=row.identity,
        name=row.name,
        place=Place(row.place) if row.place else None,
        note=row.note,
        audience=tuple(row.audience) if row.audience is not None else None,
    )
