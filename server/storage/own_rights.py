"""The days on which a right of one party ends, with who reads of each: for many cases in a few statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.authority import Authority
from server.domain.case import CaseStage
from server.domain.clocks import ClockState
from server.domain.deadlines import DeadlineRule
from server.domain.outcome import EndingCode
from server.domain.own_right import OWN_RIGHTS, Day, Holding, holdings
from server.domain.party import Participant
from server.services.ports.desk import Concerned, EndingRight
from server.storage import rows, tables
from server.storage.concerned import concerned_by, knows_of_case, signed
from server.storage.parties import authority_from
from server.storage.rows import AnyRow
from server.storage.sealing import ColumnSeal
from server.storage.tables.parties import authority
from server.storage.tables.terms import case_clock, case_ending

_AFTER: Final = tuple(rule.value for rule, right in OWN_RIGHTS.items() if right.after_agreement)

case_file = tables.case_file


async def ending_rights(connection: AsyncConnection, seal: ColumnSeal, today: date) -> tuple[EndingRight, ...]:
    """Return the rights that end soon, by their own warnings, and have not ended, with who reads of each.

    Not those that were used or that stand still; to sue and to ask for arbitration neither in litigation nor once the
    parties settled by themselves. Who was never told of the case is told of no day either, unless they signed.
    """
    clock = case_clock.c
    statement = (
        select(case_file, clock.key, clock.rule, clock.starts_on, clock.nominal_on, clock.due_on, clock.is_provisional)
        .join(case_clock, clock.case_id == case_file.c.id)
        .where(_soon(today), clock.state == ClockState.RUNNING.value, clock.done_on.is_(None), clock.due_on >= today)
        .where(or_(clock.rule.in_(_AFTER), (case_file.c.stage == CaseStage.PRE_FILING.value) & ~_settled()))
        .order_by(clock.due_on, case_file.c.serial, clock.key)
    )
    found = (await connection.execute(statement)).all()
    cases = [row.id for row in found]
    people, authorities = await _people(connection, seal, cases), await _authorities(connection, cases)
    concerned, signatures = await concerned_by(connection, found), await signed(connection, found)
    told, rights = await _told(connection, cases), []
    for row in found:
        day, bound = _day(row), signatures.get(row.id, frozenset())
        for each in holdings(day, people[row.id], authorities[row.id], bound, today):
            known = told | {one.identity for one in each.readers} if each.holder.identity in bound else told
            rights.append(_ending(row, day, each, concerned[row.id], known))
    return tuple(rights)


def _soon(today: date) -> ColumnElement[bool]:
    clock = case_clock.c
    return or_(
        *(
            (clock.rule == rule.value) & (clock.nominal_on <= today + timedelta(days=max(right.before)))
            for rule, right in OWN_RIGHTS.items()
        )
    )


def _settled() -> ColumnElement[bool]:
    """Tell whether the parties of a case settled by themselves and took the application back."""
    code = EndingCode.SETTLED_AND_WITHDREW.value
    return exists().where(case_ending.c.case_id == case_file.c.id, case_ending.c.code == code)


def _day(row: AnyRow) -> Day:
    return Day(DeadlineRule(row.rule), row.key, row.starts_on, row.nominal_on, row.due_on, row.is_provisional)


def _ending(row: AnyRow, day: Day, each: Holding, of: Concerned, known: AbstractSet[str]) -> EndingRight:
    return EndingRight(
        day=day,
        holder=each.holder.identity,
        name=each.holder.name,
        readers=tuple(one.identity for one in each.readers if one.identity in known),
        goes_on=rows.case_from(row).goes_on,
        of=of,
    )


async def _people(
    connection: AsyncConnection, seal: ColumnSeal, cases: Sequence[str]
) -> Mapping[str, Sequence[Participant]]:
    table = tables.participant
    statement = select(table).where(table.c.case_id.in_(cases)).order_by(table.c.position, table.c.identity)
    found: dict[str, list[Participant]] = defaultdict(list)
    for row in await connection.execute(statement):
        found[row.case_id].append(rows.participant_from(row, seal))
    return found


async def _authorities(connection: AsyncConnection, cases: Sequence[str]) -> Mapping[str, Sequence[Authority]]:
    table = authority
    statement = select(table).where(table.c.case_id.in_(cases)).order_by(table.c.recorded_at, table.c.id)
    found: dict[str, list[Authority]] = defaultdict(list)
    for row in await connection.execute(statement):
        found[row.case_id].append(authority_from(row))
    return found


async def _told(connection: AsyncConnection, cases: Sequence[str]) -> frozenset[str]:
    """Return who applied in these cases, was reached, asked or invited."""
    person = tables.participant.c
    statement = select(person.identity).where(person.case_id.in_(cases), knows_of_case())
    return frozenset((await connection.execute(statement)).scalars())
