"""Read the archive of a bundle: bounded whatever it claims, and never a file beside its list."""

import json
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from server.domain.bundle import FORMAT, Bundle, BundledFile
from server.domain.errors import InvalidError
from server.domain.material import LARGEST, MOST
from server.services.ports.documents import SealCheck

MANIFEST: Final = "manifest.json"
LARGEST_BUNDLE: Final = 60 * 1024 * 1024
"""Bytes of the archive, and of everything in it together."""
_LARGEST_MANIFEST: Final = 256 * 1024
_SHOWN: Final = r"^[^\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]*$"
"""Signs that are seen: none that hides, breaks a line or turns the writing. The reference stands in the case file."""
_MOST_ENTRIES: Final = 4 * MOST
"""In the directory of an archive: every file, the list, and the folders some programs write down."""
_ENTRY: Final = b"PK\x01\x02"
"""What an entry of the directory begins with (APPNOTE 4.3.12)."""
_BOUNDED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Methods that stop at the number of bytes asked for. The others give out all that one read of them holds."""
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, EOFError, OSError, ValueError)
"""What reading an archive raises: damaged, a number that leads nowhere, a name in no script, a password."""


class _ListedFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    path: str = Field(min_length=1, max_length=300)
    name: str = Field(min_length=1, max_length=200)
    kind: str = Field(max_length=64)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: str
    reference: str = Field(pattern=_SHOWN)
    files: list[_ListedFile] = Field(max_length=MOST)
    signature: dict[str, str] = Field(default_factory=dict)


def read(content: bytes, key: SealCheck | None) -> Bundle:
    """Return the bundle; with a key only one whose list carries its signature.

    Raises `InvalidError`: `bundle.unreadable` for what is none, or is larger than allowed; `bundle.unsigned`,
    `bundle.forged` for a list that nobody signed, or not with this key, or that was changed since.
    """
    # The directory is read whole by opening the archive, however long it is.
    if content.count(_ENTRY) > _MOST_ENTRIES:
        raise InvalidError("bundle.unreadable", archive="too_many")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            manifest = _manifest(archive, key)
            files = tuple(_files(archive, manifest))
            return Bundle(manifest.reference.strip(), files, is_verified=key is not None)
    except _BROKEN as error:
        raise InvalidError("bundle.unreadable", archive="broken") from error


def _manifest(archive: zipfile.ZipFile, key: SealCheck | None) -> _Manifest:
    text = _content(archive, MANIFEST, _LARGEST_MANIFEST)
    if text is None:
        raise InvalidError("bundle.unreadable", manifest="missing")
    parsed = _parsed(text)
    try:
        found = _Manifest.model_validate(parsed)
    except ValidationError as error:
        raise InvalidError("bundle.unreadable", manifest="malformed") from error
    if found.format != FORMAT:
        raise InvalidError("bundle.unreadable", manifest="other_format")
    if key is not None and not key.accepts(parsed):
        raise InvalidError("bundle.forged" if found.signature else "bundle.unsigned", manifest="signature")
    return found


def _parsed(text: bytes) -> Any:  # noqa: ANN401 - whatever stands in the file; the model judges it
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidError("bundle.unreadable", manifest="malformed") from error


def _files(archive: zipfile.ZipFile, manifest: _Manifest) -> list[BundledFile]:
    found, left = [], LARGEST_BUNDLE
    for listed in manifest.files:
        content = _content(archive, listed.path, LARGEST)
        left -= len(content or b"")
        if left < 0:
            raise InvalidError("bundle.unreadable", archive="too_large")
        found.append(BundledFile(listed.path, listed.name, listed.kind, listed.sha256, content))
    return found


def _content(archive: zipfile.ZipFile, name: str, largest: int) -> bytes | None:
    """Return the bytes of a member, one more than allowed at most: what a header claims is not believed."""
    try:
        entry = archive.getinfo(name)
    except KeyError:
        return None
    if entry.compress_type not in _BOUNDED:
        raise InvalidError("bundle.unreadable", archive="method")
    with archive.open(entry) as member:
        return member.read(largest + 1)
