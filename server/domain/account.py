"""Staff accounts: roles, the table of rights, and the lock-out rule."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain.case import Case, CaseSource, CaseState
from server.domain.errors import AccountClosedError, ConflictError, ForbiddenError, LockedOutError
from server.domain.ids import AccountId
from server.domain.party import Role

WRONG_PASSWORDS: Final = 10
LOCKED_FOR: Final = timedelta(minutes=15)
IDLE: Final = timedelta(minutes=30)
LONGEST_SIGN_IN: Final = timedelta(hours=12)


class Right(StrEnum):
    """What an account may do, on the cases in its reach or in its own house."""

    CASE_READ = "case.read"
    CASE_RECEIVE = "case.receive"
    """Take in what a party hands over or says, give it back, explain the risk."""
    CASE_REFER = "case.refer"
    """Refer to an organisation, appoint, appoint again."""
    CASE_ACCEPT = "case.accept"
    """Accept or decline a referral, with disclosure."""
    CASE_ASSIGN = "case.assign"
    """Name the mediator of the own organisation; decide on a challenge."""
    CASE_CONDUCT = "case.conduct"
    """Contacts, consents, schedule, pauses, extension, report: the mediator's work outside the room."""
    CASE_ASK = "case.ask"
    """Ask the other side whether it mediates: tries and the answer, in the states of `ASKS_IN` alone."""
    CASE_OVERSEE = "case.oversee"
    """Resume what was suspended, decide on a challenge, receive report and hand-over."""
    CASE_HOLD = "case.hold"
    """Keep a case from being deleted, and lift that."""
    PARTY_WRITE = "party.write"
    PERSONAL_READ = "personal.read"
    """See identity and telephone numbers in full, for a stated purpose."""
    MATERIAL_READ = "material.read"
    MATERIAL_WRITE = "material.write"
    PROTECTED_READ = "protected.read"
    """See, add and open what was shown to reach a settlement (OM-22)."""
    SESSION_READ = "session.read"
    SESSION_HOST = "session.host"
    """Run the session: identity, removal, links, outcome."""
    SESSION_ASSIST = "session.assist"
    """Stand in the room as deputy of the host."""
    RECORDING_START = "recording.start"
    RECORDING_LIST = "recording.list"
    RECORDING_PLAY = "recording.play"
    RECORDING_ASK_DELETION = "recording.ask_deletion"
    """Ask that the recordings of a session are deleted before their time is over; nothing goes by that alone."""
    RECORDING_DELETE = "recording.delete"
    """Decide that as a second person; nobody decides what they asked for."""
    ACCESS_LOG_READ = "access_log.read"
    ROSTER_READ = "roster.read"
    ROSTER_REPORT = "roster.report"
    """Enter and change organisations and mediators; nothing takes effect before the court confirms."""
    ROSTER_CONFIRM = "roster.confirm"
    ACCOUNT_MANAGE = "account.manage"
    """Close and open the accounts of the own court and of the organisations on its roster."""
    CAUSE_EDIT = "cause.edit"
    """Keep the list of causes of action, and which kinds of case the own court takes."""
    CALENDAR_EDIT = "calendar.edit"
    RETENTION_EDIT = "retention.edit"
    """Say how long filed cases are kept, and see what was deleted."""
    RETENTION_CONFIRM = "retention.confirm"
    """Confirm, as a second person, that something is kept for less time."""
    DELIVERY_MEND = "delivery.mend"
    """See which facts other systems did not take, and let them be sent again."""
    FIGURES_READ = "figures.read"
    AUDIT_READ = "audit.read"
    OPERATIONS_READ = "operations.read"
    """See the media workers, and the open rooms by seats and lines."""
    OPERATIONS_RUN = "operations.run"
    """Take a media worker out of service."""
    SUPPORT_ASK = "support.ask"
    """Ask for a look into cases that do not work, and take it while it is granted."""
    SUPPORT_GRANT = "support.grant"
    """Grant, refuse and end that for the data of the own house."""


_COURT_CASES: Final = frozenset(
    {
        Right.CASE_READ,
        Right.CASE_OVERSEE,
        Right.CASE_HOLD,
        Right.PERSONAL_READ,
        Right.MATERIAL_READ,
        Right.SESSION_READ,
        Right.RECORDING_LIST,
        Right.RECORDING_ASK_DELETION,
        Right.ACCESS_LOG_READ,
        Right.ROSTER_READ,
    }
)
"""What clerk and judge share."""

RIGHTS: Final[dict[Role, frozenset[Right]]] = {
    Role.PARTY: frozenset(),
    Role.AGENT: frozenset(),
    Role.INTERPRETER: frozenset(),
    Role.MEDIATOR: frozenset(
        {
            Right.CASE_READ,
            Right.CASE_ACCEPT,
            Right.CASE_CONDUCT,
            Right.CASE_ASK,
            Right.PARTY_WRITE,
            Right.PERSONAL_READ,
            Right.MATERIAL_READ,
            Right.MATERIAL_WRITE,
            Right.PROTECTED_READ,
            Right.SESSION_READ,
            Right.SESSION_HOST,
            Right.RECORDING_START,
            Right.RECORDING_LIST,
            Right.ROSTER_READ,
        }
    ),
    Role.CLERK: _COURT_CASES
    | {
        Right.CASE_RECEIVE,
        Right.CASE_ASK,
        Right.CASE_REFER,
        Right.PARTY_WRITE,
        Right.MATERIAL_WRITE,
        Right.SESSION_ASSIST,
        Right.FIGURES_READ,
    },
    Role.JUDGE: _COURT_CASES | {Right.RECORDING_PLAY, Right.RECORDING_DELETE},
    Role.ORGANISATION: frozenset(
        {
            Right.CASE_READ,
            Right.CASE_RECEIVE,
            Right.CASE_ASK,
            Right.CASE_ACCEPT,
            Right.CASE_ASSIGN,
            Right.CASE_HOLD,
            Right.PARTY_WRITE,
            Right.MATERIAL_READ,
            Right.MATERIAL_WRITE,
            Right.ROSTER_READ,
            Right.ROSTER_REPORT,
            Right.FIGURES_READ,
            Right.SUPPORT_GRANT,
        }
    ),
    Role.LABOUR_OFFICE: frozenset({Right.ROSTER_READ, Right.ROSTER_REPORT, Right.FIGURES_READ}),
    Role.COURT_ADMIN: frozenset(
        {
            Right.ROSTER_READ,
            Right.ROSTER_CONFIRM,
            Right.ACCOUNT_MANAGE,
            Right.CAUSE_EDIT,
            Right.CALENDAR_EDIT,
            Right.RETENTION_EDIT,
            Right.RETENTION_CONFIRM,
            Right.DELIVERY_MEND,
            Right.FIGURES_READ,
            Right.RECORDING_DELETE,
            Right.ACCESS_LOG_READ,
            Right.SUPPORT_GRANT,
        }
    ),
    Role.AUDITOR: frozenset({Right.AUDIT_READ, Right.ACCESS_LOG_READ, Right.RETENTION_CONFIRM}),
    Role.OPERATOR: frozenset({Right.OPERATIONS_READ, Right.OPERATIONS_RUN, Right.SUPPORT_ASK}),
}

OF_OWN_INTAKE: Final = frozenset({Right.MATERIAL_READ, Right.MATERIAL_WRITE})
"""What staff of an organisation may do only in a case that it took in itself: of others the papers are not theirs."""

OF_WHO_IS_ASKED: Final = frozenset({Right.CASE_READ, Right.CASE_ACCEPT, Right.CASE_ASSIGN, Right.MATERIAL_READ})
"""What whoever was asked to mediate has before accepting: enough to answer, nothing of a mediation before (OM-14)."""

_MEDIATED: Final = frozenset(
    {
        CaseState.ACCEPTED,
        CaseState.ASKING,
        CaseState.SCHEDULED,
        CaseState.IN_MEDIATION,
        CaseState.ON_SITE,
        CaseState.SUSPENDED,
        CaseState.APPRAISAL,
        CaseState.AGREED,
        CaseState.PARTLY_AGREED,
    }
)
ASKS_IN: Final[dict[Role, frozenset[CaseState]]] = {
    Role.MEDIATOR: _MEDIATED,
    Role.CLERK: frozenset({CaseState.TO_APPOINT}),
    Role.ORGANISATION: frozenset({CaseState.TO_APPOINT}),
}
"""When each role asks the other side (在线调解规则 art. 15): the desk that took the case on, while nobody mediates;
from acceptance on whoever mediates. Before intake is complete, once it is over, and in any other role, nobody."""

OF_COURTS: Final = (Role.CLERK, Role.JUDGE, Role.COURT_ADMIN, Role.MEDIATOR)
"""Whose accounts a court's administrator keeps in the court itself; its mediators are judges who mediate."""
OF_ORGANISATIONS: Final = (Role.MEDIATOR, Role.ORGANISATION)
"""And in the organisations on its roster."""


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff. `organisation` is the court or mediation organisation they act for."""

    id: AccountId
    login: str
    name: str = field(repr=False)
    role: Role
    organisation: str
    password_hash: str = field(repr=False)
    wrong_passwords: int = 0
    locked_until: datetime | None = None
    closed_at: datetime | None = None
    """Since when nobody signs in with it; the account itself stays, for what it did."""
    version: int = 0

    def require_open(self) -> None:
        """Raise `AccountClosedError` once closed."""
        if self.closed_at is not None:
            raise AccountClosedError

    def close(self, now: datetime) -> "Account":
        """Return the account closed. Raises `ConflictError` (`account.closed`)."""
        if self.closed_at is not None:
            raise ConflictError("account.closed")
        return replace(self, closed_at=now)

    def reopen(self) -> "Account":
        """Return the account open again, without wrong passwords. Raises `ConflictError` (`account.open`)."""
        if self.closed_at is None:
            raise ConflictError("account.open")
        return replace(self, closed_at=None, wrong_passwords=0, locked_until=None)

    def require_unlocked(self, now: datetime) -> None:
        """Raise `LockedOutError` while locked."""
        if self.locked_until is not None and now < self.locked_until:
            raise LockedOutError(until=self.locked_until.isoformat())

    def wrong_password(self, now: datetime) -> "Account":
        """Return the account after a wrong password; the tenth locks it."""
        wrong = self.wrong_passwords + 1
        if wrong < WRONG_PASSWORDS:
            return replace(self, wrong_passwords=wrong)
        return replace(self, wrong_passwords=0, locked_until=now + LOCKED_FOR)

    def right_password(self) -> "Account":
        """Return the account after the right password."""
        return replace(self, wrong_passwords=0, locked_until=None)

    def reaches(self, case: Case) -> bool:
        """Tell whether the case is this person's business."""
        match self.role:
            case Role.MEDIATOR:
                return case.mediator == self.id or self.id in case.co_mediators
            case Role.CLERK | Role.JUDGE:
                return case.court == self.organisation
            case Role.ORGANISATION:
                return case.organisation == self.organisation
            case _:
                return False

    def reaches_log(self, case: Case) -> bool:
        """Tell whether this person reads who looked into the case: as `reaches`, and whoever watches over the house.

        An auditor of every case, a court's administrator of the court's; of the case itself they see nothing.
        """
        match self.role:
            case Role.AUDITOR:
                return True
            case Role.COURT_ADMIN:
                return case.court == self.organisation
            case _:
                return self.reaches(case)

    def has(self, right: Right) -> bool:
        """Tell whether the role carries the right."""
        return right in RIGHTS[self.role]

    def require(self, *rights: Right) -> None:
        """Raise `ForbiddenError`, naming the first, unless the role carries one of the rights."""
        if not any(self.has(right) for right in rights):
            raise ForbiddenError(right=rights[0])

    def may(self, right: Right, case: Case) -> bool:
        """Tell whether the role carries the right in this case."""
        theirs = self.role is not Role.ORGANISATION or case.source is CaseSource.ORGANISATION
        open_to = OF_WHO_IS_ASKED if self.is_only_asked(case) else frozenset(Right)
        return self.has(right) and right in open_to and (theirs or right not in OF_OWN_INTAKE)

    def require_in(self, case: Case, right: Right) -> None:
        """Raise `ForbiddenError` unless the role carries the right in this case."""
        if not self.may(right, case):
            raise ForbiddenError(right=right)

    def is_only_asked(self, case: Case) -> bool:
        """Tell whether a letter asks this account, or its organisation, to mediate and nobody accepted it yet."""
        is_own = self.role is Role.ORGANISATION and case.source is CaseSource.ORGANISATION
        return case.state is CaseState.AWAITING_ACCEPTANCE and self.role in OF_ORGANISATIONS and not is_own

    def asks(self, case: Case) -> bool:
        """Tell whether it is now for this account to ask the other side, as far as role and state go."""
        return case.state in ASKS_IN.get(self.role, frozenset())

    def rights_on(self, case: Case) -> tuple[Right, ...]:
        """Return the rights on this case as it is, in the order of the table; none out of reach."""
        now = frozenset(Right) if self.asks(case) else frozenset(Right) - {Right.CASE_ASK}
        return tuple(right for right in Right if right in now and self.may(right, case)) if self.reaches(case) else ()


@dataclass(frozen=True, slots=True)
class SignIn:
    """A signed-in browser. Only the digest of its secret is kept."""

    digest: str
    account: AccountId
    since: datetime
    last_seen: datetime

    @property
    def last_end(self) -> datetime:
        """When it ends whatever is done."""
        return self.since + LONGEST_SIGN_IN

    @property
    def end(self) -> datetime:
        """When it ends unless something is done before."""
        return min(self.last_seen + IDLE, self.last_end)

    def is_over(self, now: datetime) -> bool:
        """Tell whether it has been idle or has lasted too long."""
        return now >= self.end
