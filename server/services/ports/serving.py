"""Copies of what was served, to be kept."""

from typing import Protocol

from server.domain.ids import CaseId
from server.domain.serving import ServedCopy


class ServedCopies(Protocol):
    """What somebody was given; only added to."""

    async def of_case(self, case: CaseId) -> tuple[ServedCopy, ...]:
        """Return everything that was served in a case, oldest first."""

    async def add(self, copy: ServedCopy) -> None:
        """Keep that a person was given this document by this way; the same again changes nothing."""
