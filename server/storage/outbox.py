"""The outbox: facts for other systems, written in the transaction that made them true and leased for delivery."""

from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.delivery import Fault
from server.domain.facts import Fact
from server.domain.ids import CaseId
from server.domain.profile import EntryKind
from server.domain.roster import EFFECTIVE, EntryState
from server.services.ports.outbox import DeadLetter, FactCarrierError, LeasedFact
from server.storage import tables
from server.storage.rows import AnyRow
from server.storage.tables.roster import roster_entry

_INVITED: Final = tuple(state.value for state in (*EFFECTIVE, EntryState.STOPPED))


class SqlOutbox:
    """Implements `ports.Outbox`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, fact: Fact, key: str) -> None:
        """Keep the fact in this transaction."""
        await self._connection.execute(
            insert(tables.outbox).values(
                name=fact.name,
                key=key,
                serial=fact.serial,
                payload=payload(fact),
                created_at=fact.at,
                due_at=fact.at,
                delivered_at=None,
                attempts=0,
                last_error=None,
                last_status=None,
            )
        )

    async def lease(self, now: datetime, until: datetime) -> LeasedFact | None:
        """Take the first that may go; one another process holds is passed over (PostgreSQL), or waited for (SQLite)."""
        table, earlier = tables.outbox, tables.outbox.alias("earlier")
        # Also behind a dead one: what the receiver cannot take is not overtaken by what came after it.
        waits = exists().where(
            earlier.c.serial == table.c.serial, earlier.c.id < table.c.id, earlier.c.delivered_at.is_(None)
        )
        statement = (
            select(table)
            .where(table.c.delivered_at.is_(None), table.c.due_at <= now, ~waits)
            .order_by(table.c.due_at, table.c.id)
            .limit(1)
            .with_for_update(skip_locked=True, of=table)
        )
        row = (await self._connection.execute(statement)).first()
        if row is None:
            return None
        taken = update(table).where(table.c.id == row.id).values(due_at=until, attempts=row.attempts + 1)
        await self._connection.execute(taken)
        return LeasedFact(row.id, row.key, row.name, row.serial, row.payload, row.created_at, row.attempts + 1)

    async def delivered(self, fact: int, at: datetime) -> None:
        """Note that the other system has it."""
        await self._note(fact, delivered_at=at, due_at=None, last_error=None, last_status=None)

    async def failed(self, fact: int, error: FactCarrierError, again_at: datetime | None) -> None:
        """Note that it was not taken."""
        await self._note(fact, due_at=again_at, last_error=error.fault.value, last_status=error.status)

    async def overseers(self, serial: str) -> tuple[str, ...]:
        """Return the courts whose administrators see to the facts of a case."""
        case, entry = tables.case_file, roster_entry
        found = (await self._connection.execute(select(case).where(case.c.serial == serial))).first()
        if found is None:
            return ()
        if found.court is not None:
            return (found.court,)
        invited = select(entry.c.court).where(entry.c.name == found.organisation, *_is_invited()).distinct()
        return tuple((await self._connection.execute(invited.order_by(entry.c.court))).scalars())

    async def dead(self, court: str) -> tuple[DeadLetter, ...]:
        """Return what waits for a person of this court, oldest first."""
        table, behind = tables.outbox, tables.outbox.alias("behind")
        waiting = (
            select(func.count())
            .select_from(behind)
            .where(behind.c.serial == table.c.serial, behind.c.id > table.c.id, behind.c.delivered_at.is_(None))
            .scalar_subquery()
        )
        statement = (
            select(table, tables.case_file.c.id.label("case"), waiting.label("behind"))
            .join(tables.case_file, tables.case_file.c.serial == table.c.serial)
            .where(_is_dead(), _seen_by(court))
            .order_by(table.c.id)
        )
        return tuple(_dead_letter(row) for row in await self._connection.execute(statement))

    async def waiting(self, court: str) -> int:
        """Return how many facts of this court are on their way."""
        table = tables.outbox
        statement = (
            select(func.count())
            .select_from(table)
            .join(tables.case_file, tables.case_file.c.serial == table.c.serial)
            .where(table.c.delivered_at.is_(None), table.c.due_at.is_not(None), _seen_by(court))
        )
        return (await self._connection.execute(statement)).scalar_one()

    async def send_again(self, fact: int, now: datetime) -> bool:
        """Let a dead one be tried anew from now on."""
        again = update(tables.outbox).where(tables.outbox.c.id == fact, _is_dead())
        return (await self._connection.execute(again.values(due_at=now, attempts=0))).rowcount == 1

    async def _note(self, fact: int, **values: object) -> None:
        # A lease may have ended and another process have delivered it: that stays so.
        where = (tables.outbox.c.id == fact) & tables.outbox.c.delivered_at.is_(None)
        await self._connection.execute(update(tables.outbox).where(where).values(**values))


def _is_dead() -> ColumnElement[bool]:
    return and_(tables.outbox.c.delivered_at.is_(None), tables.outbox.c.due_at.is_(None))


def _is_invited() -> tuple[ColumnElement[bool], ...]:
    """Of organisations: confirmed by the court of the entry, also those it suspended or removed since."""
    return roster_entry.c.kind == EntryKind.ORGANISATION.value, roster_entry.c.state.in_(_INVITED)


def _seen_by(court: str) -> ColumnElement[bool]:
    case = tables.case_file
    invited = select(roster_entry.c.name).where(roster_entry.c.court == court, *_is_invited())
    return or_(case.c.court == court, and_(case.c.court.is_(None), case.c.organisation.in_(invited)))


def _dead_letter(row: AnyRow) -> DeadLetter:
    return DeadLetter(
        id=row.id,
        case=CaseId(row.case),
        serial=row.serial,
        name=row.name,
        at=row.created_at,
        attempts=row.attempts,
        fault=Fault(row.last_error),
        status=row.last_status,
        behind=row.behind,
    )


def payload(fact: Fact) -> dict[str, Any]:
    """Return the fact as JSON holds it."""
    given = ((field.name, getattr(fact, field.name)) for field in fields(fact))  # type: ignore[arg-type]  # every fact is a dataclass; a protocol cannot say so
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in given}
