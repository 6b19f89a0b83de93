import json
from collections.abc import Callable
from pathlib import Path

import pytest

from media.plane import Codec, Source
from recordings import journal, manifest
from recordings.errors import KeyUnknownError, RecordingDamagedError
from recordings.manifest import Signer
from recordings.playback import open_track
from recordings.segment import file_name
from recordings.verify import SENTENCES, Flaw, Problem, Verdict, VerifyReport, verify
from tests.support.encoded import opus_frames, opus_rtp, vp8_frames, vp8_rtp
from tests.support.studio import KEY, RECORDING, Studio, after

MIC, CAMERA = file_name(1), file_name(2)


@pytest.fixture
async def sealed(studio: Studio, folder: Path) -> Path:
    await studio.open()
    await studio.tap(1)
    await studio.tap(2, source=Source.CAMERA, codec=Codec.VP8)
    await studio.send(1, opus_rtp(opus_frames(100)))
    await studio.send(2, vp8_rtp(vp8_frames(60)))
    await studio.recorder.seal(RECORDING, after(2_000))
    return folder


@pytest.fixture
def check(sealed: Path, signer: Signer) -> Callable[[], VerifyReport]:
    return lambda: verify(sealed, signer.verifier)


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x10
    path.write_bytes(data)


def cut(path: Path, count: int) -> None:
    path.write_bytes(path.read_bytes()[:-count])


def test_what_nobody_touched_is_unchanged(check: Callable[[], VerifyReport]) -> None:
    report = check()

    assert (report.verdict, report.problems) == (Verdict.UNCHANGED, ())
    assert (report.tracks, report.recording) == (2, RECORDING)
    assert report.sealed_at is not None


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.1, 0.33, 0.5, 0.9, 0.9999])
@pytest.mark.parametrize("name", [MIC, CAMERA])
def test_one_flipped_bit_anywhere_is_changed(
    sealed: Path, check: Callable[[], VerifyReport], name: str, share: float
) -> None:
    path = sealed / name
    flip(path, int(path.stat().st_size * share))

    report = check()

    assert report.verdict is Verdict.CHANGED
    assert report.problems[0].file == name
    assert str(report.problems[0]).startswith(f"{name}: ")


@pytest.mark.parametrize("count", [1, 20, 1_000])
def test_a_truncated_file_is_incomplete(sealed: Path, check: Callable[[], VerifyReport], count: int) -> None:
    cut(sealed / MIC, count)

    report = check()

    assert report.verdict is Verdict.INCOMPLETE
    assert report.problems == (Problem(Flaw.FILE_SHORT, MIC, str(count)),)
    assert str(report.problems[0]) == f"{MIC}: {count} bytes are missing at the end"


@pytest.mark.parametrize("name", [MIC, journal.NAME, manifest.NAME])
def test_a_missing_file_is_incomplete(sealed: Path, check: Callable[[], VerifyReport], name: str) -> None:
    (sealed / name).unlink()

    assert check().verdict is Verdict.INCOMPLETE


@pytest.mark.parametrize("tail", [b"\0", bytes(500)])
def test_a_file_that_grew_is_changed(sealed: Path, check: Callable[[], VerifyReport], tail: bytes) -> None:
    path = sealed / MIC
    path.write_bytes(path.read_bytes() + tail)

    assert check().verdict is Verdict.CHANGED


def test_files_cannot_be_exchanged(sealed: Path, check: Callable[[], VerifyReport]) -> None:
    mic, camera = (sealed / MIC).read_bytes(), (sealed / CAMERA).read_bytes()
    (sealed / MIC).write_bytes(camera)
    (sealed / CAMERA).write_bytes(mic)

    assert check().verdict is Verdict.CHANGED


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"interrupted": false', b'"interrupted": true'), (b'"identity": "ann"', b'"identity": "bob"')],
)
def test_an_edited_manifest_is_changed(sealed: Path, check: Callable[[], VerifyReport], old: bytes, new: bytes) -> None:
    path = sealed / manifest.NAME
    before = path.read_bytes()
    path.write_bytes(before.replace(old, new, 1))

    assert path.read_bytes() != before
    assert check().verdict is Verdict.CHANGED


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"signature": {}}', b"\xff\xfe", b'{"signature": 5, "tracks": {}}']
)
def test_a_manifest_that_is_none_is_changed(sealed: Path, check: Callable[[], VerifyReport], data: bytes) -> None:
    (sealed / manifest.NAME).write_bytes(data)

    assert check().verdict is Verdict.CHANGED


def test_another_key_did_not_sign_it(sealed: Path, tmp_path: Path) -> None:
    other = Signer.load_or_create(tmp_path / "other.pem")

    assert verify(sealed, other.verifier).verdict is Verdict.CHANGED


def test_a_manifest_may_be_formatted_anew(sealed: Path, check: Callable[[], VerifyReport]) -> None:
    path = sealed / manifest.NAME
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=4))

    assert check().verdict is Verdict.UNCHANGED


def test_a_journal_that_lost_a_line_is_changed(sealed: Path, check: Callable[[], VerifyReport]) -> None:
    path = sealed / journal.NAME
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))

    assert check().verdict is Verdict.CHANGED


def test_a_journal_cut_at_its_end_is_incomplete(sealed: Path, check: Callable[[], VerifyReport]) -> None:
    cut(sealed / journal.NAME, 30)

    assert check().verdict is Verdict.INCOMPLETE


def test_with_the_data_key_every_record_is_decrypted(sealed: Path, signer: Signer) -> None:
    right, wrong = verify(sealed, signer.verifier, KEY), verify(sealed, signer.verifier, bytes(32))

    assert right.verdict is Verdict.UNCHANGED
    assert wrong.verdict is Verdict.CHANGED


def test_a_changed_record_is_never_played(sealed: Path) -> None:
    flip(sealed / MIC, 5_000)
    track = open_track(sealed / MIC, KEY)

    with pytest.raises(RecordingDamagedError):
        track.read(0, track.size)


def test_without_the_right_key_nothing_is_played(sealed: Path) -> None:
    with pytest.raises(KeyUnknownError):
        open_track(sealed / MIC, bytes(32))


def test_any_range_is_the_same_part_of_the_whole(sealed: Path) -> None:
    track = open_track(sealed / CAMERA, KEY)
    whole = track.read(0, track.size)

    assert len(whole) == track.size
    assert b"".join(track.chunks(0, track.size)) == whole
    for start in range(0, track.size, 997):
        for length in (0, 1, 4_000, 70_000):
            assert track.read(start, length) == whole[start : start + length]
    assert track.read(track.size, 10) == b""
    assert track.read(track.size + 10, 10) == b""


def test_a_track_tells_what_it_is(sealed: Path) -> None:
    mic, camera = open_track(sealed / MIC, KEY), open_track(sealed / CAMERA, KEY)

    assert (mic.mime, mic.duration_ms) == ("audio/webm", 2_000)
    assert camera.mime == "video/webm"


def test_everything_that_can_be_wrong_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Flaw)
