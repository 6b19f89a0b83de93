"""Repositories: the yearly notices of working days, and the clocks of cases as worked out last."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, ScalarSelect, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.calendar import NOTICES, WorkCalendar, YearNotice
from server.domain.case import Case
from server.domain.clocks import RULES_VERSION, Clock, ClockState
from server.domain.deadlines import DUTIES
from server.domain.ids import CaseId
from server.services.case_views import CaseConditions, Days, DueCondition
from server.services.ports.terms import EnteredNotice, NextClock
from server.storage import rows, tables
from server.storage.reading import held
from server.storage.rows import AnyRow
from server.storage.tables import terms as own
from server.storage.writing import add_once, upsert

SHIPPED: Mapping[int, EnteredNotice] = {
    year: EnteredNotice(year, 0, notice, "", None) for year, notice in NOTICES.items()
}
_CHUNK = 500
_UNDER_WAY = (ClockState.RUNNING.value, ClockState.STOPPED.value)


class SqlCalendars:
    """Implements `ports.Calendars`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load(self) -> WorkCalendar:
        """Return the calendar as it stands."""
        return WorkCalendar({entered.year: entered.notice for entered in await self.notices()})

    async def notices(self) -> tuple[EnteredNotice, ...]:
        """Return the standing notice of every year, by year."""
        table = own.calendar_notice
        found = await self._connection.execute(select(table).order_by(table.c.year, table.c.version))
        standing = {**SHIPPED, **{row.year: _entered(row) for row in found}}
        return tuple(standing[year] for year in sorted(standing))

    async def enter(self, entered: EnteredNotice) -> None:
        """Keep a new version; two writers of one version conflict."""
        notice = entered.notice
        values = {
            "year": entered.year,
            "version": entered.version,
            "source": notice.source,
            "off": [day.isoformat() for day in sorted(notice.off)],
            "makeup": [day.isoformat() for day in sorted(notice.makeup)],
            "entered_by": entered.entered_by,
            "entered_at": entered.entered_at,
        }
        await add_once(self._connection, own.calendar_notice, values)


class SqlCaseClocks:
    """Implements `ports.CaseClocks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def replace(self, found: Mapping[CaseId, Sequence[Clock]]) -> None:
        """Keep these clocks in place of the earlier ones of each case; three statements for 500 of them."""
        table, cases = own.case_clock, list(found)
        for start in range(0, len(cases), _CHUNK):
            chunk = cases[start : start + _CHUNK]
            await self._connection.execute(delete(table).where(table.c.case_id.in_(chunk)))
            values = [_clock_values(case, clock) for case in chunk for clock in found[case]]
            if values:
                await self._connection.execute(insert(table), values)
            await self._note_rules(chunk)

    async def _note_rules(self, cases: Sequence[CaseId]) -> None:
        """Keep that the clocks of these cases follow the rules as they are now."""
        if not cases:
            return
        table = own.clock_rules
        statement = upsert(self._connection, table).values(
            [{"case_id": case, "version": RULES_VERSION} for case in cases]
        )
        newest = {"version": statement.excluded.version}
        await self._connection.execute(statement.on_conflict_do_update(index_elements=[table.c.case_id], set_=newest))

    async def outdated(self, version: int, after: str, most: int) -> tuple[CaseId, ...]:
        """Return cases whose kept clocks follow older rules than these, by id, from after this one."""
        table = own.clock_rules.c
        statement = (
            select(table.case_id)
            .where(table.version < version, table.case_id > after)
            .order_by(table.case_id)
            .limit(most)
        )
        return tuple(CaseId(case) for case in (await self._connection.execute(statement)).scalars())

    async def touching(self, year: int) -> tuple[Case, ...]:
        """Return the cases with a clock that a notice of this year could move, locked as by a command on each."""
        clock, case_file = own.case_clock, tables.case_file
        touched = select(clock.c.case_id).where(
            clock.c.due_on >= date(year, 1, 1),
            clock.c.starts_on <= date(year, 12, 31),
            clock.c.state.in_(_UNDER_WAY),
        )
        statement = select(case_file).where(case_file.c.id.in_(touched)).order_by(case_file.c.serial)
        found = await self._connection.execute(held(self._connection, statement))
        return tuple(rows.case_from(row) for row in found)

    async def of(self, case: CaseId) -> tuple[NextClock, ...]:
        """Return the kept clocks of a case, by last day."""
        return tuple(clock for _, clock in await kept_clocks(self._connection, own.case_clock.c.case_id == case))


async def kept_clocks(connection: AsyncConnection, where: ColumnElement[bool]) -> list[tuple[CaseId, NextClock]]:
    """Return kept clocks with the case of each, by last day."""
    table = own.case_clock
    found = await connection.execute(select(table).where(where).order_by(table.c.due_on, table.c.key))
    return [(CaseId(row.case_id), _next_from(row)) for row in found]


async def under_way(connection: AsyncConnection, cases: Sequence[CaseId]) -> dict[CaseId, tuple[NextClock, ...]]:
    """Return the clocks under way of these cases, by last day; one statement."""
    table = own.case_clock
    where = table.c.case_id.in_(cases) & table.c.state.in_(_UNDER_WAY)
    result: dict[CaseId, tuple[NextClock, ...]] = {}
    for case, clock in await kept_clocks(connection, where):
        result[case] = (*result.get(case, ()), clock)
    return result


def pending(today: date) -> ColumnElement[bool]:
    """Return the condition that a clock still asks for something: a right until its last day, a duty until done."""
    table = own.case_clock
    duty = table.c.rule.in_(sorted(rule.value for rule in DUTIES))
    return table.c.done_on.is_(None) & or_(table.c.due_on >= today, duty)


async def next_clocks(connection: AsyncConnection, cases: Sequence[CaseId], today: date) -> dict[CaseId, NextClock]:
    """Return the pending clock of each of these cases that ends first; one statement."""
    found = await kept_clocks(connection, own.case_clock.c.case_id.in_(cases) & pending(today))
    return dict(reversed(found))


def next_end(today: date) -> ScalarSelect[date]:
    """Return the next last day of a case as part of a statement about cases; NULL when nothing is pending."""
    table = own.case_clock
    return (
        select(func.min(table.c.due_on))
        .where(table.c.case_id == tables.case_file.c.id, pending(today))
        .scalar_subquery()
    )


_DAYS: Final[dict[DueCondition, Callable[[date], Days]]] = {
    DueCondition.OVERDUE: lambda today: Days(last=today - timedelta(days=1)),
    DueCondition.TODAY: lambda today: Days(today, today),
    DueCondition.WEEK: lambda today: Days(today, today + timedelta(days=6)),
}


def ends_within(wanted: CaseConditions, today: date) -> ColumnElement[bool]:
    """Return the condition that one pending clock of a case is of the period and ends on the days asked for.

    One that stands still ends on no day yet.
    """
    table = own.case_clock
    asked = [
        table.c.case_id == tables.case_file.c.id,
        pending(today),
        table.c.state != ClockState.STOPPED.value,
        *_ends_on(wanted.due_on),
    ]
    if wanted.due is not None:
        asked += _ends_on(_DAYS[wanted.due](today))
    if wanted.rule is not None:
        asked.append(table.c.rule == wanted.rule.value)
    return select(table.c.key).where(*asked).exists()


def _ends_on(days: Days) -> list[ColumnElement[bool]]:
    due_on = own.case_clock.c.due_on
    first: list[ColumnElement[bool]] = [] if days.first is None else [due_on >= days.first]
    return first if days.last is None else [*first, due_on <= days.last]


def _entered(row: AnyRow) -> EnteredNotice:
    off, makeup = (frozenset(date.fromisoformat(day) for day in kept) for kept in (row.off, row.makeup))
    return EnteredNotice(row.year, row.version, YearNotice(row.source, off, makeup), row.entered_by, row.entered_at)


def _clock_values(case: CaseId, clock: Clock) -> dict[str, object]:
    end = clock.deadline
    return {
        "case_id": case,
        "key": clock.key,
        "rule": end.rule.value,
        "who": clock.who,
        "starts_on": end.start,
        "nominal_on": end.nominal,
        "due_on": end.due,
        "state": clock.state.value,
        "is_provisional": end.provisional,
        "done_on": clock.done_on,
    }


def _next_from(row: AnyRow) -> NextClock:
    return NextClock(
        row.key, row.rule, row.who, row.starts_on, row.nominal_on, row.due_on, row.state, row.is_provisional
    )
