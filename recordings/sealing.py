"""Seals a recording: from its journal and its files to a signed manifest.

There is one way for recordings that ended well and for those a crash left behind: what the journal does not
say about a file any more is read from the file itself.
"""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from recordings import journal as journals
from recordings import manifest as manifests
from recordings.disk import sync_folder
from recordings.errors import NotARecordingError
from recordings.frames import Gap, GapReason
from recordings.journal import (
    Fact,
    History,
    Marked,
    Opened,
    Resumed,
    TrackAdded,
    TrackBegun,
    TrackEnded,
    TrackGap,
    TrackPlaced,
)
from recordings.manifest import (
    InterruptionReason,
    Manifest,
    ManifestGap,
    ManifestInterruption,
    ManifestJournal,
    ManifestMark,
    ManifestSegment,
    ManifestTrack,
    Signer,
    TimeStamper,
)
from recordings.plane import MEDIA_BACK, MEDIA_LOST, RecordingId, Sealed
from recordings.trackfile import FileHead, read_chain, scan
from recordings.tracks import GapJoiner

if TYPE_CHECKING:
    from media.plane import Source


@dataclass(slots=True)
class _Segment:
    added: TrackAdded
    begun: TrackBegun | None = None
    first_at_ms: int = 0
    gaps: list[Gap] = field(default_factory=list)
    ended: TrackEnded | None = None


@dataclass(slots=True)
class _Story:
    """What the facts of a journal add up to."""

    opened: Opened
    resumed: list[Resumed] = field(default_factory=list)
    marks: list[ManifestMark] = field(default_factory=list)
    segments: dict[int, _Segment] = field(default_factory=dict)

    def tell(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            self._add(fact)

    def _add(self, fact: Fact) -> None:
        match fact:
            case Opened():
                pass
            case Resumed():
                self.resumed.append(fact)
            case Marked():
                self.marks.append(ManifestMark(at_ms=fact.at_ms, kind=fact.kind))
            case TrackAdded():
                self.segments[fact.track] = _Segment(fact)
            case TrackBegun():
                self.segments[fact.track].begun = fact
            case TrackPlaced():
                self.segments[fact.track].first_at_ms = fact.first_at_ms
            case TrackGap():
                gap = Gap(fact.at_ms, fact.length_ms, GapReason(fact.reason))
                self.segments[fact.track].gaps.append(gap)
            case TrackEnded():
                self.segments[fact.track].ended = fact


def seal(folder: Path, signer: Signer, now: datetime, ended_at: datetime | None) -> Sealed:
    """Write and sign the manifest of the recording in `folder`; nobody may be writing to it.

    `ended_at` None means that it was abandoned: it ended when its last frame did. Raises `NotARecordingError`,
    `RecordingDamagedError` and `OSError` and then there is no manifest.
    """
    history = journals.read(folder)
    opened = history.facts[0]
    if not isinstance(opened, Opened):
        raise NotARecordingError("the journal has no beginning")
    story = _Story(opened)
    story.tell(history.facts)
    manifest = _manifest(folder, story, history, now, ended_at)
    data = signer.sign(manifest)
    _write_durably(folder / manifests.NAME, data)
    return Sealed(
        recording=RecordingId(manifest.recording),
        manifest_sha256=hashlib.sha256(data).hexdigest(),
        tracks=len(manifest.segments),
        duration_ms=manifest.duration_ms,
        interrupted=manifest.interrupted,
    )


def stamp(folder: Path, stamper: TimeStamper) -> None:
    """Put the time-stamp of an authority beside the manifest of a sealed recording."""
    digest = hashlib.sha256((folder / manifests.NAME).read_bytes()).digest()
    _write_durably(folder / manifests.TIMESTAMP_NAME, stamper.stamp(digest))


def media_end(folder: Path, history: History) -> int:
    """Return when the last frame on disk ends, on the clock of the recording, from the heads of records alone."""
    placed = {fact.track: fact.first_at_ms for fact in history.facts if isinstance(fact, TrackPlaced)}
    begun = [fact for fact in history.facts if isinstance(fact, TrackBegun)]
    return max((placed.get(fact.track, 0) + _length(folder / fact.file) for fact in begun), default=0)


def _length(path: Path) -> int:
    try:
        with path.open("rb") as source:
            FileHead.read(source)
            records = scan(source, size=path.stat().st_size, until_damage=True)
            return max((record.head.end_ms for record in records), default=0)
    except (OSError, NotARecordingError):
        return 0


def _manifest(folder: Path, story: _Story, history: History, now: datetime, ended_at: datetime | None) -> Manifest:
    tracks = _tracks(folder, story)
    media_end_ms = _end_of(tracks)
    ended = ended_at or story.opened.started_at + timedelta(milliseconds=media_end_ms)
    interruptions = _interruptions(story)
    if ended_at is None:
        interruptions.append(ManifestInterruption(at_ms=media_end_ms, length_ms=None))
    return Manifest(
        recording=story.opened.recording,
        session=story.opened.session,
        started_at=story.opened.started_at,
        ended_at=ended,
        sealed_at=now,
        duration_ms=max(media_end_ms, round((ended - story.opened.started_at) / timedelta(milliseconds=1))),
        interrupted=bool(interruptions),
        interruptions=tuple(interruptions),
        tracks=tracks,
        marks=tuple(story.marks),
        journal=ManifestJournal(lines=len(history.facts), chain=history.chain),
    )


def _interruptions(story: _Story) -> list[ManifestInterruption]:
    found = [
        ManifestInterruption(at_ms=gap.last_ms, length_ms=max(0, gap.at_ms - gap.last_ms)) for gap in story.resumed
    ]
    lost_at: int | None = None
    for mark in sorted(story.marks, key=lambda mark: mark.at_ms):
        if mark.kind == MEDIA_LOST and lost_at is None:
            lost_at = mark.at_ms
        elif mark.kind == MEDIA_BACK and lost_at is not None:
            found.append(_without_media(lost_at, mark.at_ms - lost_at))
            lost_at = None
    if lost_at is not None:
        found.append(_without_media(lost_at, None))
    return sorted(found, key=lambda gap: gap.at_ms)


def _without_media(at_ms: int, length_ms: int | None) -> ManifestInterruption:
    return ManifestInterruption(at_ms=max(0, at_ms), length_ms=length_ms, reason=InterruptionReason.MEDIA)


def _tracks(folder: Path, story: _Story) -> tuple[ManifestTrack, ...]:
    groups: dict[tuple[str, Source], list[ManifestSegment]] = {}
    for segment in story.segments.values():
        if (found := _segment(folder, segment)) is not None:
            groups.setdefault((segment.added.identity, segment.added.source), []).append(found)
    return tuple(
        ManifestTrack(
            identity=identity, source=source, segments=tuple(sorted(found, key=lambda each: each.first_at_ms))
        )
        for (identity, source), found in groups.items()
    )


def _segment(folder: Path, segment: _Segment) -> ManifestSegment | None:
    """Return what is known of a file; None for a tap that never sent anything."""
    if segment.begun is None:
        return None
    ended = segment.ended or _end_abandoned(folder, segment.begun)
    return ManifestSegment(
        file=segment.begun.file,
        track=segment.begun.track,
        codec=segment.added.codec,
        width=segment.begun.width,
        height=segment.begun.height,
        first_at_ms=segment.first_at_ms,
        duration_ms=ended.duration_ms,
        complete=segment.ended is not None,
        records=ended.records,
        bytes=ended.bytes,
        chain=ended.chain,
        sha256=ended.sha256,
        sm3=ended.sm3,
        gaps=_joined(segment.gaps),
    )


def _joined(gaps: list[Gap]) -> tuple[ManifestGap, ...]:
    joiner = GapJoiner()
    joined = [joiner.add(gap) for gap in sorted(gaps, key=lambda gap: gap.at_ms)] + [joiner.close()]
    return tuple(
        ManifestGap(at_ms=gap.at_ms, length_ms=gap.length_ms, reason=gap.reason) for gap in joined if gap is not None
    )


def _end_abandoned(folder: Path, begun: TrackBegun) -> TrackEnded:
    path = folder / begun.file
    try:
        _head, records, digests = read_chain(path, until_damage=True)
    except (OSError, NotARecordingError):  # a power cut took the file before its first second was on the disk
        return TrackEnded(begun.track, 0, 0, 0, "", "", "")
    os.truncate(path, digests.bytes)  # a torn last record was never whole: it cannot be read or proven
    end_ms = max((record.head.end_ms for record in records), default=0)
    return TrackEnded(begun.track, end_ms, digests.records, digests.bytes, digests.chain, digests.sha256, digests.sm3)


def _end_of(tracks: Iterable[ManifestTrack]) -> int:
    ends = (part.first_at_ms + part.duration_ms for track in tracks for part in track.segments)
    return max(ends, default=0)


def _write_durably(path: Path, data: bytes) -> None:
    """Write so that after a crash there is the whole file or none."""
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)
