"""Deletion of the recordings of a session before their time is over: one person asks, another decides.

Asked for by parties (个人信息保护法 art. 47), never while the law or somebody who needs them demands that they stay.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.account import Account
from server.domain.case import Case, CaseState
from server.domain.doors import Application, DoorState
from server.domain.errors import ConflictError, ForbiddenError, InvalidError
from server.domain.ids import AccountId, SessionId
from server.domain.life import Table, step
from server.domain.recording import Recording, RecordingState
from server.domain.retention import Kept, LegalHold, must_stay_until

SHORTEST_REASON: Final = 4
ERASABLE: Final = frozenset({RecordingState.SEALED, RecordingState.FAILED})


class DeletionState(StrEnum):
    """How far it is."""

    ASKED = "asked"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DONE = "done"


class DeletionAction(StrEnum):
    """What can be done to it."""

    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


DELETION_TRANSITIONS: Final[Table[DeletionState, DeletionAction]] = {
    DeletionState.ASKED: {
        DeletionAction.GRANT: DeletionState.DONE,
        DeletionAction.REFUSE: DeletionState.REFUSED,
        DeletionAction.WITHDRAW: DeletionState.WITHDRAWN,
    },
    DeletionState.REFUSED: {},
    DeletionState.WITHDRAWN: {},
    DeletionState.DONE: {},
}


@dataclass(frozen=True, slots=True)
class RecordingDeletion:
    """A request to delete all recordings of a session. Raises `InvalidError` (`deletion.reason`) without a reason."""

    id: str
    session: SessionId
    reason: str = field(repr=False)
    asked_by: AccountId
    asked_by_name: str = field(repr=False)
    asked_at: datetime
    state: DeletionState = DeletionState.ASKED
    opinion: str = field(default="", repr=False)
    answered_by_name: str = field(default="", repr=False)
    answered_at: datetime | None = None
    certificate: str | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if len(self.reason.strip()) < SHORTEST_REASON:
            raise InvalidError("deletion.reason", reason="too_short")

    def is_of(self, account: Account) -> bool:
        """Tell whether this person asked: by this account, or by another one under the same name."""
        return account.id == self.asked_by or account.name.strip() == self.asked_by_name.strip()

    def answer(self, action: DeletionAction, by: Account, opinion: str, now: datetime) -> "RecordingDeletion":
        """Return it answered: whoever asked takes it back and does nothing else, nobody else takes it back.

        Raises `ForbiddenError` (`deletion.own`, `deletion.others`), `InvalidError` (`deletion.opinion`) and
        `IllegalTransitionError`.
        """
        withdraws = action is DeletionAction.WITHDRAW
        if withdraws and by.id != self.asked_by:
            raise ForbiddenError("deletion.others")
        if not withdraws and self.is_of(by):
            raise ForbiddenError("deletion.own")
        after = step("deletion", DELETION_TRANSITIONS, self.state, action)
        if not withdraws and len(opinion.strip()) < SHORTEST_REASON:
            raise InvalidError("deletion.opinion", opinion="too_short")
        return replace(self, state=after, opinion=opinion.strip(), answered_by_name=by.name, answered_at=now)

    def done(self, certificate: str) -> "RecordingDeletion":
        """Return it with the number of the certificate that lists what went."""
        return replace(self, certificate=certificate)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides whether the recordings of a session may go now."""

    case: Case
    filed_at: datetime | None
    holds: tuple[LegalHold, ...]
    applications: tuple[Application, ...]
    recordings: tuple[Recording, ...]
    played: bool
    """Somebody plays them at this moment."""


def require_deletable(found: Circumstances, today: date) -> tuple[Recording, ...]:
    """Return which recordings go. Raises `ConflictError` where none may, whoever asks and whoever agrees.

    `deletion.held`, `deletion.under_review`: somebody needs them. `deletion.open`, `deletion.early`: the law demands
    that they stay. `deletion.none`, `deletion.running`, `deletion.being_played`: there is nothing that can go now.
    """
    _require_unneeded(found.holds, found.applications)
    if found.case.state is not CaseState.FILED or found.filed_at is None:
        raise ConflictError("deletion.open", state=found.case.state)
    stays = must_stay_until(Kept.RECORDING, found.filed_at)
    if today <= stays:
        raise ConflictError("deletion.early", day=stays.isoformat())
    going = _require_still(found.recordings)
    if found.played:
        raise ConflictError("deletion.being_played")
    return going


def _require_unneeded(holds: Iterable[LegalHold], applications: Iterable[Application]) -> None:
    if any(hold.stands for hold in holds):
        raise ConflictError("deletion.held")
    if any(one.state is DoorState.SENT or one.awaits_signing for one in applications):
        raise ConflictError("deletion.under_review")


def _require_still(recordings: Collection[Recording]) -> tuple[Recording, ...]:
    left = tuple(one for one in recordings if one.state is not RecordingState.ERASED)
    if not left:
        raise ConflictError("deletion.none")
    if any(one.state not in ERASABLE for one in left):
        raise ConflictError("deletion.running")
    return left
