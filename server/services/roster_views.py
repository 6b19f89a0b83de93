"""What use cases and queries answer about the roster: plain values, built per reader, masked."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from server.domain.adoption import AdoptionState
from server.domain.complaint import ComplaintGround, ComplaintState
from server.domain.fitness import FitReason
from server.domain.material import MaterialMedia
from server.domain.profile import (
    DisputeKind,
    EntryKind,
    Fee,
    MediatorKind,
    OrganisationType,
    Profile,
    RosterLevel,
    Skill,
)
from server.domain.reminder import PromptState, ReminderKind
from server.domain.roster import Confirmed, EntryState, StopReason

PAGE: Final = 200
PUBLIC_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class RosterFilter:
    """What is looked for; empty is everything. Pages count from 1."""

    text: str = ""
    states: tuple[EntryState, ...] = ()
    kind: EntryKind | None = None
    dispute: DisputeKind | None = None
    skill: Skill | None = None
    fee: Fee | None = None
    level: RosterLevel | None = None
    court: str = ""
    waiting: bool = False
    """Only what waits for the court."""
    page: int = 1


@dataclass(frozen=True, slots=True)
class EntrySummary:
    """An entry in a list."""

    id: str
    kind: EntryKind
    name: str
    organisation: str | None
    organisation_id: str | None
    court: str
    type: OrganisationType | None
    mediator_kind: MediatorKind | None
    skills: tuple[Skill, ...]
    speciality: str
    certificate: str | None
    open_cases: int
    max_open: int
    state: EntryState
    pool: bool
    adopted: bool
    """Taken over from another court's roster."""
    waiting: bool


@dataclass(frozen=True, slots=True)
class RosterList:
    """A page of entries: organisations by name, each followed by its mediators."""

    entries: tuple[EntrySummary, ...]
    total: int
    page: int
    organisations: int
    """Organisations in force, for the heading."""
    mediators: int
    waiting: int
    """Entries that wait for the court."""


@dataclass(frozen=True, slots=True)
class ProfileView:
    """Values of an entry as a keeper sees them: private ones masked, or left out for whoever may not."""

    profile: Profile
    private: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class VersionView:
    """One confirmed version."""

    number: int
    what: Confirmed
    name: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RosterPaperView:
    """A paper shown with a report; `version` once it stands with what was confirmed."""

    id: str
    name: str
    media: MaterialMedia
    size: int
    uploaded_at: datetime
    uploaded_by: str
    version: int | None


@dataclass(frozen=True, slots=True)
class AdoptionView:
    """Another court and how far its adoption is."""

    court: str
    state: AdoptionState
    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Performance:
    """What is counted of an entry's cases."""

    open_cases: int
    concluded: int
    settled: int


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry with everything its reader may see."""

    id: str
    kind: EntryKind
    court: str
    office: str
    organisation: str | None
    organisation_id: str | None
    account: str | None
    """Login of the mediator's account."""
    state: EntryState
    removal: bool
    stopped: StopReason | None
    reason: str
    certificate: str | None
    certificate_on: date | None
    live: ProfileView | None
    proposed: ProfileView | None
    changed: tuple[str, ...]
    """Fields in which the proposed values differ from the live ones."""
    reported_office: str | None
    reported_at: datetime | None
    reviewed_at: datetime | None
    versions: tuple[VersionView, ...]
    papers: tuple[RosterPaperView, ...]
    """Those the reader may open."""
    adoptions: tuple[AdoptionView, ...]
    performance: Performance
    may: tuple[str, ...]
    """What this reader can do now: `edit`, `report`, `propose`, `remove`, `take_up`, `confirm`, `give_back`, `suspend`,
    `restore`, `link`, `unlock`, `attach`, `adopt`, `end_adoption`, `answer_adoption`."""
    version: int


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """What anyone may read of an entry (在线调解规则 art. 5): nothing private is in it."""

    id: str
    kind: EntryKind
    name: str
    organisation: str | None
    type: OrganisationType | None
    mediator_kind: MediatorKind | None
    kinds: tuple[DisputeKind, ...]
    skills: tuple[Skill, ...]
    speciality: str
    fee: Fee
    level: RosterLevel
    courts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicRoster:
    """A page of the public roster."""

    entries: tuple[PublicEntry, ...]
    total: int
    page: int
    organisations: int
    mediators: int
    courts: tuple[str, ...]
    """Every inviting court, to filter by."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that could take a case, with what speaks for and against it. `account` names the mediator's account."""

    id: str
    kind: EntryKind
    name: str
    organisation: str | None
    organisation_id: str | None
    account: str | None
    type: OrganisationType | None
    mediator_kind: MediatorKind | None
    fee: Fee
    level: RosterLevel
    e_seal: bool
    skills: tuple[Skill, ...]
    speciality: str
    languages: str
    pool: bool
    may_preside: bool
    open_cases: int
    max_open: int
    reasons: tuple[FitReason, ...]
    score: int
    may_be_chosen: bool

    @property
    def may_be_named(self) -> bool:
        """Whether a choice or a referral may name it: a mediator who is named presides (在线调解规则 art. 11).

        Only a mediator with an account can answer the referral.
        """
        alone = self.may_preside and self.account is not None
        return self.may_be_chosen and (self.kind is EntryKind.ORGANISATION or alone)


@dataclass(frozen=True, slots=True)
class ComplaintMessage:
    """A message to whoever complained, and whether it is with them."""

    kind: ReminderKind
    at: datetime
    state: PromptState
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """A complaint as the inviting court reads it."""

    id: str
    number: str
    """What the complainant was given to name it by."""
    entry: str
    name: str
    ground: ComplaintGround
    text: str = field(repr=False)
    serial: str
    complainant: str = field(repr=False)
    phone: str
    """Masked."""
    made_at: datetime
    state: ComplaintState
    decision: str = field(repr=False)
    informed: str
    decided_at: datetime | None
    messages: tuple[ComplaintMessage, ...]
    """What the complainant was told, oldest first."""
