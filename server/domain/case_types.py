"""`CaseTypes`: which kinds of case one court takes besides labour disputes, and from which day to which (OM-02).

人民法院在线调解规则 art. 3 says what may be mediated online; an administrator of the court enables what it takes. The
day of the first receipt decides, so a case that was received stays. Entries are never deleted.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from server.domain.causes import ENABLED, MAY_BE_MEDIATED, CaseType
from server.domain.errors import ConflictError, InvalidError

MAY_BE_ENABLED: Final = tuple(kind for kind in CaseType if kind in MAY_BE_MEDIATED - ENABLED)


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """One kind of case a court takes from one day on."""

    court: str
    kind: CaseType
    since: date
    until: date | None = None
    """The last day of receipt; None without end. Before `since` it was called off and never held."""
    version: int = 0
    changed_by: str = field(default="", repr=False)
    changed_at: datetime | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the court takes such a case received on that day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def meets(self, other: "TypeEntry") -> bool:
        """Tell whether there is a day on which both hold."""
        first = max(self.since, other.since)
        return self.holds_on(first) and other.holds_on(first)


@dataclass(frozen=True, slots=True)
class CaseTypes:
    """Every entry of one court, in the order of their days. Without entries the court takes labour disputes only."""

    entries: tuple[TypeEntry, ...] = ()

    def on(self, day: date) -> frozenset[CaseType]:
        """Return what the court takes on that day."""
        return ENABLED | {entry.kind for entry in self.entries if entry.holds_on(day)}

    def entry(self, kind: CaseType, since: date) -> TypeEntry | None:
        """Return one entry."""
        return next((each for each in self.entries if (each.kind, each.since) == (kind, since)), None)

    def added(self, entry: TypeEntry, today: date) -> TypeEntry:
        """Return an entry that may be kept.

        Raises `InvalidError` (`case_type.invalid`: never mediated online or taken anyway, begun before today, over
        before it begins) and `ConflictError` (`case_type.overlaps`).
        """
        if entry.kind not in MAY_BE_ENABLED:
            raise InvalidError("case_type.invalid", kind="not_to_be_enabled")
        if entry.since < today:
            raise InvalidError("case_type.invalid", since="past")
        if entry.until is not None and entry.until < entry.since:
            raise InvalidError("case_type.invalid", last_day="before_since")
        same = [each for each in self.entries if each.kind is entry.kind]
        if any(each.meets(entry) or each.since == entry.since for each in same):
            raise ConflictError("case_type.overlaps", kind=entry.kind)
        return entry

    def ended(self, entry: TypeEntry, until: date | None, today: date) -> TypeEntry:
        """Return the entry with another last day, today or later; one that lies ahead is called off by such a day.

        Raises `InvalidError` (`case_type.invalid`) and `ConflictError` (`case_type.over`, `case_type.overlaps`).
        """
        if entry.until is not None and entry.until < max(today, entry.since):
            raise ConflictError("case_type.over", kind=entry.kind)
        if until is not None and until < today:
            raise InvalidError("case_type.invalid", last_day="past")
        wanted = replace(entry, until=until)
        others = (each for each in self.entries if each.kind is entry.kind and each.since != entry.since)
        if any(each.meets(wanted) for each in others):
            raise ConflictError("case_type.overlaps", kind=entry.kind)
        return wanted
