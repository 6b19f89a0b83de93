"""What use cases about the people of a case need kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from server.domain.account import Account
from server.domain.authority import Authority, AuthorityKind, Paper, PaperFile, Power, Sighting
from server.domain.case_consent import ConsentChannel, ConsentStep, StepConsent, Withdrawal, WithdrawalState
from server.domain.contact import Contact, ContactChannel, ContactOutcome
from server.domain.ids import CaseId, Identity
from server.domain.origin import Origin
from server.domain.party import Absence, Capacity, PartyKind, Role, Side
from server.domain.personal import PersonalLook, PersonalPurpose
from server.services.ports.efforts import EffortsView


class Authorities(Protocol):
    """Who may act for whom."""

    async def get(self, authority: str) -> Authority | None:
        """Return the authority."""

    async def of_case(self, case: CaseId) -> tuple[Authority, ...]:
        """Return every authority of a case, ended ones too, in the order they were recorded."""

    async def add(self, authority: Authority) -> None:
        """Keep a new authority."""

    async def save(self, authority: Authority) -> None:
        """Keep a changed authority. Raises `StaleVersionError`."""


class StepConsents(Protocol):
    """What people agreed to, step by step; answers never change, later ones are added."""

    async def get(self, case: CaseId, identity: Identity, step: ConsentStep) -> StepConsent:
        """Return the consent with its history, empty when never asked."""

    async def of_step(self, case: CaseId, step: ConsentStep) -> dict[Identity, StepConsent]:
        """Return what everybody answered to one step; people never asked are left out."""

    async def save(self, consent: StepConsent) -> None:
        """Keep answers that are not kept yet. Raises `StaleVersionError`."""

    async def of_person(self, case: CaseId, identity: Identity) -> dict[ConsentStep, StepConsent]:
        """Return what one person answered; steps never asked are left out."""

    async def waiting(self, case: CaseId, identity: Identity) -> tuple[Withdrawal, ...]:
        """Return a person's withdrawals nobody decided yet."""

    async def refused(self, case: CaseId, identity: Identity) -> tuple[Withdrawal, ...]:
        """Return a person's withdrawals that were refused, oldest first."""

    async def withdrawal(self, withdrawal: str) -> Withdrawal | None:
        """Return the withdrawal."""

    async def add_withdrawal(self, withdrawal: Withdrawal) -> None:
        """Keep a new withdrawal."""

    async def save_withdrawal(self, withdrawal: Withdrawal) -> None:
        """Keep a decided withdrawal. Raises `StaleVersionError`."""


class Contacts(Protocol):
    """Tries to reach people; only added, never changed."""

    async def of_case(self, case: CaseId) -> tuple[Contact, ...]:
        """Return every try of a case, oldest first."""

    async def add(self, contact: Contact) -> None:
        """Keep a try."""


class PersonalLooks(Protocol):
    """Who saw whose numbers."""

    async def add(self, look: PersonalLook) -> None:
        """Keep a look."""


@dataclass(frozen=True, slots=True)
class StepAnswerView:
    """What one person answers to one step now; `answer` None when never asked or left open."""

    step: ConsentStep
    answer: bool | None
    at: datetime | None
    channel: ConsentChannel | None
    recorded_by: str | None
    withdrawn: bool
    """A yes that was taken back."""


@dataclass(frozen=True, slots=True)
class CasePersonView:
    """One person of a case, masked."""

    identity: str
    name: str
    side: Side
    role: Role
    title: str
    kind: PartyKind
    standing: Capacity
    origin: Origin
    phone: str
    email: str
    prefers_email: bool
    id_number: str
    identity_seen: str = field(repr=False)
    linked_to: str | None
    absence: Absence | None
    named_first: bool | None
    """Whether the first papers named them, as staff said of an applicant who came later; None for everybody else."""
    """Why a respondent takes no part while the mediation goes on with others."""
    version: int
    consents: tuple[StepAnswerView, ...]


@dataclass(frozen=True, slots=True)
class AuthorityView:
    """Who may act for whom, and what is missing."""

    id: str
    agent: str
    principal: str
    kind: AuthorityKind
    matters: str
    powers: tuple[Power, ...]
    papers: tuple[Paper, ...]
    files: tuple[PaperFile, ...]
    seen: Sighting | None
    missing_papers: tuple[Paper, ...]
    signed_on: date
    until: date | None
    stands: bool
    may_settle: bool
    revoked_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class WithdrawalView:
    """A late withdrawal and what became of it."""

    id: str
    identity: str
    step: ConsentStep
    reason: str
    asked_at: datetime
    state: WithdrawalState
    decided_at: datetime | None
    decision: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """One try to reach somebody, masked."""

    identity: str
    at: datetime
    channel: ContactChannel
    number: str
    outcome: ContactOutcome
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class CasePeopleView:
    """Everybody of a case: who they are, who acts for them, what they agreed to, how they were reached."""

    serial: str
    people: tuple[CasePersonView, ...]
    authorities: tuple[AuthorityView, ...]
    uncovered: tuple[str, ...]
    """Workers for whom nobody may settle yet; only where there are ten or more."""
    withdrawals: tuple[WithdrawalView, ...]
    contacts: tuple[ContactView, ...]
    wording: str
    awarded: bool
    """Whether an award was made: an applicant who comes later says when they received it."""
    withdrawal_notice_hours: int = 0
    """How long before a session a consent can be taken back without a decision; a setting of the house."""
    efforts: EffortsView | None = None
    """Who may be called unreachable today, and else why not; every use case answers with it."""


@dataclass(frozen=True, slots=True)
class PersonalView:
    """The numbers in full."""

    phone: str = field(repr=False)
    id_number: str = field(repr=False)
    email: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonalLookView:
    """One line of who saw whose numbers."""

    at: datetime
    who: str
    role: Role
    identity: str
    name: str
    purpose: PersonalPurpose
    reason: str


class PartyQueries(Protocol):
    """Screens about the people of a case."""

    async def people(self, account: Account, serial: str, today: date) -> CasePeopleView | None:
        """Return the people of a case in the account's reach."""

    async def looks(self, account: Account, serial: str) -> Sequence[PersonalLookView] | None:
        """Return who saw personal numbers of a case in reach, newest first."""
