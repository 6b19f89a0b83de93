"""What the undisputed facts need from outside."""

from typing import Protocol

from server.domain.ids import CaseId
from server.domain.undisputed import Edition


class Undisputed(Protocol):
    """The facts of each case that are put to its parties."""

    async def of_case(self, case: CaseId) -> tuple[Edition, ...]:
        """Return all editions with their answers, oldest first."""

    async def latest(self, case: CaseId) -> Edition | None:
        """Return the edition that stands, with its answers."""

    async def add(self, edition: Edition) -> None:
        """Keep a new edition. Raises `StaleVersionError` when there is one of this number."""

    async def save_answers(self, edition: Edition) -> None:
        """Keep the answers that are not kept yet; nothing that was answered changes."""
