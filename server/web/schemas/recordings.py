"""Bodies of recordings: ordering one, playing it for a stated purpose, and the log of who did."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from recordings.verify import Flaw
from server.domain.access_log import AccessKind
from server.domain.log_export import LogPurpose
from server.domain.party import Role, Side
from server.domain.recording_deletion import DeletionAction, DeletionState
from server.domain.viewing import ViewingPurpose
from server.web.schemas import Answer, Reason, Request, Version
from server.web.schemas.dates import Day
from server.web.schemas.outcomes import OutcomeView


class RecordingSummary(Answer):
    """A recording of a session. `state`: open, sealing, sealed, failed or erased."""

    id: str
    state: Literal["open", "sealing", "sealed", "failed", "erased"]
    started_at: datetime
    ended_at: datetime | None
    duration_ms: int
    tracks: int
    interrupted: bool
    manifest_sha256: str | None


class RecordingOrder(Request):
    """POST /api/sessions/{id}/recording (mediator); answers `RecordingSummary`."""

    action: Literal["start", "pause", "resume", "stop"]


class ViewingRequest(Request):
    """POST /api/recordings/{session}/viewings: open the player on all recordings of a session."""

    purpose: ViewingPurpose
    reason: Reason


class ReviewGap(Answer):
    """A stretch of a track without media, in milliseconds of the review clock."""

    at_ms: int
    length_ms: int
    reason: str


class ReviewSegment(Answer):
    """One playable file: starts at `at_ms` of the review clock. Ranges are answered."""

    url: str
    mime: str
    at_ms: int
    length_ms: int
    width: int | None
    height: int | None
    gaps: tuple[ReviewGap, ...]


class ReviewTrack(Answer):
    """All segments of one source of one person."""

    source: Literal["mic", "camera", "screen"]
    segments: tuple[ReviewSegment, ...]


class ReviewSeat(Answer):
    """A fixed seat in the player; a person without consent keeps a neutral seat without tracks."""

    identity: str
    name: str
    side: Side
    title: str
    recorded: bool
    why_not: Literal["declined", "withheld", "not_present"] | None
    """Why nothing is shown: did not agree, not for this purpose, was not there."""
    tracks: tuple[ReviewTrack, ...]


class ReviewMark(Answer):
    """A point or stretch on the timeline. A caucus carries time and length only."""

    at_ms: int
    length_ms: int
    kind: str
    """`joint`, `caucus`, `pause`, `absent`, `interrupted`, or the kind of a room event."""
    identity: str | None
    text: str


class IntegrityProblem(Answer):
    """One thing that is wrong: a stable code, the file or recording, and how many bytes or what a reader said."""

    flaw: Flaw
    file: str
    detail: str


class Integrity(Answer):
    """Result of verifying chain, digests and signature of every recording of the session."""

    verdict: Literal["unchanged", "changed", "incomplete"]
    tracks: int
    records: int
    sealed_at: datetime | None
    manifest_sha256: tuple[str, ...]
    problems: tuple[IntegrityProblem, ...]


class Review(Answer):
    """Answer of POST /api/recordings/{session}/viewings and GET /api/viewings/{id}."""

    viewing: str
    watermark: str
    serial: str
    title: str
    session: str
    started_at: datetime
    """Clock time of review second 0."""
    length_ms: int
    seats: tuple[ReviewSeat, ...]
    marks: tuple[ReviewMark, ...]
    integrity: Integrity
    outcome: OutcomeView | None


class PlayReport(Request):
    """POST /api/viewings/{id}/plays: the player tells when playing starts, seeks and stops."""

    action: Literal["play", "pause", "seek", "end"]
    at_ms: int = Field(ge=0)


class DeletionView(Answer):
    """A request to delete the recordings of a session. `may`: what the reader can do about it."""

    id: str
    state: DeletionState
    reason: str
    asked_by_name: str
    asked_at: datetime
    opinion: str
    answered_by_name: str
    answered_at: datetime | None
    certificate: str | None
    may: tuple[DeletionAction, ...]
    version: int


class DeletionBarrier(Answer):
    """Why nothing can be deleted now: the code of the refusal, and the day until which the law demands keeping."""

    code: str
    day: date | None


class RecordingDeletions(Answer):
    """GET /api/recordings/{session}/deletions: requests, newest first, what would go, and whether it can go now."""

    requests: tuple[DeletionView, ...]
    barrier: DeletionBarrier | None
    recordings: int
    tracks: int
    kept_until: date | None
    may_ask: bool


class WaitingDeletion(Answer):
    """One request that the reader may decide as the second person: GET /api/recording-deletions, longest first."""

    id: str
    session: str
    serial: str
    number: int
    starts_at: datetime
    asked_by_name: str
    asked_at: datetime


class DeletionRequest(Request):
    """POST /api/recordings/{session}/deletions: nothing goes before a second person agreed."""

    reason: Reason


class DeletionAnswer(Request):
    """POST /api/recordings/{session}/deletions/{deletion}/answer: by a second person; who asked may only withdraw."""

    version: Version
    action: DeletionAction
    opinion: str = Field(default="", max_length=500)


class Watched(Answer):
    """What a player reported: from where to where on the review clock, and for how long it played."""

    from_ms: int
    to_ms: int
    lasted_ms: int


class AccessLine(Answer):
    """One line of the access log, an entry of the audit log; `account` is empty where the system acted by itself."""

    number: int
    at: datetime
    kind: AccessKind
    account: str
    who: str
    role: Role | None
    house: str
    origin: str
    """From where: address and kind of browser; empty where it was not kept."""
    purpose: ViewingPurpose | None
    reason: str
    facts: dict[str, str]
    watched: Watched | None
    digest: str


class AccessPerson(Answer):
    """Somebody who did something in the log."""

    account: str
    name: str


class AccessPage(Answer):
    """GET /api/recordings/{session}/access-log: the lines that are wanted, newest first, of all `total`."""

    session: str
    serial: str
    number: int
    starts_at: datetime
    lines: tuple[AccessLine, ...]
    total: int
    people: tuple[AccessPerson, ...]
    first_broken: int | None
    """Number of the first entry that was changed, removed before or put in; None when the chain holds."""
    checked_at: datetime | None
    checked_to: int
    reaches_case: bool


class AccessQuery(Request):
    """Which lines are wanted; all conditions are optional, days are those of Beijing and both are included."""

    kind: AccessKind | None = None
    account: str = Field(default="", max_length=64)
    purpose: ViewingPurpose | None = None
    since: Day | None = None
    until: Day | None = None


class AccessExport(Request):
    """POST /api/recordings/{session}/access-log/exports: the lines as CSV; that it was taken is a line itself."""

    kind: AccessKind | None = None
    account: str = Field(default="", max_length=64)
    viewed_for: ViewingPurpose | None = None
    since: Day | None = None
    until: Day | None = None
    purpose: LogPurpose
    reason: Reason
