"""What retention needs kept, and how what is due is found and deleted."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from server.domain.data_request import DataRequest
from server.domain.ids import CaseId, RecordingId
from server.domain.retention import DeletionCertificate, Kept, LegalHold, RetentionPolicy
from server.domain.shortening import Shortening


class Retention(Protocol):
    """Policies, holds and certificates."""

    async def policy(self, court: str) -> RetentionPolicy | None:
        """Return what the court decided last; with an empty name, what the installation had decided for everybody."""

    async def enter(self, policy: RetentionPolicy) -> None:
        """Keep a new version. Raises `StaleVersionError` when somebody else was faster."""

    async def shortening(self, court: str) -> Shortening | None:
        """Return the shortening of the court that waits for a second person."""

    async def add_shortening(self, shortening: Shortening) -> None:
        """Keep a new one. Raises `StaleVersionError` when somebody else was faster."""

    async def save_shortening(self, shortening: Shortening) -> None:
        """Keep an answered one. Raises `StaleVersionError`."""

    async def reached(self, kept: Kept, court: str, before: date, most: int) -> tuple[int, tuple[str, ...]]:
        """Return how many cases `due` would find, and the serials of those filed first."""

    async def hold(self, hold: str) -> LegalHold | None:
        """Return the hold."""

    async def holds(self, case: CaseId) -> tuple[LegalHold, ...]:
        """Return every hold of a case, lifted ones too, oldest first."""

    async def add_hold(self, hold: LegalHold) -> None:
        """Keep a new hold."""

    async def save_hold(self, hold: LegalHold) -> None:
        """Keep a changed hold. Raises `StaleVersionError`."""

    async def filed_at(self, case: CaseId) -> datetime | None:
        """Return when the case was filed; None when it is not."""

    async def courts(self) -> tuple[str, ...]:
        """Return the courts of filed cases; an empty name stands for cases that have none."""

    async def due(self, kept: Kept, court: str, before: date, most: int) -> tuple[CaseId, ...]:
        """Return cases of the court filed before this Beijing day that still have such things; none under a hold."""

    async def held(self, court: str) -> int:
        """Return how many cases of the court a hold stands on."""

    async def forget_protected(self, case: CaseId) -> None:
        """Delete the rows of the protected materials of a case."""

    async def forget_case(self, case: CaseId) -> None:
        """Delete every row of a case but the audit log, its certificates, and facts that were sent."""

    async def add_certificate(self, certificate: DeletionCertificate) -> None:
        """Keep a new certificate."""

    async def finish(self, certificate: str, at: datetime) -> None:
        """Note that the bytes are gone too."""

    async def certificates(self, courts: Sequence[str], most: int) -> tuple[DeletionCertificate, ...]:
        """Return the newest certificates of cases of these courts."""

    async def unfinished(self, most: int) -> tuple[DeletionCertificate, ...]:
        """Return certificates whose bytes are not known to be gone, oldest first."""


class DataRequests(Protocol):
    """What people ask about their own data."""

    async def get(self, request: str) -> DataRequest | None:
        """Return the request."""

    async def of_case(self, case: CaseId) -> tuple[DataRequest, ...]:
        """Return the requests of a case, newest first."""

    async def add(self, request: DataRequest) -> None:
        """Keep a new request."""

    async def save(self, request: DataRequest) -> None:
        """Keep an answered request. Raises `StaleVersionError`."""


class RecordingFiles(Protocol):
    """The bytes of recordings."""

    async def erase(self, recording: RecordingId) -> None:
        """Remove every file of a recording; what is not there is removed."""
