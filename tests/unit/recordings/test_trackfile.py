import errno
import hashlib
from io import FileIO
from pathlib import Path
from typing import Final

import pytest

from recordings.errors import KeyUnknownError, NotARecordingError, RecordingDamagedError, TrackExistsError
from recordings.trackfile import (
    FileHead,
    Record,
    RecordFlag,
    TrackKeys,
    TrackWriter,
    key_id,
    read_chain,
    read_content,
)

KEY: Final = bytes(range(32))
HEAD: Final = FileHead("recording", 7, key_id(KEY))
CONTENTS: Final = (b"the head", b"a first cluster" * 50, b"a second cluster" * 60)


def write(path: Path) -> TrackWriter:
    writer = TrackWriter(path, HEAD, KEY)
    for number, content in enumerate(CONTENTS):
        writer.append(content, 500 * number, 500, RecordFlag.HEADER if number == 0 else RecordFlag.KEYFRAME)
    writer.close()
    return writer


def read(path: Path, record: Record) -> bytes:
    with path.open("rb") as source:
        head, content = read_content(source, record)
    return TrackKeys(KEY, HEAD.recording, HEAD.track).decrypt(record.head.sequence, content, head)


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    writer = write(tmp_path / "track")

    head, records, digests = read_chain(tmp_path / "track")

    assert head == HEAD
    assert tuple(read(tmp_path / "track", record) for record in records) == CONTENTS
    assert [record.head.at_ms for record in records] == [0, 500, 1_000]
    assert digests == writer.digests


def test_the_chain_is_the_one_the_documentation_describes(tmp_path: Path) -> None:
    writer = write(tmp_path / "track")
    data = (tmp_path / "track").read_bytes()

    at = 24 + len(b"recording")
    link = hashlib.sha256(data[:at]).digest()
    while at < len(data):
        end = at + 17 + int.from_bytes(data[at : at + 4])
        link = hashlib.sha256(link + data[at:end]).digest()
        at = end

    assert link.hex() == writer.digests.chain
    assert hashlib.sha256(data).hexdigest() == writer.digests.sha256


def test_nothing_is_on_the_disk_in_clear(tmp_path: Path) -> None:
    write(tmp_path / "track")

    data = (tmp_path / "track").read_bytes()

    assert not any(content[:8] in data for content in CONTENTS)


def test_the_same_content_is_never_encrypted_to_the_same_bytes(tmp_path: Path) -> None:
    for track in (1, 2):
        writer = TrackWriter(tmp_path / str(track), FileHead("recording", track, key_id(KEY)), KEY)
        writer.append(b"same", 0, 20, RecordFlag(0))
        writer.append(b"same", 0, 20, RecordFlag(0))
        writer.close()

    sealed = set()
    for track in (1, 2):
        _, records, _ = read_chain(tmp_path / str(track))
        with (tmp_path / str(track)).open("rb") as source:
            sealed |= {read_content(source, record)[1] for record in records}

    assert len(sealed) == 4


@pytest.mark.parametrize("at", range(74, 91))
def test_a_flipped_bit_in_a_head_breaks_the_chain(tmp_path: Path, at: int) -> None:
    path = tmp_path / "track"
    before = write(path).digests
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)

    try:
        after = read_chain(path)[2]
    except RecordingDamagedError:
        return

    assert after.chain != before.chain


@pytest.mark.parametrize("at", [82, 86, 90, 91, 200])
def test_a_flipped_bit_is_never_decrypted(tmp_path: Path, at: int) -> None:
    path = tmp_path / "track"
    write(path)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    _, records, _ = read_chain(path)

    with pytest.raises(RecordingDamagedError):
        read(path, records[1])


def test_a_torn_last_record_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "track"
    write(path)
    whole = path.read_bytes()
    _, records, _ = read_chain(path)
    last = records[-1]

    for size in range(last.offset, len(whole)):
        path.write_bytes(whole[:size])
        assert read_chain(path)[1] == records[:-1]


def test_no_file_is_written_over(tmp_path: Path) -> None:
    write(tmp_path / "track")
    before = (tmp_path / "track").read_bytes()

    with pytest.raises(TrackExistsError):
        TrackWriter(tmp_path / "track", HEAD, KEY)

    assert (tmp_path / "track").read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"MRTRACK\0", b"RIFF" * 20, b"MRTRACK\0\x02" + bytes(40), bytes(200)])
def test_a_foreign_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "track").write_bytes(data)

    with pytest.raises(NotARecordingError):
        read_chain(tmp_path / "track")


def test_a_key_of_the_wrong_size_is_refused() -> None:
    with pytest.raises(KeyUnknownError):
        TrackKeys(b"short", "recording", 1)


class FullDisk:
    """Stands between a writer and its file and takes only so many bytes."""

    def __init__(self, file: FileIO, room: int) -> None:
        self.room = room
        self._file = file

    def write(self, data: bytes) -> int:
        if not self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = self._file.write(data[: self.room])
        self.room -= taken
        return taken

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


def test_a_full_disk_leaves_what_was_written_and_the_record_follows_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "track"
    writer = TrackWriter(path, HEAD, KEY)
    writer.append(CONTENTS[0], 0, 0, RecordFlag.HEADER)
    disk = FullDisk(writer._file, room=100)  # noqa: SLF001 - the disk under the object is what is faked
    monkeypatch.setattr(writer, "_file", disk)

    writer.append(CONTENTS[1], 500, 500, RecordFlag.KEYFRAME)
    stuck, (_, records, _) = writer.is_stuck, read_chain(path)
    with pytest.raises(OSError, match="No space"):
        writer.append(b"refused", 1_000, 500, RecordFlag.KEYFRAME)
    disk.room = 10_000
    writer.append(CONTENTS[2], 1_500, 500, RecordFlag.KEYFRAME)
    writer.close()

    assert (stuck, len(records)) == (True, 1)
    _, records, digests = read_chain(path)
    assert tuple(read(path, record) for record in records) == CONTENTS
    assert digests == writer.digests
