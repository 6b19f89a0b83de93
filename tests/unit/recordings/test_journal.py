from datetime import UTC, datetime
from pathlib import Path

import pytest

from media.plane import Codec, Source
from recordings import journal
from recordings.errors import NotARecordingError, RecordingDamagedError
from recordings.journal import (
    Fact,
    Journal,
    Marked,
    Opened,
    Resumed,
    TrackAdded,
    TrackBegun,
    TrackEnded,
    TrackGap,
    TrackPlaced,
)

FACTS: tuple[Fact, ...] = (
    Opened("recording", "session", datetime(2026, 3, 1, 9, tzinfo=UTC)),
    TrackAdded(1, "ann", Source.MIC, Codec.OPUS),
    TrackBegun(1, "track", 0, 0),
    TrackPlaced(1, 120),
    TrackGap(1, 20, 40, "lost"),
    Marked(5_000, "pause"),
    Resumed(6_000, 9_000),
    TrackEnded(1, 7_000, 14, 1_234, "aa", "bb", "cc"),
)


def write(folder: Path) -> Path:
    written = Journal(folder)
    written.append(*FACTS)
    written.close()
    return folder / journal.NAME


def test_facts_are_read_back(tmp_path: Path) -> None:
    write(tmp_path)

    assert journal.read(tmp_path).facts == FACTS


def test_a_torn_last_line_is_left_out_and_writing_goes_on_behind_it(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(path.read_bytes()[:-10])

    resumed, history = Journal.resume(tmp_path)
    resumed.append(Marked(1, "pause"))
    resumed.close()

    assert history.facts == FACTS[:-1]
    assert journal.read(tmp_path).facts == (*FACTS[:-1], Marked(1, "pause"))


@pytest.mark.parametrize("number", range(1, len(FACTS)))
def test_a_line_taken_out_is_noticed(tmp_path: Path, number: int) -> None:
    path = write(tmp_path)
    lines = path.read_bytes().splitlines(keepends=True)
    if number == len(FACTS) - 1:
        lines[number] = lines[number].replace(b"1234", b"1235")
    else:
        del lines[number]
    path.write_bytes(b"".join(lines))

    with pytest.raises(RecordingDamagedError):
        journal.read(tmp_path)


@pytest.mark.parametrize("data", [b"", b"no line", b"{}\n", b"null\n", b"\xff\xfe\n"])
def test_what_is_no_journal_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / journal.NAME).write_bytes(data)

    with pytest.raises((NotARecordingError, RecordingDamagedError)):
        journal.read(tmp_path)


def test_a_folder_without_journal_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(NotARecordingError):
        journal.read(tmp_path)
