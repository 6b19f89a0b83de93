"""Bodies of the desk: what is due, the bell, saved views, messages sent, the audit log."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from server.domain.log_export import LogPurpose
from server.domain.owed import Owed
from server.domain.reminder import ReminderKind
from server.web.schemas import Answer, Reason, Request
from server.web.schemas.dates import Day


class Task(Answer):
    """One thing with a last day: GET /api/tasks, soonest first, overdue ones before all."""

    serial: str
    title: str
    key: str
    rule: str
    who: str
    nominal_on: date
    due_on: date
    is_provisional: bool
    stopped: bool
    article: str
    working_left: int | None
    """Working days up to it, negative once it is over; null where the period is not counted in them."""


class OwedTask(Answer):
    """One thing owed at once, without a last day: GET /api/owed, longest first. To whoever has to do it.

    What a mediator leaves undone stands there for who oversees it too, with `mediator`.
    """

    serial: str
    title: str
    what: Owed
    since: date
    article: str
    mediator: str | None
    """Whose act it is where it is not the reader's, by name; empty when whoever mediated is gone."""


class CallToMake(Answer):
    """Somebody whom messages did not reach: GET /api/calls, whoever waits longest first. The number is masked."""

    serial: str
    title: str
    identity: str
    name: str
    phone: str
    email: str
    """Where the message went, masked; empty when it went to the telephone."""
    kind: ReminderKind
    text: str
    messages: int
    since: datetime
    why: Literal["failed", "desk"]
    """The carrier gave up, or there is no telephone, or its holder said that they are somebody else."""
    tries: int


class Reminder(Answer):
    """One message behind the bell: GET /api/reminders, newest first."""

    id: int
    serial: str | None
    """None when it is about several cases, or a whole house."""
    kind: ReminderKind
    text: str
    at: datetime


class SentReminder(Answer):
    """One message to a person of a case: GET /api/cases/{serial}/reminders, newest first."""

    at: datetime
    kind: ReminderKind
    name: str
    phone: str
    """Where it goes, masked: telephone or e-mail address."""
    state: Literal["queued", "sent", "failed", "desk"]
    attempts: int
    text: str


class SavedView(Answer):
    """A view of the list of cases kept under a name; `query` is the part of the address behind the question mark."""

    name: str
    query: str
    count: int | None
    """How many cases it finds now; None when the address says what the list does not know any more."""


class SavedViewPut(Request):
    """PUT /api/saved-views/{name}."""

    query: str = Field(max_length=1000, pattern=r"^[^\s#?]*$")


class AuditQuery(Request):
    """GET /api/audit: a hundred lines before a number, all or those that meet every condition."""

    before: int | None = Field(default=None, ge=1)
    action: str = Field(default="", max_length=64, pattern=r"^[a-z_.]*$")
    """A kind of act (`case`) or one act (`case.ended`)."""
    serial: str = Field(default="", max_length=64)
    actor: str = Field(default="", max_length=100)
    """`account:…`, `party:…` or `system`; anything else is part of a name of staff, or a login."""
    since: Day | None = None
    until: Day | None = None


class AuditExport(Request):
    """POST /api/audit/exports: the lines that meet every condition as CSV; who took them and why is a line itself."""

    action: str = Field(default="", max_length=64, pattern=r"^[a-z_.]*$")
    serial: str = Field(default="", max_length=64)
    actor: str = Field(default="", max_length=100)
    since: Day | None = None
    until: Day | None = None
    purpose: LogPurpose
    reason: Reason


class AuditLine(Answer):
    """One entry of the audit log."""

    number: int
    at: datetime
    actor: str
    name: str | None
    """Of the member of staff who did it; None for parties and the system."""
    action: str
    subject: str
    serial: str | None
    """Of the case it is about; None when it is about no case."""
    facts: dict[str, str]
    digest: str


class AuditPage(Answer):
    """A page of the audit log, newest first."""

    lines: tuple[AuditLine, ...]
    total: int
    first_broken: int | None
    """Number of the first entry that was changed, removed before or put in; None when the chain holds."""
    checked_at: datetime | None
    """When the log was verified from its first entry the last time; what came since is verified for each page."""
    checked_to: int
    """The last entry that was verified then."""
