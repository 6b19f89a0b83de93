"""The choice of a mediator: the parties pick the same one unseen, or the court appoints (在线调解规则 art. 10)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.calendar import WorkCalendar
from server.domain.concurrence import Through
from server.domain.deadlines import Deadline, DeadlineRule, deadline
from server.domain.errors import ConflictError, NotFoundError
from server.domain.ids import CaseId, EntryId, Identity
from server.domain.life import Table, step


class ChoiceState(StrEnum):
    """Who chooses now."""

    OPEN = "open"
    """The parties; two working days."""
    MATCHED = "matched"
    """All parties picked the same."""
    COURT = "court"
    """The court; three working days."""
    CLOSED = "closed"
    """A referral was sent, or the case is returned or over."""


WITH_COURT: Final = frozenset({ChoiceState.MATCHED, ChoiceState.COURT})
"""The court refers within its three working days: to whom all picked, or to whom it appoints."""


class ChoiceAction(StrEnum):
    """What can happen to a choice."""

    PICK = "pick"
    MATCH = "match"
    ASK_COURT = "ask_court"
    """A party asks the court to appoint."""
    EXPIRE = "expire"
    CLOSE = "close"
    DROP = "drop"
    """The case is returned or over: nobody chooses any more."""


CHOICE_TRANSITIONS: Final[Table[ChoiceState, ChoiceAction]] = {
    ChoiceState.OPEN: {
        ChoiceAction.PICK: ChoiceState.OPEN,
        ChoiceAction.MATCH: ChoiceState.MATCHED,
        ChoiceAction.ASK_COURT: ChoiceState.COURT,
        ChoiceAction.EXPIRE: ChoiceState.COURT,
        ChoiceAction.DROP: ChoiceState.CLOSED,
    },
    ChoiceState.MATCHED: {ChoiceAction.CLOSE: ChoiceState.CLOSED, ChoiceAction.DROP: ChoiceState.CLOSED},
    ChoiceState.COURT: {ChoiceAction.CLOSE: ChoiceState.CLOSED, ChoiceAction.DROP: ChoiceState.CLOSED},
    ChoiceState.CLOSED: {},
}


class HandedOver(StrEnum):
    """Why the court appoints."""

    ONE_SIDED = "one_sided"
    """Only one side agreed so far: the court asks it and appoints."""
    ASKED = "asked"
    NO_MATCH = "no_match"
    """Two working days went by without the same choice."""
    CHOSEN_GONE = "chosen_gone"
    """Whom all picked can no longer be referred to."""
    AFTER_REFUSAL = "after_refusal"
    """A referral was declined, let pass or ended: the court or the parties choose again (art. 12)."""


@dataclass(frozen=True, slots=True)
class Pick:
    """What one party chose; nobody else sees it before all are the same."""

    identity: Identity
    entry: EntryId
    at: datetime
    recorded_by: str
    """Account id of who wrote it down, `party:` + identity for a click by somebody's own link."""
    through: Through | None = None
    """Who chose for the party and by which authority; None when the party did."""

    def is_same(self, other: "Pick") -> bool:
        """Tell whether the same party chose the same by the same right."""
        return (self.identity, self.entry, self.through) == (other.identity, other.entry, other.through)


@dataclass(frozen=True, slots=True)
class Choice:
    """One round of choosing. A case may have several, one after another."""

    id: str
    case: CaseId
    opened_at: datetime
    asked: tuple[Identity, ...]
    """The parties who choose."""
    state: ChoiceState = ChoiceState.OPEN
    picks: tuple[Pick, ...] = ()
    handed_at: datetime | None = None
    """When it was with the court to refer: all had picked the same, or the court was to appoint."""
    handed_over: HandedOver | None = None
    version: int = 0

    @property
    def chosen(self) -> EntryId | None:
        """What all picked; None before."""
        return self.picks[0].entry if self.state is ChoiceState.MATCHED and self.picks else None

    @property
    def picked(self) -> frozenset[Identity]:
        """Who has picked; what, stays hidden."""
        return frozenset(pick.identity for pick in self.picks)

    @property
    def themselves(self) -> frozenset[Identity]:
        """Who picked in person, be it heard by staff: nobody picks for that party after."""
        return frozenset(pick.identity for pick in self.picks if pick.through is None)

    def pick_of(self, identity: Identity) -> Pick | None:
        """Return what stands for a person as a party, be it picked by another; else what they picked last for one."""
        own = next((one for one in self.picks if one.identity == identity), None)
        theirs = [one for one in self.picks if one.through is not None and one.through.agent == identity]
        return own or max(theirs, key=lambda one: one.at, default=None)

    def pick(self, *made: Pick) -> "Choice":
        """Take the choice of one party, or of several through whom they authorised; it may change until all match.

        Raises `NotFoundError` for others and `IllegalTransitionError`.
        """
        state = self._step(ChoiceAction.PICK)
        who = {one.identity for one in made}
        if not who <= set(self.asked):
            raise NotFoundError("choice.not_asked")
        picks = (*(one for one in self.picks if one.identity not in who), *made)
        if len(picks) == len(self.asked) and len({one.entry for one in picks}) == 1:
            return replace(self, picks=picks, state=self._step(ChoiceAction.MATCH), handed_at=made[-1].at)
        return replace(self, picks=picks, state=state)

    def without(self, identity: Identity, at: datetime) -> "Choice":
        """Return it without a party who takes no part from `at` on: the others match where they picked the same."""
        if identity not in self.asked or self.state is not ChoiceState.OPEN:
            return self
        asked = tuple(one for one in self.asked if one != identity)
        picks = tuple(one for one in self.picks if one.identity != identity)
        same = len(picks) == len(asked) and len({one.entry for one in picks}) == 1
        rest = replace(self, asked=asked, picks=picks)
        return replace(rest, state=self._step(ChoiceAction.MATCH), handed_at=at) if same else rest

    def hand_over(self, why: HandedOver, at: datetime) -> "Choice":
        """Give the choice to the court. Raises `IllegalTransitionError`."""
        action = ChoiceAction.EXPIRE if why is HandedOver.NO_MATCH else ChoiceAction.ASK_COURT
        return replace(self, state=self._step(action), handed_at=at, handed_over=why)

    def close(self) -> "Choice":
        """Note that a referral was sent. Raises `IllegalTransitionError`: while the parties choose, the court waits."""
        return replace(self, state=self._step(ChoiceAction.CLOSE))

    def drop(self) -> "Choice":
        """Give it up with the case; what is closed stays."""
        return self if self.state is ChoiceState.CLOSED else replace(self, state=self._step(ChoiceAction.DROP))

    def due(self, calendar: WorkCalendar) -> Deadline | None:
        """Return until when the parties, or then the court, choose; None when it is done."""
        match self.state:
            case ChoiceState.OPEN:
                return deadline(DeadlineRule.PICK_2WD, beijing_day(self.opened_at), calendar)
            case ChoiceState.MATCHED | ChoiceState.COURT if self.handed_at is not None:
                return deadline(DeadlineRule.APPOINT_3WD, beijing_day(self.handed_at), calendar)
            case _:
                return None

    def is_over(self, calendar: WorkCalendar, now: datetime) -> bool:
        """Tell whether the parties let their two working days pass."""
        due = self.due(calendar)
        return self.state is ChoiceState.OPEN and due is not None and beijing_day(now) > due.due

    def _step(self, action: ChoiceAction) -> ChoiceState:
        return step("choice", CHOICE_TRANSITIONS, self.state, action)


def begin(made: str, case: CaseId, parties: Sequence[Identity], at: datetime, why: HandedOver | None = None) -> Choice:
    """Return a new round: the parties choose, or the court at once when `why` says so."""
    if not parties:
        raise ConflictError("choice.no_parties")
    choice = Choice(made, case, at, tuple(parties))
    return replace(choice, state=ChoiceState.COURT, handed_at=at, handed_over=why) if why else choice
