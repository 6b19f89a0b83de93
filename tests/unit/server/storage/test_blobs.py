from pathlib import Path

import pytest

from recordings.vault import KeyRing
from server.domain.errors import NotFoundError
from server.storage.blobs import SealedBlobs

CONTENT = "身份证 410303196803150042".encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "materials"


def blobs(folder: Path, key: bytes = b"k" * 32) -> SealedBlobs:
    return SealedBlobs.in_folder(folder, KeyRing((key,)))


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_bytes_come_back_and_are_nowhere_readable(folder: Path) -> None:
    await blobs(folder).put("abc123", CONTENT)

    assert await blobs(folder).get("abc123") == CONTENT
    assert CONTENT not in everything(folder)


async def test_another_key_opens_nothing(folder: Path) -> None:
    await blobs(folder).put("abc123", CONTENT)

    with pytest.raises(NotFoundError):
        await blobs(folder, b"x" * 32).get("abc123")


async def test_a_file_put_in_the_place_of_another_is_refused(folder: Path) -> None:
    await blobs(folder).put("abc123", CONTENT)
    await blobs(folder).put("abd456", b"other")
    one, other = folder / "ab" / "abc123", folder / "ab" / "abd456"
    one.write_bytes(other.read_bytes())

    with pytest.raises(NotFoundError):
        await blobs(folder).get("abc123")


@pytest.mark.parametrize("damage", [b"", b"\x00\x05", b"\xff" * 200])
async def test_a_damaged_file_is_lost_and_not_a_fault(folder: Path, damage: bytes) -> None:
    await blobs(folder).put("abc123", CONTENT)
    (folder / "ab" / "abc123").write_bytes(damage)

    with pytest.raises(NotFoundError):
        await blobs(folder).get("abc123")


async def test_what_was_removed_is_gone_and_removing_again_is_nothing(folder: Path) -> None:
    await blobs(folder).put("abc123", CONTENT)
    await blobs(folder).remove("abc123")
    await blobs(folder).remove("abc123")

    with pytest.raises(NotFoundError):
        await blobs(folder).get("abc123")
