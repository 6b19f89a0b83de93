"""What terms, calendar, clocks and endings need from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from server.domain.account import Account
from server.domain.agreement_effect import AgreedIn, AgreementEffect
from server.domain.calendar import WorkCalendar, YearNotice
from server.domain.case import Case
from server.domain.clock_facts import Facts
from server.domain.clocks import Clock
from server.domain.concurrence import Answer
from server.domain.doors import Application
from server.domain.ending import Ending, HandOverItem
from server.domain.ids import CaseId
from server.domain.party import Participant
from server.domain.term import Extension, Pause, Term, TermPolicy


class Terms(Protocol):
    """The term of each case with its extensions and pauses."""

    async def get(self, case: CaseId) -> Term | None:
        """Return when the term began; None before that."""

    async def add(self, term: Term) -> None:
        """Keep the start of a term. Raises `StaleVersionError` when it began already."""

    async def renew(self, term: Term) -> None:
        """Keep a term that began anew. Raises `StaleVersionError` when it did so already."""

    async def policy(self, court: str | None) -> TermPolicy:
        """Return what the court decided; the Luoyang default where it decided nothing."""

    async def save_policy(self, court: str, seen: TermPolicy, policy: TermPolicy) -> None:
        """Keep what a court decided in place of what was seen. Raises `StaleVersionError` when that stands no more."""

    async def extensions(self, case: CaseId) -> tuple[Extension, ...]:
        """Return the requests for more time, oldest first."""

    async def add_extension(self, extension: Extension) -> None:
        """Keep a new request."""

    async def save_extension(self, extension: Extension) -> None:
        """Keep a changed request with its new answers. Raises `StaleVersionError`."""

    async def pauses(self, case: CaseId) -> tuple[Pause, ...]:
        """Return the pauses, oldest first."""

    async def add_pause(self, pause: Pause) -> None:
        """Keep a new pause."""

    async def save_pause(self, pause: Pause) -> None:
        """Keep a changed pause. Raises `StaleVersionError`."""

    async def add_answers(self, case: CaseId, subject: str, answers: Sequence[Answer]) -> None:
        """Keep what parties said to a step that stands elsewhere, such as `session:…`."""

    async def facts(self, cases: Sequence[Case]) -> Mapping[CaseId, Facts]:
        """Return what the clocks of these cases are worked out from."""


class Endings(Protocol):
    """How mediations ended, and what followed an agreement."""

    async def get(self, case: CaseId) -> Ending | None:
        """Return the ending."""

    async def add(self, ending: Ending) -> None:
        """Keep it. Raises `StaleVersionError` when the case has one already."""

    async def save(self, ending: Ending) -> None:
        """Keep a changed ending. Raises `StaleVersionError`."""

    async def effect(self, case: CaseId) -> AgreementEffect | None:
        """Return when the agreement took effect."""

    async def agreed_in(self, case: CaseId) -> tuple[AgreedIn, ...]:
        """Return the sessions in which something was agreed, in order."""

    async def add_effect(self, effect: AgreementEffect) -> None:
        """Keep it. Raises `StaleVersionError` when it took effect already."""

    async def save_effect(self, effect: AgreementEffect) -> None:
        """Keep a changed effect. Raises `StaleVersionError`."""

    async def applications(self, case: CaseId) -> tuple[Application, ...]:
        """Return the applications to court or commission, oldest first."""

    async def add_application(self, application: Application) -> None:
        """Keep a new application."""

    async def save_application(self, application: Application) -> None:
        """Keep a changed application with its new answers. Raises `StaleVersionError`."""

    async def transferable(self, case: CaseId) -> tuple[HandOverItem, ...]:
        """Return what of the case may leave for the court, class (b) only (OM-22)."""


@dataclass(frozen=True, slots=True)
class EnteredNotice:
    """A yearly notice as it stands, and who entered it; version 0 came with the program."""

    year: int
    version: int
    notice: YearNotice
    entered_by: str = field(repr=False)
    entered_at: datetime | None


class Calendars(Protocol):
    """The yearly notices of working days."""

    async def load(self) -> WorkCalendar:
        """Return the calendar as it stands: what was entered over what came with the program."""

    async def notices(self) -> tuple[EnteredNotice, ...]:
        """Return the standing notice of every year, by year."""

    async def enter(self, entered: EnteredNotice) -> None:
        """Keep a new version. Raises `StaleVersionError` when somebody else was faster."""


@dataclass(frozen=True, slots=True)
class NextClock:
    """The end of a case's period as lists show it; worked out when a fact changed."""

    key: str
    rule: str
    who: str = field(repr=False)
    starts_on: date
    nominal_on: date
    due_on: date
    state: str
    is_provisional: bool


class CaseClocks(Protocol):
    """The clocks of cases as worked out last, for lists."""

    async def replace(self, found: Mapping[CaseId, Sequence[Clock]]) -> None:
        """Keep these clocks in place of the earlier ones of each case, as worked out by the rules of now."""

    async def outdated(self, version: int, after: str, most: int) -> tuple[CaseId, ...]:
        """Return up to `most` cases whose kept clocks follow older rules than `version`, by id, from after this one."""

    async def touching(self, year: int) -> tuple[Case, ...]:
        """Return the cases with a clock that does not end before the year begins nor start after it ends.

        Until this transaction ends nobody else changes them.
        """

    async def of(self, case: CaseId) -> tuple[NextClock, ...]:
        """Return the kept clocks of a case."""


@dataclass(frozen=True, slots=True)
class CaseCourse:
    """One case with everything its clocks and its ending are shown from, read in one moment."""

    case: Case
    people: tuple[Participant, ...]
    facts: Facts
    calendar: WorkCalendar
    ending: Ending | None
    effect: AgreementEffect | None
    applications: tuple[Application, ...]
    transferable: tuple[HandOverItem, ...]
    agreed_in: tuple[AgreedIn, ...]


class TermQueries(Protocol):
    """Read-only views; who may ask is decided by the use case before."""

    async def course(self, account: Account, serial: str) -> CaseCourse | None:
        """Return the case with its course; None out of reach."""

    async def notices(self) -> tuple[EnteredNotice, ...]:
        """Return the standing notice of every year, by year."""

    async def policy(self, court: str) -> TermPolicy:
        """Return what the court decided about terms."""

    async def next_clocks(self, cases: Sequence[CaseId]) -> Mapping[CaseId, tuple[NextClock, ...]]:
        """Return the clocks under way of many cases, by last day; one statement."""
