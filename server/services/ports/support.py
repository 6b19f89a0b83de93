"""What support access needs kept, and what the support may be shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from server.domain.ids import AccountId, CaseId
from server.domain.support_access import SupportAccess, SupportReading
from server.services.support_views import KeptAccess, SupportCaseLine, SupportCaseView


class SupportAccesses(Protocol):
    """Accesses and what was read under them."""

    async def get(self, access: str) -> SupportAccess | None:
        """Return the access."""

    async def add(self, access: SupportAccess) -> None:
        """Keep a new access."""

    async def save(self, access: SupportAccess) -> None:
        """Keep a changed access. Raises `StaleVersionError`."""

    async def standing(self) -> tuple[SupportAccess, ...]:
        """Return what was asked for or is open, whether or not its time is up."""

    async def add_reading(self, reading: SupportReading) -> None:
        """Keep that a case was looked at."""


class SupportQueries(Protocol):
    """Read-only views of support access."""

    async def asked_by(self, account: AccountId) -> Sequence[KeptAccess]:
        """Return the accesses somebody asked for, newest first."""

    async def of_house(self, house: str) -> Sequence[KeptAccess]:
        """Return the accesses to a house and its cases, newest first."""

    async def everything(self) -> Sequence[KeptAccess]:
        """Return every access, newest first."""

    async def of_case(self, case: CaseId, house: str | None) -> Sequence[KeptAccess]:
        """Return the accesses that reach or reached a case, newest first, with the looks into this case alone."""

    async def cases(self, access: SupportAccess) -> Sequence[SupportCaseLine]:
        """Return the cases an access covers, newest first."""

    async def case(self, case: CaseId, until: datetime, now: datetime) -> SupportCaseView:
        """Return what the support may see of a case."""
