"""A believable case to try everything with: people, accounts, links and a history."""

from dataclasses import dataclass
from datetime import datetime

from server.services.ports import Ports


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A staff account; the password is in clear only here."""

    role: str
    name: str
    login: str
    password: str


@dataclass(frozen=True, slots=True)
class DemoParty:
    """An invited person; the token is in clear only here."""

    identity: str
    name: str
    side: str
    title: str
    phone_tail: str
    token: str


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made."""

    accounts: tuple[DemoAccount, ...]
    parties: tuple[DemoParty, ...]
    serial: str
    session: str
    starts_at: datetime


async def seed(ports: Ports) -> Demo:
    """Make the demonstration in an empty store. Raises `ConflictError` (`demo.exists`) when it is there."""
    raise NotImplementedError
