"""What the list of causes of action needs from outside."""

from typing import Protocol

from server.domain.cause_list import CauseEntry, CauseList


class Causes(Protocol):
    """Causes of action by date; every version of an entry stays."""

    async def load(self) -> CauseList:
        """Return every entry in its newest version."""

    async def keep(self, entry: CauseEntry) -> None:
        """Keep a new version of an entry. Raises `StaleVersionError` when somebody else was faster."""
