"""Check an archive, or the folder of one, against its signed manifest: whoever has the public key can."""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Protocol

from server.services.archives import MANIFEST
from server.services.ports.documents import SealCheck

_LARGEST_MANIFEST: Final = 16 * 1024 * 1024
_BLOCK: Final = 1024 * 1024
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, OSError, ValueError)
"""What reading an archive raises: damaged, a method nobody knows, a password, a name in no script."""


@dataclass(frozen=True, slots=True)
class ArchiveReport:
    """What was found; without problems the archive is as it was signed. `key_id` is what the list names."""

    format: str = ""
    files: int = 0
    key_id: str = ""
    problems: tuple[str, ...] = ()


class _Opened(Protocol):
    """What lies in an archive or folder."""

    def names(self) -> list[str]:
        """Return the path of every file."""

    def size(self, name: str) -> int:
        """Return how many bytes a file has."""

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading."""


@dataclass(frozen=True, slots=True)
class _Archive:
    archive: zipfile.ZipFile

    def names(self) -> list[str]:
        return self.archive.namelist()

    def size(self, name: str) -> int:
        return self.archive.getinfo(name).file_size

    def open(self, name: str) -> IO[bytes]:
        return self.archive.open(name)


@dataclass(frozen=True, slots=True)
class _Folder:
    root: Path

    def names(self) -> list[str]:
        # A link is a file here too: it is named, and not followed.
        found = (path for path in self.root.rglob("*") if path.is_symlink() or not path.is_dir())
        return [path.relative_to(self.root).as_posix() for path in found]

    def size(self, name: str) -> int:
        return (self.root / name).stat().st_size

    def open(self, name: str) -> IO[bytes]:
        path = self.root / name
        if path.is_symlink():
            raise ValueError(f"{name} is a link")
        return path.open("rb")


def check(archive: Path, key: SealCheck) -> ArchiveReport:
    """Return what is wrong with an archive or folder: its signature, its files, and what lies beside the list."""
    try:
        if archive.is_dir():
            return _checked(_Folder(archive), key)
        with zipfile.ZipFile(archive) as opened:
            return _checked(_Archive(opened), key)
    except _BROKEN as error:
        return ArchiveReport(problems=(f"the archive cannot be read: {error}",))


def _checked(archive: _Opened, key: SealCheck) -> ArchiveReport:
    manifest = _manifest(archive)
    if manifest is None:
        return ArchiveReport(problems=(f"there is no readable {MANIFEST}",))
    signature, listed = manifest.get("signature"), manifest.get("files")
    problems = [] if key.accepts(manifest) else [_unsigned(signature)]
    # What is not signed is not believed: its files are looked at all the same, to say what else is wrong.
    files = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    problems += _file_problems(archive, files)
    key_id = signature.get("key_id") if isinstance(signature, Mapping) else ""
    return ArchiveReport(str(manifest.get("format", "")), len(files), str(key_id or ""), tuple(problems))


def _unsigned(signature: object) -> str:
    return "the signature is not by this key, or the list was changed" if signature else "the list is not signed"


def _manifest(archive: _Opened) -> dict[str, Any] | None:
    if archive.names().count(MANIFEST) != 1 or archive.size(MANIFEST) > _LARGEST_MANIFEST:
        return None
    with archive.open(MANIFEST) as member:
        text = member.read(_LARGEST_MANIFEST + 1)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _file_problems(archive: _Opened, listed: list[dict[str, Any]]) -> Iterator[str]:
    there = [name for name in archive.names() if name != MANIFEST]
    named = [str(one.get("path", "")) for one in listed]
    yield from (f"listed twice: {name}" for name in sorted({name for name in named if named.count(name) > 1}))
    # Of two under one name a program shows the first, another the last.
    yield from (f"in the archive twice: {name}" for name in sorted({name for name in there if there.count(name) > 1}))
    yield from (f"not on the list: {name}" for name in sorted(set(there) - set(named)))
    for one, name in zip(listed, named, strict=True):
        if name not in there:
            yield f"missing: {name}"
        elif _digest(archive, name) != one.get("sha256"):
            yield f"changed: {name}"


def _digest(archive: _Opened, name: str) -> str:
    found = hashlib.sha256()
    with archive.open(name) as member:
        while block := member.read(_BLOCK):
            found.update(block)
    return found.hexdigest()
