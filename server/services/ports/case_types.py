"""What the kinds of case of a court need from outside."""

from typing import Protocol

from server.domain.case_types import CaseTypes, TypeEntry


class CaseTypeEntries(Protocol):
    """Kinds of case courts take; every version of an entry stays."""

    async def of_court(self, court: str) -> CaseTypes:
        """Return every entry of the court in its newest version."""

    async def keep(self, entry: TypeEntry) -> None:
        """Keep a new version of an entry. Raises `StaleVersionError` when somebody else was faster."""
