"""Staff sign in, are recognised and sign out."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from server.domain.account import Account, SignIn
from server.domain.audit import Act
from server.domain.errors import UnauthenticatedError, WrongCredentialsError
from server.domain.party import Role
from server.domain.secret import digest
from server.services.minutes import act_of_staff
from server.services.ports import Ports

SEEN_EVERY: Final = timedelta(minutes=1)
"""How exactly idleness is kept: a write per request would cost more than it tells."""


@dataclass(frozen=True, slots=True)
class SignInCommand:
    """Who says they are who."""

    login: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in: `secret` is for the cookie, in clear only here."""

    secret: str = field(repr=False)
    account: str
    login: str
    name: str
    role: Role
    organisation: str


async def sign_in(command: SignInCommand, ports: Ports) -> SignedIn:
    """Return a new sign-in. Takes the same work for unknown logins.

    Raises `WrongCredentialsError`, after ten wrong passwords `LockedOutError` for 15 minutes, and for the right
    password of a closed account `AccountClosedError`.
    """
    async with ports.reading() as uow:
        known = await uow.accounts.by_login(command.login)
    # Outside any transaction: hashing takes a tenth of a second and must hold no lock.
    matches = await ports.hasher.verify(known.password_hash if known else None, command.password)
    now = ports.clock.now()
    if known is None:
        raise WrongCredentialsError
    known.require_unlocked(now)
    if not matches:
        await _count_wrong(known, now, ports)
        raise WrongCredentialsError
    return await _admit(known, now, ports)


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """How long a sign-in lasts, in whole seconds: when nothing is done from now on, and whatever is done."""

    seconds: int
    at_most: int


async def resolve(secret: str, ports: Ports, *, by_itself: bool = False) -> Account:
    """Return who is signed in with this cookie. Raises `UnauthenticatedError` (closed, idle 30 min, at most 12 h).

    What a page asks `by_itself` is no act of the person: it keeps nobody signed in.
    """
    found = await ports.queries.signed_in(digest(secret))
    now = ports.clock.now()
    if found is None:
        raise UnauthenticatedError
    signed_in, account = found
    account.require_open()
    if signed_in.is_over(now):
        await sign_out(secret, ports)
        raise UnauthenticatedError("auth.expired")
    if not by_itself and now - signed_in.last_seen >= SEEN_EVERY:
        async with ports.begin() as uow:
            await uow.sign_ins.touch(signed_in.digest, now)
            await uow.commit()
    return account


async def time_left(secret: str, ports: Ports) -> TimeLeft:
    """Return how long this sign-in lasts; changes nothing. Raises `UnauthenticatedError` when there is none."""
    found = await ports.queries.signed_in(digest(secret))
    if found is None:
        raise UnauthenticatedError
    signed_in, now = found[0], ports.clock.now()
    left, at_most = ((end - now).total_seconds() for end in (signed_in.end, signed_in.last_end))
    return TimeLeft(seconds=max(0, int(left)), at_most=max(0, int(at_most)))


async def sign_out(secret: str, ports: Ports) -> None:
    """Forget the sign-in; an unknown one is fine."""
    async with ports.begin() as uow:
        await uow.sign_ins.remove(digest(secret))
        await uow.commit()


async def _count_wrong(known: Account, now: datetime, ports: Ports) -> None:
    async with ports.begin() as uow:
        # Held, so that guesses sent at the same moment all count.
        account = await uow.accounts.hold(known.id)
        if account is not None:
            await uow.accounts.save(account.wrong_password(now))
            await uow.audit.add(Act("system", "account.wrong_password", f"account:{known.id}"), now)
            await uow.commit()


async def _admit(known: Account, now: datetime, ports: Ports) -> SignedIn:
    secret = ports.chance.token()
    async with ports.begin() as uow:
        account = await uow.accounts.hold(known.id)
        if account is None:
            raise WrongCredentialsError
        # Read again: the tenth wrong guess may have come while this password was being checked.
        account.require_unlocked(now)
        account.require_open()
        if account.wrong_passwords or account.locked_until:
            await uow.accounts.save(account.right_password())
        await uow.sign_ins.add(SignIn(digest(secret), account.id, since=now, last_seen=now))
        await act_of_staff(uow, account, "account.signed_in", f"account:{account.id}", now)
        await uow.commit()
    return SignedIn(secret, account.id, account.login, account.name, account.role, account.organisation)
