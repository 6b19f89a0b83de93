"""Who of a house's desk has a case in hand; an account that is closed has none."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, false, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.account import Account, Right
from server.domain.ids import AccountId, CaseId
from server.services.case_views import HandlerView
from server.storage import rows, tables
from server.storage.writing import put

_own, _staff = tables.case_handler, tables.account
_HELD = _own.join(_staff, (_staff.c.id == _own.c.account) & _staff.c.closed_at.is_(None))


class SqlHandlers:
    """Implements `ports.Handlers`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, case: CaseId, house: str) -> Account | None:
        """Return who has the case in hand."""
        where = (_own.c.case_id == case, _own.c.house == house)
        row = (await self._connection.execute(select(_staff).select_from(_HELD).where(*where))).first()
        return rows.account_from(row) if row else None

    async def put(self, case: CaseId, house: str, account: AccountId, since: datetime) -> None:
        """Keep who has it from now on."""
        await put(self._connection, _own, {"case_id": case, "house": house, "account": account, "since": since})


async def handlers(connection: AsyncConnection, house: str, cases: Sequence[str]) -> Mapping[str, HandlerView]:
    """Return who of a house has each of these cases in hand; one statement."""
    where = (_own.c.house == house, _own.c.case_id.in_(cases))
    statement = select(_own.c.case_id, _staff.c.id, _staff.c.name).select_from(_HELD).where(*where)
    return {row.case_id: HandlerView(row.id, row.name) for row in await connection.execute(statement)}


def in_hand(account: Account) -> ColumnElement[bool]:
    """Return the condition that this account has a case in hand."""
    mine = (_own.c.house == account.organisation, _own.c.account == account.id)
    return tables.case_file.c.id.in_(select(_own.c.case_id).where(*mine))


def with_a_colleague(account: Account) -> ColumnElement[bool]:
    """Return the condition that somebody else of this account's desk has a case in hand; never where it has no desk."""
    if not account.has(Right.CASE_RECEIVE):
        return false()
    theirs = (_own.c.house == account.organisation, _own.c.account != account.id)
    return tables.case_file.c.id.in_(select(_own.c.case_id).select_from(_HELD).where(*theirs))


def is_anothers(case: CaseId) -> ColumnElement[bool]:
    """Return the condition on rows of `account` that somebody else of their house has the case in hand."""
    other = tables.account.alias("handling")
    held = _own.join(other, (other.c.id == _own.c.account) & other.c.closed_at.is_(None))
    where = (_own.c.case_id == case, _own.c.house == _staff.c.organisation, other.c.id != _staff.c.id)
    return exists(select(_own.c.case_id).select_from(held).where(*where).correlate(_staff))
