"""What goes with a write: its entry in the audit log, and the key that makes it one."""

from datetime import datetime
from typing import Protocol

from server.domain.audit import Act, Check


class Audit(Protocol):
    """The hash-chained log."""

    async def add(self, act: Act, at: datetime) -> None:
        """Append the act to the chain, with this transaction: it has its place from the commit on."""

    async def last_check(self) -> Check | None:
        """Return what was found when the whole log was verified the last time."""

    async def note(self, check: Check) -> None:
        """Keep what was found when the whole log was verified, in place of the last time."""


class Keys(Protocol):
    """Idempotency keys."""

    async def claim(self, scope: str, key: str, content: str, now: datetime) -> bool:
        """Return True for a new key, False for the same request again.

        Raises `KeyReusedError` when the key came with another `content`.
        """
