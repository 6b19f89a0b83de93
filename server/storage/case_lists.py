"""Conditions and order of the list of cases, and what can be chosen and counted of it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Column, ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.account import Account
from server.domain.beijing import BEIJING
from server.domain.case import CaseState
from server.domain.outcome import OutcomeKind
from server.services import case_views as views
from server.storage import screens, tables
from server.storage.calendars import ends_within, next_end
from server.storage.handlers import in_hand
from server.storage.owed import is_owed, owes_something

case_file = tables.case_file

Conditions: TypeAlias = Sequence[ColumnElement[bool]]


def conditions(wanted: views.CaseConditions, account: Account, today: date) -> Conditions:
    """Return what a case must meet to be shown to this account; nothing when all are wanted."""
    found = []
    if wanted.text.strip():
        found.append(screens.mentions(wanted.text.strip()))
    if wanted.states:
        found.append(_in_states(wanted.states))
    if wanted.source is not None:
        found.append(case_file.c.source == wanted.source.value)
    if wanted.cause:
        found.append(case_file.c.cause == wanted.cause)
    if wanted.organisation:
        found.append(case_file.c.organisation == wanted.organisation)
    if wanted.due is not None or wanted.rule is not None or not wanted.due_on.are_all:
        found.append(ends_within(wanted, today))
    found += _received_within(wanted.received)
    if wanted.workers_from is not None:
        found.append(case_file.c.workers >= wanted.workers_from)
    if wanted.owes is not None:
        found.append(is_owed((wanted.owes,), today))
    if wanted.mine:
        found.append(in_hand(account))
    return found


def _received_within(days: views.Days) -> list[ColumnElement[bool]]:
    """Return the conditions that the first receipt lies on these days in Beijing."""
    found = []
    if days.first is not None:
        found.append(case_file.c.received_at >= datetime.combine(days.first, time(), BEIJING))
    if days.last is not None:
        found.append(case_file.c.received_at < datetime.combine(days.last + timedelta(days=1), time(), BEIJING))
    return found


def _in_states(states: Sequence[CaseState]) -> ColumnElement[bool]:
    """Return the condition of the states; who looks for a part that was agreed finds it also where the rest ended."""
    named = case_file.c.state.in_([state.value for state in states])
    return or_(named, _agreed_before_its_end()) if CaseState.PARTLY_AGREED in states else named


def _agreed_before_its_end() -> ColumnElement[bool]:
    meeting, outcome = tables.session, tables.outcome
    part = (
        select(outcome.c.session)
        .join(meeting, meeting.c.id == outcome.c.session)
        .where(meeting.c.case_id == case_file.c.id, outcome.c.kind == OutcomeKind.PARTLY_SETTLED.value)
        .exists()
    )
    return and_(case_file.c.state.in_([CaseState.ENDED.value, CaseState.HANDED_OVER.value]), part)


def order(wanted: views.CaseOrder, account: Account, today: date) -> tuple[ColumnElement[Any], ...]:
    """Return what the list is sorted by: behind the last days, what is owed at once comes before what is not."""
    newest = (case_file.c.received_at.desc(), case_file.c.serial.desc())
    if wanted is views.CaseOrder.RECEIVED:
        return newest
    # A case without an end has NULL here, which the databases would put at different ends.
    return (next_end(today).nulls_last(), case((owes_something(account, today), 0), else_=1), *newest)


async def counts(
    connection: AsyncConnection, reach: ColumnElement[bool], wanted: Sequence[Conditions]
) -> tuple[int, ...]:
    """Return how many of the cases in reach meet each of these; one statement, whatever their number."""
    if not wanted:
        return ()
    every = func.count()
    columns = [
        (every.filter(and_(*one)) if one else every).label(f"count_{number}") for number, one in enumerate(wanted)
    ]
    row = (await connection.execute(select(*columns).select_from(case_file).where(reach))).one()
    return tuple(row)


async def distinct(connection: AsyncConnection, reach: ColumnElement[bool], column: Column[Any]) -> tuple[str, ...]:
    """Return the words in a column of the cases in reach, in one order on every database."""
    found = await connection.execute(select(column).where(reach, column.is_not(None), column != "").distinct())
    return tuple(sorted(found.scalars()))


async def by_state(connection: AsyncConnection, reach: ColumnElement[bool]) -> dict[CaseState, int]:
    """Return how many cases in reach are in each state."""
    found = select(case_file.c.state, func.count()).where(reach).group_by(case_file.c.state)
    return {CaseState(state): count for state, count in await connection.execute(found)}
