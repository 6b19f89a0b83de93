"""Bodies of recordings: ordering one, playing it for a stated purpose, and the log of who did."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from server.domain.party import Role, Side
from server.domain.viewing import ViewingPurpose
from server.web.schemas import Answer, Reason, Request
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


class Integrity(Answer):
    """Result of verifying chain, digests and signature of every recording of the session."""

    verdict: Literal["unchanged", "changed", "incomplete"]
    tracks: int
    records: int
    sealed_at: datetime | None
    manifest_sha256: tuple[str, ...]
    problems: tuple[str, ...]


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


class AccessEntry(Answer):
    """One line of GET /api/recordings/{session}/access-log, newest first."""

    at: datetime
    who: str
    role: Role
    action: str
    purpose: ViewingPurpose | None
    reason: str | None
    position_ms: int | None
