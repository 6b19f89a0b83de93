"""Repositories: cases, sessions and their people, each on the connection of one unit of work."""

from sqlalchemy import ColumnElement, and_, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.attendance import RoomFact
from server.domain.case import Case
from server.domain.consent import Consent, Purpose
from server.domain.device_check import DeviceCheck
from server.domain.errors import StaleVersionError
from server.domain.identity import IdentityRecord
from server.domain.ids import CaseId, Identity, SessionId
from server.domain.invitation import Invitation
from server.domain.notice import NOTICE_VERSION, Acknowledgement
from server.domain.party import Participant
from server.domain.session import Session
from server.storage import rows, tables
from server.storage.concerned import knows_of_case
from server.storage.reading import held
from server.storage.sealing import ColumnSeal
from server.storage.writing import put, save_version, upsert


class SqlCases:
    """Implements `ports.Cases`."""

    def __init__(self, connection: AsyncConnection, seal: ColumnSeal) -> None:
        self._connection = connection
        self._seal = seal

    async def get(self, case: CaseId) -> Case | None:
        """Return the case."""
        return await self._one(tables.case_file.c.id == case)

    async def by_serial(self, serial: str) -> Case | None:
        """Return the case with this serial, held by a command."""
        statement = select(tables.case_file).where(tables.case_file.c.serial == serial)
        row = (await self._connection.execute(held(self._connection, statement))).first()
        return rows.case_from(row) if row else None

    async def next_number(self, year: int) -> int:
        """Take the next serial number of the year."""
        table = tables.serial_counter
        statement = (
            upsert(self._connection, table)
            .values(year=year, number=1)
            .on_conflict_do_update(index_elements=["year"], set_={"number": table.c.number + 1})
            .returning(table.c.number)
        )
        number: int = (await self._connection.execute(statement)).scalar_one()
        return number

    async def add(self, case: Case) -> None:
        """Keep a new case."""
        await self._connection.execute(insert(tables.case_file).values(**rows.case_values(case), version=case.version))

    async def save(self, case: Case) -> None:
        """Keep a changed case; the instant of first receipt is written by `add` alone."""
        where = tables.case_file.c.id == case.id
        values = {name: value for name, value in rows.case_values(case).items() if name != "received_at"}
        await save_version(self._connection, tables.case_file, where, case.version, values)

    async def participant(self, case: CaseId, identity: Identity) -> Participant | None:
        """Return a person of the case."""
        table = tables.participant
        found = await self._connection.execute(
            select(table).where(table.c.case_id == case, table.c.identity == identity)
        )
        row = found.first()
        return rows.participant_from(row, self._seal) if row else None

    async def participants(self, case: CaseId) -> tuple[Participant, ...]:
        """Return the people of the case in the order they were added."""
        return await self._people(tables.participant.c.case_id == case)

    async def acquainted(self, case: CaseId) -> tuple[Participant, ...]:
        """Return those who know of the case, in the order they were added."""
        return await self._people(tables.participant.c.case_id == case, knows_of_case())

    async def save_participant(self, participant: Participant) -> None:
        """Keep what was put right about a person; place in the order and identity stay."""
        table = tables.participant
        values = rows.participant_values(participant, 0, self._seal)
        del values["position"]
        where = table.c.identity == participant.identity
        await save_version(self._connection, table, where, participant.version, values)

    async def add_participant(self, participant: Participant, place: int | None = None) -> None:
        """Keep a new person behind all others, who are counted where the caller did not."""
        behind = await self._count(participant.case) if place is None else place
        values = rows.participant_values(participant, behind, self._seal)
        await self._connection.execute(insert(tables.participant).values(**values, version=participant.version))

    async def _people(self, *where: ColumnElement[bool]) -> tuple[Participant, ...]:
        table = tables.participant
        found = await self._connection.execute(select(table).where(*where).order_by(table.c.position))
        return tuple(rows.participant_from(row, self._seal) for row in found)

    async def _count(self, case: CaseId) -> int:
        table = tables.participant
        count = select(func.count()).select_from(table).where(table.c.case_id == case)
        found: int = (await self._connection.execute(count)).scalar_one()
        return found

    async def _one(self, where: ColumnElement[bool]) -> Case | None:
        row = (await self._connection.execute(select(tables.case_file).where(where))).first()
        return rows.case_from(row) if row else None


class SqlSessions:
    """Implements `ports.Sessions`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, session: SessionId) -> Session | None:
        """Return the session."""
        found = await self._connection.execute(select(tables.session).where(tables.session.c.id == session))
        row = found.first()
        return rows.session_from(row) if row else None

    async def of_case(self, case: CaseId) -> tuple[Session, ...]:
        """Return the sessions of a case, by number."""
        table = tables.session
        found = await self._connection.execute(select(table).where(table.c.case_id == case).order_by(table.c.number))
        return tuple(rows.session_from(row) for row in found)

    async def add(self, session: Session) -> None:
        """Keep a new session."""
        await self._connection.execute(
            insert(tables.session).values(**rows.session_values(session), version=session.version)
        )

    async def save(self, session: Session) -> None:
        """Keep a changed session."""
        where = tables.session.c.id == session.id
        await save_version(self._connection, tables.session, where, session.version, rows.session_values(session))

    async def room_facts(self, session: SessionId) -> tuple[RoomFact, ...]:
        """Return what happened in its room, oldest first."""
        table = tables.room_event
        found = await self._connection.execute(select(table).where(table.c.session == session).order_by(table.c.seq))
        return tuple(rows.room_fact_from(row) for row in found)


class SqlInvitations:
    """Implements `ports.Invitations`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def by_token(self, digest: str) -> Invitation | None:
        """Return the invitation whose token has this digest."""
        return await self._one(tables.invitation.c.token_digest == digest)

    async def get(self, session: SessionId, identity: Identity) -> Invitation | None:
        """Return the person's invitation to the session."""
        return await self._one(self._key(session, identity))

    async def add(self, invitation: Invitation) -> None:
        """Keep a new invitation."""
        await self._connection.execute(
            insert(tables.invitation).values(**rows.invitation_values(invitation), version=invitation.version)
        )

    async def save(self, invitation: Invitation) -> None:
        """Keep a changed invitation."""
        where = self._key(invitation.session, invitation.identity)
        values = rows.invitation_values(invitation)
        await save_version(self._connection, tables.invitation, where, invitation.version, values)

    @staticmethod
    def _key(session: SessionId, identity: Identity) -> ColumnElement[bool]:
        return and_(tables.invitation.c.session == session, tables.invitation.c.identity == identity)

    async def _one(self, where: ColumnElement[bool]) -> Invitation | None:
        row = (await self._connection.execute(select(tables.invitation).where(where))).first()
        return rows.invitation_from(row) if row else None


class SqlPeople:
    """Implements `ports.People`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def consent(self, session: SessionId, identity: Identity, purpose: Purpose) -> Consent:
        """Return the consent with its history."""
        table = tables.consent_answer
        found = await self._connection.execute(
            select(table)
            .where(table.c.session == session, table.c.identity == identity, table.c.purpose == purpose.value)
            .order_by(table.c.position)
        )
        return Consent(session, identity, purpose, tuple(rows.answer_from(row) for row in found))

    async def save_consent(self, consent: Consent) -> None:
        """Keep answers that are not kept yet."""
        kept = await self.consent(consent.session, consent.identity, consent.purpose)
        for position, answer in list(enumerate(consent.answers))[len(kept.answers) :]:
            statement = upsert(self._connection, tables.consent_answer).values(
                session=consent.session,
                identity=consent.identity,
                purpose=consent.purpose.value,
                position=position,
                answer=answer.answer,
                version=answer.version,
                answered_at=answer.answered_at,
                channel=answer.channel.value,
            )
            added = await self._connection.execute(statement.on_conflict_do_nothing())
            if added.rowcount != 1:
                raise StaleVersionError(table="consent_answer")

    async def acknowledgement(self, session: SessionId, identity: Identity) -> Acknowledgement | None:
        """Return the acknowledgement of the present wording."""
        table = tables.acknowledgement
        found = await self._connection.execute(
            select(table).where(
                table.c.session == session, table.c.identity == identity, table.c.version == NOTICE_VERSION
            )
        )
        row = found.first()
        return rows.acknowledgement_from(row) if row else None

    async def acknowledge(self, acknowledgement: Acknowledgement) -> None:
        """Keep it; the first one of a wording stays."""
        statement = upsert(self._connection, tables.acknowledgement).values(
            session=acknowledgement.session,
            identity=acknowledgement.identity,
            version=acknowledgement.version,
            at=acknowledgement.at,
        )
        await self._connection.execute(statement.on_conflict_do_nothing())

    async def check(self, session: SessionId, identity: Identity) -> DeviceCheck | None:
        """Return the latest device check."""
        table = tables.device_check
        found = await self._connection.execute(
            select(table).where(table.c.session == session, table.c.identity == identity)
        )
        row = found.first()
        return rows.device_check_from(row) if row else None

    async def record_check(self, check: DeviceCheck) -> None:
        """Keep the latest device check."""
        values = {
            "session": check.session,
            "identity": check.identity,
            "at": check.at,
            "camera": check.camera.value,
            "microphone": check.microphone.value,
            "speaker": check.speaker.value,
            "connection": check.connection.value,
            "note": check.note,
        }
        await put(self._connection, tables.device_check, values)

    async def identity_record(self, session: SessionId, identity: Identity) -> IdentityRecord | None:
        """Return the latest identity check."""
        table = tables.identity_record
        found = await self._connection.execute(
            select(table).where(table.c.session == session, table.c.identity == identity)
        )
        row = found.first()
        return rows.identity_record_from(row) if row else None

    async def record_identity(self, record: IdentityRecord) -> None:
        """Keep the latest identity check."""
        values = {
            "session": record.session,
            "identity": record.identity,
            "result": record.result.value,
            "method": record.method.value,
            "operator": record.operator,
            "at": record.at,
            "note": record.note,
        }
        await put(self._connection, tables.identity_record, values)
