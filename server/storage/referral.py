"""Repositories of choosing, referring and accepting."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Table, func, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.account import Account
from server.domain.case import Case, CaseState
from server.domain.choice import Choice, ChoiceState
from server.domain.disclosure import Challenge, Disclosure
from server.domain.errors import StaleVersionError
from server.domain.ids import CaseId
from server.domain.panel import ChangeRequest, Seat
from server.domain.party import Role, Side
from server.domain.referral import Referral, ReferralState
from server.storage import tables
from server.storage.queries import in_reach
from server.storage.rows import AnyRow, Values, case_from
from server.storage.rows.referral import (
    challenge_from,
    challenge_values,
    change_from,
    change_values,
    choice_from,
    choice_values,
    disclosure_from,
    disclosure_values,
    referral_from,
    referral_values,
    seat_from,
    seat_values,
)
from server.storage.tables import case_file
from server.storage.tables import referral as own
from server.storage.writing import put, save_version

MOST_WAITING: Final = 200


class SqlChoices:
    """Implements `ports.Choices`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def latest(self, case: CaseId) -> Choice | None:
        """Return the last round of a case."""
        table = own.mediator_choice
        statement = select(table).where(table.c.case_id == case).order_by(table.c.number.desc()).limit(1)
        row = (await self._connection.execute(statement)).first()
        return choice_from(row) if row else None

    async def open_ones(self) -> Sequence[CaseId]:
        """Return the cases whose parties are choosing now."""
        table = own.mediator_choice
        found = await self._connection.execute(select(table.c.case_id).where(table.c.state == ChoiceState.OPEN.value))
        return tuple(CaseId(case) for case in found.scalars())

    async def add(self, choice: Choice) -> None:
        """Keep a new round."""
        await _add_numbered(self._connection, own.mediator_choice, choice.case, choice_values(choice))

    async def save(self, choice: Choice) -> None:
        """Keep a changed round."""
        table = own.mediator_choice
        await save_version(self._connection, table, table.c.id == choice.id, choice.version, choice_values(choice))


class SqlReferrals:
    """Implements `ports.Referrals`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def latest(self, case: CaseId) -> Referral | None:
        """Return the last referral of a case."""
        found = await self.of_case(case)
        return found[0] if found else None

    async def of_case(self, case: CaseId) -> tuple[Referral, ...]:
        """Return the referrals of a case, newest first."""
        table = own.referral
        found = await self._connection.execute(
            select(table).where(table.c.case_id == case).order_by(table.c.number.desc())
        )
        return tuple(referral_from(row) for row in found)

    async def unanswered(self) -> Sequence[CaseId]:
        """Return the cases that wait for the answer to a referral, the oldest letter first."""
        table = own.referral
        statement = (
            select(table.c.case_id)
            .join(case_file, case_file.c.id == table.c.case_id)
            .where(table.c.state == ReferralState.SENT.value)
            .where(case_file.c.state == CaseState.AWAITING_ACCEPTANCE.value)
            .order_by(table.c.sent_at, table.c.case_id)
        )
        return tuple(CaseId(case) for case in (await self._connection.execute(statement)).scalars())

    async def waiting(self, account: Account) -> Sequence[Case]:
        """Return the cases in reach that wait to be referred or answered."""
        states = [CaseState.TO_APPOINT.value, CaseState.AWAITING_ACCEPTANCE.value]
        statement = (
            select(case_file)
            .where(in_reach(account), case_file.c.state.in_(states))
            .order_by(case_file.c.received_at, case_file.c.serial)
            .limit(MOST_WAITING)
        )
        return tuple(case_from(row) for row in await self._connection.execute(statement))

    async def add(self, referral: Referral) -> None:
        """Keep a new referral."""
        await _add_numbered(self._connection, own.referral, referral.case, referral_values(referral))

    async def save(self, referral: Referral) -> None:
        """Keep a changed referral."""
        table = own.referral
        values = referral_values(referral)
        await save_version(self._connection, table, table.c.id == referral.id, referral.version, values)


_SIDES = 2
"""Sides of a dispute: a case of the family has a party of each."""


class SqlPanels:
    """Implements `ports.Panels`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def seats(self, case: CaseId) -> tuple[Seat, ...]:
        """Return everyone who ever mediated the case."""
        table = own.panel_seat
        found = await self._connection.execute(
            select(table).where(table.c.case_id == case).order_by(table.c.since, table.c.account)
        )
        return tuple(seat_from(row) for row in found)

    async def seats_of_family(self, case: CaseId) -> tuple[Seat, ...]:
        """Return everyone who ever mediated the case or one with parties of the same names on both sides."""
        table, mine, theirs = own.panel_seat, tables.participant.alias(), tables.participant.alias()
        alike = (
            select(theirs.c.case_id)
            .join(mine, (mine.c.name == theirs.c.name) & (mine.c.side == theirs.c.side))
            .where(mine.c.case_id == case, mine.c.role == Role.PARTY.value, theirs.c.role == Role.PARTY.value)
            .where(mine.c.side.in_([Side.APPLICANT.value, Side.RESPONDENT.value]))
            .group_by(theirs.c.case_id)
            .having(func.count(mine.c.side.distinct()) == _SIDES)
        )
        found = await self._connection.execute(
            select(table)
            .where(or_(table.c.case_id == case, table.c.case_id.in_(alike)))
            .order_by(table.c.since, table.c.account)
        )
        return tuple(seat_from(row) for row in found)

    async def put_seat(self, seat: Seat) -> None:
        """Keep a seat, new or changed."""
        await put(self._connection, own.panel_seat, seat_values(seat))

    async def disclosures(self, case: CaseId) -> tuple[Disclosure, ...]:
        """Return the disclosures of a case, newest first."""
        return tuple([disclosure_from(row) for row in await self._of(own.disclosure, case, "at")])

    async def add_disclosure(self, disclosure: Disclosure) -> None:
        """Keep a new disclosure."""
        await self._add(own.disclosure, disclosure_values(disclosure), disclosure.version)

    async def save_disclosure(self, disclosure: Disclosure) -> None:
        """Keep one with more replies."""
        await self._save(own.disclosure, disclosure_values(disclosure), disclosure.version)

    async def challenges(self, case: CaseId) -> tuple[Challenge, ...]:
        """Return the challenges of a case, newest first."""
        return tuple([challenge_from(row) for row in await self._of(own.challenge, case, "asked_at")])

    async def add_challenge(self, challenge: Challenge) -> None:
        """Keep a new challenge."""
        await self._add(own.challenge, challenge_values(challenge), challenge.version)

    async def save_challenge(self, challenge: Challenge) -> None:
        """Keep a decided one."""
        await self._save(own.challenge, challenge_values(challenge), challenge.version)

    async def changes(self, case: CaseId) -> tuple[ChangeRequest, ...]:
        """Return the requests for another mediator, newest first."""
        return tuple([change_from(row) for row in await self._of(own.change_request, case, "at")])

    async def add_change(self, change: ChangeRequest) -> None:
        """Keep a new request."""
        await self._add(own.change_request, change_values(change), change.version)

    async def save_change(self, change: ChangeRequest) -> None:
        """Keep an answered one."""
        await self._save(own.change_request, change_values(change), change.version)

    async def _of(self, table: Table, case: CaseId, order: str) -> Sequence[AnyRow]:
        statement = select(table).where(table.c.case_id == case).order_by(table.c[order].desc(), table.c.id)
        return (await self._connection.execute(statement)).all()

    async def _add(self, table: Table, values: Values, version: int) -> None:
        await self._connection.execute(insert(table).values(**values, version=version))

    async def _save(self, table: Table, values: Values, version: int) -> None:
        await save_version(self._connection, table, table.c.id == values["id"], version, values)


async def _add_numbered(connection: AsyncConnection, table: Table, case: CaseId, values: Values) -> None:
    """Insert the next of a case: of two writers at once, one gets the number."""
    last = select(func.coalesce(func.max(table.c.number), 0)).where(table.c.case_id == case)
    number = (await connection.execute(last)).scalar_one() + 1
    try:
        await connection.execute(insert(table).values(**values, number=number, version=0))
    except IntegrityError:
        raise StaleVersionError(table=table.name) from None
