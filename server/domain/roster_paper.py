"""`RosterPaper`: what is shown to the court with a report, such as a certificate of training. Never public."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NewType

from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import EntryId
from server.domain.material import File, MaterialMedia, require_room, sniff
from server.domain.roster import AWAITING_COURT, Entry, EntryState, StopReason

RosterPaperId = NewType("RosterPaperId", str)

MOST: Final = 10
"""Files of one report."""
TAKEN: Final = frozenset({MaterialMedia.PDF, MaterialMedia.JPEG, MaterialMedia.PNG})
_OPEN: Final = frozenset({EntryState.DRAFT, EntryState.RETURNED, EntryState.LISTED, EntryState.CHANGE_PENDING})


@dataclass(frozen=True, slots=True)
class RosterPaper:
    """A file of an entry: it waits with the next report, then stays with the version the court confirmed."""

    id: RosterPaperId
    entry: EntryId
    file: File
    uploaded_at: datetime
    uploaded_by: str = field(repr=False)
    version: int | None = None
    """Number of the confirmed version; None while it waits."""


def may_change(entry: Entry) -> bool:
    """Tell whether files can be added and taken out now: not while the court looks at a first report."""
    return entry.state in _OPEN or entry.stopped is StopReason.REMOVED


def require_change(entry: Entry) -> None:
    """Raise `ConflictError` (`roster.papers_closed`) unless files can be added and taken out now."""
    if not may_change(entry):
        raise ConflictError("roster.papers_closed")


def require_taken(content: bytes, waiting: int) -> None:
    """Raise `InvalidError` unless one more such file goes with the report.

    `material.empty`, `material.too_large`, `material.type`, `roster.paper_type`, `roster.too_many_papers`.
    """
    if waiting >= MOST:
        raise InvalidError("roster.too_many_papers", most=str(MOST))
    require_room(waiting, len(content), MOST)
    if sniff(content[:16]) not in TAKEN:
        raise InvalidError("roster.paper_type", file="not_taken")


def court_reads(paper: RosterPaper, entry: Entry) -> bool:
    """Tell whether it was put before the court: confirmed with a version, or waiting in what is reported now."""
    return paper.version is not None or entry.state in AWAITING_COURT
