"""Complaints about a mediator, to the inviting court (在线调解规则 art. 29, 特邀规定 art. 28)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain.errors import ConflictError, InvalidError, NotFoundError
from server.domain.ids import AccountId, ComplaintId, EntryId
from server.domain.life import Table, step
from server.domain.roster import Confirmed, Entry, Version


class ComplaintGround(StrEnum):
    """What may be complained of; exactly these five (在线调解规则 art. 29)."""

    COERCION = "coercion"
    REFUSALS = "refusals"
    """Refused cases again and again without reason."""
    FAVOURS = "favours"
    LEAK = "leak"
    ETHICS = "ethics"


class ComplaintState(StrEnum):
    """How far the court is with it."""

    RECEIVED = "received"
    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"


class ComplaintAction(StrEnum):
    """What can be decided."""

    UPHOLD = "uphold"
    DISMISS = "dismiss"


COMPLAINT_TRANSITIONS: Final[Table[ComplaintState, ComplaintAction]] = {
    ComplaintState.RECEIVED: {
        ComplaintAction.UPHOLD: ComplaintState.UPHELD,
        ComplaintAction.DISMISS: ComplaintState.NOT_UPHELD,
    },
    ComplaintState.UPHELD: {},
    ComplaintState.NOT_UPHELD: {},
}


COMPLAINED_WITHIN: Final = timedelta(days=365)
"""How long after an entry went out of use it may be complained of. No source sets a time for complaints: a year, as a
labour claim itself may be brought (劳动争议调解仲裁法 art. 27)."""

_ENDED: Final = frozenset({Confirmed.REMOVED, Confirmed.SUSPENDED})


def require_open(entry: Entry, versions: Iterable[Version], now: datetime) -> None:
    """Raise unless somebody may complain of an entry: it is in force, or was within `COMPLAINED_WITHIN`.

    Whoever leaves the roster has not left what they did behind. Raises `NotFoundError` (`roster.unknown`) for what was
    never in force, `ConflictError` (`complaint.too_late`) after that time.
    """
    if entry.is_effective:
        return
    ends = [version.at for version in versions if version.what in _ENDED]
    if not ends:
        raise NotFoundError("roster.unknown")
    if now - max(ends) > COMPLAINED_WITHIN:
        raise ConflictError("complaint.too_late")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint. Goes to `court`; the mediator complained of never reads it."""

    id: ComplaintId
    entry: EntryId
    court: str
    ground: ComplaintGround
    text: str = field(repr=False)
    serial: str
    """Serial of the case as the person wrote it; may be empty."""
    complainant: str = field(repr=False)
    phone: str = field(repr=False)
    made_at: datetime
    state: ComplaintState = ComplaintState.RECEIVED
    decision: str = field(default="", repr=False)
    informed: str = ""
    """The competent department that was told, when the complaint is upheld."""
    decided_by: AccountId | None = None
    decided_at: datetime | None = None
    version: int = 0

    @property
    def number(self) -> str:
        """What the complainant is given, and says on the telephone: such as `TS-7F3A-91C2`, from the id."""
        return f"TS-{self.id[:4]}-{self.id[4:8]}".upper()

    def decide(self, action: ComplaintAction, decision: str, informed: str, by: AccountId, at: datetime) -> "Complaint":
        """Return it as decided.

        Raises `InvalidError` (`complaint.incomplete`): a decision has a reason, and what is upheld is told to the
        competent department. Raises `IllegalTransitionError` when it is decided already.
        """
        state = step("complaint", COMPLAINT_TRANSITIONS, self.state, action)
        faults = {} if decision.strip() else {"decision": "required"}
        if action is ComplaintAction.UPHOLD and not informed.strip():
            faults["informed"] = "required"
        if faults:
            raise InvalidError("complaint.incomplete", **faults)
        return replace(self, state=state, decision=decision, informed=informed, decided_by=by, decided_at=at)
