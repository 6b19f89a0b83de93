"""What the desk needs: messages to be sent and their carrier, views kept by staff, lists of what is due."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from server.domain.account import Account
from server.domain.audit import Place
from server.domain.deadlines import DeadlineRule, LastDay
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.owed import Owed
from server.domain.own_right import Day
from server.domain.reminder import Ending, Prompt, PromptState, ReminderKind
from server.domain.session import SessionMode
from server.domain.standstill import Told


class CarrierError(Exception):
    """The carrier did not take a message. `final` when trying again is no use; its text names no person."""

    def __init__(self, text: str, *, final: bool) -> None:
        super().__init__(text)
        self.final = final


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where a message goes: to `email` where there is one, else to `phone`."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message by e-mail."""

    name: str
    media: str
    """Such as `text/calendar`."""
    content: bytes = field(repr=False)


class Carrier(Protocol):
    """Takes messages to people: console, file, mail or an HTTP hook of an SMS gateway."""

    async def send(self, to: Addressee, text: str, key: str, files: Sequence[Attachment] = ()) -> None:
        """Hand over a message; `key` lets the other end see a repeat. Raises `CarrierError`.

        Only e-mail carries files; any other way leaves them out.
        """


@dataclass(frozen=True, slots=True)
class Leased:
    """A message taken for sending, until its lease ends."""

    id: int
    key: str
    kind: ReminderKind
    attempts: int
    to: Addressee
    text: str = field(repr=False)


class Prompts(Protocol):
    """Messages to people."""

    async def add(self, prompt: Prompt) -> bool:
        """Keep a message; return False when its key is there already. One for staff counts as sent.

        To an agent whose every authority is over nothing is kept: False.
        """

    async def drop(self, case: CaseId, identity: Identity) -> None:
        """Take back what waits to be sent to a person of a case."""

    async def lease(self, now: datetime, until: datetime, most: int) -> tuple[Leased, ...]:
        """Take up to `most` queued messages whose time has come; nobody else gets them before `until`.

        Those among them to people without telephone and e-mail, or whose own link is dead so that both are doubted,
        go to the desk instead.
        """

    async def told_of(self, session: str, starts_at: datetime) -> Mapping[str, Told]:
        """Return by person what they were told of a session at this hour while its case stood still."""

    async def to_people(self, case: CaseId, kinds: Collection[ReminderKind]) -> tuple[Prompt, ...]:
        """Return the messages of these kinds to people of a case, sent or not, oldest first."""
        ...

    async def sent(self, prompt: int, at: datetime) -> None:
        """Note that a message is with its carrier."""

    async def failed(self, prompt: int, error: str, again_at: datetime | None) -> None:
        """Note that a message was not taken; None gives it up."""


@dataclass(frozen=True, slots=True)
class UpcomingSession:
    """A session people are reminded of, with what the message says."""

    session: str
    case: str
    serial: str
    number: int
    starts_at: datetime
    mediator: str
    organisation: str
    court: str
    identities: tuple[str, ...]
    mode: SessionMode
    place: str
    on_site: frozenset[str]
    """Who of them is expected at the place; of a session on site everybody."""
    stands_still: bool
    """Its case does: nobody can begin it."""
    told: Mapping[str, Told]
    """By person, what they were told of that; who was told nothing is left out."""


@dataclass(frozen=True, slots=True)
class WaitingReferral:
    """A referral nobody answered yet, and the staff who are to."""

    case: str
    serial: str
    sent_on: date
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwedContact:
    """A respondent who has not been reached yet, and who asks them: who mediates, before that the desk.

    `since` is the day from which the three working days count.
    """

    case: str
    serial: str
    clock: str
    """Its key within the case."""
    who: str = field(repr=False)
    since: date
    due_on: date
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenSuspension:
    """A case suspended on suspicion on which nobody decided, and the desk of its court and organisation."""

    case: str
    serial: str
    pause: str
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndingLink:
    """An own link that soon opens nothing any more, whose it is, and the desk of whoever runs the case."""

    case: str
    serial: str
    identity: str
    name: str = field(repr=False)
    ends_on: date
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom a day of a case concerns, and what a message says of the case."""

    case: str
    serial: str
    mediator: str
    organisation: str
    court: str
    accounts: tuple[str, ...]
    """Who mediates it."""
    identities: tuple[str, ...]
    """Its parties whose own link was not denied or revoked; who has no telephone is told by the desk."""


@dataclass(frozen=True, slots=True)
class EndingPeriod:
    """A period that ends soon, or that is over; days in Beijing. `nominal_on` is before rolling."""

    what: Ending
    starts_on: date
    nominal_on: date
    due_on: date
    is_provisional: bool
    of: Concerned

    @property
    def last_day(self) -> LastDay:
        """The last day as it can be told; all of these are counted in days.

        The nominal day is safe, but of the mediation term: an extension may be counted from a day that can move.
        """
        if self.what is Ending.TERM:
            return LastDay(self.due_on, None if self.is_provisional else self.due_on, self.is_provisional)
        return LastDay.of_days(self.due_on, self.nominal_on, is_provisional=self.is_provisional)


@dataclass(frozen=True, slots=True)
class EndingRight:
    """A right of one party that ends soon; `readers` are all who read of its day, and nobody else does."""

    day: Day
    holder: str
    name: str = field(repr=False)
    """Of the holder."""
    readers: tuple[str, ...]
    """The holder and whoever speaks for it, so far as they know of the case."""
    goes_on: bool
    """Whether it is still mediated."""
    of: Concerned


@dataclass(frozen=True, slots=True)
class ComingPerformance:
    """An instalment that is to be performed soon."""

    number: int
    """From 1, by day."""
    count: int
    """How many instalments the agreement has."""
    agreed_on: date
    due_on: date
    of: Concerned


@dataclass(frozen=True, slots=True)
class PromptView:
    """A message a member of staff finds behind the bell."""

    id: int
    serial: str | None
    """None when it is about several cases, or a whole house."""
    kind: ReminderKind
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SentPromptView:
    """A message to a person of a case, as the case page lists it; `phone` masked, or the address it goes to."""

    at: datetime
    kind: ReminderKind
    name: str
    phone: str
    state: PromptState
    attempts: int
    text: str


@dataclass(frozen=True, slots=True)
class CallView:
    """Somebody whom a message did not reach: what to tell them. Number and address are masked."""

    serial: str
    title: str
    identity: str
    name: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)
    """Where the message went; empty when it went to the telephone."""
    kind: ReminderKind
    text: str
    """Of the newest such message."""
    messages: int
    since: datetime
    """When the oldest of them was written."""
    why: PromptState
    tries: int
    """Calls and letters since then that did not reach them."""


@dataclass(frozen=True, slots=True)
class TaskView:
    """One thing with a last day. Dates are Beijing days; `overdue` after the last one."""

    serial: str
    title: str
    key: str
    """Which clock of the case."""
    rule: DeadlineRule
    who: str
    nominal_on: date
    due_on: date
    is_provisional: bool
    stopped: bool
    article: str
    working_left: int | None = None
    """Working days up to it, negative once it is over; None where the period is not counted in them."""


@dataclass(frozen=True, slots=True)
class OwedView:
    """One thing that is owed at once, without a last day, and since which day (in Beijing)."""

    serial: str
    title: str
    what: Owed
    since: date
    article: str
    mediator: str | None = None
    """Whose act it is where it is not the reader's, by name; empty when whoever mediated is gone."""


@dataclass(frozen=True, slots=True)
class StillOwed:
    """What is owed at once in a case, since when, and the staff whose act it is."""

    case: str
    serial: str
    what: Owed
    since: date
    article: str
    accounts: tuple[str, ...]
    overseers: tuple[str, ...] = ()
    """Who runs the organisation, once it is left undone for some days or whoever mediated is gone."""
    mediator: str = ""
    """Whoever mediated, by name, for the overseers; empty when they are gone."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """Conditions of the list of cases, kept under a name."""

    name: str
    query: str


class SavedViews(Protocol):
    """Views of the list of cases that a member of staff keeps."""

    async def of(self, account: AccountId) -> tuple[SavedView, ...]:
        """Return the views of an account, by name."""

    async def put(self, account: AccountId, view: SavedView) -> None:
        """Keep a view, or change the one of that name."""

    async def remove(self, account: AccountId, name: str) -> None:
        """Forget a view; nothing happens to one that is not there."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry of the audit log, for the auditor."""

    number: int
    at: datetime
    actor: str
    name: str | None = field(repr=False)
    """Of the member of staff who did it; None for parties and the system."""
    action: str
    subject: str
    serial: str | None
    """Of the case it is about; None when it is about no case."""
    facts: dict[str, str]
    digest: str


@dataclass(frozen=True, slots=True)
class AuditConditions:
    """Which entries of the audit log are wanted; what is None or empty narrows nothing."""

    action: str = ""
    """A kind of act (`case`), or one act (`case.ended`)."""
    serial: str = ""
    """Of the case they are about, also one that was deleted since."""
    actor: str = ""
    """`account:…`, `party:…` or `system`; anything else is part of a name of staff, or a login."""
    since: date | None = None
    """The first day in Beijing."""
    until: date | None = None
    """The last one."""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of the audit log, newest first, and whether the chain holds."""

    lines: tuple[AuditLine, ...]
    total: int
    first_broken: int | None
    """Number of the first entry that was changed, removed before or put in, as far as is known."""
    checked_at: datetime | None
    """When the log was verified from its first entry the last time; None when it never was before this page."""
    checked_to: int
    """The last entry that was verified then. What follows it, and what the page shows, is verified for each page."""


class DeskQueries(Protocol):
    """Lists of what is due, for people and for the chores."""

    async def upcoming(self, now: datetime, until: datetime) -> Sequence[UpcomingSession]:
        """Return scheduled sessions that begin between the two instants."""

    async def waiting_referrals(self, now: datetime) -> Sequence[WaitingReferral]:
        """Return referrals that wait for an answer."""

    async def owed_contacts(self, today: date) -> Sequence[OwedContact]:
        """Return each respondent who was not reached yet in the three working days of art. 15."""

    async def open_suspensions(self, since: datetime, until: datetime) -> Sequence[OpenSuspension]:
        """Return suspensions that began between the two instants and still stand."""

    async def ending_links(self, now: datetime, until: datetime) -> Sequence[EndingLink]:
        """Return the own links to cases not filed that open them now and end up to `until`."""

    async def organisations_over(self, since: date, until: date) -> Sequence[EndingPeriod]:
        """Return organisations' fifteen days that ended from `since` to before `until` while mediation goes on."""

    async def ending_periods(self, today: date, until: date) -> Sequence[EndingPeriod]:
        """Return mediation terms and times for confirmation that run and end, nominally, up to `until`."""

    async def ending_rights(self, today: date) -> Sequence[EndingRight]:
        """Return the rights of single parties that run and end within their longest warning, with who reads of each."""

    async def performances(self, today: date, until: date) -> Sequence[ComingPerformance]:
        """Return the instalments in force nobody says were performed, due from a week before `today` up to `until`."""

    async def written(self, keys: Sequence[str]) -> frozenset[str]:
        """Return which of these keys of messages are kept already."""

    async def tasks(self, account: Account, today: date, until: date, most: int) -> Sequence[TaskView]:
        """Return the pending clocks of the cases in reach that end up to `until`, soonest first.

        What a colleague of the same desk has in hand is left out.
        """

    async def owed(self, account: Account, today: date, most: int) -> Sequence[OwedView]:
        """Return what this account owes at once in the cases in its reach, longest first.

        What a colleague of the same desk has in hand is left out.
        """

    async def still_owed(self, now: datetime) -> Sequence[StillOwed]:
        """Return what is owed at once for so long that who owes it is reminded now."""

    async def calls(self, account: Account, now: datetime) -> Sequence[CallView]:
        """Return the people of cases in reach whom messages did not reach, and nobody of the staff since."""

    async def prompts(self, account: AccountId, most: int) -> Sequence[PromptView]:
        """Return what the bell holds, newest first."""

    async def sent(self, account: Account, serial: str) -> Sequence[SentPromptView] | None:
        """Return the messages to people of a case in reach, newest first."""

    async def audit(self, wanted: AuditConditions, before: int | None, most: int) -> AuditPage:
        """Return a page of the audit log and the verdict on its chain; `total` is of what meets the conditions."""

    async def audit_about(self, subjects: Sequence[str], actions: Sequence[str]) -> AuditPage:
        """Return every entry of these acts on these subjects, newest first, and the verdict on the chain."""

    async def examine_audit(self) -> tuple[Place, int | None]:
        """Verify the log from its first entry; return the last that fits, and the first that does not."""
