"""A unit of work that keeps nothing: rows of a file are judged by the rules that enter them, and no lock is taken.

What is entered is seen by the same rehearsal alone, so that a row is judged with those before it: the use case
carries people from row to row by itself, entries of the roster are remembered here. It reads one state of the
database; what would be written goes nowhere. Nothing of it can be committed.
"""

from datetime import datetime
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from server.domain.audit import Act
from server.domain.award import Award
from server.domain.ids import EntryId
from server.domain.party import Participant
from server.domain.profile import EntryKind
from server.domain.roster import Entry
from server.domain.timeline import TimelineEntry
from server.storage.audit_log import SqlAudit
from server.storage.awards import SqlAwards
from server.storage.records import SqlTimeline
from server.storage.repositories import SqlCases
from server.storage.roster import SqlRoster
from server.storage.sealing import ColumnSeal
from server.storage.unit_reading import SqlReadingUnit


class SqlRehearsal(SqlReadingUnit):
    """The unit of work of a check. It cannot be committed."""

    @override
    async def __aenter__(self) -> Self:
        """Begin, with repositories that remember instead of writing."""
        await super().__aenter__()
        self.cases = _Cases(self._connection, self._seal)
        self.roster = _Roster(self._connection, self._seal)
        self.awards = _Awards(self._connection)
        self.audit = _Audit(self._connection)
        self.timeline = _Timeline(self._connection)
        return self


class _Cases(SqlCases):
    """Cases whose people are not written: the caller holds those who were entered (`parties.Beside`)."""

    @override
    async def add_participant(self, participant: Participant, place: int | None = None) -> None:
        """Forget it."""


class _Roster(SqlRoster):
    """The roster as if the entries of the file were in it."""

    def __init__(self, connection: AsyncConnection, seal: ColumnSeal) -> None:
        super().__init__(connection, seal)
        self._entered: dict[EntryId, Entry] = {}

    @override
    async def get(self, entry: EntryId) -> Entry | None:
        return self._entered.get(entry) or await super().get(entry)

    @override
    async def named(self, kind: EntryKind, name: str, court: str) -> tuple[Entry, ...]:
        kept = [one for one in await super().named(kind, name, court) if one.id not in self._entered]
        sought = (kind, name, court)
        entered = [one for one in self._entered.values() if (one.kind, one.shown.name, one.court) == sought]
        return (*kept, *entered)

    @override
    async def add(self, entry: Entry) -> None:
        self._entered[entry.id] = entry

    @override
    async def save(self, entry: Entry) -> None:
        self._entered[entry.id] = entry


class _Awards(SqlAwards):
    """Awards whose days are not written: the caller holds them."""

    @override
    async def add_received(self, award: Award) -> None:
        """Forget it."""


class _Audit(SqlAudit):
    """A log that is not written: nobody did anything yet."""

    @override
    async def add(self, act: Act, at: datetime) -> None:
        """Forget it."""


class _Timeline(SqlTimeline):
    """A course that is not written."""

    @override
    async def add(self, entry: TimelineEntry) -> None:
        """Forget it."""
