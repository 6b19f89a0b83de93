"""What is owed at once, without a last day, as conditions and lists over many cases; a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import product
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.account import Account
from server.domain.beijing import beijing_day
from server.domain.case import CASE_TRANSITIONS, CaseAction, CaseSource
from server.domain.citations import article
from server.domain.ending import Step, steps_of
from server.domain.ids import CaseId
from server.domain.outcome import EndingCode
from server.domain.owed import REMINDED_AFTER, Owed, acts_of, citation, is_to_be_reminded, since
from server.domain.party import Role
from server.services.case_views import NextOwed
from server.services.ports.desk import OwedView, StillOwed
from server.storage import tables
from server.storage.concerned import mediating
from server.storage.handlers import is_anothers, with_a_colleague
from server.storage.rows import AnyRow
from server.storage.tables.terms import case_ending

case_file, staff = tables.case_file, tables.account

_DAY: Final = timedelta(days=1)
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
    return and_(case_file.c.mediator.is_not(None), _DONE[step].is_(None), or_(*ways))


def _unfiled() -> ColumnElement[bool]:
    return case_file.c.state.in_(_UNFILED) & case_ending.c.closed_at.is_(None)


def owes_something(account: Account) -> ColumnElement[bool]:
    """Return the condition that this account owes something at once in a case, as part of a statement about cases."""
    acts = acts_of(account)
    if not acts:
        return false()
    where = (case_ending.c.case_id == case_file.c.id, _unfiled(), or_(*map(_owes, acts)))
    return exists().where(*where).correlate(case_file)


def _owed(acts: Collection[Owed]) -> Select[Any]:
    """Return the statement of cases in which one of these is owed, each with what, and the instants it rests on."""
    which = case(*((_owes(one), one.value) for one in acts)).label("owed")
    handed = case_ending.c.hand_over["at"].as_string().label("handed_at")
    return (
        select(case_file, which, case_ending.c.code, case_ending.c.ended_at, case_ending.c.reported_at, handed)
        .join(case_ending, case_ending.c.case_id == case_file.c.id)
        .where(_unfiled(), or_(*map(_owes, acts)))
    )


async def owed_by(
    connection: AsyncConnection, account: Account, reach: ColumnElement[bool], most: int
) -> Sequence[OwedView]:
    """Return what an account owes in the cases in reach, a colleague's left out, longest first."""
    acts = acts_of(account)
    if not acts:
        return ()
    statement = (
        _owed(acts).where(reach, ~with_a_colleague(account)).order_by(case_ending.c.ended_at, case_file.c.serial)
    )
    found = (await connection.execute(statement.limit(most))).all()
    views = [OwedView(row.serial, row.title, **_of(row)) for row in found]
    return sorted(views, key=lambda one: (one.since, one.serial))


async def next_owed(
    connection: AsyncConnection, account: Account, cases: Sequence[CaseId]
) -> Mapping[CaseId, NextOwed]:
    """Return what an account owes in each of these cases; one statement."""
    acts = acts_of(account)
    if not acts:
        return {}
    found = await connection.execute(_owed(acts).where(case_file.c.id.in_(cases)))
    return {CaseId(row.id): NextOwed(**_of(row)) for row in found}


async def still_owed(connection: AsyncConnection, now: datetime) -> Sequence[StillOwed]:
    """Return what was owed long enough to remind of it now, with whose act it is."""
    # Whatever came to be owed since then did not before its mediation ended.
    ended = case_ending.c.ended_at <= now - REMINDED_AFTER + _DAY
    found = (await connection.execute(_owed(tuple(Owed)).where(ended).order_by(case_file.c.serial))).all()
    due = [row for row in found if is_to_be_reminded(_since(row), now)]
    return tuple([StillOwed(row.id, row.serial, accounts=await _whose(connection, row), **_of(row)) for row in due])


async def _whose(connection: AsyncConnection, row: AnyRow) -> tuple[str, ...]:
    """Return who mediated, or the clerks of the court, of whom only whoever has the case in hand."""
    if Owed(row.owed) is not Owed.RECEIPT:
        return mediating(row)
    clerks = (staff.c.role == Role.CLERK.value, staff.c.organisation == row.court, staff.c.closed_at.is_(None))
    statement = select(staff.c.id).where(*clerks, ~is_anothers(CaseId(row.id))).order_by(staff.c.id)
    return tuple((await connection.execute(statement)).scalars())


def _since(row: AnyRow) -> datetime:
    handed = datetime.fromisoformat(row.handed_at) if row.handed_at else None
    return since(Owed(row.owed), row.ended_at, row.reported_at, handed)


def _of(row: AnyRow) -> dict[str, Any]:
    what, day = Owed(row.owed), beijing_day(_since(row))
    return {"what": what, "since": day, "article": article(citation(what, EndingCode(row.code)), day)}
