"""What use cases need from outside, as protocols; `server.storage`, `server.app` and rooms provide them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from types import TracebackType
from typing import Protocol, Self

from server.domain.case_consent import WITHDRAWAL_NOTICE
from server.domain.case_link import DRAFT_FOR
from server.domain.effort import Enough
from server.domain.fitness import PoolThreshold
from server.domain.retention import RetentionPolicy
from server.services.ports.accounts import AccountQueries, Accounts, SignIns
from server.services.ports.case_types import CaseTypeEntries
from server.services.ports.cases import Cases, Handlers, Timeline
from server.services.ports.causes import Causes
from server.services.ports.desk import DeskQueries, Prompts, SavedViews
from server.services.ports.documents import Documents, Seal, SealCheck
from server.services.ports.intake import (
    Awards,
    Blobs,
    CaseLinks,
    Drafts,
    IntakeQueries,
    KeptDocuments,
    Limitations,
    Materials,
    ProtectedMaterials,
    Receipts,
    RecordConfirmations,
    Returns,
)
from server.services.ports.keeping import DataRequests, Retention
from server.services.ports.outbox import Outbox
from server.services.ports.outside import Clock, PasswordHasher, Rooms, TokenSource
from server.services.ports.parties import Authorities, Contacts, PartyQueries, PersonalLooks, StepConsents
from server.services.ports.queries import Queries
from server.services.ports.recordings import RecordingDeletions, Recordings, Viewings
from server.services.ports.referral import Choices, Panels, ReferralQueries, Referrals
from server.services.ports.roster import Complaints, Roster, RosterQueries
from server.services.ports.serving import ServedCopies
from server.services.ports.sessions import Invitations, MannerWishes, Outcomes, People, RetiredLinks, Sessions
from server.services.ports.support import SupportAccesses, SupportQueries
from server.services.ports.terms import Calendars, CaseClocks, Endings, Terms
from server.services.ports.undisputed import Undisputed
from server.services.ports.writes import Audit, Keys


class UnitOfWork(Protocol):
    """One transaction: `async with`, then `commit`; without it nothing has happened."""

    accounts: Accounts
    sign_ins: SignIns
    retired_links: RetiredLinks
    causes: Causes
    case_types: CaseTypeEntries
    cases: Cases
    handlers: Handlers
    sessions: Sessions
    invitations: Invitations
    manner_wishes: MannerWishes
    people: People
    outcomes: Outcomes
    recordings: Recordings
    viewings: Viewings
    recording_deletions: RecordingDeletions
    timeline: Timeline
    audit: Audit
    outbox: Outbox
    served: ServedCopies
    keys: Keys
    authorities: Authorities
    steps: StepConsents
    contacts: Contacts
    personal_looks: PersonalLooks
    prompts: Prompts
    views: SavedViews
    roster: Roster
    complaints: Complaints
    choices: Choices
    referrals: Referrals
    panels: Panels
    drafts: Drafts
    receipts: Receipts
    documents: KeptDocuments
    returns: Returns
    awards: Awards
    limitations: Limitations
    record_confirmations: RecordConfirmations
    materials: Materials
    protected: ProtectedMaterials
    case_links: CaseLinks
    terms: Terms
    undisputed: Undisputed
    endings: Endings
    calendars: Calendars
    clocks: CaseClocks
    retention: Retention
    data_requests: DataRequests
    support: SupportAccesses

    async def __aenter__(self) -> Self:
        """Begin."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what was not committed."""

    async def commit(self) -> None:
        """Make it true. Raises `StaleVersionError` when another transaction won."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything a use case may reach. Made once by `server.app`."""

    begin: Callable[[], UnitOfWork]
    """A new unit of work, not yet begun."""
    reading: Callable[[], UnitOfWork]
    """One for a view: it sees one state, keeps nothing and lets nobody wait."""
    rehearse: Callable[[], UnitOfWork]
    """One that judges rows of a file as `begin` would, keeps nothing and takes no lock."""
    queries: Queries
    roster: RosterQueries
    clock: Clock
    chance: TokenSource
    hasher: PasswordHasher
    rooms: Rooms
    accounts: AccountQueries
    parties: PartyQueries
    desk: DeskQueries
    documents: Documents
    blobs: Blobs
    intake: IntakeQueries
    referral_queries: ReferralQueries
    support: SupportQueries
    seal: Seal
    """Signs the manifests of archives that leave the house."""
    filing_key: SealCheck | None = None
    """Key of the electronic filing; with it only what that signed is taken over."""
    archiving: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by whoever reads or writes a whole archive: hundreds of megabytes, so one at a time."""
    pool: PoolThreshold = field(default_factory=PoolThreshold)
    """From when on the expert pool is suggested."""
    drafts_kept: timedelta = DRAFT_FOR
    """How long an application that was never handed in is kept."""
    representatives: int = 5
    """How many of the workers of a case may act for the others at most."""
    withdrawal_notice: timedelta = WITHDRAWAL_NOTICE
    """How long before a session a consent can be taken back without a decision. No document confirms the length."""
    enough: Enough = field(default_factory=Enough)
    """What is enough to call a party unreachable before the time of asking it is over. No document confirms it."""
    retention: RetentionPolicy | None = None
    """For how long filed cases are kept where no court decided, as the settings say it."""
    serial_prefix: str = "LY"
    """Two letters at the head of every serial of this house."""
