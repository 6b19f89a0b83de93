from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from moto.server import ThreadedMotoServer
from obstore.store import HTTPStore

from media.plane import Codec, Source
from recordings import manifest
from recordings.depot import Depot, S3Bucket
from recordings.errors import KeyUnknownError, NotARecordingError, RecordingDamagedError
from recordings.manifest import Signer
from recordings.playback import open_track
from recordings.segment import file_name
from recordings.verify import Verdict, verify
from tests.support.encoded import opus_frames, opus_rtp, vp8_frames, vp8_rtp
from tests.support.studio import KEY, RECORDING, Studio, after, contents

MIC, CAMERA = file_name(1), file_name(2)


@pytest.fixture(scope="module")
def bucket() -> Iterator[Depot]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    endpoint = f"http://127.0.0.1:{port}"
    root = HTTPStore(endpoint, client_options={"allow_http": True})
    obstore.put(root, "recordings", b"")  # S3 makes a bucket by a PUT of its name
    yield Depot.in_bucket(S3Bucket(endpoint, "recordings", "tests", "tests"))
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def depot(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Depot]:
    depot: Depot = (
        request.getfixturevalue("bucket") if request.param == "bucket" else Depot.in_folder(tmp_path / "depot")
    )
    yield depot
    depot.erase(RECORDING)


@pytest.fixture
async def sealed(studio: Studio, folder: Path) -> Path:
    await studio.open()
    await studio.tap(1)
    await studio.tap(2, source=Source.CAMERA, codec=Codec.VP8)
    await studio.send(1, opus_rtp(opus_frames(100)))
    await studio.send(2, vp8_rtp(vp8_frames(60)))
    await studio.recorder.seal(RECORDING, after(2_000))
    return folder


def test_what_is_kept_is_played_by_range_as_it_was(sealed: Path, depot: Depot) -> None:
    depot.keep(sealed)

    for file in (MIC, CAMERA):
        here, there = open_track(sealed / file, KEY), depot.open_track(RECORDING, file, KEY)
        assert (there.mime, there.size, there.duration_ms) == (here.mime, here.size, here.duration_ms)
        assert there.read(0, there.size) == here.read(0, here.size)
        assert there.read(5_000, 321) == here.read(5_000, 321)


def test_what_is_brought_back_verifies(sealed: Path, depot: Depot, tmp_path: Path, signer: Signer) -> None:
    depot.keep(sealed)

    folder = depot.bring_back(RECORDING, tmp_path)

    assert contents(folder) == contents(sealed)
    assert verify(folder, signer.verifier, KEY).verdict is Verdict.UNCHANGED


def test_keeping_twice_is_harmless(sealed: Path, depot: Depot) -> None:
    assert not depot.has(RECORDING)
    depot.keep(sealed)
    depot.keep(sealed)

    assert depot.has(RECORDING)
    assert depot.manifest(RECORDING) == manifest.read(sealed)


def test_what_was_erased_is_gone(sealed: Path, depot: Depot, tmp_path: Path) -> None:
    depot.keep(sealed)

    depot.erase(RECORDING)

    with pytest.raises(NotARecordingError):
        depot.manifest(RECORDING)
    with pytest.raises(NotARecordingError):
        depot.open_track(RECORDING, MIC, KEY)
    assert contents(depot.bring_back(RECORDING, tmp_path)) == {}


async def test_what_is_not_sealed_is_not_kept(studio: Studio, folder: Path, depot: Depot) -> None:
    await studio.open()

    with pytest.raises(NotARecordingError):
        depot.keep(folder)


def test_without_the_key_nothing_is_played(sealed: Path, depot: Depot) -> None:
    depot.keep(sealed)

    with pytest.raises(KeyUnknownError):
        depot.open_track(RECORDING, MIC, bytes(32))


def test_a_changed_object_is_never_played(sealed: Path, tmp_path: Path) -> None:
    depot = Depot.in_folder(tmp_path / "depot")
    depot.keep(sealed)
    path = tmp_path / "depot" / RECORDING / MIC
    data = bytearray(path.read_bytes())
    data[5_000] ^= 1
    path.write_bytes(data)
    track = depot.open_track(RECORDING, MIC, KEY)

    with pytest.raises(RecordingDamagedError):
        track.read(0, track.size)
