"""Plays encrypted tracks: a seekable WebM that exists only while it is read.

Nothing is decrypted to disk, and of a file only the records a request touches are decrypted.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from media.plane import Codec
from recordings import manifest as manifests
from recordings import matroska
from recordings.errors import KeyUnknownError, NotARecordingError, RecordingDamagedError
from recordings.manifest import ManifestGap
from recordings.matroska import Cue
from recordings.trackfile import FileHead, Record, RecordFlag, TrackKeys, key_id, scan, unpack_record

_SOUND_CUE_MS: Final = 2_000
_CACHED_RECORDS: Final = 8
_CHUNK: Final = 256 * 1024


ReadBytes = Callable[[int, int], bytes]
"""Return so many bytes from an offset of the encrypted file, wherever it is kept."""


class PlayableTrack:
    """One track as the bytes of a WebM file of known size, any range of which can be read.

    Not safe for several threads. Opened by `open_track`; it holds no file open between reads.
    """

    def __init__(
        self,
        head: FileHead,
        records: list[Record],
        read_bytes: ReadBytes,
        data_key: bytes,
        gaps: tuple[ManifestGap, ...] = (),
    ) -> None:
        if head.key_id != key_id(data_key):
            raise KeyUnknownError("the track was sealed with another key")
        self._read_bytes = read_bytes
        self._keys = TrackKeys(data_key, head.recording, head.track)
        if not records or not records[0].head.flags & RecordFlag.HEADER:
            raise NotARecordingError("the track has no beginning")
        self._plain: OrderedDict[int, bytes] = OrderedDict()
        self._format = self._read_format(records[0])
        self._clusters = records[1:]
        self._head = self._playable_head()
        self._offsets = self._cluster_offsets()
        self.gaps = gaps
        """Stated gaps, once the recording is sealed."""

    @property
    def mime(self) -> str:
        """Media type for the answer's Content-Type."""
        return self._format.mime

    @property
    def codec(self) -> Codec:
        """What it was recorded in."""
        return self._format.codec

    @property
    def duration_ms(self) -> int:
        """When the last frame ends, from the first frame on."""
        return max((record.head.end_ms for record in self._clusters), default=0)

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return self._offsets[-1]

    def read(self, start: int, length: int) -> bytes:
        """Return the bytes from `start`, fewer at the end. Raises `RecordingDamagedError` when they were changed."""
        end = min(start + max(0, length), self.size)
        pieces = [self._head[start:end]]
        number = max(0, bisect_right(self._offsets, start) - 1)
        while number < len(self._clusters) and self._offsets[number] < end:
            at = self._offsets[number]
            pieces.append(self._decrypt(self._clusters[number])[max(0, start - at) : end - at])
            number += 1
        return b"".join(pieces)

    def chunks(self, start: int, length: int) -> Iterator[bytes]:
        """Yield the same bytes in pieces of bounded size."""
        end = min(start + length, self.size)
        for at in range(start, end, _CHUNK):
            yield self.read(at, min(_CHUNK, end - at))

    def check(self) -> None:
        """Decrypt everything; raise `RecordingDamagedError` at the first record that is not what was written."""
        for record in self._clusters:
            self._decrypt(record)

    def _read_format(self, record: Record) -> matroska.TrackFormat:
        try:
            return matroska.read_format(self._decrypt(record))
        except ValueError as error:
            raise RecordingDamagedError("the head of the track is damaged") from error

    def _playable_head(self) -> bytes:
        size = sum(record.head.plain_length for record in self._clusters)
        return matroska.playable_head(self._format, self.duration_ms, size, self._cues())

    def _cues(self) -> Iterator[Cue]:
        position, next_ms = 0, 0
        every_ms = _SOUND_CUE_MS if self.codec is Codec.OPUS else 0
        for record in self._clusters:
            if record.head.flags & RecordFlag.KEYFRAME and record.head.at_ms >= next_ms:
                yield Cue(record.head.at_ms, position)
                next_ms = record.head.at_ms + every_ms
            position += record.head.plain_length

    def _cluster_offsets(self) -> list[int]:
        offsets = [len(self._head)]
        for record in self._clusters:
            offsets.append(offsets[-1] + record.head.plain_length)
        return offsets

    def _decrypt(self, record: Record) -> bytes:
        sequence = record.head.sequence
        if (known := self._plain.get(sequence)) is not None:
            return known
        head, content = unpack_record(record, self._read_bytes(record.offset, record.end - record.offset))
        plain = self._plain[sequence] = self._keys.decrypt(sequence, content, head)
        if len(self._plain) > _CACHED_RECORDS:
            self._plain.popitem(last=False)
        return plain


def open_track(path: Path, data_key: bytes) -> PlayableTrack:
    """Open a track for playing; it may still be growing, and then plays what was complete at this moment.

    Raises `NotARecordingError`, `KeyUnknownError`, `RecordingDamagedError` or `OSError`.
    """
    with path.open("rb") as source:
        head = FileHead.read(source)
        records = list(scan(source, size=path.stat().st_size))
    return PlayableTrack(head, records, partial(_read_file, path), data_key, _stated_gaps(path))


def _read_file(path: Path, at: int, length: int) -> bytes:
    with path.open("rb") as source:
        source.seek(at)
        return source.read(length)


def _stated_gaps(path: Path) -> tuple[ManifestGap, ...]:
    try:
        segments = manifests.read(path.parent).segments
    except NotARecordingError:
        return ()  # not sealed yet
    return next((segment.gaps for segment in segments if segment.file == path.name), ())
