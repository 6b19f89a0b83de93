"""Accounts of staff and their sign-ins; the lists a court keeps them by."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.domain.account import OF_COURTS, OF_ORGANISATIONS, Account, SignIn
from server.domain.case import Case, CaseState
from server.domain.ids import AccountId
from server.domain.party import Role
from server.domain.profile import EntryKind
from server.domain.roster import EFFECTIVE, EntryState
from server.services.account_views import AccountView
from server.storage import rows, tables
from server.storage.handlers import is_anothers
from server.storage.reading import reading
from server.storage.rows import AnyRow
from server.storage.tables.roster import roster_entry
from server.storage.writing import save_version

_CONFIRMED: Final = tuple(state.value for state in (*EFFECTIVE, EntryState.STOPPED))


class SqlAccounts:
    """Implements `ports.Accounts`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, account: AccountId) -> Account | None:
        """Return the account."""
        return await self._one(tables.account.c.id == account)

    async def hold(self, account: AccountId) -> Account | None:
        """Return the account, locked; SQLite has one writer and needs no lock."""
        statement = select(tables.account).where(tables.account.c.id == account).with_for_update()
        row = (await self._connection.execute(statement)).first()
        return rows.account_from(row) if row else None

    async def by_login(self, login: str) -> Account | None:
        """Return the account with this login."""
        return await self._one(tables.account.c.login == login.casefold())

    async def mediators_of(self, organisation: str) -> tuple[Account, ...]:
        """Return who mediates for an organisation, or for a court itself, by name; nobody whose account is closed."""
        table = tables.account
        where = (table.c.role == Role.MEDIATOR.value, table.c.organisation == organisation, table.c.closed_at.is_(None))
        found = await self._connection.execute(select(table).where(*where).order_by(table.c.name, table.c.id))
        return tuple(rows.account_from(row) for row in found)

    async def desk_of(self, case: Case) -> tuple[AccountId, ...]:
        """Return the clerks of the court and who runs the organisation; of each only whoever has the case in hand."""
        return await desk_of(self._connection, case)

    async def of_house(self, house: str, roles: Collection[Role]) -> tuple[AccountId, ...]:
        """Return who acts for a house in one of these roles; none that is closed."""
        table = tables.account
        where = (
            table.c.closed_at.is_(None),
            table.c.organisation == house,
            table.c.role.in_([one.value for one in roles]),
        )
        found = await self._connection.execute(select(table.c.id).where(*where).order_by(table.c.id))
        return tuple(AccountId(account) for account in found.scalars())

    async def add(self, account: Account) -> None:
        """Keep a new account."""
        await self._connection.execute(
            insert(tables.account).values(**rows.account_values(account), version=account.version)
        )

    async def save(self, account: Account) -> None:
        """Keep a changed account."""
        where = tables.account.c.id == account.id
        await save_version(self._connection, tables.account, where, account.version, rows.account_values(account))

    async def _one(self, where: ColumnElement[bool]) -> Account | None:
        row = (await self._connection.execute(select(tables.account).where(where))).first()
        return rows.account_from(row) if row else None


class SqlSignIns:
    """Implements `ports.SignIns`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, sign_in: SignIn) -> None:
        """Keep a new sign-in."""
        await self._connection.execute(insert(tables.sign_in).values(**rows.sign_in_values(sign_in)))

    async def touch(self, digest: str, now: datetime) -> None:
        """Note that it was seen."""
        table = tables.sign_in
        await self._connection.execute(update(table).where(table.c.digest == digest).values(last_seen=now))

    async def remove(self, digest: str) -> None:
        """Forget it."""
        table = tables.sign_in
        await self._connection.execute(table.delete().where(table.c.digest == digest))

    async def remove_of(self, account: AccountId) -> int:
        """Forget every sign-in of the account; return how many there were."""
        table = tables.sign_in
        return (await self._connection.execute(table.delete().where(table.c.account == account))).rowcount


class SqlAccountQueries:
    """Implements `ports.AccountQueries`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def kept_by(self, court: str) -> tuple[AccountView, ...]:
        """Return the accounts of a court and of the organisations it confirmed, by organisation and name.

        Also of those it suspended or removed since; never of an organisation that a draft names.
        """
        table, entry, seen = tables.account, roster_entry, tables.sign_in
        invited = select(entry.c.name).where(
            entry.c.court == court, entry.c.kind == EntryKind.ORGANISATION.value, entry.c.state.in_(_CONFIRMED)
        )
        theirs = and_(table.c.organisation.in_(invited), table.c.role.in_([role.value for role in OF_ORGANISATIONS]))
        own = and_(table.c.organisation == court, table.c.role.in_([role.value for role in OF_COURTS]))
        statement = (
            select(table, _presided(table.c.id).label("presides"), func.count(seen.c.digest).label("browsers"))
            .add_columns(func.max(seen.c.last_seen).label("last"))
            .outerjoin(seen, seen.c.account == table.c.id)
            .where(or_(own, theirs))
            .group_by(table.c.id)
            .order_by(table.c.organisation, table.c.name, table.c.id)
        )
        async with reading(self._engine) as connection:
            return tuple(_account_view(row) for row in await connection.execute(statement))

    async def closed(self, accounts: Collection[str]) -> frozenset[str]:
        """Return which of these are accounts that are closed."""
        table = tables.account
        statement = select(table.c.id).where(table.c.id.in_(accounts), table.c.closed_at.is_not(None))
        async with reading(self._engine) as connection:
            return frozenset((await connection.execute(statement)).scalars())


def _presided(account: ColumnElement[str]) -> ScalarSelect[int]:
    """Return how many cases under way this account mediates."""
    case = tables.case_file
    over = [state.value for state in (CaseState.ENDED, CaseState.HANDED_OVER, CaseState.FILED)]
    where = (case.c.mediator == account, case.c.state.not_in(over))
    return select(func.count()).select_from(case).where(*where).scalar_subquery()


def _account_view(row: AnyRow) -> AccountView:
    return AccountView(
        id=row.id,
        login=row.login,
        name=row.name,
        role=Role(row.role),
        organisation=row.organisation,
        closed_at=row.closed_at,
        sign_ins=row.browsers,
        last_seen=row.last,
        cases=row.presides,
        version=row.version,
    )


async def desk_of(connection: AsyncConnection, case: Case) -> tuple[AccountId, ...]:
    """Return the clerks of the court and who runs the organisation; of each only whoever has the case in hand."""
    table = tables.account
    clerks = and_(table.c.role == Role.CLERK.value, table.c.organisation == case.court)
    leads = and_(table.c.role == Role.ORGANISATION.value, table.c.organisation == case.organisation)
    where = (table.c.closed_at.is_(None), or_(clerks, leads), ~is_anothers(case.id))
    found = await connection.execute(select(table.c.id).where(*where).order_by(table.c.id))
    return tuple(AccountId(account) for account in found.scalars())
