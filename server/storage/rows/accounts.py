"""Rows of staff and of who is signed in."""

from server.domain.account import Account, SignIn
from server.domain.ids import AccountId
from server.domain.party import Role
from server.storage.rows.base import AnyRow, Values


def account_from(row: AnyRow) -> Account:
    """Return the account of a row."""
    return Account(
        id=AccountId(row.id),
        login=row.login,
        name=row.name,
        role=Role(row.role),
        organisation=row.organisation,
        password_hash=row.password_hash,
        wrong_passwords=row.wrong_passwords,
        locked_until=row.locked_until,
        closed_at=row.closed_at,
        version=row.version,
    )


def account_values(account: Account) -> Values:
    """Return the columns of an account, its version left out."""
    return {
        "id": account.id,
        "login": account.login.casefold(),
        "name": account.name,
        "role": account.role.value,
        "organisation": account.organisation,
        "password_hash": account.password_hash,
        "wrong_passwords": account.wrong_passwords,
        "locked_until": account.locked_until,
        "closed_at": account.closed_at,
    }


def sign_in_from(row: AnyRow) -> SignIn:
    """Return the sign-in of a row."""
    return SignIn(digest=row.digest, account=AccountId(row.account), since=row.since, last_seen=row.last_seen)


def sign_in_values(sign_in: SignIn) -> Values:
    """Return the columns of a sign-in."""
    return {
        "digest": sign_in.digest,
        "account": sign_in.account,
        "since": sign_in.since,
        "last_seen": sign_in.last_seen,
    }
