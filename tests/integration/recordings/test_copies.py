"""What was sealed is kept a second time, and found there when its folder is gone; what is erased is gone from both."""

import asyncio
import shutil
from pathlib import Path
from threading import Event

import pytest
from obstore.store import ObjectStore
from typing_extensions import override

from recordings.depot import Depot, S3Bucket
from recordings.errors import DepotUnreachableError, DiskFullError, NotARecordingError
from recordings.manifest import Signer
from recordings.vault import KeyRing
from recordings.verify import Verdict
from server.domain.ids import RecordingId
from server.domain.recording import Recording, RecordingState
from server.services.archive import Archive
from tests.factories import a_recording
from tests.support.encoded import opus_frames, opus_rtp
from tests.support.studio import KEY, RECORDING, Studio, after, contents

PATIENCE_S = 30
KEYS = KeyRing((b"m" * 32,))
KEPT = a_recording(
    id=RecordingId(RECORDING), state=RecordingState.SEALED, wrapped_key=KEYS.wrap(KEY, RECORDING), tracks=1
)


@pytest.fixture
def depot(tmp_path: Path) -> Depot:
    return Depot.in_folder(tmp_path / "depot")


@pytest.fixture
def archive(folder: Path, signer: Signer, depot: Depot) -> Archive:
    return Archive(folder.parent, KEYS, signer, depot)


@pytest.fixture
async def sealed(studio: Studio, folder: Path) -> Path:
    await record(studio)
    await studio.recorder.seal(RECORDING, after(2_000))
    return folder


async def record(studio: Studio) -> None:
    await studio.open()
    await studio.tap(1)
    await studio.send(1, opus_rtp(opus_frames(100)))


def is_there(folder: Path) -> bool:
    return folder.is_dir()


async def whole(archive: Archive, recording: Recording) -> bytes:
    file = await archive.track(recording, 1)
    return file.read(0, file.size)


async def test_a_recording_whose_folder_is_gone_is_played_and_checked_from_the_copy(
    sealed: Path, archive: Archive
) -> None:
    before = await whole(archive, KEPT)
    assert await archive.keep_copies() == 1
    shutil.rmtree(sealed)
    anew = Archive(sealed.parent, KEYS, archive._signer, archive._depot)  # noqa: SLF001 - the same after a restart

    assert await whole(anew, KEPT) == before
    assert (await anew.manifest(KEPT)).recording == RECORDING
    assert (await anew.check(KEPT)).verdict is Verdict.UNCHANGED


async def test_nothing_is_brought_back_where_it_would_take_the_room_of_what_is_being_recorded(
    sealed: Path, archive: Archive, signer: Signer, depot: Depot
) -> None:
    await archive.keep_copies()
    shutil.rmtree(sealed)
    free = shutil.disk_usage(sealed.parent).free
    scarce = Archive(sealed.parent, KEYS, signer, depot, reserve=free + depot.size(RECORDING))

    with pytest.raises(DiskFullError):
        await scarce.check(KEPT)

    assert depot.size(RECORDING) > 0
    assert list(sealed.parent.iterdir()) == []


async def test_what_was_copied_is_not_copied_again(sealed: Path, archive: Archive) -> None:
    assert is_there(sealed)
    assert [await archive.keep_copies(), await archive.keep_copies()] == [1, 0]


async def test_what_is_not_sealed_stays_here_alone(studio: Studio, folder: Path, archive: Archive) -> None:
    await record(studio)

    assert await archive.keep_copies() == 0
    assert is_there(folder)


async def test_what_is_erased_is_gone_from_both_and_does_not_come_back(
    sealed: Path, archive: Archive, depot: Depot
) -> None:
    await archive.keep_copies()

    await archive.erase(KEPT.id)

    assert not is_there(sealed)
    assert not depot.has(RECORDING)
    assert await archive.keep_copies() == 0
    with pytest.raises(NotARecordingError):
        await archive.manifest(KEPT)


class Silent(Depot):
    """A bucket that does not answer."""

    def __init__(self, store: ObjectStore) -> None:
        super().__init__(store)
        self.asked = 0

    @override
    def has(self, recording: str) -> bool:
        self.asked += 1
        raise DepotUnreachableError(recording)

    @override
    def erase(self, recording: str) -> None:
        raise DepotUnreachableError(recording)


async def test_a_bucket_that_does_not_answer_keeps_nobody_from_the_folder_and_leaves_a_deletion_open(
    sealed: Path, signer: Signer, depot: Depot
) -> None:
    await Archive(sealed.parent, KEYS, signer, depot).keep_copies()
    archive = Archive(sealed.parent, KEYS, signer, Silent(depot._store))  # noqa: SLF001 - the same store, out of reach

    assert await archive.keep_copies() == 0
    assert await whole(archive, KEPT)
    with pytest.raises(OSError, match="bucket"):
        await archive.erase(KEPT.id)

    await Archive(sealed.parent, KEYS, signer, depot).erase(KEPT.id)
    assert not depot.has(RECORDING)


async def test_a_bucket_that_does_not_answer_is_asked_once_a_turn_and_told_of_once(
    sealed: Path, signer: Signer, depot: Depot, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(3):
        shutil.copytree(sealed, sealed.parent / f"another-{number}")
    silent = Silent(depot._store)  # noqa: SLF001 - the same store, out of reach

    await Archive(sealed.parent, KEYS, signer, silent).keep_copies()

    assert silent.asked == 1
    assert len(caplog.records) == 1


class Choosy(Depot):
    """A bucket that answers and does not take one recording."""

    @override
    def keep(self, folder: Path) -> None:
        if folder.name == "another":
            raise DepotUnreachableError(folder.name)
        super().keep(folder)


async def test_a_recording_that_the_bucket_does_not_take_keeps_none_after_it_from_being_copied(
    sealed: Path, signer: Signer, depot: Depot
) -> None:
    shutil.copytree(sealed, sealed.parent / "another")
    assert sealed.name > "another"

    assert await Archive(sealed.parent, KEYS, signer, Choosy(depot._store)).keep_copies() == 1  # noqa: SLF001 - the same store
    assert depot.has(RECORDING)


class Slow(Depot):
    """A bucket that takes a recording only when it is told to."""

    def __init__(self, store: ObjectStore) -> None:
        super().__init__(store)
        self.begun, self.go_on = Event(), Event()

    @override
    def keep(self, folder: Path) -> None:
        self.begun.set()
        self.go_on.wait(PATIENCE_S)
        super().keep(folder)


async def test_a_copy_that_runs_keeps_the_deletion_of_no_other_recording_waiting_and_its_own_is_not_lost(
    sealed: Path, signer: Signer, depot: Depot
) -> None:
    slow = Slow(depot._store)  # noqa: SLF001 - the same store
    archive = Archive(sealed.parent, KEYS, signer, slow)
    copying = asyncio.create_task(archive.keep_copies())
    assert await asyncio.to_thread(slow.begun.wait, PATIENCE_S)

    await archive.erase(RecordingId("another"))
    assert not slow.go_on.is_set()
    assert not copying.done()

    erasing = asyncio.create_task(archive.erase(KEPT.id))
    slow.go_on.set()
    await asyncio.gather(copying, erasing)
    assert not depot.has(RECORDING)
    assert not is_there(sealed)


def test_a_bucket_out_of_reach_is_told_as_such(tmp_path: Path) -> None:
    away = Depot.in_bucket(S3Bucket("http://127.0.0.1:1", "recordings", "tests", "tests"))

    with pytest.raises(DepotUnreachableError):
        away.has(RECORDING)
    with pytest.raises(DepotUnreachableError):
        away.bring_back(RECORDING, tmp_path)


async def test_what_a_killed_program_had_brought_back_is_removed_at_the_start_and_nothing_else(
    sealed: Path, archive: Archive
) -> None:
    left = sealed.parent / ".brought-x7" / RECORDING
    shutil.copytree(sealed, left)
    before = contents(sealed)

    await archive.tidy()

    assert not left.parent.exists()
    assert contents(sealed) == before


async def test_a_folder_brought_back_for_a_copy_is_the_one_that_was_sealed(sealed: Path, archive: Archive) -> None:
    before = contents(sealed)
    await archive.keep_copies()
    shutil.rmtree(sealed)

    with archive.folder(RECORDING) as brought:
        assert contents(brought) == before
    assert not brought.exists()
