"""The disk side of one track: writes pieces as they come, and says what it could not write.

Everything here runs on the thread of `recordings.disk`, except `status`, which only reads.
"""

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from recordings import matroska
from recordings.disk import sync_folder
from recordings.errors import TrackExistsError
from recordings.frames import Gap, GapReason
from recordings.journal import Journal, TrackBegun, TrackEnded, TrackGap, TrackPlaced
from recordings.matroska import TrackFormat
from recordings.plane import TrackPlan
from recordings.trackfile import SUFFIX, FileHead, RecordFlag, TrackWriter, key_id
from recordings.tracks import Cluster, Piece

_log = logging.getLogger(__name__)


def file_name(track: int) -> str:
    """Return the name of a track's file in its recording's folder."""
    return f"track-{track:010d}{SUFFIX}"


class SegmentWriter:
    """Writes one file and its lines of the journal. `has_room` asks whether the reserve of the disk is untouched."""

    def __init__(
        self,
        folder: Path,
        recording: str,
        plan: TrackPlan,
        data_key: bytes,
        journal: Journal,
        has_room: Callable[[], bool],
    ) -> None:
        self._path = folder / file_name(plan.tap)
        if self._path.exists():
            raise TrackExistsError("the tap already has a file")
        self._head = FileHead(recording, plan.tap, key_id(data_key))
        self._data_key = data_key
        self._track = plan.tap
        self._journal = journal
        self._has_room = has_room
        self._format: TrackFormat | None = None
        self._file: TrackWriter | None = None
        self._last: Cluster | None = None
        self._placed: int | None = None
        self._untold: list[Gap] = []
        self.bytes_written = 0
        """Bytes in the file so far; may be read from any thread."""
        self.is_refused = False
        """True while the disk takes nothing; may be read from any thread."""

    def write(self, pieces: list[Piece], first_at_ms: int) -> None:
        """Write pieces in order. What a full disk refuses becomes a gap; nothing is raised."""
        for piece in pieces:
            match piece:
                case TrackFormat():
                    self._format = piece
                case Gap():
                    self._untold.append(piece)
                case Cluster():
                    self._write_cluster(piece, first_at_ms)
        self._tell_gaps()
        if self._file is not None:
            self.bytes_written = self._file.bytes_written

    def sync(self) -> None:
        """Make what was written survive a power cut."""
        if self._file is not None:
            self._file.sync()

    def end(self, first_at_ms: int) -> None:
        """Close the file and state in the journal what it holds. Raises `OSError` when the journal has no room."""
        if self._file is None:
            return
        self._file.close()
        if self._file.is_stuck and self._last is not None:
            self._untold.append(_as_gap(self._last, GapReason.DISK_FULL))
        digests = self._file.digests
        self._place(first_at_ms)
        self._journal.append(
            *(TrackGap(self._track, gap.at_ms, gap.length_ms, gap.reason) for gap in self._untold),
            TrackEnded(
                self._track,
                self._file.end_ms,
                digests.records,
                digests.bytes,
                digests.chain,
                digests.sha256,
                digests.sm3,
            ),
        )
        self._untold.clear()

    def _write_cluster(self, cluster: Cluster, first_at_ms: int) -> None:
        try:
            file = self._opened()
            self._place(first_at_ms)
            flags = RecordFlag.KEYFRAME if cluster.keyframe else RecordFlag(0)
            file.append(cluster.content, cluster.at_ms, cluster.duration_ms, flags)
        except OSError:
            self._refuse(cluster)
            return
        self._last = cluster
        self.is_refused = file.is_stuck

    def _opened(self) -> TrackWriter:
        if self._format is None or not self._has_room():
            raise OSError("no room for this track")
        if self._file is None:
            self._journal.append(TrackBegun(self._track, self._path.name, self._format.width, self._format.height))
            self._file = TrackWriter(self._path, self._head, self._data_key)
            self._file.append(matroska.head(self._format), 0, 0, RecordFlag.HEADER)
            sync_folder(self._path.parent)
        return self._file

    def _place(self, first_at_ms: int) -> None:
        if first_at_ms != self._placed:
            self._journal.append(TrackPlaced(self._track, first_at_ms))
            self._placed = first_at_ms

    def _refuse(self, cluster: Cluster) -> None:
        if not self.is_refused:
            _log.error("the disk refuses track %d", self._track)
        self.is_refused = True
        self._untold.append(_as_gap(cluster, GapReason.DISK_FULL))

    def _tell_gaps(self) -> None:
        gaps = [TrackGap(self._track, gap.at_ms, gap.length_ms, gap.reason) for gap in self._untold]
        try:
            self._journal.append(*gaps)
        except OSError:
            return  # told when there is room again
        self._untold.clear()


def unwritten(pieces: Iterable[Piece], reason: GapReason) -> list[Piece]:
    """Return what is left of pieces that nobody will write: the format, and the whole stretch as one gap."""
    formats: list[Piece] = []
    gaps: list[Gap] = []
    for piece in pieces:
        match piece:
            case TrackFormat():
                formats = [piece]
            case Gap():
                gaps.append(piece)
            case Cluster():
                gaps.append(_as_gap(piece, reason))
    if not gaps:
        return formats
    at_ms = min(gap.at_ms for gap in gaps)
    return [*formats, Gap(at_ms, max(gap.end_ms for gap in gaps) - at_ms, reason)]


def _as_gap(cluster: Cluster, reason: GapReason) -> Gap:
    return Gap(cluster.at_ms, cluster.duration_ms, reason)
