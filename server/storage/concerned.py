"""Whom a day of a case concerns: those who mediate it and its parties, for many cases in three statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Select, Table, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.contact import NOT_THERE
from server.domain.party import Role, Side
from server.services.ports.desk import Concerned
from server.storage import tables
from server.storage.rows import AnyRow
from server.storage.tables.intake import case_link
from server.storage.tables.parties import contact, step_answer
from server.storage.tables.terms import agreement_effect

_APART = "|"


def knows_of_case() -> ColumnElement[bool]:
    """Return the condition that a person applied, was reached, asked or invited: they were told of it.

    The one rule of who knows of a case. Each part is asked within the case, whatever else the statement reads.
    """
    person = tables.participant.c
    invited = tables.invitation.join(tables.session, tables.session.c.id == tables.invitation.c.session)
    told = (
        _own(contact).where(contact.c.outcome.not_in([one.value for one in NOT_THERE])),
        _own(step_answer),
        _own(case_link),
        select(tables.session.c.id)
        .select_from(invited)
        .where(tables.session.c.case_id == person.case_id, tables.invitation.c.identity == person.identity),
    )
    each = (one.correlate(tables.participant).exists() for one in told)
    return or_(person.side == Side.APPLICANT.value, *each)


def _own(table: Table) -> Select[tuple[str]]:
    """Select what a table of a case keeps of the person."""
    person = tables.participant.c
    return select(table.c.identity).where(table.c.case_id == person.case_id, table.c.identity == person.identity)


async def concerned_by(
    connection: AsyncConnection, cases: Sequence[AnyRow], only: ColumnElement[bool] | None = None
) -> Mapping[str, Concerned]:
    """Return by case (rows of `case_file`) who mediates it, its parties (`only` some of them), and its houses.

    Not the party whose own link is dead: the number is doubted; nor, once an agreement has effect, who did not sign
    it. Who has no telephone is told by the desk.
    """
    person, staff, link = tables.participant.c, tables.account.c, case_link.c
    where = (
        true() if only is None else only,
        person.case_id.in_([row.id for row in cases]),
        person.role == Role.PARTY.value,
        person.side != Side.NEUTRAL.value,
        link.revoked_at.is_(None),
    )
    own_link = (link.case_id == person.case_id) & (link.identity == person.identity)
    parties: dict[str, tuple[str, ...]] = defaultdict(tuple)
    bound = await signed(connection, cases)
    listed = select(person.case_id, person.identity).outerjoin(case_link, own_link).where(*where)
    for row in await connection.execute(listed.order_by(person.identity)):
        if row.case_id not in bound or row.identity in bound[row.case_id]:
            parties[row.case_id] = (*parties[row.case_id], row.identity)
    mediators = {row.id: mediating(row) for row in cases}
    named = select(staff.id, staff.name).where(staff.id.in_({one for each in mediators.values() for one in each}))
    names = {row.id: row.name for row in await connection.execute(named)}
    return {
        row.id: Concerned(
            case=row.id,
            serial=row.serial,
            mediator=names.get(row.mediator, ""),
            organisation=row.organisation or "",
            court=row.court or "",
            accounts=mediators[row.id],
            identities=parties[row.id],
        )
        for row in cases
    }


async def signed(connection: AsyncConnection, cases: Sequence[AnyRow]) -> Mapping[str, frozenset[str]]:
    """Return by case whose agreement has effect which parties signed it."""
    effect = agreement_effect.c
    found = await connection.execute(
        select(effect.case_id, effect.signatures).where(effect.case_id.in_([row.id for row in cases]))
    )
    return {row.case_id: frozenset(one["identity"] for one in row.signatures) for row in found}


def mediating(row: AnyRow) -> tuple[str, ...]:
    """Return who mediates a case (a row of `case_file`), the presider first; nobody where nobody does."""
    beside = [one for one in row.co_mediators.split(_APART) if one]
    return tuple(dict.fromkeys([row.mediator, *beside] if row.mediator else beside))
