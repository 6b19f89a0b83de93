"""The panel: who mediates a case, exactly one of whom presides (在线调解规则 art. 11); and requests for another one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.errors import ConflictError, IllegalTransitionError, InvalidError
from server.domain.ids import AccountId, CaseId, EntryId, Identity
from server.domain.life import Table, step

MOST_MEDIATORS: Final = 5


@dataclass(frozen=True, slots=True)
class Seat:
    """One mediator of a case, with the name as it was. Kept after they left: they may not act in the case later."""

    case: CaseId
    account: AccountId
    entry: EntryId | None
    name: str = field(repr=False)
    since: datetime
    until: datetime | None = None
    presides: bool = False


def presider(seats: Sequence[Seat]) -> Seat:
    """Return who presides. Raises `ConflictError` (`panel.presider`) unless exactly one of those seated does."""
    found = [seat for seat in seats if seat.until is None and seat.presides]
    if len(found) != 1:
        raise ConflictError("panel.presider", presiders=str(len(found)))
    return found[0]


def seated(seats: Sequence[Seat]) -> tuple[Seat, ...]:
    """Return who mediates now, the presider first."""
    now = [seat for seat in seats if seat.until is None]
    return tuple(sorted(now, key=lambda seat: (not seat.presides, seat.since)))


def require_free(seats: Sequence[Seat], account: AccountId) -> None:
    """Raise `ConflictError` unless there is room and the mediator does not sit there already."""
    now = seated(seats)
    if any(seat.account == account for seat in now):
        raise ConflictError("panel.seated")
    if len(now) >= MOST_MEDIATORS:
        raise ConflictError("panel.full", most=str(MOST_MEDIATORS))


class ChangeState(StrEnum):
    """What became of a request for another mediator."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class ChangeAction(StrEnum):
    """How a request for another mediator is answered."""

    GRANT = "grant"
    REFUSE = "refuse"


CHANGE_TRANSITIONS: Final[Table[ChangeState, ChangeAction]] = {
    ChangeState.ASKED: {ChangeAction.GRANT: ChangeState.GRANTED, ChangeAction.REFUSE: ChangeState.REFUSED},
    ChangeState.GRANTED: {},
    ChangeState.REFUSED: {},
}


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """A party asks for another mediator, with a reason (在线调解规则 art. 14, 特邀规定 art. 13)."""

    id: str
    case: CaseId
    identity: Identity
    reason: str = field(repr=False)
    at: datetime
    state: ChangeState = ChangeState.ASKED
    refuses_to_choose: bool = False
    """The party does not want to choose another either."""
    answer: str = field(default="", repr=False)
    answered_at: datetime | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise InvalidError("change.reason", reason="required")

    def respond(self, action: ChangeAction, answer: str, now: datetime) -> "ChangeRequest":
        """Return it answered; a refusal says why.

        Raises `ConflictError` (`change.answered`) once it is answered, `InvalidError` (`change.reason`).
        """
        try:
            after = step("change", CHANGE_TRANSITIONS, self.state, action)
        except IllegalTransitionError as error:
            raise ConflictError("change.answered") from error
        if action is ChangeAction.REFUSE and not answer.strip():
            raise InvalidError("change.reason", answer="required")
        return replace(self, state=after, answer=answer.strip(), answered_at=now)

    def waits_for(self, identity: Identity) -> bool:
        """Return whether this party's request is still to be answered."""
        return self.state is ChangeState.ASKED and self.identity == identity


def proposes_ending(requests: Sequence[ChangeRequest]) -> bool:
    """Tell whether art. 14 lets the mediation end as refused: changed once, refused again, and chooses nobody.

    It is proposed to mediator and court only; a person decides.
    """
    by_person: dict[Identity, list[ChangeRequest]] = {}
    for request in sorted(requests, key=lambda one: one.at):
        by_person.setdefault(request.identity, []).append(request)
    return any(
        any(earlier.state is ChangeState.GRANTED for earlier in asked[:-1]) and asked[-1].refuses_to_choose
        for asked in by_person.values()
    )
