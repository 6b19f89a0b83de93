"""The session: one meeting of a case, and the table of its life."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain.errors import InvalidError
from server.domain.ids import AccountId, CaseId, SessionId
from server.domain.life import Table, step

LONGEST: Final = timedelta(hours=12)


class SessionMode(StrEnum):
    """How people attend."""

    ONLINE = "online"
    ON_SITE = "on_site"
    """At one place (在线调解规则 art. 16)."""
    HYBRID = "hybrid"
    """Some at one place, some online."""


class SessionForm(StrEnum):
    """Whom a session brings together."""

    JOINT = "joint"
    SEPARATE = "separate"
    """One side alone at a time of its own: only with every party's consent (art. 16(1))."""


class SessionState(StrEnum):
    """Life of a session."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    CONCLUDED = "concluded"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"


class SessionAction(StrEnum):
    """What can be done to a session."""

    OPEN = "open"
    CONCLUDE = "conclude"
    ADJOURN = "adjourn"
    CANCEL = "cancel"
    RESCHEDULE = "reschedule"


TRANSITIONS: Final[Table[SessionState, SessionAction]] = {
    SessionState.SCHEDULED: {
        SessionAction.OPEN: SessionState.OPEN,
        SessionAction.CANCEL: SessionState.CANCELLED,
        SessionAction.RESCHEDULE: SessionState.SCHEDULED,
        # Not everybody came: an ending or another date without the room ever opening.
        SessionAction.CONCLUDE: SessionState.CONCLUDED,
        SessionAction.ADJOURN: SessionState.ADJOURNED,
    },
    SessionState.OPEN: {
        SessionAction.CONCLUDE: SessionState.CONCLUDED,
        SessionAction.ADJOURN: SessionState.ADJOURNED,
    },
    SessionState.CONCLUDED: {},
    SessionState.ADJOURNED: {},
    SessionState.CANCELLED: {},
}

OVER: Final = frozenset({SessionState.CONCLUDED, SessionState.ADJOURNED, SessionState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting."""

    id: SessionId
    case: CaseId
    number: int
    """第 n 次调解会议, from 1."""
    mediator: AccountId
    starts_at: datetime
    minutes: int
    state: SessionState = SessionState.SCHEDULED
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    mode: SessionMode = SessionMode.ONLINE
    form: SessionForm = SessionForm.JOINT
    place: str = ""
    """Where people meet; empty online."""
    version: int = 0

    @property
    def ends_at(self) -> datetime:
        """When it is planned to be over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_over(self) -> bool:
        """Nothing can happen in it any more."""
        return self.state in OVER

    def overlaps(self, other: "Session") -> bool:
        """Tell whether people were in both at once; no, of one that is not over."""
        if not (self.opened_at and self.ended_at and other.opened_at and other.ended_at):
            return False
        return self.opened_at < other.ended_at and other.opened_at < self.ended_at

    def open(self, now: datetime) -> "Session":
        """Return the session as it begins. Raises `IllegalTransitionError`."""
        return replace(self, state=self._step(SessionAction.OPEN), opened_at=now)

    def conclude(self, now: datetime) -> "Session":
        """Return the session as it ends with a result. Raises `IllegalTransitionError`."""
        return replace(self, state=self._step(SessionAction.CONCLUDE), ended_at=now)

    def adjourn(self, now: datetime) -> "Session":
        """Return the session as it ends to be continued. Raises `IllegalTransitionError`."""
        return replace(self, state=self._step(SessionAction.ADJOURN), ended_at=now)

    def cancel(self, now: datetime) -> "Session":
        """Return the session as it is called off. Raises `IllegalTransitionError`."""
        return replace(self, state=self._step(SessionAction.CANCEL), ended_at=now)

    def reschedule(self, starts_at: datetime, minutes: int, now: datetime) -> "Session":
        """Return the session at another time.

        Raises `IllegalTransitionError`, and `InvalidError` for the past or (`session.unchanged`) for the time it has.
        """
        state = self._step(SessionAction.RESCHEDULE)
        require_possible(starts_at, minutes, now)
        if minutes == self.minutes and self.begins_as(starts_at):
            raise InvalidError("session.unchanged", starts_at="unchanged")
        return replace(self, state=state, starts_at=starts_at, minutes=minutes)

    def begins_as(self, starts_at: datetime) -> bool:
        """Tell whether people would read the same time: they are told hours and minutes."""
        return starts_at.replace(second=0, microsecond=0) == self.starts_at.replace(second=0, microsecond=0)

    def _step(self, action: SessionAction) -> SessionState:
        return step("session", TRANSITIONS, self.state, action)


def require_possible(starts_at: datetime, minutes: int, now: datetime) -> None:
    """Raise `InvalidError`: `session.in_the_past`, or `session.length` outside (0, 12 h]."""
    if starts_at <= now:
        raise InvalidError("session.in_the_past", starts_at="past")
    require_length(timedelta(minutes=minutes))


def require_length(length: timedelta) -> None:
    """Raise `InvalidError` (`session.length`) outside (0, 12 h]."""
    if not timedelta() < length <= LONGEST:
        raise InvalidError("session.length", minutes="out_of_range")


def any_online(sessions: Iterable[Session]) -> bool:
    """Tell whether people met by video in one of them: then it is no mediation held offline (LY-10)."""
    return any(one.mode is not SessionMode.ON_SITE and one.opened_at is not None for one in sessions)


def require_place(mode: SessionMode, place: str) -> None:
    """Raise `InvalidError` (`session.place`) when people are to meet and nobody says where."""
    if mode is not SessionMode.ONLINE and not place.strip():
        raise InvalidError("session.place", place="required")
