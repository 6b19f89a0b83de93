"""What is owed at once, without a last day, as conditions and lists over many cases; a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import product
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, literal, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.account import Account
from server.domain.beijing import beijing_day
from server.domain.case import CASE_TRANSITIONS, CaseAction, CaseSource
from server.domain.citations import Citation, article
from server.domain.ending import Step, steps_of
from server.domain.ids import CaseId
from server.domain.outcome import EndingCode
from server.domain.owed import (
    AFTER_ENDING,
    Owed,
    acts_of,
    citation,
    is_to_be_reminded,
    left_undone_since,
    oversees,
    since,
)
from server.domain.party import Role
from server.services.case_views import NextOwed
from server.services.ports.desk import OwedView, StillOwed
from server.storage import tables
from server.storage.concerned import mediating
from server.storage.handlers import is_anothers, with_a_colleague
from server.storage.rows import AnyRow
from server.storage.tables.terms import agreement_effect, case_ending

case_file, staff = tables.case_file, tables.account
_led = tables.account.alias("led")

_UNFILED: Final = tuple(state.value for state, next_ in CASE_TRANSITIONS.items() if CaseAction.FILE in next_)
"""The states in which something may be owed: a mediation is over, and its case is not filed."""
_DONE: Final = {
    Step.REPORT: case_ending.c.report,
    Step.HAND_OVER: case_ending.c.hand_over,
    Step.RECEIPT: case_ending.c.receipt,
}


def _owes(owed: Owed) -> ColumnElement[bool]:
    """Return the condition on a case and its ending that this is the next step; as `Ending.owed`, from its table."""
    step = Step(owed)
    codes: dict[tuple[CaseSource, tuple[Step, ...]], list[str]] = defaultdict(list)
    for source, code in product(CaseSource, EndingCode):
        steps = steps_of(code, source)
        if step in steps:
            codes[source, steps[: steps.index(step)]].append(code.value)
    ways = [
        and_(
            case_file.c.source == source.value,
            case_ending.c.code.in_(of),
            *(_DONE[one].is_not(None) for one in before),
        )
        for (source, before), of in codes.items()
    ]
    return and_(case_file.c.mediator.is_not(None), _DONE[step].is_(None), case_ending.c.closed_at.is_(None), or_(*ways))


def _unfiled() -> ColumnElement[bool]:
    return case_file.c.state.in_(_UNFILED)


def _unasked(on: date) -> ColumnElement[bool]:
    """Return the condition on an agreement that it was to be asked after by this day, and was not."""
    return and_(agreement_effect.c.follow_up_on <= on, agreement_effect.c.followed_up_on.is_(None))


def _asks_after(today: date) -> ColumnElement[bool]:
    """Return the condition on a case and its agreement that the follow-up is due; whoever mediated asks."""
    return case_file.c.mediator.is_not(None) & _unasked(today)


def _is_left_undone(today: date) -> ColumnElement[bool]:
    """Return the condition that the follow-up waits too long, or for somebody who mediates here no more."""
    is_there = exists().where(_led.c.id == case_file.c.mediator, _led.c.closed_at.is_(None)).correlate(case_file)
    return _unasked(today) & (_unasked(left_undone_since(today)) | ~is_there)


def owes_something(account: Account, today: date) -> ColumnElement[bool]:
    """Return the condition that this account owes something at once in a case, as part of a statement about cases."""
    return is_owed(acts_of(account), today)


def is_owed(acts: Collection[Owed], today: date) -> ColumnElement[bool]:
    """Return the condition that one of these is owed at once in a case, whoever owes it."""
    ended = (case_ending.c.case_id == case_file.c.id, or_(false(), *map(_owes, _steps_of(acts))))
    agreed = (agreement_effect.c.case_id == case_file.c.id, _asks_after(today))
    found = [exists().where(*ended).correlate(case_file)] if _steps_of(acts) else []
    found += [exists().where(*agreed).correlate(case_file)] if Owed.FOLLOW_UP in acts else []
    return _unfiled() & or_(false(), *found)


def _steps_of(acts: Collection[Owed]) -> tuple[Owed, ...]:
    return tuple(one for one in acts if one in AFTER_ENDING)


def _steps_owed(steps: Collection[Owed]) -> Select[Any]:
    """Return the statement of cases whose ending owes one of these, each with what, and what its beginning rests on."""
    which = case(*((_owes(one), one.value) for one in steps)).label("owed")
    handed = case_ending.c.hand_over["at"].as_string().label("handed_at")
    return (
        select(case_file, which, case_ending.c.code, case_ending.c.ended_at, case_ending.c.reported_at, handed)
        .join(case_ending, case_ending.c.case_id == case_file.c.id)
        .where(_unfiled(), or_(*map(_owes, steps)))
        .order_by(case_ending.c.ended_at, case_file.c.serial)
    )


def _follow_ups(where: ColumnElement[bool]) -> Select[Any]:
    """Return the statement of cases whose agreement is to be asked after, each with whoever mediated and is there."""
    effect = agreement_effect.c
    there = (_led.c.id == case_file.c.mediator) & _led.c.closed_at.is_(None)
    return (
        select(case_file, literal(Owed.FOLLOW_UP.value).label("owed"), effect.follow_up_on)
        .add_columns(_led.c.name.label("led_by"))
        .join(agreement_effect, effect.case_id == case_file.c.id)
        .outerjoin(_led, there)
        .where(_unfiled(), where)
        .order_by(effect.follow_up_on, case_file.c.serial)
    )


async def _owed(
    connection: AsyncConnection, acts: Collection[Owed], where: ColumnElement[bool], today: date, most: int | None
) -> list[tuple[AnyRow, NextOwed]]:
    """Return cases with what is owed in each, steps after an ending first; two statements at most."""
    asked = [_steps_owed(_steps_of(acts))] if _steps_of(acts) else []
    asked += [_follow_ups(_asks_after(today))] if Owed.FOLLOW_UP in acts else []
    found = [row for one in asked for row in await connection.execute(one.where(where).limit(most))]
    return [(row, _next(row)) for row in found]


async def owed_by(
    connection: AsyncConnection, account: Account, reach: ColumnElement[bool], today: date, most: int
) -> Sequence[OwedView]:
    """Return what an account owes in the cases in reach, a colleague's left out, longest first.

    With it what somebody else leaves undone and the account oversees, with whose act it is.
    """
    mine = reach & ~with_a_colleague(account)
    found = await _owed(connection, acts_of(account), mine, today, most)
    views = [OwedView(row.serial, row.title, one.what, one.since, one.article) for row, one in found]
    if oversees(account, Owed.FOLLOW_UP):
        undone = _follow_ups(_is_left_undone(today)).where(mine).limit(most)
        views += [_of_another(row) for row in await connection.execute(undone)]
    return sorted(views, key=lambda one: (one.since, one.serial, one.what))[:most]


def _of_another(row: AnyRow) -> OwedView:
    one = _next(row)
    return OwedView(row.serial, row.title, one.what, one.since, one.article, mediator=row.led_by or "")


async def next_owed(
    connection: AsyncConnection, account: Account, cases: Sequence[CaseId], today: date
) -> Mapping[CaseId, NextOwed]:
    """Return what an account owes in each of these cases, the step after its ending before the follow-up."""
    found = await _owed(connection, acts_of(account), case_file.c.id.in_(cases), today, None)
    return {CaseId(row.id): one for row, one in reversed(found)}


async def still_owed(connection: AsyncConnection, now: datetime) -> Sequence[StillOwed]:
    """Return what was owed long enough to remind of it now, with whose act it is."""
    today = beijing_day(now)
    found = await _owed(connection, AFTER_ENDING, true(), today, None)
    found += [(row, _next(row)) for row in await connection.execute(_follow_ups(_unasked(today)))]
    due = [(row, one) for row, one in found if is_to_be_reminded(one.what, one.since, now)]
    return tuple([await _still(connection, row, one, today) for row, one in due])


async def _still(connection: AsyncConnection, row: AnyRow, one: NextOwed, today: date) -> StillOwed:
    still = StillOwed(row.id, row.serial, one.what, one.since, one.article, await _whose(connection, row))
    if one.what is not Owed.FOLLOW_UP or (row.led_by is not None and one.since > left_undone_since(today)):
        return still
    heads = await _desk(connection, row.id, Role.ORGANISATION, row.organisation)
    return replace(still, overseers=heads, mediator=row.led_by or "")


async def _whose(connection: AsyncConnection, row: AnyRow) -> tuple[str, ...]:
    """Return who mediated, or the clerks of the court, of whom only whoever has the case in hand."""
    if Owed(row.owed) is not Owed.RECEIPT:
        return mediating(row)
    return await _desk(connection, row.id, Role.CLERK, row.court)


async def _desk(connection: AsyncConnection, of: str, role: Role, house: str | None) -> tuple[str, ...]:
    """Return who sits at a desk of a house, of whom only whoever has the case in hand."""
    there = (staff.c.role == role.value, staff.c.organisation == house, staff.c.closed_at.is_(None))
    statement = select(staff.c.id).where(*there, ~is_anothers(CaseId(of))).order_by(staff.c.id)
    return tuple((await connection.execute(statement)).scalars())


def _next(row: AnyRow) -> NextOwed:
    what = Owed(row.owed)
    if what is Owed.FOLLOW_UP:
        return NextOwed(what, row.follow_up_on, article(Citation.FOLLOW_UP, row.follow_up_on))
    handed = datetime.fromisoformat(row.handed_at) if row.handed_at else None
    day = beijing_day(since(what, row.ended_at, row.reported_at, handed))
    return NextOwed(what, day, article(citation(what, EndingCode(row.code)), day))
