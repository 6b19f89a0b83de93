"""Support access: repositories, and what the support is shown."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, insert, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.domain.case import CaseState
from server.domain.device_check import CheckResult
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.reminder import PromptState, ReminderKind
from server.domain.session import SessionMode, SessionState
from server.domain.support_access import SupportAccess, SupportReading, SupportState
from server.services.support_views import (
    KeptAccess,
    ReadingView,
    SupportCaseLine,
    SupportCaseView,
    SupportGuest,
    SupportMessage,
    SupportPerson,
    SupportSession,
    SupportStep,
)
from server.storage import people, rows, tables
from server.storage.reading import reading
from server.storage.rows import AnyRow
from server.storage.sealing import ColumnSeal
from server.storage.tables.desk import prompt
from server.storage.writing import Values, save_version

_STANDING: Final = (SupportState.ASKED.value, SupportState.OPEN.value)
_MOST: Final = 100
_MOST_MESSAGES: Final = 200
_own, _reading, _case = tables.support_access, tables.support_reading, tables.case_file

Numbers = dict[Identity, int]
"""By which number the support knows the people of a case."""


class SqlSupportAccesses:
    """Implements `ports.support.SupportAccesses`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, access: str) -> SupportAccess | None:
        """Return the access."""
        row = (await self._connection.execute(select(_own).where(_own.c.id == access))).first()
        return _access(row) if row else None

    async def add(self, access: SupportAccess) -> None:
        """Keep a new access."""
        values = {
            "id": access.id,
            "house": access.house,
            "case_id": access.case,
            "purpose": access.purpose,
            "hours": access.hours,
            "asked_by": access.asked_by,
            "asked_by_name": access.asked_by_name,
            "asked_at": access.asked_at,
            **_life(access),
        }
        await self._connection.execute(insert(_own).values(**values, version=access.version))

    async def save(self, access: SupportAccess) -> None:
        """Keep a changed access."""
        await save_version(self._connection, _own, _own.c.id == access.id, access.version, _life(access))

    async def standing(self) -> tuple[SupportAccess, ...]:
        """Return what was asked for or is open."""
        wanted = select(_own).where(_own.c.state.in_(_STANDING)).order_by(_own.c.asked_at, _own.c.id)
        return tuple(_access(row) for row in await self._connection.execute(wanted))

    async def add_reading(self, reading: SupportReading) -> None:
        """Keep that a case was looked at."""
        values = {"access": reading.access, "case_id": reading.case, "at": reading.at}
        await self._connection.execute(insert(_reading).values(**values))


class SqlSupportQueries:
    """Implements `ports.support.SupportQueries`."""

    def __init__(self, engine: AsyncEngine, seal: ColumnSeal) -> None:
        self._engine = engine
        self._seal = seal

    async def asked_by(self, account: AccountId) -> Sequence[KeptAccess]:
        """Return the accesses somebody asked for, newest first."""
        return await self._kept(_own.c.asked_by == account)

    async def of_house(self, house: str) -> Sequence[KeptAccess]:
        """Return the accesses to a house and its cases, newest first."""
        return await self._kept(_own.c.house == house)

    async def everything(self) -> Sequence[KeptAccess]:
        """Return every access, newest first."""
        return await self._kept(true())

    async def of_case(self, case: CaseId, house: str | None) -> Sequence[KeptAccess]:
        """Return the accesses that reach or reached a case, with the looks into this case alone."""
        looked = select(_reading.c.access).where(_reading.c.case_id == case)
        of_all = and_(_own.c.case_id.is_(None), _own.c.house == house, _own.c.state.in_(_STANDING))
        return await self._kept(or_(_own.c.case_id == case, of_all, _own.c.id.in_(looked)), _reading.c.case_id == case)

    async def cases(self, access: SupportAccess) -> Sequence[SupportCaseLine]:
        """Return the cases an access covers, newest first."""
        of_house = or_(
            _case.c.court == access.house, and_(_case.c.court.is_(None), _case.c.organisation == access.house)
        )
        where = _case.c.id == access.case if access.case else of_house
        statement = select(_case).where(where).order_by(_case.c.received_at.desc(), _case.c.serial).limit(_MOST)
        async with reading(self._engine) as connection:
            found = (await connection.execute(statement)).all()
        return tuple(SupportCaseLine(row.serial, CaseState(row.state), row.received_at) for row in found)

    async def case(self, case: CaseId, until: datetime, now: datetime) -> SupportCaseView:
        """Return what the support may see of a case."""
        async with reading(self._engine) as connection:
            row = (await connection.execute(select(_case).where(_case.c.id == case))).one()
            company = await people.of_case(connection, case, self._seal)
            numbers = {person.identity: number for number, person in enumerate(company, 1)}
            return SupportCaseView(
                serial=row.serial,
                state=CaseState(row.state),
                court=row.court,
                organisation=row.organisation,
                received_at=row.received_at,
                people=tuple(
                    SupportPerson(numbers[one.identity], one.side, one.role, one.title, one.masked_phone)
                    for one in company
                ),
                sessions=await _sessions(connection, case, numbers, now),
                messages=await _messages(connection, case, numbers),
                course=await _course(connection, case),
                until=until,
            )

    async def _kept(
        self, where: ColumnElement[bool], looks: ColumnElement[bool] | None = None
    ) -> tuple[KeptAccess, ...]:
        statement = (
            select(_own, _case.c.serial)
            .outerjoin(_case, _case.c.id == _own.c.case_id)
            .where(where)
            .order_by(_own.c.asked_at.desc(), _own.c.id)
            .limit(_MOST)
        )
        async with reading(self._engine) as connection:
            found = (await connection.execute(statement)).all()
            read = await _readings(connection, [row.id for row in found], true() if looks is None else looks)
        return tuple(KeptAccess(_access(row), row.serial, tuple(read[row.id])) for row in found)


async def _readings(
    connection: AsyncConnection, accesses: Sequence[str], where: ColumnElement[bool]
) -> dict[str, list[ReadingView]]:
    statement = (
        select(_reading, _case.c.serial)
        .join(_case, _case.c.id == _reading.c.case_id)
        .where(_reading.c.access.in_(accesses), where)
        .order_by(_reading.c.at.desc(), _reading.c.id.desc())
    )
    read: dict[str, list[ReadingView]] = defaultdict(list)
    for row in await connection.execute(statement):
        read[row.access].append(ReadingView(row.at, row.serial))
    return read


async def _sessions(
    connection: AsyncConnection, case: CaseId, numbers: Numbers, now: datetime
) -> tuple[SupportSession, ...]:
    meeting = tables.session
    found = (
        await connection.execute(select(meeting).where(meeting.c.case_id == case).order_by(meeting.c.number))
    ).all()
    guests = await _guests(connection, [row.id for row in found], numbers, now)
    return tuple(
        SupportSession(
            row.number,
            SessionState(row.state),
            row.starts_at,
            row.minutes,
            SessionMode(row.mode),
            tuple(guests[row.id]),
        )
        for row in found
    )


async def _guests(
    connection: AsyncConnection, sessions: Sequence[str], numbers: Numbers, now: datetime
) -> dict[str, list[SupportGuest]]:
    link, check = tables.invitation, tables.device_check
    statement = (
        select(link, check.c.camera, check.c.microphone, check.c.connection)
        .outerjoin(check, and_(check.c.session == link.c.session, check.c.identity == link.c.identity))
        .where(link.c.session.in_(sessions))
    )
    invited: dict[str, list[SupportGuest]] = defaultdict(list)
    for row in await connection.execute(statement):
        checked = (_check(row.camera), _check(row.microphone), _check(row.connection))
        state = rows.invitation_from(row).state(now)
        invited[row.session].append(SupportGuest(numbers[Identity(row.identity)], state, *checked))
    for guests in invited.values():
        guests.sort(key=lambda guest: guest.number)
    return invited


async def _messages(connection: AsyncConnection, case: CaseId, numbers: Numbers) -> tuple[SupportMessage, ...]:
    statement = (
        select(prompt)
        .where(prompt.c.case_id == case, prompt.c.identity.is_not(None))
        .order_by(prompt.c.created_at.desc(), prompt.c.id.desc())
        .limit(_MOST_MESSAGES)
    )
    return tuple(
        SupportMessage(
            row.created_at,
            ReminderKind(row.kind),
            numbers[Identity(row.identity)],
            PromptState(row.state),
            row.attempts,
        )
        for row in await connection.execute(statement)
    )


async def _course(connection: AsyncConnection, case: CaseId) -> tuple[SupportStep, ...]:
    table = tables.timeline_entry
    statement = select(table.c.at, table.c.kind).where(table.c.case_id == case)
    found = await connection.execute(statement.order_by(table.c.at.desc(), table.c.id.desc()))
    return tuple(SupportStep(row.at, row.kind) for row in found)


def _check(result: str | None) -> CheckResult | None:
    return CheckResult(result) if result else None


def _life(access: SupportAccess) -> Values:
    return {
        "state": access.state.value,
        "answered_by_name": access.answered_by_name,
        "answered_at": access.answered_at,
        "until": access.until,
        "ended_by_name": access.ended_by_name,
        "ended_at": access.ended_at,
    }


def _access(row: AnyRow) -> SupportAccess:
    return SupportAccess(
        id=row.id,
        house=row.house,
        case=CaseId(row.case_id) if row.case_id else None,
        purpose=row.purpose,
        hours=row.hours,
        asked_by=AccountId(row.asked_by),
        asked_by_name=row.asked_by_name,
        asked_at=row.asked_at,
        state=SupportState(row.state),
        answered_by_name=row.answered_by_name,
        answered_at=row.answered_at,
        until=row.until,
        ended_by_name=row.ended_by_name,
        ended_at=row.ended_at,
        version=row.version,
    )
