"""Parcels on disk: a folder or a ZIP that is written beside its name, and takes it only when it is whole."""

import hashlib
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Final

from server.services.parcels import PackedFile, Parcel

ZIP: Final = ".zip"
_BLOCK: Final = 1024 * 1024
_UNFINISHED: Final = ".unfinished"


@contextmanager
def open_parcel(target: Path) -> Iterator[Parcel]:
    """Yield a parcel that becomes `target`: a ZIP by its ending, else a folder. What is not finished is removed.

    A process that is killed leaves a name that begins with a dot and ends with `.unfinished`, without the list.
    Raises `FileExistsError` for a name that is taken and `OSError` where nothing can be written.
    """
    if _is_taken(target):
        raise FileExistsError(target)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}{_UNFINISHED}")
    if target.suffix.lower() == ZIP:
        with beside.open("xb") as file:
            beside.chmod(0o600)
            try:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                    yield ZipParcel(archive, file, beside, target)
            finally:
                beside.unlink(missing_ok=True)
    else:
        beside.mkdir(mode=0o700)
        try:
            yield FolderParcel(beside, target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


class FolderParcel:
    """Implements `services.parcels.Parcel` on a folder."""

    def __init__(self, beside: Path, target: Path) -> None:
        self._beside = beside
        self._target = target

    def add(self, path: str, content: bytes) -> PackedFile:
        """Put in a file."""
        with self._opened(path) as written:
            return _poured(BytesIO(content), written, path)

    def copy(self, path: str, source: Path) -> PackedFile:
        """Put in a file of any size."""
        with source.open("rb") as read, self._opened(path) as written:
            return _poured(read, written, path)

    def finish(self) -> None:
        """Show it under its name."""
        for folder in (self._beside, *(path for path in self._beside.rglob("*") if path.is_dir())):
            _sync(folder)
        _take(self._beside, self._target)

    @contextmanager
    def _opened(self, path: str) -> Iterator[IO[bytes]]:
        place = self._beside / _inside(path)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with place.open("xb") as file:
            place.chmod(0o600)
            yield file
            file.flush()
            os.fsync(file.fileno())


class ZipParcel:
    """Implements `services.parcels.Parcel` on a ZIP."""

    def __init__(self, archive: zipfile.ZipFile, file: IO[bytes], beside: Path, target: Path) -> None:
        self._archive = archive
        self._file = file
        self._beside = beside
        self._target = target

    def add(self, path: str, content: bytes) -> PackedFile:
        """Put in a file."""
        return self._put(path, BytesIO(content))

    def copy(self, path: str, source: Path) -> PackedFile:
        """Put in a file of any size."""
        with source.open("rb") as read:
            return self._put(path, read)

    def finish(self) -> None:
        """Show it under its name."""
        self._archive.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        _take(self._beside, self._target)

    def _put(self, path: str, read: IO[bytes]) -> PackedFile:
        # A recording may be larger than what a ZIP counts in four bytes, and its size is not known before.
        with self._archive.open(str(_inside(path)), "w", force_zip64=True) as written:
            return _poured(read, written, path)


def _poured(read: IO[bytes], written: IO[bytes], path: str) -> PackedFile:
    digest, size = hashlib.sha256(), 0
    for block in _blocks(read):
        digest.update(block)
        written.write(block)
        size += len(block)
    return PackedFile(path, size, digest.hexdigest())


def _blocks(read: IO[bytes]) -> Iterable[bytes]:
    return iter(lambda: read.read(_BLOCK), b"")


def _inside(path: str) -> PurePosixPath:
    """Return the path of a file below the parcel; raise `ValueError` for one that leads out of it."""
    found = PurePosixPath(path)
    if found.is_absolute() or ".." in found.parts:
        raise ValueError("not a path inside a parcel")
    return found


def _take(beside: Path, target: Path) -> None:
    if _is_taken(target):
        raise FileExistsError(target)
    beside.rename(target)
    _sync(target.parent)


def _is_taken(target: Path) -> bool:
    return target.exists() or target.is_symlink()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
