"""The wish to attend otherwise: what an invited person says by their own link before the session begins (OM-18, OL-02).

Between picture and sound alone it takes effect at once; every other change waits for whoever presides, who confirms
how each party attends (在线调解规则 art. 16), and what was confirmed before stands until then. Nobody else has to
agree: one who comes to a place leaves the others online (在线诉讼规则 arts. 4, 5). Who would come online must have
agreed to that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.errors import ConflictError
from server.domain.ids import Identity, SessionId
from server.domain.life import Table, step
from server.domain.manner import FITTING, ONLINE, Manner
from server.domain.session import Session, SessionMode, SessionState


class WishState(StrEnum):
    """Life of a wish."""

    WAITING = "waiting"
    TAKEN = "taken"
    REFUSED = "refused"
    DROPPED = "dropped"
    """The person wishes something else, or nothing any more."""


class WishAction(StrEnum):
    """What becomes of a wish."""

    TAKE = "take"
    REFUSE = "refuse"
    DROP = "drop"


WISH_TRANSITIONS: Final[Table[WishState, WishAction]] = {
    WishState.WAITING: {
        WishAction.TAKE: WishState.TAKEN,
        WishAction.REFUSE: WishState.REFUSED,
        WishAction.DROP: WishState.DROPPED,
    },
    WishState.TAKEN: {},
    WishState.REFUSED: {},
    WishState.DROPPED: {},
}


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish of one person for one session."""

    session: SessionId
    identity: Identity
    position: int
    """Counts a person's wishes from 1."""
    manner: Manner
    reason: str = field(repr=False)
    said_at: datetime
    state: WishState = WishState.WAITING
    decided_by: str = field(default="", repr=False)
    """Name of who decided; the person themselves where nobody had to."""
    decided_at: datetime | None = None
    why: str = field(default="", repr=False)
    """What a refusal is for, as the person reads it."""
    version: int = 0

    def decide(self, action: WishAction, by: str, now: datetime, why: str = "") -> "Wish":
        """Return the wish as decided. Raises `IllegalTransitionError` when it was."""
        state = step("manner_wish", WISH_TRANSITIONS, self.state, action)
        return replace(self, state=state, decided_by=by, decided_at=now, why=why)


def waiting(wishes: Iterable[Wish]) -> Wish | None:
    """Return the wish that nobody decided yet; of one person there is at most one."""
    return next((one for one in wishes if one.state is WishState.WAITING), None)


def needs_presider(session: Session, before: Manner | None, wanted: Manner) -> bool:
    """Tell whether whoever presides has to confirm the change."""
    return not (before in ONLINE and wanted in ONLINE and wanted in FITTING[session.mode])


def require_before(session: Session) -> None:
    """Raise `ConflictError` (`manner.begun`) once the session began, was held or was called off."""
    if session.state is not SessionState.SCHEDULED:
        raise ConflictError("manner.begun", state=session.state.value)


def opened_to(session: Session, manner: Manner, place: str) -> Session:
    """Return the session as one who attends in this way also finds a place in it; unchanged where they do.

    One who comes to a place makes a session online one of both, and the other way round (OL-01).
    """
    if manner in FITTING[session.mode]:
        return session
    return replace(session, mode=SessionMode.HYBRID, place=place.strip() or session.place)
