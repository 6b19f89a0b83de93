"""`Review`: all recordings of a session laid on one clock, with fixed seats and the marks of what happened.

Pure: facts in, review out. Of a caucus there is time and length, and nothing else that happened in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from media.plane import Source
from recordings.manifest import Manifest, ManifestSegment
from recordings.verify import Verdict, VerifyReport
from server.domain.attendance import RoomFact
from server.domain.party import Side
from server.services.session_views import OutcomeView
from signaling.protocol.event import EventKind
from signaling.protocol.words import Place

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
    problems: tuple[str, ...]


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

SENTENCES: Final[dict[EventKind, str]] = {
    EventKind.OPENED: "调解会议开始",
    EventKind.JOINED: "{name}进入会议",
    EventKind.DROPPED: "{name}掉线",
    EventKind.RETURNED: "{name}重新连接",
    EventKind.LEFT: "{name}离开",
    EventKind.SENT_BACK: "{name}被请回等候室",
    EventKind.REMOVED: "{name}被移出会议",
    EventKind.MUTED: "主持人将{name}静音",
    EventKind.UNMUTED: "主持人解除{name}的静音",
    EventKind.SCREEN_STARTED: "{name}开始共享屏幕",
    EventKind.SCREEN_STOPPED: "{name}停止共享屏幕",
    EventKind.CONSENT_CHANGED: "{name}更改了录音录像的答复",
    EventKind.RECORDING_STARTED: "开始录音录像",
    EventKind.RECORDING_STOPPED: "停止录音录像",
    EventKind.ENDED: "调解会议结束",
}
"""Events a reviewer sees as points; every other kind is shown as a stretch or not at all."""

_GOES: Final = frozenset({EventKind.DROPPED, EventKind.LEFT, EventKind.SENT_BACK, EventKind.REMOVED})
_COMES: Final = frozenset({EventKind.JOINED, EventKind.RETURNED})
_PAUSES: Final = frozenset({EventKind.RECORDING_PAUSED})
_GOES_ON: Final = frozenset({EventKind.RECORDING_RESUMED, EventKind.RECORDING_STARTED, EventKind.RECORDING_STOPPED})


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `since` to `until`, by the clock."""

    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        """Tell whether the instant lies inside; the end does not: what happens then is of everyone again."""
        return self.since <= at < self.until


class ReviewClock:
    """Milliseconds since the first frame of the first recording."""

    def __init__(self, manifests: Sequence[Manifest]) -> None:
        first = min(manifests, key=lambda each: each.started_at)
        early = min((segment.first_at_ms for segment in first.segments), default=0)
        self.started_at = first.started_at + min(0, early) * _MS
        ends = [self.at(each.started_at) + each.duration_ms for each in manifests]
        self.length_ms = max(ends)

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


def marks(facts: Sequence[RoomFact], manifests: Sequence[Manifest]) -> tuple[ReviewMark, ...]:
    """Return what happened, by time, within the length of the review."""
    clock = ReviewClock(manifests)
    end = clock.started_at + clock.length_ms * _MS
    sealed = _caucuses(facts, end)
    open_facts = [fact for fact in facts if not _is_sealed(fact, sealed)]
    found = [
        *(_stretch("caucus", stretch, clock) for stretch in sealed),
        *(_stretch("joint", stretch, clock) for stretch in _joint(facts, sealed, end)),
        *(_stretch("pause", stretch, clock) for stretch in _between(open_facts, _PAUSES, _GOES_ON, end)),
        *_absences(open_facts, end, clock),
        *_interruptions(manifests, clock),
        *_points(open_facts, clock),
    ]
    inside = (clipped for mark in found if (clipped := _clip(mark, clock.length_ms)) is not None)
    return tuple(sorted(inside, key=lambda mark: (mark.at_ms, -mark.length_ms, mark.kind)))


def compared(report: VerifyReport, kept: str | None) -> VerifyReport:
    """Return the report; when its manifest is not the one whose digest the case keeps, as one of a changed recording.

    A signature is not enough: whoever has the signing key could put another recording in the place of this one.
    """
    if report.manifest_sha256 in {None, kept}:
        return report
    problem = f"{report.recording}: the manifest is not the one in the case"
    return replace(report, verdict=Verdict.CHANGED, problems=(*report.problems, problem))


def integrity(reports: Sequence[VerifyReport], problems: Sequence[str]) -> Integrity:
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


def _caucuses(facts: Iterable[RoomFact], end: datetime) -> list[Stretch]:
    begins, ends = frozenset({EventKind.CAUCUS_STARTED}), frozenset({EventKind.CAUCUS_ENDED, EventKind.ENDED})
    return list(_between(facts, begins, ends, end))


def _is_sealed(fact: RoomFact, sealed: Iterable[Stretch]) -> bool:
    """Tell whether the event belongs to a caucus: it could show who was in it."""
    of_caucus = fact.place == Place.CAUCUS or fact.kind.startswith("caucus")
    return fact.kind != EventKind.ENDED and (of_caucus or any(stretch.holds(fact.at) for stretch in sealed))


def _joint(facts: Sequence[RoomFact], sealed: Sequence[Stretch], end: datetime) -> Iterator[Stretch]:
    begins, ends = frozenset({EventKind.OPENED}), frozenset({EventKind.ENDED})
    for meeting in _between(facts, begins, ends, end):
        since = meeting.since
        for caucus in sealed:
            yield Stretch(since, caucus.since)
            since = caucus.until
        yield Stretch(since, max(since, meeting.until))


def _between(
    facts: Iterable[RoomFact], begins: frozenset[EventKind], ends: frozenset[EventKind], end: datetime
) -> Iterator[Stretch]:
    since: datetime | None = None
    for fact in facts:
        if fact.kind in begins and since is None:
            since = fact.at
        elif fact.kind in ends and since is not None:
            yield Stretch(since, fact.at)
            since = None
    if since is not None and since < end:
        yield Stretch(since, end)


def _absences(facts: Sequence[RoomFact], end: datetime, clock: ReviewClock) -> Iterator[ReviewMark]:
    for identity in sorted({fact.identity for fact in facts if fact.identity is not None}):
        own = [fact for fact in facts if fact.identity == identity]
        for stretch in _between(own, _GOES, _COMES, end):
            yield _stretch("absent", stretch, clock, identity)


def _interruptions(manifests: Sequence[Manifest], clock: ReviewClock) -> Iterator[ReviewMark]:
    ordered = sorted(manifests, key=lambda each: each.started_at)
    for number, manifest in enumerate(ordered):
        start = clock.at(manifest.started_at)
        following = clock.at(ordered[number + 1].started_at) if number + 1 < len(ordered) else clock.length_ms
        for gap in manifest.interruptions:
            at_ms = start + gap.at_ms
            length = following - at_ms if gap.length_ms is None else gap.length_ms
            yield ReviewMark(at_ms, max(0, length), "interrupted", None, "")


def _points(facts: Iterable[RoomFact], clock: ReviewClock) -> Iterator[ReviewMark]:
    came: set[str | None] = set()
    for fact in facts:
        sentence = SENTENCES.get(EventKind(fact.kind))
        if sentence is None or (fact.kind == EventKind.JOINED and fact.identity in came):
            continue
        if fact.kind == EventKind.JOINED:
            came.add(fact.identity)
        elif fact.kind in _GOES:
            came.discard(fact.identity)
        yield ReviewMark(clock.at(fact.at), 0, fact.kind, fact.identity, sentence.format(name=fact.name or ""))


def _stretch(kind: str, stretch: Stretch, clock: ReviewClock, identity: str | None = None) -> ReviewMark:
    at_ms = clock.at(stretch.since)
    return ReviewMark(at_ms, clock.at(stretch.until) - at_ms, kind, identity, "")


def _clip(mark: ReviewMark, length_ms: int) -> ReviewMark | None:
    """Return the part inside the review; None when nothing of it is."""
    since, until = max(0, mark.at_ms), min(length_ms, mark.at_ms + mark.length_ms)
    if until < since or (mark.length_ms and until == since):
        return None
    return ReviewMark(since, until - since, mark.kind, mark.identity, mark.text)
