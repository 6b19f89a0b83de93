"""What sign-in and the keeping of accounts need from outside."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from server.domain.account import Account, SignIn
from server.domain.case import Case
from server.domain.ids import AccountId
from server.domain.party import Role
from server.services.account_views import AccountView


class Accounts(Protocol):
    """Staff accounts."""

    async def get(self, account: AccountId) -> Account | None:
        """Return the account."""

    async def hold(self, account: AccountId) -> Account | None:
        """Return the account; until this transaction ends nobody else changes it."""

    async def by_login(self, login: str) -> Account | None:
        """Return the account with this login, whatever its case of letters."""

    async def add(self, account: Account) -> None:
        """Keep a new account."""

    async def save(self, account: Account) -> None:
        """Keep a changed account. Raises `StaleVersionError`."""

    async def mediators_of(self, organisation: str) -> tuple[Account, ...]:
        """Return who mediates for an organisation, or for a court itself, by name; nobody whose account is closed."""

    async def desk_of(self, case: Case) -> tuple[AccountId, ...]:
        """Return of the court's clerks, and of the organisation's administrators, whoever has the case in hand.

        Where nobody has, all of them; nobody whose account is closed.
        """

    async def of_house(self, house: str, roles: Collection[Role]) -> tuple[AccountId, ...]:
        """Return who acts for a house in one of these roles; none that is closed."""


class SignIns(Protocol):
    """Signed-in browsers."""

    async def add(self, sign_in: SignIn) -> None:
        """Keep a new sign-in."""

    async def touch(self, digest: str, now: datetime) -> None:
        """Note that it was seen."""

    async def remove(self, digest: str) -> None:
        """Forget it."""

    async def remove_of(self, account: AccountId) -> int:
        """Forget every sign-in of the account; return how many there were."""


class AccountQueries(Protocol):
    """Read-only views of accounts."""

    async def kept_by(self, court: str) -> tuple[AccountView, ...]:
        """Return the accounts of a court and of the organisations on its roster, by organisation and name."""

    async def closed(self, accounts: Collection[str]) -> frozenset[str]:
        """Return which of these are accounts that are closed."""
