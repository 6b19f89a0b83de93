"""Marks of a review: what happened, and when on its clock; of a caucus its time and length alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from recordings.manifest import Manifest
from server.domain.attendance import RoomFact
from server.services.review import ReviewClock, ReviewMark
from signaling.protocol.event import EventKind
from signaling.protocol.words import Place

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


def marks(facts: Sequence[RoomFact], manifests: Sequence[Manifest]) -> tuple[ReviewMark, ...]:
    """Return what happened, by time, within the length of the review."""
    clock = ReviewClock(manifests)
    end = clock.ended_at
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
