"""Write an archive with its signed manifest: every file with size and SHA-256, the same content the same bytes."""

import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Final, Protocol

from server.domain.beijing import BEIJING
from server.services.ports.documents import Seal

MANIFEST: Final = "manifest.json"
_STORED: Final = frozenset({".pdf", ".jpg", ".png", ".webp", ".heic"})
"""Compressed already."""


class Filed(Protocol):
    """A file of an archive."""

    @property
    def path(self) -> str:
        """Where it lies in the archive."""

    @property
    def content(self) -> bytes:
        """Its bytes."""

    @property
    def sha256(self) -> str:
        """Their digest."""


def write(format_name: str, about: Mapping[str, object], files: Iterable[Filed], at: datetime, seal: Seal) -> bytes:
    """Return a ZIP of the files behind a signed `manifest.json`: format, what it is about, and the list of files."""
    listed = list(files)
    manifest = {
        "format": format_name,
        **about,
        "made_at": at.isoformat(),
        "files": [{"path": file.path, "size": len(file.content), "sha256": file.sha256} for file in listed],
    }
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        text = json.dumps(seal.signed(manifest), ensure_ascii=False, indent=2, sort_keys=True)
        archive.writestr(_entry(MANIFEST, at), text)
        for file in listed:
            archive.writestr(_entry(file.path, at), file.content)
    return whole.getvalue()


def _entry(path: str, at: datetime) -> zipfile.ZipInfo:
    local = at.astimezone(BEIJING)
    entry = zipfile.ZipInfo(path, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    is_stored = any(path.endswith(ending) for ending in _STORED)
    entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
