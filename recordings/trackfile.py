"""The encrypted file of one track segment: records chained by SHA-256, written once, read anywhere.

The layout is described for others in docs/recording-format.md; this module is its only writer and reader.
Heads, lengths and the chain can be checked without any key; contents cannot be read or changed without it.
"""

import hashlib
import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import IntFlag
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from recordings.errors import KeyUnknownError, NotARecordingError, RecordingDamagedError, TrackExistsError

MAGIC: Final = b"MRTRACK\0"
VERSION: Final = 1
AES_256_GCM: Final = 1
SUFFIX: Final = ".mrt"
KEY_SIZE: Final = 32
TAG_SIZE: Final = 16
MAX_RECORD: Final = 16_000_000
"""No record is longer; a larger length on disk is damage."""

_FILE_HEAD = struct.Struct("!8sBBIH8s")  # magic, version, cipher, track, length of the recording id, key id
_RECORD_HEAD = struct.Struct("!IIIIB")  # length, sequence, first timestamp ms, duration ms, flags
_MAX_NAME = 512


class RecordFlag(IntFlag):
    """What a record holds."""

    HEADER = 1
    """The Matroska head; only record 0."""
    KEYFRAME = 2
    """Playing may start here."""


@dataclass(frozen=True, slots=True)
class FileHead:
    """The clear first bytes of a file."""

    recording: str
    track: int
    key_id: bytes

    def pack(self) -> bytes:
        """Return the bytes on disk."""
        name = self.recording.encode()
        return _FILE_HEAD.pack(MAGIC, VERSION, AES_256_GCM, self.track, len(name), self.key_id) + name

    @classmethod
    def read(cls, source: BinaryIO) -> Self:
        """Read from the beginning of a file; raise `NotARecordingError` when it is none of ours."""
        fixed = source.read(_FILE_HEAD.size)
        if len(fixed) < _FILE_HEAD.size or not fixed.startswith(MAGIC):
            raise NotARecordingError("not a track file")
        _magic, version, cipher, track, length, key_id = _FILE_HEAD.unpack(fixed)
        if (version, cipher) != (VERSION, AES_256_GCM) or length > _MAX_NAME:
            raise NotARecordingError(f"track file of version {version}, cipher {cipher}")
        name = source.read(length)
        try:
            return cls(name.decode(), track, key_id)
        except UnicodeDecodeError as error:
            raise NotARecordingError("damaged head of a track file") from error


@dataclass(frozen=True, slots=True)
class RecordHead:
    """The clear head of a record: authenticated as associated data, bound by the chain."""

    length: int
    """Bytes of encrypted content that follow, with the tag."""
    sequence: int
    at_ms: int
    duration_ms: int
    flags: RecordFlag

    def pack(self) -> bytes:
        """Return the bytes on disk."""
        return _RECORD_HEAD.pack(self.length, self.sequence, self.at_ms, self.duration_ms, self.flags)

    @property
    def plain_length(self) -> int:
        """Bytes of content after decryption."""
        return self.length - TAG_SIZE

    @property
    def end_ms(self) -> int:
        """When its last frame ends."""
        return self.at_ms + self.duration_ms


@dataclass(frozen=True, slots=True)
class Record:
    """A record found in a file; `offset` is that of its head."""

    head: RecordHead
    offset: int

    @property
    def end(self) -> int:
        """Offset of the byte behind it."""
        return self.offset + _RECORD_HEAD.size + self.head.length


@dataclass(frozen=True, slots=True)
class Digests:
    """What a file holds up to a point: enough to prove later that nothing before it was changed."""

    records: int
    bytes: int
    chain: str
    sha256: str
    sm3: str


class TrackKeys:
    """The key of one track, derived so that no two tracks and no two records share a nonce under one key."""

    def __init__(self, data_key: bytes, recording: str, track: int) -> None:
        if len(data_key) != KEY_SIZE:
            raise KeyUnknownError("a data key has 32 bytes")
        name = recording.encode() + b"\0" + struct.pack("!I", track)
        derived = HKDF(SHA256(), KEY_SIZE, salt=None, info=b"mediation-room track " + name).derive(data_key)
        self._cipher = AESGCM(derived)
        self._prefix = struct.pack("!I", track)

    def encrypt(self, sequence: int, content: bytes, head: bytes) -> bytes:
        """Encrypt the content of the record with this number; `head` is authenticated with it."""
        return self._cipher.encrypt(self._nonce(sequence), content, head)

    def decrypt(self, sequence: int, content: bytes, head: bytes) -> bytes:
        """Decrypt; raise `RecordingDamagedError` when a bit of content or head is not what was written."""
        try:
            return self._cipher.decrypt(self._nonce(sequence), content, head)
        except InvalidTag as error:
            raise RecordingDamagedError(f"record {sequence} is damaged") from error

    def _nonce(self, sequence: int) -> bytes:
        return self._prefix + struct.pack("!Q", sequence)


def key_id(data_key: bytes) -> bytes:
    """Return 8 bytes that name a data key without telling anything about it."""
    return HKDF(SHA256(), 8, salt=None, info=b"mediation-room key id").derive(data_key)


class Chain:
    """h(n) = SHA-256(h(n-1) || record n), with h(-1) = SHA-256(file head); digests of the whole file beside it."""

    def __init__(self, head: bytes) -> None:
        self.records = 0
        self.bytes = len(head)
        self._link = hashlib.sha256(head).digest()
        self._sha256 = hashlib.sha256(head)
        self._sm3 = Hash(SM3())
        self._sm3.update(head)

    def add(self, head: bytes, content: bytes) -> None:
        """Continue with one record."""
        link = hashlib.sha256(self._link)
        for piece in (head, content):
            link.update(piece)
            self._sha256.update(piece)
            self._sm3.update(piece)
        self._link = link.digest()
        self.records += 1
        self.bytes += len(head) + len(content)

    def digests(self) -> Digests:
        """State what has gone in so far."""
        return Digests(
            self.records, self.bytes, self._link.hex(), self._sha256.hexdigest(), self._sm3.copy().finalize().hex()
        )


class TrackWriter:
    """Appends records to a new file. Not safe for several threads; all calls block on the disk.

    A record that does not fit on a full disk is kept and written, unchanged, before any later one: its nonce
    is spent and must never encrypt other bytes. What is in the file stays readable all the time.
    """

    def __init__(self, path: Path, head: FileHead, data_key: bytes) -> None:
        self._keys = TrackKeys(data_key, head.recording, head.track)
        packed = head.pack()
        try:
            self._file = path.open("xb", buffering=0)
        except FileExistsError as error:
            raise TrackExistsError("the tap already has a file") from error
        self._chain = Chain(packed)
        self._waiting: tuple[RecordHead, bytes] | None = None
        self._needs_sync = True
        self.end_ms = 0
        """When the last frame in the file ends."""
        try:
            self._write(packed, 0)
        except OSError:
            self._file.close()
            path.unlink()
            raise

    @property
    def digests(self) -> Digests:
        """What is in the file now."""
        return self._chain.digests()

    @property
    def bytes_written(self) -> int:
        """Size of the file."""
        return self._chain.bytes

    @property
    def is_stuck(self) -> bool:
        """True while a record waits for room on the disk."""
        return self._waiting is not None

    def append(self, content: bytes, at_ms: int, duration_ms: int, flags: RecordFlag) -> None:
        """Encrypt, chain and write one record. Raises `OSError` when an earlier one still waits for room."""
        self._write_waiting()
        sequence = self._chain.records
        head = RecordHead(len(content) + TAG_SIZE, sequence, at_ms, duration_ms, flags)
        self._waiting = head, self._keys.encrypt(sequence, content, head.pack())
        with suppress(OSError):
            self._write_waiting()

    def sync(self) -> None:
        """Make what was written survive a power cut."""
        if self._needs_sync:
            os.fdatasync(self._file.fileno())
            self._needs_sync = False

    def close(self) -> None:
        """Sync and close; a record that still waits for room is given up. Idempotent."""
        if self._file.closed:
            return
        with suppress(OSError):
            self._write_waiting()
        self.sync()
        self._file.close()

    def _write_waiting(self) -> None:
        if self._waiting is None:
            return
        head, sealed = self._waiting
        packed = head.pack()
        self._write(packed + sealed, self._chain.bytes)
        self._chain.add(packed, sealed)
        self.end_ms = max(self.end_ms, head.end_ms)
        self._waiting = None
        self._needs_sync = True

    def _write(self, data: bytes, at: int) -> None:
        try:
            written = self._file.write(data)
            while written < len(data):  # a full disk takes a part first and fails the next time
                written += self._file.write(data[written:])
        except OSError:
            self._file.truncate(at)
            self._file.seek(at)
            raise


def scan(source: BinaryIO, *, size: int, until_damage: bool = False) -> Iterator[Record]:
    """Yield the complete records behind a file's head; stop silently before a torn last one.

    `source` stands behind the head. Heads out of order raise `RecordingDamagedError`, or end the records
    when reading `until_damage`.
    """
    offset = source.tell()
    sequence = 0
    while (head := _read_head(source, offset)) is not None:
        if head.sequence != sequence or not TAG_SIZE <= head.length <= MAX_RECORD:
            if until_damage:
                return
            raise RecordingDamagedError(f"record {sequence} is damaged")
        record = Record(head, offset)
        if record.end > size:
            return
        yield record
        offset, sequence = record.end, sequence + 1


def read_content(source: BinaryIO, record: Record) -> tuple[bytes, bytes]:
    """Return head and encrypted content of a record as they are on disk."""
    source.seek(record.offset)
    head, content = source.read(_RECORD_HEAD.size), source.read(record.head.length)
    if len(content) < record.head.length:
        raise RecordingDamagedError("track file is shorter than it was")
    return head, content


def unpack_record(record: Record, data: bytes) -> tuple[bytes, bytes]:
    """Split the bytes of a record, as they are on disk, into head and encrypted content."""
    if len(data) < record.end - record.offset:
        raise RecordingDamagedError("track file is shorter than it was")
    return data[: _RECORD_HEAD.size], data[_RECORD_HEAD.size :]


def pack_index(head: FileHead, records: Iterable[Record]) -> bytes:
    """Return all clear heads of a file without its contents: enough to find any record in it."""
    return head.pack() + b"".join(record.head.pack() for record in records)


def read_index(index: bytes) -> tuple[FileHead, list[Record]]:
    """Read what `pack_index` returned. What it says of a record is proven when the record is decrypted."""
    source = BytesIO(index)
    head = FileHead.read(source)
    at = offset = source.tell()
    records: list[Record] = []
    while (found := _read_head(source, at)) is not None:
        if found.sequence != len(records) or not TAG_SIZE <= found.length <= MAX_RECORD:
            raise RecordingDamagedError(f"the index is damaged at record {len(records)}")
        records.append(Record(found, offset))
        at += _RECORD_HEAD.size
        offset = records[-1].end
    return head, records


def read_chain(path: Path, *, until_damage: bool = False) -> tuple[FileHead, list[Record], Digests]:
    """Read a whole file and compute its chain and digests over all complete records; needs no key."""
    with path.open("rb") as source:
        head = FileHead.read(source)
        records = list(scan(source, size=path.stat().st_size, until_damage=until_damage))
        chain = Chain(head.pack())
        for record in records:
            chain.add(*read_content(source, record))
    return head, records, chain.digests()


def _read_head(source: BinaryIO, offset: int) -> RecordHead | None:
    source.seek(offset)
    fixed = source.read(_RECORD_HEAD.size)
    if len(fixed) < _RECORD_HEAD.size:
        return None
    length, sequence, at_ms, duration_ms, flags = _RECORD_HEAD.unpack(fixed)
    return RecordHead(length, sequence, at_ms, duration_ms, RecordFlag(flags))
