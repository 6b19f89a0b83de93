"""Staff sign in, are recognised and sign out."""

from dataclasses import dataclass

from server.domain.account import Account
from server.services.ports import Ports
from server.services.views import SignedIn


@dataclass(frozen=True, slots=True)
class SignInCommand:
    """Who says they are who."""

    login: str
    password: str


async def sign_in(command: SignInCommand, ports: Ports) -> SignedIn:
    """Return a new sign-in. Takes the same work for unknown logins.

    Raises `WrongCredentialsError` and, after ten wrong passwords, `LockedOutError` for 15 minutes.
    """
    raise NotImplementedError


async def resolve(secret: str, ports: Ports) -> Account:
    """Return who is signed in with this cookie. Raises `UnauthenticatedError` (idle 30 min, at most 12 h)."""
    raise NotImplementedError


async def sign_out(secret: str, ports: Ports) -> None:
    """Forget the sign-in; an unknown one is fine."""
    raise NotImplementedError
