"""The journal of an open recording: one line of JSON per fact, appended as it happens, chained by SHA-256.

It is what a recording can be sealed from after a crash. It holds no media, no names and no keys.
"""

import fcntl
import hashlib
import json
import os
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import Any, Final, Self, TypeAlias

from media.plane import Codec, Source
from recordings.errors import NotARecordingError, RecordingDamagedError, RecordingOpenError

NAME: Final = "journal.jsonl"
_START: Final = hashlib.sha256(b"mediation-room journal 1").hexdigest()


@dataclass(frozen=True, slots=True)
class Opened:
    """The recording began."""

    recording: str
    session: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Resumed:
    """A new recorder went on with it; nothing was recorded between `last_ms` and `at_ms`."""

    last_ms: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class TrackAdded:
    """A tap was announced."""

    track: int
    identity: str
    source: Source
    codec: Codec


@dataclass(frozen=True, slots=True)
class TrackBegun:
    """Its first frame came and its file exists."""

    track: int
    file: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TrackPlaced:
    """Where its first frame is on the clock of the recording; the last line of a track counts."""

    track: int
    first_at_ms: int


@dataclass(frozen=True, slots=True)
class TrackGap:
    """A stretch without media, on the clock of the track."""

    track: int
    at_ms: int
    length_ms: int
    reason: str


@dataclass(frozen=True, slots=True)
class TrackEnded:
    """Its file is closed."""

    track: int
    duration_ms: int
    records: int
    bytes: int
    chain: str
    sha256: str
    sm3: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Something happened in the session that a reviewer must see."""

    at_ms: int
    kind: str


Fact: TypeAlias = Opened | Resumed | TrackAdded | TrackBegun | TrackPlaced | TrackGap | TrackEnded | Marked

_KINDS: Final[dict[str, type[Fact]]] = {
    "opened": Opened,
    "resumed": Resumed,
    "track_added": TrackAdded,
    "track_begun": TrackBegun,
    "track_placed": TrackPlaced,
    "track_gap": TrackGap,
    "track_ended": TrackEnded,
    "marked": Marked,
}
_NAMES: Final = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class History:
    """A journal as read: its facts and the chain over them. A torn last line is left out."""

    facts: tuple[Fact, ...]
    chain: str
    size: int
    """Bytes of complete lines."""


class Journal:
    """Appends facts. All calls block on the disk; not safe for several threads.

    While it is open nobody else can open or seal the recording: that raises `RecordingOpenError`.
    """

    def __init__(self, folder: Path, chain: str = _START) -> None:
        self._file = lock(folder)
        self._chain = chain
        self._needs_sync = False

    @classmethod
    def resume(cls, folder: Path) -> tuple[Self, History]:
        """Go on with the journal in `folder`; a torn last line is cut off."""
        journal = cls(folder)
        try:
            history = read(folder)
        except BaseException:
            journal.close()
            raise
        journal._file.truncate(history.size)
        journal._chain = history.chain
        return journal, history

    def clear(self) -> None:
        """Begin anew: nothing in it was whole."""
        self._file.truncate(0)

    def append(self, *facts: Fact) -> None:
        """Write facts, all or none. Raises `OSError` when the disk is full; then nothing was written."""
        chain, lines = self._chain, b""
        for fact in facts:
            text = _dump({"fact": _NAMES[type(fact)], **asdict(fact)})
            chain = _link(chain, text)
            lines += f'{{"link":"{chain}",{text[1:]}\n'.encode()
        self._write(lines)
        self._chain = chain
        self._needs_sync = True

    def sync(self) -> None:
        """Make what was written survive a power cut."""
        if self._needs_sync:
            os.fdatasync(self._file.fileno())
            self._needs_sync = False

    def close(self) -> None:
        """Sync and close. Idempotent."""
        if not self._file.closed:
            self.sync()
            self._file.close()

    def _write(self, lines: bytes) -> None:
        before = os.fstat(self._file.fileno()).st_size
        try:
            written = self._file.write(lines)
            while written < len(lines):
                written += self._file.write(lines[written:])
        except OSError:
            self._file.truncate(before)
            raise


def lock(folder: Path) -> FileIO:
    """Open the journal for appending and hold it until the file is closed or the process dies (flock(2))."""
    file = (folder / NAME).open("ab", buffering=0)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise RecordingOpenError("the recording is being written") from error
    return file


def read(folder: Path) -> History:
    """Read the journal in `folder`.

    Raises `NotARecordingError` when there is none, `RecordingDamagedError` when a line was changed or taken out.
    """
    try:
        data = (folder / NAME).read_bytes()
    except OSError as error:
        raise NotARecordingError("no journal") from error
    size = data.rfind(b"\n") + 1
    facts: list[Fact] = []
    chain = _START
    for number, line in enumerate(data[:size].splitlines(), start=1):
        chain, fact = _read_line(line, chain, number)
        facts.append(fact)
    if not facts or not isinstance(facts[0], Opened):
        raise NotARecordingError("the journal has no beginning")
    return History(tuple(facts), chain, size)


def _read_line(line: bytes, chain: str, number: int) -> tuple[str, Fact]:
    try:
        values: dict[str, Any] = json.loads(line)
        stated = values.pop("link")
        chain = _link(chain, _dump(values))
        fact = _fact(_KINDS[values.pop("fact")], values)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordingDamagedError(f"line {number} of the journal is damaged") from error
    if stated != chain:
        raise RecordingDamagedError(f"line {number} of the journal was changed")
    return chain, fact


def _fact(kind: type[Fact], values: dict[str, Any]) -> Fact:
    readers: dict[object, Any] = {datetime: datetime.fromisoformat, Source: Source, Codec: Codec}
    return kind(**{field.name: readers.get(field.type, _same)(values[field.name]) for field in fields(kind)})


def _same(value: object) -> object:
    return value


def _link(chain: str, text: str) -> str:
    return hashlib.sha256(f"{chain}\n{text}".encode()).hexdigest()


def _dump(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_text)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not go into a journal")
