"""`CauseList`: which causes of action may be chosen on which day, by what name, and by which words of a worker.

Entries hold from one day up to another and are never deleted. A wording that has begun is never changed: a new one
begins after it, so a case keeps the words of the day it was received.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.causes import (
    HEADING,
    LEAVES_2020,
    LEAVES_2026,
    NEW_LIST,
    OLD_LIST,
    PLAIN_CAUSE,
    Cause,
    Plain,
    is_confirmed_on,
)
from server.domain.errors import ConflictError, InvalidError

LONGEST_NAME: Final = 100
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CauseEntry:
    """One cause under one wording. `version` 0 came with the program."""

    cause: Cause
    since: date
    until: date | None
    """The last day on which it may be chosen; None without end."""
    plain: tuple[Plain, ...]
    """The worker's words that point to it."""
    confirmed: bool
    """Name and place on the list were checked against the official text; else it is shown as 待确认."""
    note: str = ""
    version: int = 0
    changed_by: str = field(default="", repr=False)
    changed_at: datetime | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it may be chosen on that day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def meets(self, other: "CauseEntry") -> bool:
        """Tell whether there is a day on which both hold."""
        ends = [end for end in (self.until, other.until) if end is not None]
        return not ends or max(self.since, other.since) <= min(ends)


@dataclass(frozen=True, slots=True)
class CauseList:
    """Every entry, in the order of the list."""

    entries: tuple[CauseEntry, ...]

    def on(self, received: datetime) -> tuple[CauseEntry, ...]:
        """Return what holds for a case received at this instant; before the oldest list, the oldest."""
        day = max(beijing_day(received), OLD_LIST)
        return tuple(entry for entry in self.entries if entry.holds_on(day))

    def cause_of(self, code: str, received: datetime) -> Cause:
        """Return the cause of a code on the list of that day. Raises `InvalidError` (`cause.unknown`)."""
        found = next((entry.cause for entry in self.on(received) if entry.cause.code == code), None)
        if found is None:
            raise InvalidError("cause.unknown", cause_code="not_on_the_list_of_that_day")
        return found

    def proposed(self, plain: Plain, received: datetime) -> Cause:
        """Return the cause that a worker's words point to on that day; the heading when none does."""
        return next((entry.cause for entry in self.on(received) if plain in entry.plain), HEADING)

    def entry(self, code: str, since: date) -> CauseEntry | None:
        """Return one entry."""
        return next((each for each in self.entries if each.cause.code == code and each.since == since), None)

    def added(self, entry: CauseEntry, today: date) -> tuple[CauseEntry, ...]:
        """Return what is to be kept to add an entry: itself, and the wording before it, which ends the day before.

        Raises `InvalidError` (`cause.invalid`: a name is missing, it begins today or earlier, it ends before it
        begins) and `ConflictError` (`cause.overlaps`, `cause.plain_taken`, `cause.heading_stays`).
        """
        _require_words(entry)
        _require_endless_heading(entry)
        if entry.since <= today:
            raise InvalidError("cause.invalid", since="not_in_the_future")
        own = [each for each in self.entries if each.cause.code == entry.cause.code]
        if any(each.since >= entry.since for each in own):
            raise ConflictError("cause.overlaps", name=entry.cause.name)
        before = [replace(each, until=entry.since - _DAY) for each in own if each.meets(entry)]
        self._require_free(entry, replaced=before)
        return (*before, entry)

    def changed(self, entry: CauseEntry, wanted: CauseEntry, today: date) -> CauseEntry:
        """Return the entry as wanted. Raises as `added`, and `ConflictError` (`cause.wording_holds`, `cause.over`).

        Name and group change only before it begins; its end lies today or later.
        """
        _require_words(wanted)
        if entry.until is not None and entry.until < today:
            raise ConflictError("cause.over", name=entry.cause.name)
        if wanted.cause != entry.cause and entry.since <= today:
            raise ConflictError("cause.wording_holds", name=entry.cause.name)
        if wanted.until is not None and wanted.until != entry.until and wanted.until < today:
            raise InvalidError("cause.invalid", last_day="past")
        _require_endless_heading(wanted)
        self._require_free(wanted, replaced=[entry])
        return wanted

    def _require_free(self, entry: CauseEntry, replaced: list[CauseEntry]) -> None:
        """Raise when another entry has its days and its name's code, or one of its words."""
        gone = {(each.cause.code, each.since) for each in replaced}
        for other in (each for each in self.entries if (each.cause.code, each.since) not in gone):
            if not other.meets(entry):
                continue
            if other.cause.code == entry.cause.code:
                raise ConflictError("cause.overlaps", name=other.cause.name)
            if taken := set(other.plain) & set(entry.plain):
                raise ConflictError("cause.plain_taken", name=other.cause.name, plain=min(taken))


def _require_words(entry: CauseEntry) -> None:
    for what, text in (("name", entry.cause.name), ("group", entry.cause.group)):
        if not text.strip() or len(text) > LONGEST_NAME:
            raise InvalidError("cause.invalid", **{what: "missing_or_long"})
    if entry.until is not None and entry.until < entry.since:
        raise InvalidError("cause.invalid", last_day="before_since")


def _require_endless_heading(entry: CauseEntry) -> None:
    """Raise `ConflictError` (`cause.heading_stays`) when the heading would end: it takes what fits nowhere."""
    if entry.cause.code == HEADING.code and entry.until is not None:
        raise ConflictError("cause.heading_stays")


def _shipped(leaves: tuple[Cause, ...], since: date, until: date | None) -> tuple[CauseEntry, ...]:
    return tuple(
        CauseEntry(
            cause,
            since,
            until,
            plain=tuple(plain for plain, code in PLAIN_CAUSE.items() if code == cause.code),
            confirmed=is_confirmed_on(cause, since),
        )
        for cause in (HEADING, *leaves)
    )


SHIPPED: Final = CauseList((*_shipped(LEAVES_2020, OLD_LIST, NEW_LIST - _DAY), *_shipped(LEAVES_2026, NEW_LIST, None)))
"""The lists that come with the program; what an administrator entered stands in their place."""
