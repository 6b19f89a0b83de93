"""Performance: one instalment of an agreement, and what was said of it since (人民调解法 art. 31)."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import Identity
from server.domain.party import Side

MOST_MARKS: Final = 50


class ClauseKind(StrEnum):
    """What a clause is about; it decides which doors are open (C7)."""

    PAYMENT = "payment"
    RELATIONSHIP = "relationship"
    """Confirms a labour relationship."""
    DOCUMENTS = "documents"
    INSURANCE = "insurance"
    OTHER = "other"


class Extent(StrEnum):
    """How far an instalment was performed."""

    NOT = "not_performed"
    PARTLY = "partly"
    FULLY = "performed"


_ORDER: Final = {extent: place for place, extent in enumerate(Extent)}


class PerformanceState(StrEnum):
    """Where an instalment stands on a day."""

    DUE = "due"
    PARTLY = "partly"
    """Its day has not passed, and something is still owed."""
    CLAIMED = "claimed"
    """One party alone says that it was performed; nobody denies it."""
    OVERDUE = "overdue"
    PERFORMED = "performed"


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody said of an instalment. Kept in order, never changed."""

    extent: Extent
    on: date
    """The day (in Beijing) on which it was done, or was found not to be."""
    at: datetime
    by: str = field(repr=False)
    """Who wrote it down, by name."""
    of: Identity | None = None
    """The party who says so by their own link; None for staff who saw the proof."""
    proof: str = field(default="", repr=False)
    material: str = ""
    """Id of a transferable material of the case that shows it."""
    side: Side | None = None
    """Where that party stands; None for staff, and in marks kept before they said so."""

    def says_as(self, other: "Mark") -> bool:
        """Tell whether the other mark says the same, whenever it was made."""
        return replace(self, at=other.at) == other


@dataclass(frozen=True, slots=True)
class Performance:
    """What is to be done by a day."""

    due_on: date
    what: str = field(repr=False)
    clause: ClauseKind | None = None
    """What it is about; None in agreements recorded before instalments said so."""
    marks: tuple[Mark, ...] = ()

    @property
    def extent(self) -> Extent:
        """The least of what staff saw last and what each party says since: what is denied is not performed."""
        said = self._standing()
        return min(said.values(), key=_ORDER.__getitem__) if said else Extent.NOT

    def is_confirmed(self) -> bool:
        """Tell whether staff saw the proof or both sides agree that it was performed, and nobody denies it.

        Two debtors who stand on one side confirm nothing to each other.
        """
        said = self._standing()
        sides = {mark.side for mark in self.marks if mark.of in said} & {Side.APPLICANT, Side.RESPONDENT}
        return self.extent is Extent.FULLY and (None in said or len(sides) > 1)

    def state(self, today: date) -> PerformanceState:
        """Return where it stands."""
        if self.extent is Extent.FULLY:
            return PerformanceState.PERFORMED if self.is_confirmed() else PerformanceState.CLAIMED
        if self.due_on < today:
            return PerformanceState.OVERDUE
        return PerformanceState.PARTLY if self.extent is Extent.PARTLY else PerformanceState.DUE

    def is_in_default(self, today: date) -> bool:
        """Tell whether its day has passed without anybody but one side saying that it was performed."""
        return self.due_on < today and not self.is_confirmed()

    def marked(self, mark: Mark, today: date) -> "Performance":
        """Return it with one more mark; what its author said last already changes nothing.

        Raises `InvalidError` (`performance.invalid`) for a day ahead or, by staff, without proof, and `ConflictError`
        (`performance.too_many`).
        """
        if mark.on > today:
            raise InvalidError("performance.invalid", on="future")
        if mark.of is None and mark.extent is not Extent.NOT and not (mark.proof.strip() or mark.material):
            raise InvalidError("performance.invalid", proof="required")
        last = next((one for one in reversed(self.marks) if one.of == mark.of), None)
        if last is not None and last.says_as(mark):
            return self
        if len(self.marks) >= MOST_MARKS:
            raise ConflictError("performance.too_many", most=str(MOST_MARKS))
        return replace(self, marks=(*self.marks, mark))

    def _standing(self) -> dict[Identity | None, Extent]:
        """Return what holds by author: what parties said before staff looked last does not count any more."""
        looked = max((place for place, mark in enumerate(self.marks) if mark.of is None), default=0)
        return {mark.of: mark.extent for mark in self.marks[looked:]}
