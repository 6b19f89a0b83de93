"""Access log of a recording: which acts of the audit log say who recorded, looked at, refused or deleted it (OM-24)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.viewing import Play, PlayAction, ViewingPurpose


class AccessKind(StrEnum):
    """What was done."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    STOPPED = "stopped"
    BROKEN = "broken"
    SEALED = "sealed"
    VERIFIED = "verified"
    OPENED = "opened"
    READ = "read"
    REFUSED = "refused"
    EXPORTED = "exported"
    COPIED = "copied"
    """Its sealed files left with the export of the case."""
    DELETION_ASKED = "deletion_asked"
    DELETION_REFUSED = "deletion_refused"
    DELETION_WITHDRAWN = "deletion_withdrawn"
    DELETED = "deleted"


REFUSED: Final = "access.refused"
EXPORTED: Final = "access_log.exported"
VERIFIED: Final = "recording.verified"
KINDS: Final = {
    "recording.started": AccessKind.STARTED,
    "recording.paused": AccessKind.PAUSED,
    "recording.resumed": AccessKind.RESUMED,
    "recording.stopped": AccessKind.STOPPED,
    "recording.interrupted": AccessKind.BROKEN,
    "recording.failed": AccessKind.BROKEN,
    "recording.sealed": AccessKind.SEALED,
    VERIFIED: AccessKind.VERIFIED,
    "viewing.opened": AccessKind.OPENED,
    "track.read": AccessKind.READ,
    REFUSED: AccessKind.REFUSED,
    EXPORTED: AccessKind.EXPORTED,
    "recording.copied": AccessKind.COPIED,
    "deletion.asked": AccessKind.DELETION_ASKED,
    "deletion.refused": AccessKind.DELETION_REFUSED,
    "deletion.withdrawn": AccessKind.DELETION_WITHDRAWN,
    "recording.deleted": AccessKind.DELETED,
}
"""Acts of the audit log that belong to the access log of a session's recordings."""


class Tried(StrEnum):
    """What somebody wanted who was refused."""

    OPEN = "open"
    PLAY = "play"
    LOG = "log"
    DELETION = "deletion"


@dataclass(frozen=True, slots=True)
class Watched:
    """What a player reported: from where to where on the review clock, and for how long it played."""

    from_ms: int
    to_ms: int
    lasted_ms: int


@dataclass(frozen=True, slots=True)
class AccessConditions:
    """Which lines are wanted; None narrows nothing. Days are those of Beijing, both included."""

    kind: AccessKind | None = None
    account: str = ""
    purpose: ViewingPurpose | None = None
    since: date | None = None
    until: date | None = None

    def meets(self, kind: AccessKind, account: str, purpose: ViewingPurpose | None, at: datetime) -> bool:
        """Tell whether a line is wanted."""
        day = beijing_day(at)
        return (
            self.kind in {None, kind}
            and self.account in {"", account}
            and self.purpose in {None, purpose}
            and (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
        )


def watched(plays: tuple[Play, ...]) -> Watched | None:
    """Return what was watched, from the reports of one player, oldest first; None when it never played.

    A stretch lasts from one report that it plays to the next report of anything.
    """
    if all(one.action is not PlayAction.PLAY for one in plays):
        return None
    lasted, plays_on = 0.0, False
    for one, after in pairwise(plays):
        # A jump says neither that it plays nor that it stopped.
        plays_on = one.action is PlayAction.PLAY or (plays_on and one.action is PlayAction.SEEK)
        lasted += (after.at - one.at).total_seconds() if plays_on else 0
    positions = [one.at_ms for one in plays]
    return Watched(min(positions), max(positions), round(lasted * 1_000))
