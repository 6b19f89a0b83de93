"""What use cases need from outside, as protocols; `server.storage`, `server.app` and rooms provide them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from types import TracebackType
from typing import Protocol, Self

from server.domain.case_link import DRAFT_FOR
from server.domain.fitness import PoolThreshold
from server.services.ports.accounts import AccountQueries, Accounts, SignIns
from server.services.ports.cases import Cases, Timeline
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
from server.services.ports.outside import Clock, PasswordHasher, Rooms, TokenSource
from server.services.ports.parties import Authorities, Contacts, PartyQueries, PersonalLooks, StepConsents
from server.services.ports.queries import Queries
from server.services.ports.recordings import Recordings, Viewings
from server.services.ports.referral import Choices, Panels, ReferralQueries, Referrals
from server.services.ports.roster import Complaints, Roster, RosterQueries
from server.services.ports.sessions import Invitations, Outcomes, People, Sessions
from server.services.ports.terms import Calendars, CaseClocks, Endings, Terms
from server.services.ports.writes import Audit, Keys, Outbox
from server.services.ports.referral import Choices as Choices
from server.services.ports.referral import Panels as Panels
from server.services.ports.referral import ReferralQueries as ReferralQueries
from server.services.ports.referral import Referrals as Referrals
from server.services.ports.roster import Complaints as Complaints
from server.services.ports.roster import Roster as Roster
from server.services.ports.roster import RosterQueries as RosterQueries
from server.services.ports.terms import (
    Calendars as Calendars,
)
from server.services.ports.terms import (
    CaseClocks as CaseClocks,
)
from server.services.ports.terms import (
    CaseCourse as CaseCourse,
)
from server.services.ports.terms import (
    Endings as Endings,
)
from server.services.ports.terms import (
    EnteredNotice as EnteredNotice,
)
from server.services.ports.terms import (
    NextClock as NextClock,
)
from server.services.ports.terms import (
    TermQueries as TermQueries,
)
from server.services.ports.terms import (
    Terms as Terms,
)
from server.services.views import (
    AccessEntry,
    CaseChoices,
    CaseConditions,
    CaseList,
    CaseView,
    InvitationView,
    LineView,
    SessionView,
    Today,
)


class Clock(Protocol):
    """Tells the time; the only source of `now` for use cases."""

    def now(self) -> datetime:
        """Return the instant, timezone-aware."""


class TokenSource(Protocol):
    """Makes what nobody can guess."""

    def token(self) -> str:
        """Return a secret of 256 bits, safe in an address."""

    def id(self) -> str:
        """Return an opaque id of letters, digits, `-` and `_`, at most 32 long."""

    def password(self) -> str:
        """Return a password a person can type."""


class PasswordHasher(Protocol):
    """argon2id, in a thread: never on the event loop."""

    async def hash(self, password: str) -> str:
        """Return the hash to keep."""

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Tell whether they match; with None do the same work against a decoy and return False."""


class Rooms(Protocol):
    """What use cases ask of live rooms. A room that is not open takes every call as done."""

    async def remove(self, session: str, identity: str, reason: str) -> None:
        """Put the person out and cut their media; their link is suspended already."""

    async def restore(self, session: str, identity: str) -> None:
        """Let a person who was put out knock again."""

    async def end(self, session: str) -> None:
        """Say goodbye to everyone and close the room; the outcome is stored already."""

    async def shut_out(self, identity: str) -> None:
        """Put a member of staff out of every room, whoever they preside over; their account is closed already."""

    def seated(self) -> frozenset[str]:
        """Return who is in any room now."""

    async def participants_changed(self, session: str) -> None:
        """Tell hosts that facts of the case changed (identity, consent, device check)."""

    async def consent_changed(self, session: str, identity: str, *, answer: bool) -> None:
        """Start or stop writing this person's media at once. `answer` is about recording."""


class Cases(Protocol):
    """Cases and their people."""

    async def get(self, case: CaseId) -> Case | None:
        """Return the case."""

    async def by_serial(self, serial: str) -> Case | None:
        """Return the case with this serial; until this transaction ends nobody else changes it."""

    async def next_number(self, year: int) -> int:
        """Take the next serial number of the year; never the same twice."""

    async def add(self, case: Case) -> None:
        """Keep a new case."""

    async def save(self, case: Case) -> None:
        """Keep a changed case; the instant of first receipt stays as it was added. Raises `StaleVersionError`."""

    async def participant(self, case: CaseId, identity: Identity) -> Participant | None:
        """Return a person of the case."""

    async def participants(self, case: CaseId) -> tuple[Participant, ...]:
        """Return the people of the case, applicant's side first."""

    async def add_participant(self, participant: Participant) -> None:
        """Keep a new person."""

    async def save_participant(self, participant: Participant) -> None:
        """Keep what changed about a person; their place stays. Raises `StaleVersionError`."""


class Sessions(Protocol):
    """Sessions."""

    async def get(self, session: SessionId) -> Session | None:
        """Return the session."""

    async def of_case(self, case: CaseId) -> tuple[Session, ...]:
        """Return the sessions of a case, by number."""

    async def add(self, session: Session) -> None:
        """Keep a new session."""

    async def save(self, session: Session) -> None:
        """Keep a changed session. Raises `StaleVersionError`."""

    async def room_facts(self, session: SessionId) -> tuple[RoomFact, ...]:
        """Return what happened in its room, oldest first."""


class Invitations(Protocol):
    """Personal links."""

    async def by_token(self, digest: str) -> Invitation | None:
        """Return the invitation whose token has this digest."""

    async def get(self, session: SessionId, identity: Identity) -> Invitation | None:
        """Return the person's invitation to the session."""

    async def add(self, invitation: Invitation) -> None:
        """Keep a new invitation."""

    async def save(self, invitation: Invitation) -> None:
        """Keep a changed invitation. Raises `StaleVersionError`."""


class RetiredLinks(Protocol):
    """Personal links of both kinds that were replaced by newer ones."""

    async def add(self, digest: str, at: datetime) -> None:
        """Note that a newer link stands in place of the one whose token has this digest."""

    async def has(self, digest: str) -> bool:
        """Tell whether a newer link stands in place of it."""


class People(Protocol):
    """What each person of a session said, checked and showed."""

    async def consent(self, session: SessionId, identity: Identity, purpose: Purpose) -> Consent:
        """Return the consent with its history, empty when never answered."""

    async def save_consent(self, consent: Consent) -> None:
        """Keep answers that are not kept yet; earlier ones never change. Raises `StaleVersionError`."""

    async def acknowledgement(self, session: SessionId, identity: Identity) -> Acknowledgement | None:
        """Return the acknowledgement of the rights notice."""

    async def acknowledge(self, acknowledgement: Acknowledgement) -> None:
        """Keep it; the first one of a wording stays."""

    async def check(self, session: SessionId, identity: Identity) -> DeviceCheck | None:
        """Return the latest device check."""

    async def record_check(self, check: DeviceCheck) -> None:
        """Keep the latest device check."""

    async def identity_record(self, session: SessionId, identity: Identity) -> IdentityRecord | None:
        """Return the latest identity check."""

    async def record_identity(self, record: IdentityRecord) -> None:
        """Keep the latest identity check."""


class Outcomes(Protocol):
    """Outcomes; one per session, for ever."""

    async def get(self, session: SessionId) -> Outcome | None:
        """Return the outcome."""

    async def add(self, outcome: Outcome) -> None:
        """Keep it. Raises `StaleVersionError` when the session has one already."""


class Recordings(Protocol):
    """Recordings of sessions."""

    async def get(self, recording: RecordingId) -> Recording | None:
        """Return the recording."""

    async def of_session(self, session: SessionId) -> tuple[Recording, ...]:
        """Return the recordings of a session, by start."""

    async def unsealed(self) -> tuple[Recording, ...]:
        """Return all that are not sealed, for finishing after a crash."""

    async def add(self, recording: Recording) -> None:
        """Keep a new recording."""

    async def save(self, recording: Recording) -> None:
        """Keep a changed recording. Raises `StaleVersionError`."""


class Viewings(Protocol):
    """Who played what, and why."""

    async def get(self, viewing: ViewingId) -> Viewing | None:
        """Return the viewing."""

    async def add(self, viewing: Viewing) -> None:
        """Keep a new viewing."""

    async def add_play(self, play: Play) -> None:
        """Keep one report of the player."""


class Timeline(Protocol):
    """经过 of cases."""

    async def add(self, entry: TimelineEntry) -> None:
        """Keep one line."""


class Audit(Protocol):
    """The hash-chained log."""

    async def add(self, act: Act, at: datetime) -> None:
        """Append the act to the chain, in this transaction."""

    async def last_check(self) -> Check | None:
        """Return what was found when the whole log was verified the last time."""

    async def note(self, check: Check) -> None:
        """Keep what was found when the whole log was verified, in place of the last time."""


class Outbox(Protocol):
    """Facts to be delivered."""

    async def add(self, fact: Fact, key: str) -> None:
        """Keep the fact in this transaction; `key` is what the receiver sees repeats by."""


class Keys(Protocol):
    """Idempotency keys."""

    async def claim(self, scope: str, key: str, content: str, now: datetime) -> bool:
        """Return True for a new key, False for the same request again.

        Raises `KeyReusedError` when the key came with another `content`.
        """


class UnitOfWork(Protocol):
    """One transaction: `async with`, then `commit`; without it nothing has happened."""

    accounts: Accounts
    sign_ins: SignIns
    retired_links: RetiredLinks
    cases: Cases
    sessions: Sessions
    invitations: Invitations
    people: People
    outcomes: Outcomes
    recordings: Recordings
    viewings: Viewings
    timeline: Timeline
    audit: Audit
    outbox: Outbox
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
    endings: Endings
    calendars: Calendars
    clocks: CaseClocks

    async def __aenter__(self) -> Self:
        """Begin."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what was not committed."""

    async def commit(self) -> None:
        """Make it true. Raises `StaleVersionError` when another transaction won."""


class Queries(TermQueries, Protocol):
    """Read-only views for screens. They mask; who may ask is decided by the use case before."""

    async def signed_in(self, digest: str) -> tuple[SignIn, Account] | None:
        """Return the sign-in with this digest and whose it is."""

    async def link(self, token_digest: str) -> Invitation | None:
        """Return the invitation whose token has this digest."""

    async def is_retired(self, token_digest: str) -> bool:
        """Tell whether a newer link stands in place of the one with this digest."""

    async def invitation(
        self, session: SessionId, identity: Identity, device_digest: str | None
    ) -> InvitationView | None:
        """Return what the person behind the link may see."""

    async def today(self, account: Account, now: datetime) -> Today:
        """Return the sessions of today and the next days in the account's reach."""

    async def cases(self, account: Account, wanted: CaseConditions, today: date) -> CaseList:
        """Return a page of 50 of the cases in the account's reach."""

    async def case_counts(self, account: Account, wanted: Sequence[CaseConditions], today: date) -> tuple[int, ...]:
        """Return how many cases in the account's reach meet each of these."""

    async def case_choices(self, account: Account) -> CaseChoices:
        """Return by what the cases in the account's reach can be narrowed."""

    async def case(self, account: Account, serial: str, now: datetime) -> CaseView | None:
        """Return the case page, with what this account may see."""

    async def session(self, account: Account, session: SessionId, now: datetime) -> SessionView | None:
        """Return the session page, with what this account may see."""

    async def access_log(self, session: SessionId) -> tuple[AccessEntry, ...]:
        """Return who opened and played the recordings of a session, newest first."""

    async def lines(self, session: SessionId) -> tuple[LineView, ...]:
        """Return how good everyone's line was, oldest first."""

    async def room_facts(self, session: SessionId) -> tuple[RoomFact, ...]:
        """Return what happened in the session's room, oldest first."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything a use case may reach. Made once by `server.app`."""

    begin: Callable[[], UnitOfWork]
    """A new unit of work, not yet begun."""
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
    serial_prefix: str = "LY"
    """Two letters at the head of every serial of this house."""
