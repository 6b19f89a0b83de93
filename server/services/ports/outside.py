"""What use cases need of the machine and of the rooms: a clock, chance, password hashes, who sits where."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; the only source of `now` for use cases."""

    def now(self) -> datetime:
        """Return the instant, timezone-aware."""


class TokenSource(Protocol):
    """Makes what nobody can guess."""

    def token(self) -> str:
        """Return a secret of 256 bits, safe in an address."""

    def id(self) -> str:
        """Return an opaque id of letters, digits, `-` and `_`, at most 32 long."""

    def password(self) -> str:
        """Return a password a person can type."""


class PasswordHasher(Protocol):
    """argon2id, in a thread: never on the event loop."""

    async def hash(self, password: str) -> str:
        """Return the hash to keep."""

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Tell whether they match; with None do the same work against a decoy and return False."""


class Rooms(Protocol):
    """What use cases ask of live rooms. A room that is not open takes every call as done."""

    async def remove(self, session: str, identity: str, reason: str) -> None:
        """Put the person out and cut their media; their link is suspended already."""

    async def restore(self, session: str, identity: str) -> None:
        """Let a person who was put out knock again."""

    async def end(self, session: str) -> None:
        """Say goodbye to everyone and close the room; the outcome is stored already."""

    async def shut_out(self, identity: str) -> None:
        """Put a member of staff out of every room, whoever they preside over; their account is closed already."""

    async def unseat(self, session: str, identity: str) -> None:
        """Put a mediator out of this room, presider or not; their mandate is gone already."""

    async def stop_recording(self, session: str) -> None:
        """Take in nothing more and seal: nobody presides, until whoever presides next begins anew."""

    def seated(self) -> frozenset[str]:
        """Return who is in any room now."""

    async def participants_changed(self, session: str) -> None:
        """Tell hosts that facts of the case changed (identity, consent, device check)."""

    async def panel_changed(self, session: str) -> None:
        """Tell everybody that who mediates is questioned, has been answered for, or has changed."""

    async def consent_changed(self, session: str, identity: str, *, answer: bool) -> None:
        """Start or stop writing this person's media at once. `answer` is about recording."""
