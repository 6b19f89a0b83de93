"""`Review`: all recordings of a session laid on one clock, with fixed seats and the marks of what happened.

Pure: facts in, review out. Of a caucus there is time and length, and nothing else that happened in it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from media.plane import Source
from recordings.manifest import Manifest, ManifestSegment
from recordings.verify import Flaw, Problem, Verdict, VerifyReport
from server.domain.party import Side
from server.services.session_views import OutcomeView

_MS: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class ReviewGap:
    """A stretch of a track without media, on the review clock."""

    at_ms: int
    length_ms: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewSegment:
    """One playable file."""

    url: str
    mime: str
    at_ms: int
    length_ms: int
    width: int | None
    height: int | None
    gaps: tuple[ReviewGap, ...]


@dataclass(frozen=True, slots=True)
class ReviewTrack:
    """All segments of one source of one person."""

    source: str
    segments: tuple[ReviewSegment, ...]


@dataclass(frozen=True, slots=True)
class ReviewSeat:
    """A fixed seat; without tracks for a person who did not consent."""

    identity: str
    name: str
    side: Side
    title: str
    recorded: bool
    why_not: str | None
    tracks: tuple[ReviewTrack, ...]


@dataclass(frozen=True, slots=True)
class ReviewMark:
    """A point or stretch on the timeline."""

    at_ms: int
    length_ms: int
    kind: str
    identity: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Integrity:
    """Result of verifying every recording of the session."""

    verdict: str
    tracks: int
    records: int
    sealed_at: datetime | None
    manifest_sha256: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What the player shows."""

    viewing: str
    watermark: str
    serial: str
    title: str
    session: str
    started_at: datetime
    length_ms: int
    seats: tuple[ReviewSeat, ...]
    marks: tuple[ReviewMark, ...]
    integrity: Integrity
    outcome: OutcomeView | None


@dataclass(frozen=True, slots=True)
class Seat:
    """Who has a seat. `withheld`: their tracks may not be shown for this purpose; `came`: they were in the room."""

    identity: str
    name: str
    side: Side
    title: str
    withheld: bool = False
    came: bool = True


UrlOf = Callable[[str, int], str]
"""Recording and track to the address of the file."""


class ReviewClock:
    """Milliseconds since the first frame of the first recording."""

    def __init__(self, manifests: Sequence[Manifest]) -> None:
        first = min(manifests, key=lambda each: each.started_at)
        early = min((segment.first_at_ms for segment in first.segments), default=0)
        self.started_at = first.started_at + min(0, early) * _MS
        ends = [self.at(each.started_at) + each.duration_ms for each in manifests]
        self.length_ms = max(ends)
        self.ended_at = self.started_at + self.length_ms * _MS

    def at(self, instant: datetime) -> int:
        """Return the position of an instant; negative before the first recording."""
        return round((instant - self.started_at) / _MS)


def seats(people: Iterable[Seat], manifests: Sequence[Manifest], url_of: UrlOf) -> tuple[ReviewSeat, ...]:
    """Return a seat for everyone, in the order given, with what may be shown of them."""
    clock = ReviewClock(manifests)
    shown = (
        (person, () if person.withheld else _tracks(person.identity, manifests, clock, url_of)) for person in people
    )
    return tuple(
        ReviewSeat(
            identity=person.identity,
            name=person.name,
            side=person.side,
            title=person.title,
            recorded=bool(tracks),
            why_not=None if tracks else _why_not(person),
            tracks=tracks,
        )
        for person, tracks in shown
    )


def _why_not(person: Seat) -> str:
    """Say why a seat is empty; only a person who was there can have chosen not to be recorded."""
    if not person.came:
        return "not_present"
    return "withheld" if person.withheld else "declined"


def compared(report: VerifyReport, kept: str | None) -> VerifyReport:
    """Return the report; when its manifest is not the one whose digest the case keeps, as one of a changed recording.

    A signature is not enough: whoever has the signing key could put another recording in the place of this one.
    """
    if report.manifest_sha256 in {None, kept}:
        return report
    problem = Problem(Flaw.MANIFEST_REPLACED, report.recording or "")
    return replace(report, verdict=Verdict.CHANGED, problems=(*report.problems, problem))


def integrity(reports: Sequence[VerifyReport], problems: Sequence[Problem]) -> Integrity:
    """Return the worst verdict over all recordings; `problems` are those beside the files."""
    worst = [verdict for verdict in (Verdict.CHANGED, Verdict.INCOMPLETE) if any(r.verdict is verdict for r in reports)]
    if problems and not worst:
        worst = [Verdict.INCOMPLETE]
    return Integrity(
        verdict=(worst[0] if worst else Verdict.UNCHANGED).value,
        tracks=sum(report.tracks for report in reports),
        records=sum(report.records for report in reports),
        sealed_at=max((report.sealed_at for report in reports if report.sealed_at), default=None),
        manifest_sha256=tuple(report.manifest_sha256 for report in reports if report.manifest_sha256),
        problems=(*(problem for report in reports for problem in report.problems), *problems),
    )


def _tracks(identity: str, manifests: Sequence[Manifest], clock: ReviewClock, url_of: UrlOf) -> tuple[ReviewTrack, ...]:
    by_source: dict[Source, list[ReviewSegment]] = {}
    for manifest in manifests:
        start = clock.at(manifest.started_at)
        for track in manifest.tracks:
            if track.identity == identity:
                found = [_segment(each, start, url_of(manifest.recording, each.track)) for each in track.segments]
                by_source.setdefault(track.source, []).extend(found)
    return tuple(ReviewTrack(source.value, tuple(by_source[source])) for source in Source if source in by_source)


def _segment(segment: ManifestSegment, recording_at_ms: int, url: str) -> ReviewSegment:
    at_ms = recording_at_ms + segment.first_at_ms
    return ReviewSegment(
        url=url,
        mime="video/webm" if segment.width else "audio/webm",
        at_ms=at_ms,
        length_ms=segment.duration_ms,
        width=segment.width or None,
        height=segment.height or None,
        gaps=tuple(ReviewGap(at_ms + gap.at_ms, gap.length_ms, gap.reason.value) for gap in segment.gaps),
    )
