"""What the roster needs from outside: entries with their history, complaints, and the lists of screens."""

from typing import Protocol

from server.domain.account import Account
from server.domain.adoption import Adoption
from server.domain.case import Case
from server.domain.complaint import Complaint
from server.domain.fitness import PoolThreshold
from server.domain.ids import AccountId, CaseId, ComplaintId, EntryId
from server.domain.origin import Origin
from server.domain.profile import EntryKind
from server.domain.roster import Entry, Version
from server.domain.roster_paper import RosterPaper, RosterPaperId
from server.services.roster_views import (
    Candidate,
    ComplaintView,
    EntryView,
    PublicRoster,
    RosterFilter,
    RosterList,
)


class Roster(Protocol):
    """Entries of every court's roster."""

    async def get(self, entry: EntryId) -> Entry | None:
        """Return the entry."""

    async def named(self, kind: EntryKind, name: str, court: str) -> tuple[Entry, ...]:
        """Return the entries of the court with this name, whatever their state."""

    async def certified(self, court: str, number: str) -> Entry | None:
        """Return the entry to which the court gave the certificate with this number."""

    async def members(self, organisation: EntryId) -> tuple[Entry, ...]:
        """Return the mediators an organisation nominated, by name."""

    async def open_cases(self, account: AccountId, besides: CaseId) -> int:
        """Return how many other cases a mediator has now, as presider."""

    async def add(self, entry: Entry) -> None:
        """Keep a new entry."""

    async def save(self, entry: Entry) -> None:
        """Keep a changed entry. Raises `StaleVersionError`; a number or account in use is `ConflictError`."""

    async def versions(self, entry: EntryId) -> tuple[Version, ...]:
        """Return what was confirmed, oldest first."""

    async def add_version(self, version: Version) -> None:
        """Keep one more confirmed version. Raises `StaleVersionError` when its number is taken."""

    async def papers(self, entry: EntryId) -> tuple[RosterPaper, ...]:
        """Return every paper of an entry, in the order they came."""

    async def add_paper(self, paper: RosterPaper) -> None:
        """Keep a new paper."""

    async def remove_paper(self, paper: RosterPaperId) -> None:
        """Take out a paper that stands with no version."""

    async def keep_papers(self, entry: EntryId, version: int) -> None:
        """Let what waits stand with this version from now on."""

    async def adoption(self, entry: EntryId, court: str) -> Adoption | None:
        """Return the adoption of the entry by the court."""

    async def add_adoption(self, adoption: Adoption) -> None:
        """Keep a new adoption."""

    async def save_adoption(self, adoption: Adoption) -> None:
        """Keep a changed adoption. Raises `StaleVersionError`."""


class Complaints(Protocol):
    """Complaints about mediators and organisations."""

    async def get(self, complaint: ComplaintId) -> Complaint | None:
        """Return the complaint."""

    async def add(self, complaint: Complaint) -> None:
        """Keep a new complaint."""

    async def save(self, complaint: Complaint) -> None:
        """Keep a decided complaint. Raises `StaleVersionError`."""


class RosterQueries(Protocol):
    """Read-only views of the roster. They mask and leave out per reader."""

    async def listing(self, account: Account, wanted: RosterFilter) -> RosterList:
        """Return a page of 200 of the entries the account may see."""

    async def entry(self, account: Account, entry: EntryId) -> EntryView | None:
        """Return one entry as the account may see it; None when it may not."""

    async def public(self, wanted: RosterFilter) -> PublicRoster:
        """Return a page of 50 of what is in force, with the legal minimum of fields."""

    async def candidates(self, case: Case, parties: frozenset[Origin], pool: PoolThreshold) -> tuple[Candidate, ...]:
        """Return who could take the case at its court, the best first; those who may not are last, with the reason.

        Entries of another court are among them when it took them over or their level reaches it.
        """

    async def complaints(self, account: Account) -> tuple[ComplaintView, ...]:
        """Return the complaints to the account's court, newest first; none about the account itself."""
